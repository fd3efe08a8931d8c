"""What is asked for: pages by name, each with the addresses that take turns."""

from urllib.parse import quote

BARE = "bare"
SLUGS = 200
THEMES = ("bildung", "kultur", "berufe", "gesundheit", "wohnen", "spenden")
FILTERS = (
    "thema=kultur",
    "stadtteil=neheim",
    "sprache=uk",
    "art=mitmachen",
    "zielgruppe=kinder",
    "thema=bildung&stadtteil=huesten",
    "stadtteil=arnsberg&sprache=de&sprache=uk",
    "thema=wohnen&art=angebot&zielgruppe=familien",
    "thema=spenden&sortierung=aktuell&seite=3",
)
QUERIES = (
    *("Deutschkurs", "Nähtreff", "Wohnungssuche Neheim", "Sprachkurs für Kinder", "kostenlose Beratung Hüsten"),
    *("Hausaufgaben", "Fußball Kinder", "Formulare ausfüllen", "Treff am Montag", "Begegnungscafé Oeventrop"),
    *("Deutschkuhrs", "Begegnugscafe", "Fahradspende", "Ferien Betreuung", "Schulranzen Aktion", "Kinderkleidung"),
    *("мовні курси", "дитячий одяг", "робота для жінок", "лікар", "помощь с жильём"),
    *("German course", "legal advice", "donate clothes", "Quantenphysik"),
)


def pages(slugs: list[str]) -> dict[str, list[str]]:
    return {
        "home": ["/"],
        "list": ["/angebote/"],
        "theme": [f"/angebote/thema/{slug}/" for slug in THEMES],
        "filtered": [f"/angebote/?{filters}" for filters in FILTERS],
        "detail": [f"/angebote/{slug}/" for slug in slugs],
        "search": [f"/angebote/?q={quote(query)}" for query in QUERIES],
    }
