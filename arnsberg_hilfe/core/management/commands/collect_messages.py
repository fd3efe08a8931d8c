"""Brings the message catalogues up to what the code says, without the gettext programs."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from arnsberg_hilfe.core.source_messages import Message, source_messages


class Command(BaseCommand):
    help = "Trägt neue Texte leer in die Textkataloge (.po) ein und nimmt heraus, was niemand mehr sagt."
    requires_system_checks: list[str] = []

    def handle(self, **_options: Any) -> None:
        messages = source_messages()
        for folder in settings.LOCALE_PATHS:
            for path in sorted(Path(folder).rglob("*.po")):
                added, removed = _bring_up_to_date(path, messages)
                self.stdout.write(f"{path.parts[-3]}: {added} neu, {removed} entfernt.")


def _bring_up_to_date(path: Path, messages: list[Message]) -> tuple[int, int]:
    """Known translations stay; the order is that of the code, so that two people's additions rarely meet."""
    catalogue = polib.pofile(str(path), wrapwidth=0)
    known = {Message(entry.msgid, entry.msgid_plural): entry for entry in catalogue}
    forms = int(catalogue.metadata["Plural-Forms"].removeprefix("nplurals=").partition(";")[0])
    entries = [known.get(message) or _new(message, forms) for message in messages]
    catalogue[:] = entries
    catalogue.save()
    return len(set(messages) - set(known)), len(set(known) - set(messages))


def _new(message: Message, forms: int) -> polib.POEntry:
    return polib.POEntry(
        msgid=message.text,
        msgid_plural=message.plural,
        msgstr_plural=dict.fromkeys(range(forms), "") if message.plural else {},
        flags=["python-format"] if message.has_placeholders else [],
    )
