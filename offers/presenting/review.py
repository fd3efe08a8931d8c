"""What a reviewer looks at, and what comes next."""

from dataclasses import dataclass
from typing import Any

from django.db.models import DateField
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.models import User
from offers.models import Offer, Report, Revision


@dataclass(frozen=True)
class Check:
    """One thing to look at before publishing; `done` None where only a person can tell."""

    text: str
    done: bool | None = None


def checklist(offer: Offer) -> list[Check]:
    reachable = bool(offer.email_public or offer.phone_public or offer.contact_point_id or offer.website or offer.email)
    checks = [
        Check(_("E-Mail-Adresse bestätigt"), bool(offer.email_confirmed_at) if offer.email else None),
        Check(_("Man kann den Anbieter erreichen"), reachable),
        Check(_("Der Text ist auf Deutsch da"), offer.title_de not in {offer.title_uk, offer.title_en}),  # type: ignore[attr-defined]
        Check(_("Titel und Kurzbeschreibung sind verständlich")),
        Check(_("Die Kurzbeschreibung sagt mehr als der Titel"), offer.summary.strip(". ") != offer.title.strip(". ")),
        Check(_("Keine privaten Daten im Text")),
        Check(_("Thema und Stadtteil stimmen")),
    ]
    if offer.is_sensitive:
        checks.append(Check(_("Vier Augen (Wohnraum, Fahrten, Kinder)"), bool(offer.first_review_by_id)))
    return checks


def next_row(user: User) -> str:
    """The address of what opens by itself after a decision: what waits for this person with the oldest promise."""
    rows = []
    if offer := Offer.objects.awaiting_review().left_to(user).first():
        due = offer.answer_by or timezone.localdate(offer.created_at)
        rows.append((due, reverse("offers_team:offer", args=[offer.pk])))
    if change := Revision.objects.pending().left_to(user).order_by("answer_by").first():
        rows.append((change.answer_by, reverse("offers_team:revision", args=[change.pk])))
    if hint := Report.objects.open().order_by("answer_by").first():
        rows.append((hint.answer_by, reverse("offers_team:queue") + f"#hinweis-{hint.pk}"))
    return min(rows, key=lambda row: row[0])[1] if rows else reverse("offers_team:queue")


def differences(revision: Revision) -> list[tuple[str, str, str]]:
    """Label, live value and proposed value of everything a revision changes."""
    return [_row(revision.offer, name, value) for name, value in revision.changes.items()]


def _row(offer: Offer, name: str, value: Any) -> tuple[str, str, str]:
    if name == "languages":
        spoken = ", ".join(str(language) for language in offer.languages.all())
        return _("Sprachen"), spoken, ", ".join(value)
    field = offer._meta.get_field(name.removesuffix("_id"))
    return str(field.verbose_name), _text(field, getattr(offer, name)), _text(field, value)  # type: ignore[union-attr]


def _text(field: Any, value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if field.is_relation:
        return str(field.related_model._default_manager.filter(pk=value).first() or "–")
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(field, DateField):
        return date_format(field.to_python(value))
    if isinstance(value, list):
        return ", ".join(value)
    return str(dict(field.flatchoices).get(value, value)) if field.choices else str(value)
