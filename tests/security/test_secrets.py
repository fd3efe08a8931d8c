"""Secrets come from the environment only: none in the repository, none with a default outside development."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from tests.security.test_headers import HTTPS

NAMED = re.compile(r"""(?i)\b\w*(?:secret|passw|api_?key|token|salt)\w*["']?\s*[:=]\s*["'][^"'\s{}$<>]{10,}["']""")
SHAPED = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bxox[baprs]-[\w-]{10,}"
    r"|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}|://[^\s/:@'\"]+:[^\s/:@'\"]{6,}@(?!host)"
)
KEY_FILES = re.compile(r"(^|/)(\.env[^/]*|[^/]+\.(pem|key|p12|pfx|kdbx|sqlite3?|dump|sql\.gz)|id_(rsa|ed25519))$")
MEANT = re.compile(
    r"only-for-|only-a-yardstick|0123456789abcdef|falsch|password_validation|user:password@|arnsberg_hilfe\.core"
)


def tracked():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.split("\0") if name and (settings.BASE_DIR / name).is_file()]


def suspicious(name, text):
    """Numbers of lines that look like a secret."""
    patterns = [SHAPED] if name.startswith("tests/") else [SHAPED, NAMED]
    return [
        f"{name}:{number}"
        for number, line in enumerate(text.splitlines(), 1)
        if any(pattern.search(line) for pattern in patterns) and not MEANT.search(line)
    ]


def test_the_repository_holds_nothing_that_looks_like_a_secret():
    names = tracked()
    assert len(names) > 500
    assert [name for name in names if KEY_FILES.search(name)] == []
    texts = [name for name in names if not name.endswith((".png", ".woff2", ".po", ".lock"))]
    found = [
        spot for name in texts for spot in suspicious(name, (settings.BASE_DIR / name).read_text(errors="replace"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        "SECRET_KEY = " + repr("k7h3n2b9x0q4w8"),
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "https://mira:" + "geheim123@example.org",
        "ghp_" + "a1B2" * 9,
    ],
)
def test_a_planted_secret_is_noticed(planted):
    assert suspicious("settings.py", planted) == ["settings.py:1"]


@pytest.mark.parametrize("name", ["SECRET_KEY", "ENCRYPTION_KEYS", "PUBLIC_URL"])
def test_production_does_not_start_without(name):
    environment = os.environ | HTTPS
    environment.pop(name)
    command = [sys.executable, "-c", "import django; django.setup()"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert done.returncode != 0
    assert f"Set the environment variable {name}" in done.stderr


def test_in_production_nothing_is_left_that_django_warns_of():
    environment = {name: value for name, value in os.environ.items() if name != "DEBUG"} | HTTPS
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_error_pages_with_everything_on_them_are_off_unless_asked_for():
    environment = {name: value for name, value in os.environ.items() if name != "DEBUG"}
    command = [
        sys.executable,
        "-c",
        "import django; django.setup(); from django.conf import settings; print(settings.DEBUG)",
    ]
    for more in (HTTPS, {"DEVELOPMENT": "1"}):
        done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment | more, capture_output=True, text=True)
        assert done.stdout.strip() == "False"
