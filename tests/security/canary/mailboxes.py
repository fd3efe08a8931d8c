"""The world outside: every mailbox the portal writes to, as a folder of files; on demand some take no mail."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from tests.bench.servers import HOST, free_port

REFUSED = "550 no such user {address}"


class Mailboxes:
    """A mail server. `refusing` names addresses that it turns away, in words that name them."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.refusing: set[str] = set()
        self._numbers = count(1)

    @property
    def url(self) -> str:
        return f"smtp://{HOST}:{self.port}"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if address in self.refusing:
            return REFUSED.format(address=address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        for address in envelope.rcpt_tos:
            box = self.folder / address.lower()
            box.mkdir(parents=True, exist_ok=True)
            (box / f"{next(self._numbers):04}.eml").write_bytes(envelope.content)
        return "250 OK"

    def mails(self, address: str) -> list[EmailMessage]:
        """What has come to an address, in its order."""
        return [_read(path) for path in sorted((self.folder / address).glob("*.eml"))]

    def boxes(self) -> dict[str, list[Path]]:
        """The files of each mailbox."""
        return {box.name: sorted(box.iterdir()) for box in sorted(self.folder.iterdir())}


def _read(path: Path) -> EmailMessage:
    message: Any = message_from_bytes(path.read_bytes(), policy=policy.default)
    return message


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return body.get_content() if body else ""


@contextmanager
def mailboxes(folder: Path) -> Iterator[Mailboxes]:
    folder.mkdir()
    boxes = Mailboxes(folder, free_port())
    controller = Controller(boxes, hostname=HOST, port=boxes.port)
    controller.start()
    try:
        yield boxes
    finally:
        controller.stop()
