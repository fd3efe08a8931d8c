import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core import partial_date
from arnsberg_hilfe.core.csv_file import Problem, general_problems
from arnsberg_hilfe.core.models import District, Language
from arnsberg_hilfe.core.pillar import Pillar
from offers.audience import audiences_of
from offers.importing.columns import OPTIONAL_COLUMNS
from offers.models import ContactPoint, Kind, Offer, Source, Status, ThemeArea

PLAIN_COLUMNS = {
    **{name: name for name in ("title_de", "summary_de", "provider", "schedule", "target_group", "cost", "source_url")},
    **{name: name for name in OPTIONAL_COLUMNS},
    "venue": "venue_address",
}
CHECKED_ELSEWHERE = {"title", "summary", "description", "slug", "theme", "district", "contact_point", "search_document"}
CITY_WIDE = {"", "ganze stadt"}
IDENTITY = ("title_de", "provider", "district", "venue_address", "schedule", "valid_from")
ENDED_IN_TITLE = re.compile(r"\((beendet|eingestellt|ausgelaufen)\)\Z", re.IGNORECASE)


@dataclass
class Draft:
    """An unsaved offer, and what can be attached only once it is saved."""

    offer: Offer
    languages: list[Language]


class RowReader:
    """Turns rows into offers; the small tables (themes, Stadtteile, languages, Anlaufstellen) are read once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.themes = {theme.slug: theme for theme in ThemeArea.objects.all()}
        self.districts = {_key(district.name): district for district in District.objects.all()}
        self.languages = {_key(language.name_de): language for language in Language.objects.all()}
        points = list(ContactPoint.objects.all())
        self.point_by_email = {_key(point.email): point for point in points if point.email}
        self.point_by_phone = {point.phone: point for point in points if point.phone}

    def read(self, line: int, cells: dict[str, str]) -> tuple[Draft, list[Problem]]:
        """The row as a published, unsaved offer, and everything that is wrong with the row."""
        row = _Row(cells)
        languages, languages_note = self._languages(cells["languages"])
        day = timezone.localdate(self.now)
        offer = Offer(
            **{name: cells.get(column, "") for name, column in PLAIN_COLUMNS.items()},
            **self._lookups(row),
            **self._contact(cells),
            valid_from=row.date("valid_from", partial_date.earliest),
            valid_until=row.date("valid_until", partial_date.latest),
            website=_web_address(cells["website"]),
            audiences=audiences_of(cells["target_group"]),
            languages_note=languages_note,
            is_free=True if re.search(r"kostenlos|kostenfrei|gratis", cells["cost"].lower()) else None,
            source=Source.IMPORT,
            import_key=_import_key(cells),
            status=Status.ENDED if ENDED_IN_TITLE.search(cells["title_de"]) else Status.PUBLISHED,
            published_at=self.now,
            fresh_on=day,
        )
        row.check(offer)
        problems = [Problem(line, column, reason) for column, reason in row.wrong]
        return Draft(offer, languages), [*problems, *general_problems(line, cells)]

    def _lookups(self, row: "_Row") -> dict[str, Any]:
        district = row.cells["district"]
        return {
            "kind": row.choice("kind", Kind),
            "pillar": row.choice("pillar", Pillar) if row.cells["pillar"] else "",
            "theme": row.record("theme", self.themes),
            "district": None if _key(district) in CITY_WIDE else row.record("district", self.districts),
        }

    def _contact(self, cells: dict[str, str]) -> dict[str, Any]:
        """Addresses of an Anlaufstelle become a link to it; other published ones are shown as they are."""
        email, phone = cells["email"], cells["phone"]
        point: ContactPoint | None = self.point_by_email.get(_key(email)) if email else self.point_by_phone.get(phone)
        own_email = "" if point and _key(point.email) == _key(email) else email
        own_phone = "" if point and point.phone == phone else phone
        return {
            "contact_point": point,
            "email": own_email,
            "email_public": bool(own_email),
            "phone": own_phone,
            "phone_public": bool(own_phone),
        }

    def _languages(self, text: str) -> tuple[list[Language], str]:
        """Known languages, and the text itself where it says more than their names."""
        names = [name for name in re.split(r"[,;/]|\bund\b", text) if name.strip()]
        known = [self.languages[_key(name)] for name in names if _key(name) in self.languages]
        return known, "" if len(known) == len(names) else text


class _Row:
    """The cells of one row; collects what is wrong with them as pairs of column and reason."""

    def __init__(self, cells: dict[str, str]) -> None:
        self.cells = cells
        self.wrong: list[tuple[str, str]] = []

    def choice(self, column: str, choices: type[TextChoices]) -> str:
        value = self.cells[column].lower()
        if value not in choices.values:
            self._unknown(column, choices.values)
        return value

    def record(self, column: str, records: Mapping[str, Model]) -> Any:
        record = records.get(_key(self.cells[column]))
        if record is None:
            self._unknown(column, records)
        return record

    def date(self, column: str, read: Callable[[str], date]) -> date | None:
        text = self.cells[column]
        try:
            return read(text) if text else None
        except ValueError:
            self.wrong.append((column, _("»%s« ist kein Datum (erwartet: 2022-03-17, 2022-03 oder 2022)") % text))
            return None

    def check(self, offer: Offer) -> None:
        if offer.valid_from and offer.valid_until and offer.valid_until < offer.valid_from:
            self.wrong.append(("valid_until", _("liegt vor »valid_from«")))
        try:
            offer.clean_fields(exclude=CHECKED_ELSEWHERE | {"kind", "pillar"})
        except ValidationError as error:
            for name, reasons in error.message_dict.items():
                self.wrong.append((PLAIN_COLUMNS.get(name, name), " ".join(reasons)))

    def _unknown(self, column: str, allowed: Any) -> None:
        text = self.cells[column]
        reason = _("»%(text)s« ist unbekannt (erlaubt: %(allowed)s)") if text else _("fehlt (erlaubt: %(allowed)s)")
        self.wrong.append((column, reason % {"text": text, "allowed": ", ".join(allowed)}))


def _key(text: str) -> str:
    return text.strip().lower()


def _web_address(text: str) -> str:
    return f"https://{text}" if re.match(r"www\.", text) else text


def _import_key(cells: dict[str, str]) -> str:
    """Tells rows apart across runs: same title, provider, place and dates are the same offer."""
    return hashlib.sha256("\x1f".join(_key(cells[name]) for name in IDENTITY).encode()).hexdigest()
