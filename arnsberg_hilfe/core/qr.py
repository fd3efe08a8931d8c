"""QR codes: on pages and paper as SVG, in mails as PNG. Black on white, for many cameras cannot read the opposite."""

import re
from collections.abc import Iterable
from functools import lru_cache, reduce
from io import BytesIO
from operator import xor

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

DARK = re.compile("1+")
QUIET_ZONE = 4  # modules around it, as ISO/IEC 18004 asks for
PIXELS = 8  # of a module
ANY_MASK = 4  # of eight; each can be read


def qr_svg(text: str, *, label: str) -> SafeString:
    """The code to stand within a page, as large as its frame; `label` says aloud what it leads to."""
    code = segno.make_qr(text, error="m")
    drawing = code.svg_inline(border=QUIET_ZONE, light="#fff", omitsize=True, svgclass=None, lineclass=None)
    inside = mark_safe(drawing.removeprefix("<svg "))  # noqa: S308 - squares; the text is not in it
    return format_html('<svg role="img" aria-label="{}" shape-rendering="crispEdges" {}', label, inside)


def qr_png(text: str) -> bytes:
    target = BytesIO()
    segno.make_qr(text, error="m").save(target, kind="png", scale=PIXELS, border=QUIET_ZONE)
    return target.getvalue()


def qr_drawing(text: str) -> str:
    """The code as an SVG file without a quiet zone, for papers."""
    return qr_drawings([text])[text]


def qr_drawings(texts: Iterable[str]) -> dict[str, str]:
    """Many codes at once, in a hundredth of the time where texts of equal length have much in common."""
    families: dict[int, _Family] = {}
    drawings = {}
    for text in texts:
        family = families.get(len(text)) or families.setdefault(len(text), _Family(text))
        drawings[text] = _drawing(family.modules(text), family.size)
    return drawings


class _Family:
    """Codes of texts of one length.

    With one mask, whether a module is dark is a sum over the bits of the text (mod 2; the error correction is linear
    too). What another letter at one place turns over is hence always the same modules, whatever stands elsewhere.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.first, self.size = _modules(text)
        self.turned: dict[tuple[int, str], int] = {}

    def modules(self, text: str) -> int:
        changes = [(at, letter) for at, letter in enumerate(text) if letter != self.text[at]]
        return reduce(xor, (self._turned(at, letter) for at, letter in changes), self.first)

    def _turned(self, at: int, letter: str) -> int:
        if (at, letter) not in self.turned:
            self.turned[at, letter] = self.first ^ _modules(self.text[:at] + letter + self.text[at + 1 :])[0]
        return self.turned[at, letter]


def _modules(text: str) -> tuple[int, int]:
    """The modules of an ASCII text's code row by row as bits of a number, and how many a row has."""
    code = segno.make_qr(text.encode("ascii"), error="m", mode="byte", mask=ANY_MASK, boost_error=False)
    return int("".join(str(module) for row in code.matrix for module in row), 2), len(code.matrix)


def _drawing(modules: int, size: int) -> str:
    rows = f"{modules:0{size * size}b}"
    bars = "".join(_bars(y, rows[y * size : (y + 1) * size]) for y in range(size))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{bars}"/></svg>'


@lru_cache(maxsize=10_000)
def _bars(y: int, row: str) -> str:
    """The dark modules of a row, those side by side as one rectangle."""
    return "".join(f"M{run.start()} {y}h{run.end() - run.start()}v1H{run.start()}z" for run in DARK.finditer(row))
