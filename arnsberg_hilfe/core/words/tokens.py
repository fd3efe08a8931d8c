import re

# Helfer:innen, Helfer*innen, Helfer_innen, Helfer/-innen, Helfer(innen) are read as Helferinnen
GENDERED = re.compile(r"(?<=\w)(?:[:*_·]|/-?|\()(in(?:nen)?)\b\)?")
WORD = re.compile(r"[^\W_]+(?:['’ʼ`-][^\W_]+)*")


def tokens(text: str) -> list[str]:
    """Words in the order and spelling of the text; hyphened ones stay together."""
    return WORD.findall(GENDERED.sub(r"\1", text))


def pieces(token: str) -> list[str]:
    """The parts of a hyphened word; nothing for others."""
    return token.split("-") if "-" in token else []
