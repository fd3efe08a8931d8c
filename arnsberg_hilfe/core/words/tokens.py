import re

from arnsberg_hilfe.core.words.compounds import tail

# Helfer:innen, Helfer*innen, Helfer_innen, Helfer/-innen, Helfer(innen) are read as Helferinnen
GENDERED = re.compile(r"(?<=\w)(?:[:*_·]|/-?|\()(in(?:nen)?)\b\)?")
# Migrations- und Flüchtlingsberatung
SHARED_TAIL = re.compile(
    r"\b([^\W_]{3,})-(?:\s+(?:und|oder|bzw\.|sowie)|,)\s+(?:[^\W_]{3,}-,?\s+(?:und|oder)\s+)?([^\W_]{7,})"
)
WORD = re.compile(r"[^\W_]+(?:['’ʼ`-][^\W_]+)*")


def tokens(text: str) -> list[str]:
    """Words in the order and spelling of the text; hyphened ones stay together, shortened ones are completed too."""
    text = GENDERED.sub(r"\1", text)
    return WORD.findall(text) + _completed(text)


def _completed(text: str) -> list[str]:
    """Migrationsberatung, where the text says «Migrations- und Flüchtlingsberatung»."""
    pairs = SHARED_TAIL.findall(text) if "- " in text or "-," in text else []
    return [first + ending for first, second in pairs if (ending := tail(second))]


def pieces(token: str) -> list[str]:
    """The parts of a hyphened word; nothing for others."""
    return token.split("-") if "-" in token else []
