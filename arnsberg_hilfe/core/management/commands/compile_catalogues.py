"""Message catalogues without the gettext programs."""

from pathlib import Path
from typing import Any

import polib
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Übersetzt die Textkataloge (.po) in die Form, die zur Laufzeit gelesen wird (.mo), soweit sie neuer sind."
    requires_system_checks: list[str] = []

    def handle(self, **_options: Any) -> None:
        stale = [
            catalogue
            for folder in _locale_folders()
            for catalogue in sorted(folder.rglob("*.po"))
            if _is_stale(catalogue)
        ]
        for catalogue in stale:
            _compile(catalogue)
        self.stdout.write(f"Textkataloge übersetzt: {len(stale)}." if stale else "Die Textkataloge sind aktuell.")


def _locale_folders() -> set[Path]:
    """Those of the project's own apps; installed packages bring theirs compiled."""
    own = [Path(app.path) for app in apps.get_app_configs() if _is_own(Path(app.path))]
    return {*map(Path, settings.LOCALE_PATHS), *(path / "locale" for path in own)}


def _is_own(path: Path) -> bool:
    return path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts


def _is_stale(catalogue: Path) -> bool:
    compiled = catalogue.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime


def _compile(catalogue: Path) -> None:
    """A process that reads meanwhile sees the old file or the new one, never half of it."""
    half = catalogue.with_suffix(".mo.new")
    polib.pofile(str(catalogue)).save_as_mofile(str(half))
    half.replace(catalogue.with_suffix(".mo"))
