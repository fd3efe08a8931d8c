# Everything the project needs beyond Python, git and make is installed into .venv/ and static/node_modules/.
PYTHON ?= python3
VENV = .venv/bin/python
COMPILE = uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
          --no-emit-find-links --python-version 3.11

.PHONY: run test lint bench audit scan probe lock

run:
	@$(PYTHON) -m arnsberg_hilfe.bootstrap run

test:
	@$(PYTHON) -m arnsberg_hilfe.bootstrap test
	$(VENV) -m pytest tests --ignore=tests/journeys -n 2
	$(VENV) -m pytest tests/journeys

lint:
	@$(PYTHON) -m arnsberg_hilfe.bootstrap dev
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check .
	$(VENV) -m mypy .
	.venv/bin/lint-imports
	$(VENV) -m djlint --check --lint templates
	$(VENV) manage.py makemigrations --check --dry-run
	env -u DEBUG DEVELOPMENT=0 DATABASE_URL=postgres://nobody@localhost/none PUBLIC_URL=https://portal.example.org \
		ALLOWED_HOSTS=portal.example.org SECRET_KEY="$$($(VENV) -c 'import secrets; print(secrets.token_hex(32))')" ENCRYPTION_KEYS=lint \
		$(VENV) manage.py check --deploy --fail-level WARNING

bench:
	@$(PYTHON) -m arnsberg_hilfe.bootstrap dev
	$(VENV) -m tests.bench
	$(VENV) -m tests.bench.allocation
	DJANGO_SETTINGS_MODULE=arnsberg_hilfe.settings $(VENV) -m tests.bench.matching
	$(VENV) -m tests.bench.overview

audit:
	@$(PYTHON) -m arnsberg_hilfe.bootstrap dev
	$(VENV) -m tests.security.audit

# Scanners and probe start a portal of their own each; they are no part of the tests.
scan:
	@$(PYTHON) -m arnsberg_hilfe.bootstrap dev
	$(VENV) -m tests.security.scan

probe:
	@$(PYTHON) -m arnsberg_hilfe.bootstrap dev
	$(VENV) -m tests.security.probe

# Registry addresses do not belong into the files; uv leaves them out.
lock:
	$(COMPILE) pyproject.toml --output-file requirements.txt
	$(COMPILE) pyproject.toml --group dev --output-file requirements-dev.txt
	$(COMPILE) --group node --output-file requirements-node.txt
	! grep -n "://" requirements*.txt
