"""QR codes: on pages as SVG, in mails as PNG. Always black on white, for many cameras cannot read the opposite."""

from io import BytesIO

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

QUIET_ZONE = 4  # modules around it, as ISO/IEC 18004 asks for
PIXELS = 8  # of a module


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
    """The code as an SVG document of its own, for paper; what it leads to is said beside it."""
    code, target = segno.make_qr(text, error="m"), BytesIO()
    code.save(target, kind="svg", border=QUIET_ZONE, light="#fff", xmldecl=False, omitsize=True)
    return target.getvalue().decode()
