"""What the portal holds on somebody, as a page, a file and a paper tell it; in the language that is active."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from arnsberg_hilfe.core import paper
from arnsberg_hilfe.core.models import Agreement
from arnsberg_hilfe.core.own_data import Holding, Way
from arnsberg_hilfe.portal.consents import consents_of

# What the keys of the file mean, in the file itself
KEYS = {
    "address": "the e-mail address this file is about; empty where it was put together at the office",
    "as_of": "when the file was made (ISO 8601)",
    "language": "language of all labels and values",
    "holdings": "one entry for each record",
    "holdings[].id": "model and key of the record, stable as long as it exists",
    "holdings[].kind": "what sort of record it is",
    "holdings[].title": "its name, as the page shows it",
    "holdings[].since": "since when the portal holds it (ISO 8601)",
    "holdings[].facts": "its fields: label and value",
    "holdings[].parts": "what belongs to it, each with a title and facts of its own",
    "holdings[].consents": "what was agreed to: purpose, wording, version, language, how, given_at, withdrawn_at",
    "holdings[].stays": "null, or what must stay when everything is erased: what, why, until",
}


@dataclass(frozen=True)
class Shown:
    """A record on the page: itself, its consents, and where its person can go from here."""

    holding: Holding
    consents: list[Agreement]
    ways: list[Way]


@dataclass(frozen=True)
class Group:
    """All records of a kind."""

    kind: str
    shown: list[Shown]


def groups(holdings: Iterable[Holding], now: datetime) -> list[Group]:
    found: dict[str, list[Shown]] = {}
    for holding in holdings:
        ways = holding.source.ways(holding.record, now)
        found.setdefault(holding.kind, []).append(Shown(holding, consents_of(holding.record), ways))
    return [Group(kind, shown) for kind, shown in found.items()]


def plain(holdings: Iterable[Holding], address: str, now: datetime) -> dict[str, Any]:
    """For JSON; KEYS says what is what."""
    return {
        "keys": KEYS,
        "address": address,
        "as_of": localtime(now).isoformat(),
        "language": get_language(),
        "holdings": [_plain(holding) for holding in holdings],
    }


def _plain(holding: Holding) -> dict[str, Any]:
    return {
        "id": holding.key,
        "kind": holding.kind,
        "title": holding.title,
        "since": localtime(holding.since).isoformat() if holding.since else None,
        "facts": [vars(fact) for fact in holding.facts],
        "parts": [{"title": part.title, "facts": [vars(fact) for fact in part.facts]} for part in holding.parts],
        "consents": [_consent(consent) for consent in consents_of(holding.record)],
        "stays": vars(holding.stays) if holding.stays else None,
    }


def _consent(consent: Any) -> dict[str, Any]:
    return {
        "purpose": consent.get_purpose_display(),
        "wording": consent.wording,
        "version": consent.version,
        "language": consent.get_language_display(),
        "how": consent.get_how_display(),
        "given_at": localtime(consent.given_at).isoformat(),
        "withdrawn_at": localtime(consent.withdrawn_at).isoformat() if consent.withdrawn_at else None,
    }


def pdf(holdings: Iterable[Holding], address: str, now: datetime) -> bytes:
    """A paper to keep: the same words as the page."""
    data = {"address": address, "groups": [_printed(group) for group in groups(holdings, now)], "words": _words()}
    return paper.pdf("own_data", data, title=_("Meine Daten"), language=get_language() or "de", now=now)


def _printed(group: Group) -> dict[str, Any]:
    return {"kind": group.kind, "holdings": [_entry(shown) for shown in group.shown]}


def _entry(shown: Shown) -> dict[str, Any]:
    holding = shown.holding
    since = date_format(localtime(holding.since), "DATETIME_FORMAT") if holding.since else ""
    return {
        "title": holding.title,
        "since": since,
        "facts": holding.facts,
        "parts": holding.parts,
        "consents": [consent_in_words(consent) for consent in shown.consents],
        "stays": holding.stays,
    }


def consent_in_words(consent: Any) -> dict[str, str]:
    facts = {
        "version": consent.version,
        "language": consent.get_language_display(),
        "how": consent.get_how_display(),
        "day": date_format(localtime(consent.given_at), "DATETIME_FORMAT"),
    }
    when = _("Fassung %(version)s, %(language)s, %(how)s, erteilt am %(day)s") % facts
    if consent.withdrawn_at:
        day = date_format(localtime(consent.withdrawn_at), "DATETIME_FORMAT")
        when += ", " + _("widerrufen am %(day)s") % {"day": day}
    return {"purpose": consent.get_purpose_display(), "wording": consent.wording, "when": when}


def _words() -> dict[str, str]:
    return {
        "intro": _("Das hält das Portal Ukrainehilfe Arnsberg über Sie fest."),
        "shared": _("Teilen sich mehrere Menschen diese Adresse, dann steht hier alles, was zu ihr gehört."),
        "nothing": _("Zu dieser Adresse ist nichts gespeichert."),
        "since": _("seit"),
        "consents": _("Einwilligungen"),
        "stays": _("Das muss bei einer Löschung noch bleiben"),
    }
