"""Where somebody's words stand, in whatever clothes: encoded, encrypted, packed, printed into a PDF."""

import base64
import binascii
import quopri
import re
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from pypdf import PdfReader

from arnsberg_hilfe.core.encryption import _fernet_key

BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
LINES_OF_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{60,78}\r?\n)+[A-Za-z0-9+/]*={0,2}")
HEX = re.compile(rb"\\\\?x((?:[0-9a-f]{2}){8,})")
AROUND = 40
DEEPEST = 4


class Searcher:
    """Finds the tokens of one person. `key` is the portal's own: what is encrypted is opened."""

    def __init__(self, tokens: Sequence[str], key: str) -> None:
        self._tokens = re.compile("|".join(map(re.escape, tokens)).encode(), re.IGNORECASE)
        self._box = Fernet(_fernet_key(key))

    def hits(self, content: bytes) -> list[str]:
        """Each token with what stands around it."""
        return [
            _excerpt(view, found) for view in self._views(content, DEEPEST) for found in self._tokens.finditer(view)
        ]

    def hits_in(self, *files: Path) -> dict[str, list[str]]:
        found = {str(path): self.hits(path.name.encode() + b"\n" + path.read_bytes()) for path in files}
        return {path: hits for path, hits in found.items() if hits}

    def hits_in_dump(self, dump: bytes) -> dict[str, list[str]]:
        """By table of a plain `pg_dump`; its schema and everything beside the rows is the table «»."""
        found: dict[str, list[str]] = {}
        for table, part in _tables(dump):
            if hits := self.hits(part):
                found[table] = hits
        return found

    def _views(self, content: bytes, depth: int) -> Iterator[bytes]:
        """The content itself, and all that can be read in it."""
        yield content
        if depth:
            for inner in self._inner(content):
                yield from self._views(inner, depth - 1)

    def _inner(self, content: bytes) -> Iterator[bytes]:
        if content.startswith(b"%PDF"):
            yield _printed(content)
            return
        if b"=" in content and b"\n" in content:
            yield from [plain for plain in [quopri.decodestring(content)] if plain != content]
        for packed in HEX.finditer(content):
            yield bytes.fromhex(packed[1].decode())
        for packed in [*BASE64.finditer(content), *LINES_OF_BASE64.finditer(content)]:
            yield from self._unpacked(packed[0])

    def _unpacked(self, text: bytes) -> Iterator[bytes]:
        bare = b"".join(text.split()).rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        try:
            plain = base64.b64decode(bare + b"=" * (-len(bare) % 4))
        except binascii.Error:
            return
        yield plain
        if plain[:1] == b"\x80":  # as all that Fernet encrypts begins
            yield from self._opened(plain)
        if plain[:1] == b"\x78":  # as all that zlib packs begins
            yield from _unzipped(plain)

    def _opened(self, token: bytes) -> Iterator[bytes]:
        try:
            yield self._box.decrypt(base64.urlsafe_b64encode(token))
        except InvalidToken:
            return


def _tables(dump: bytes) -> Iterator[tuple[str, bytes]]:
    beside = []
    for number, part in enumerate(re.split(rb"^COPY (\S+) .*FROM stdin;$", dump, flags=re.MULTILINE)):
        if number % 2:
            table = part.decode()
        elif number:
            rows, _end, rest = part.partition(b"\n\\.\n")
            beside.append(rest)
            yield table, rows
        else:
            beside.append(part)
    yield "", b"".join(beside)


def _printed(content: bytes) -> bytes:
    pages = PdfReader(BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages).encode()


def _unzipped(content: bytes) -> Iterator[bytes]:
    try:
        yield zlib.decompress(content)
    except zlib.error:
        return


def _excerpt(content: bytes, found: re.Match[bytes]) -> str:
    return content[max(0, found.start() - AROUND) : found.end() + AROUND].decode(errors="replace")
