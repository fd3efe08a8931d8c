"""A made-up file of offers, to measure the import."""

import csv
from pathlib import Path

COLUMNS = (
    "title_de summary_de kind theme provider pillar district venue_address schedule target_group languages cost email"
    " phone website valid_from valid_until source_url"
).split()
DISTRICTS = ("Neheim", "Hüsten", "Oeventrop", "Rumbeck", "ganze Stadt")
THEMES = ("bildung", "kultur", "berufe", "gesundheit", "wohnen", "spenden")
SUBJECTS = ("Sprachkurs", "Begegnungscafé", "Bewerbungshilfe", "Arztbegleitung", "Umzugshilfe", "Kleiderkammer")
DAYS = ("montags", "dienstags", "mittwochs", "donnerstags", "freitags")


def write(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(row(number) for number in range(rows))


def row(number: int) -> dict[str, str]:
    subject, district = SUBJECTS[number % len(SUBJECTS)], DISTRICTS[number % len(DISTRICTS)]
    return {
        "title_de": f"{subject} der Gruppe {number} in {district}",
        "summary_de": f"Gruppe {number} trifft sich jede Woche. Wer neu in der Stadt ist, findet hier Anschluss, "
        "Freiwillige übersetzen und erklären die nächsten Schritte.",
        "kind": "angebot",
        "theme": THEMES[number % len(THEMES)],
        "provider": f"Förderkreis {number % 300}",
        "pillar": "ehrenamt",
        "district": district,
        "schedule": f"{DAYS[number % len(DAYS)]} {8 + number % 10} Uhr",
        "target_group": "Familien mit kleinen Kindern",
        "languages": "Deutsch, Ukrainisch" if number % 3 else "",
        "cost": "kostenlos" if number % 2 else "",
        "email": f"gruppe{number}@example.org",
        "valid_from": "2022-03",
    }
