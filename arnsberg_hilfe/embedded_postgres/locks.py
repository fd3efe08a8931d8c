"""File locks that the kernel gives back whatever way a process ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Only one process at a time; waits for its turn."""
    descriptor = _open(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def share(path: Path) -> int:
    """A descriptor with a shared lock; closing it gives the lock back."""
    descriptor = _open(path)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def take(path: Path) -> int | None:
    """A descriptor with the exclusive lock, or None when somebody else holds the lock."""
    descriptor = _open(path)
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return descriptor
    os.close(descriptor)
    return None


def is_free(path: Path) -> bool:
    descriptor = take(path)
    if descriptor is None:
        return False
    os.close(descriptor)
    return True
