import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from arnsberg_hilfe import bootstrap

CALLS = "calls.txt"
MANAGE = f"""
import sys
from pathlib import Path
with Path("{CALLS}").open("a") as calls:
    print("manage", *sys.argv[1:], file=calls)
"""


def script(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A project without packages, with programs on PATH that only write down how they were called."""
    package = tmp_path / "arnsberg_hilfe"
    package.mkdir()
    shutil.copy(bootstrap.__file__, package)
    (package / "__init__.py").touch()
    (tmp_path / "manage.py").write_text(MANAGE)
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-node.txt"):
        (tmp_path / name).touch()
    (tmp_path / "static" / "node_modules").mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        (tmp_path / "static" / name).write_text("{}")
    (tmp_path / "bin").mkdir()
    for name in ("npm", "node"):
        script(tmp_path / "bin" / name, f'#!/bin/sh\necho {name} "$1" >> "{tmp_path / CALLS}"\n')
    return tmp_path


def set_up(checkout: Path, task: str = "run", **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{checkout / 'bin'}:/usr/bin:/bin"
    command = [sys.executable, "-m", "arnsberg_hilfe.bootstrap", task]
    surroundings = {**os.environ, "PATH": path, **environment}
    return subprocess.run(command, cwd=checkout, env=surroundings, capture_output=True, text=True, check=False)


def calls(checkout: Path) -> list[str]:
    lines = (checkout / CALLS).read_text().splitlines()
    (checkout / CALLS).unlink()
    return lines


def test_the_second_set_up_repeats_only_what_has_changed(checkout: Path) -> None:
    first = set_up(checkout)
    assert first.returncode == 0, first.stderr
    assert calls(checkout) == ["npm ci", "manage build_frontend", "manage run"]
    second = set_up(checkout)
    assert second.stdout == ""
    assert calls(checkout) == ["manage build_frontend", "manage run"]
    (checkout / "requirements.txt").write_text("# changed\n")
    (checkout / "static" / "package-lock.json").write_text('{"changed": true}')
    assert "requirements.txt" in set_up(checkout).stdout
    assert calls(checkout) == ["npm ci", "manage build_frontend", "manage run"]


def test_a_missing_venv_package_gets_a_sentence_in_two_languages(checkout: Path) -> None:
    (checkout / "stub").mkdir()
    (checkout / "stub" / "ensurepip.py").write_text("raise ImportError")
    result = set_up(checkout, PYTHONPATH=str(checkout / "stub"))
    assert result.returncode == 1
    english, german = result.stderr.splitlines()
    package = f"apt-get install python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    assert english.endswith(package)
    assert german.endswith(package)


def test_an_old_python_gets_a_sentence() -> None:
    with pytest.raises(bootstrap.SetupError, match=r"Python 3\.11 or newer is needed, this is 3\.9"):
        bootstrap.require_python((3, 9))


def test_a_failing_step_is_named(checkout: Path) -> None:
    script(checkout / "bin" / "npm", "#!/bin/sh\nexit 3\n")
    result = set_up(checkout)
    assert result.returncode == 1
    assert "npm ci" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_virtual_environment_whose_python_has_gone_is_replaced(checkout: Path) -> None:
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(checkout / "gone")
    assert set_up(checkout).returncode == 0
    assert python.exists()


def test_without_any_chromium_the_tests_say_what_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(bootstrap, "PYTHON", Path("/bin/false"))
    with pytest.raises(bootstrap.SetupError, match="apt-get install chromium"):
        bootstrap.require_browser()
