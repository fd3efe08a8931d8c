"""Whether a camera reads them cannot be tried here; that they draw the code's very squares can."""

import re
import zlib
from xml.etree import ElementTree as ET

import segno

from arnsberg_hilfe.core.qr import qr_drawing, qr_drawings, qr_png, qr_svg

ADDRESS = "https://example.org/treffen/einlass/Yk3d9QpL2x"
SVG_NAMES = {"role", "aria-label", "shape-rendering", "viewBox", "d", "fill", "stroke", "transform"}


def squares(text):
    """The code as rows of dark and light, its quiet zone included."""
    return [[bool(dark) for dark in row] for row in segno.make_qr(text, error="m").matrix_iter(border=4)]


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314 - our own drawing


def drawn(svg):
    """What the strokes of the drawing leave behind on a grid."""
    root = parsed(svg)
    width, height = map(int, root.get("viewBox").split()[2:])
    grid = [[False] * width for _ in range(height)]
    x, y = 0, 0.0
    for command, first, second in re.findall(
        r"([Mmh])(-?[\d.]+)(?:[ ,]?(-?[\d.]+))?", root.findall("path")[-1].get("d")
    ):
        if command == "M":
            x, y = int(first), float(second)
        elif command == "m":
            x, y = x + int(first), y + float(second or 0)
        else:
            grid[int(y)][x : x + int(first)] = [True] * int(first)
            x += int(first)
    return grid


def pixels(png):
    """Black and white of a PNG with one bit a pixel, its rows plain or as the difference to the row above."""
    assert png[24:26] == b"\x01\x00"
    width = int.from_bytes(png[16:20])
    data = zlib.decompress(b"".join(chunk for kind, chunk in chunks(png) if kind == b"IDAT"))
    length = (width + 7) // 8
    above, rows = bytes(length), []
    for at in range(0, len(data), 1 + length):
        kind, row = data[at], data[at + 1 : at + 1 + length]
        assert kind in {0, 2}
        above = bytes((new + old) % 256 for new, old in zip(row, above, strict=True)) if kind else row
        rows.append([not above[x // 8] >> (7 - x % 8) & 1 for x in range(width)])
    return rows


def chunks(png):
    at = 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def test_the_drawing_has_the_squares_of_the_code():
    assert drawn(qr_svg(ADDRESS, label="Ihr Einlass")) == squares(ADDRESS)


def test_the_picture_has_the_squares_of_the_code():
    assert [row[::8] for row in pixels(qr_png(ADDRESS))[::8]] == squares(ADDRESS)


def test_the_drawing_needs_no_style_and_says_what_it_is():
    root = parsed(qr_svg(ADDRESS, label='Weg zu „<Ihrem> "Einlass"'))
    assert (root.get("role"), root.get("aria-label")) == ("img", 'Weg zu „<Ihrem> "Einlass"')
    assert {name for element in root.iter() for name in element.keys()} <= SVG_NAMES  # noqa: SIM118 - an element


def test_a_code_is_black_on_white_also_on_a_dark_page():
    ground, code = parsed(qr_svg(ADDRESS, label="Einlass")).findall("path")
    assert (ground.get("fill"), code.get("stroke")) == ("#fff", "#000")


def test_many_codes_at_once_are_those_drawn_one_by_one():
    addresses = [f"https://hilfe.example.org/uk/a/{number}" for number in (1, 7, 10, 98, 345, 1209, 4711, 99999)]
    assert qr_drawings(addresses) == {address: qr_drawing(address) for address in addresses}
