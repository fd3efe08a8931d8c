"""Synthetic offers for load tests: German sentences put together from parts, always the same for the same seed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from arnsberg_hilfe.core.models import District
from arnsberg_hilfe.core.pillar import Pillar
from arnsberg_hilfe.core.slugs import slug_of
from offers.models import Audience, Kind, Offer, Source, Status, ThemeArea

SUBJECTS = {
    "bildung": "Sprachkurs Deutschkurs Hausaufgabenhilfe Spielgruppe Ferienbetreuung Elterntreff Nachhilfe",
    "kultur": "Begegnungscafé Chor Fußballtraining Nähtreff Kochabend Stadtführung Tanzkurs Spielenachmittag Filmabend",
    "berufe": "Bewerbungshilfe Praktikum Berufsberatung Computerkurs Jobmesse Ausbildungsbörse Werkstatt Talentbörse",
    "gesundheit": "Sozialberatung Arztbegleitung Übersetzungshilfe Formularhilfe Gesprächskreis Rechtsberatung",
    "wohnen": "Wohnungssuche Umzugshilfe Möbelvermittlung Renovierungshilfe Nachbarschaftshilfe Familientreff",
    "spenden": "Kleiderkammer Lebensmittelausgabe Fahrradspende Spielzeugbörse Möbellager Geldspende Schulranzenaktion",
}
MANNERS = ["Offener", "Kostenloser", "Wöchentlicher", "Mehrsprachiger", "Gemeinsamer", "Neuer", "Kleiner", "Bunter"]
PEOPLE = {
    Audience.CHILDREN: "Kinder von 6 bis 12 Jahren",
    Audience.YOUTH: "Jugendliche",
    Audience.FAMILIES: "Familien mit kleinen Kindern",
    Audience.WOMEN: "Frauen",
    Audience.SENIORS: "ältere Menschen",
    Audience.REFUGEES: "Geflüchtete aus der Ukraine",
    Audience.VOLUNTEERS: "Freiwillige",
}
PROVIDERS = [
    "Verein",
    "Initiative",
    "Nachbarschaftskreis",
    "Gemeinde",
    "Bildungswerk",
    "Sportgemeinschaft",
    "Förderkreis",
]
VENUES = ["Gemeindehaus", "Bürgerzentrum", "Bücherei", "Sporthalle", "Jugendtreff", "Pfarrheim", "Alte Schule", "Mühle"]
DAYS = ["montags", "dienstags", "mittwochs", "donnerstags", "freitags", "samstags", "sonntags"]
SENTENCES = [
    "Wer neu in der Stadt ist, findet hier Anschluss.",
    "Eine Anmeldung ist nicht nötig, kommen Sie einfach vorbei.",
    "Kaffee und Tee stehen bereit, für Kinder gibt es eine Spielecke.",
    "Freiwillige helfen beim Übersetzen und erklären die nächsten Schritte.",
    "Bitte rufen Sie vorher an, die Plätze sind begrenzt.",
    "Auf Wunsch holen wir Sie an der Bushaltestelle ab.",
    "Die Gruppe trifft sich auch in den Ferien.",
]


def offers(count: int, *, seed: int, first: int = 0, now: datetime | None = None) -> Iterator[Offer]:
    """Unsaved, published offers; about one in twelve is over. Their addresses are numbered from `first`."""
    random, maker = Random(seed), _Maker(now or timezone.now())  # noqa: S311 - nothing secret
    for number in range(first, first + count):
        yield maker.make(random, number)


class _Maker:
    def __init__(self, now: datetime) -> None:
        self.now = now
        self.themes = list(ThemeArea.objects.all())
        self.districts: list[District | None] = [*District.objects.all(), None, None]

    def make(self, random: Random, number: int) -> Offer:
        theme, district = random.choice(self.themes), random.choice(self.districts)
        subject = random.choice(SUBJECTS.get(theme.slug, SUBJECTS["kultur"]).split())
        audience, people = random.choice(list(PEOPLE.items()))
        day, hour = random.choice(DAYS), random.randint(8, 19)
        place = district.name if district else "Arnsberg"
        published = self.now - timedelta(days=random.randint(0, 170), minutes=random.randint(0, 1440))
        over = random.random() < 1 / 12
        return Offer(
            title_de=f"{random.choice(MANNERS)} Treff: {subject} für {people} in {place}",
            slug=f"{slug_of(subject, max_length=60)}-{number:06}",
            summary_de=" ".join(random.sample(SENTENCES, 2)),
            description_de=" ".join(random.sample(SENTENCES, 4)),
            kind=random.choices(Kind.values, [8, 3, 2])[0],
            theme=theme,
            provider=f"{random.choice(PROVIDERS)} {place} {random.randint(1, 40)}",
            pillar=random.choice(Pillar.values),
            target_group=people,
            audiences=[audience],
            district=district,
            venue=f"{random.choice(VENUES)} {place}" if random.random() < 0.4 else "",  # noqa: PLR2004
            schedule=f"{day} {hour}-{hour + 2} Uhr" if random.random() < 0.4 else "",  # noqa: PLR2004
            is_free=True if random.random() < 1 / 3 else None,
            source=Source.IMPORT,
            status=Status.PUBLISHED,
            published_at=published,
            fresh_on=timezone.localdate(published),
            valid_until=timezone.localdate(published) - timedelta(days=1) if over else None,
        )
