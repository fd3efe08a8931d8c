"""Who an offer is for, read from the free text of its Zielgruppe."""

import re

from offers.models import Audience

PATTERNS = {
    Audience.CHILDREN: r"kind|schüler|baby|grundschul|spielgruppe",
    Audience.YOUTH: r"jugend|junge |schüler|sekundarstufe|auszubildende|volljährige",
    Audience.FAMILIES: r"famili|eltern|mutter|mütter|väter|alleinerzieh|generationen",
    Audience.WOMEN: r"frau|mütter|mutter|ukrainerin",
    Audience.SENIORS: r"senior|ältere|generationen",
    Audience.REFUGEES: r"geflüchtet|flucht|ukrain|zugewandert|neu angekommen|teilnahmeberechtig",
    Audience.VOLUNTEERS: r"freiwillig|ehrenamt|helfende|engagierte|pat(?:e|in)|initiativen",
    Audience.DONORS: r"spende",
    Audience.LANDLORDS: r"vermiet|wohnraum|eigentüm",
    Audience.ORGANISATIONS: r"einrichtung|unternehmen|firmen|vereine|betrieb|fachkräfte|initiativen",
}


def audiences_of(text: str) -> list[Audience]:
    """The audiences named in the text; empty when none is."""
    return [audience for audience, pattern in PATTERNS.items() if re.search(pattern, text.lower())]
