"""Gives the tests their settings and a PostgreSQL that is thrown away afterwards; loaded by `-p tests.environment`.

With DATABASE_URL set, that database server is used and none is started. The processes of pytest-xdist inherit the
address from the one that starts them.
"""

import atexit
import os
import shutil
import signal
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from arnsberg_hilfe import embedded_postgres
from arnsberg_hilfe.bootstrap import BROWSERS

PREFIX = "arnsberg-hilfe-test-"
SETTLED_AFTER = 600  # seconds within which a test run has started its server
FROM_THE_SHELL = (
    "ALLOWED_HOSTS",
    "ANYMAIL_PROVIDER",
    "BEHIND_PROXY",
    "COMPLAINTS_EMAIL",
    "EMAIL_URL",
    "OFFICE_EMAIL",
    "OFFICE_PHONE",
    "SPONSORSHIP_EMAIL",
)
SETTINGS = {"DEBUG": "0", "DEVELOPMENT": "1", "SECRET_KEY": "only-for-tests", "PUBLIC_URL": "http://testserver"}

IS_CONTROLLER = "PYTEST_XDIST_WORKER" not in os.environ
STARTS_SERVER = IS_CONTROLLER and not os.environ.get("DATABASE_URL")
_cleanup = ExitStack()


def settle(folder: Path) -> None:
    """The developer's own settings and files under var/ must not reach the tests; mail stays in memory anyway."""
    for name in FROM_THE_SHELL:
        os.environ.pop(name, None)
    os.environ |= SETTINGS | {"VAR_DIR": str(folder)}
    if browser := next(filter(None, map(shutil.which, BROWSERS)), None):
        os.environ.setdefault("CHROMIUM", browser)


def new_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711)  # root's server runs as another account, which passes here on the way to its data
    _cleanup.callback(shutil.rmtree, folder, ignore_errors=True)
    return folder


def database_url(folder: Path) -> str:
    target = embedded_postgres.connection_settings(folder)
    return f"postgres://{target['USER']}@/{target['NAME']}?host={target['HOST']}&port={target['PORT']}"


def remove_remains() -> None:
    """Servers and files of test runs that were killed; one that is just beginning has no server yet and is spared."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(FileNotFoundError):  # another run ends, or tidies up as well
            made = folder.stat()
            is_old = made.st_mtime < time.time() - SETTLED_AFTER
            if is_old and made.st_uid == os.getuid() and embedded_postgres.stop_unused(folder):
                shutil.rmtree(folder, ignore_errors=True)


atexit.register(_cleanup.close)  # pytest does not get to its own end when it dislikes its arguments
if IS_CONTROLLER:  # before anybody reads the settings
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    VAR = new_folder()
    settle(VAR)
    if STARTS_SERVER:
        os.environ["DATABASE_URL"] = database_url(VAR)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart() -> None:
    if STARTS_SERVER:
        remove_remains()
        _cleanup.enter_context(embedded_postgres.running(VAR, durable=False))


def pytest_unconfigure() -> None:
    _cleanup.close()
