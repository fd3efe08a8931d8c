"""Reasons in words. They are kept as facts, so they can be read in whatever language is active."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from sponsorship.models.choices import Interest, Level, Mobility, Situation, Topic
from sponsorship.models.matching import Criterion

Facts = Mapping[str, Any]
A_WEEK = 7


def worded(reason: Facts) -> str:
    """A reason as `Part.as_json` writes it."""
    criterion, facts = Criterion(reason["criterion"]), reason["facts"]
    if reason["value"] is None:
        return _("%(criterion)s: unbekannt") % {"criterion": criterion.label}
    return WORDS[criterion](facts)


def language_name(code: str) -> str:
    """In the active language; the code itself where the framework knows none."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _topics(facts: Facts) -> str:
    numbers = {"shared": len(facts["shared"]), "of": facts["of"]}
    if not facts["shared"]:
        text = ngettext("nicht bei dem einen gewünschten Thema", "bei keinem von %(of)s Themen", facts["of"])
        return text % numbers
    text = ngettext("%(shared)s von %(of)s Thema: %(names)s", "%(shared)s von %(of)s Themen: %(names)s", facts["of"])
    return text % {**numbers, "names": _names(Topic, facts["shared"])}


def _district(facts: Facts) -> str:
    where = {"same": _("gleicher Stadtteil"), "near": _("Nachbarort")}
    if facts["where"] in where:
        return where[facts["where"]]
    means = {
        Mobility.CAR: _("anderer Stadtteil, mit dem Auto"),
        Mobility.BUS_BIKE: _("anderer Stadtteil, mit Bus oder Rad"),
        Mobility.ON_FOOT: _("anderer Stadtteil, zu Fuß"),
    }
    return means.get(facts["mobility"], _("anderer Stadtteil"))


def _languages(facts: Facts) -> str:
    if "language" not in facts:
        return _("mit Sprachmittlung") if facts["interpreting"] else _("keine gemeinsame Sprache")
    return f"{language_name(facts['language'])} {Level(facts['level']).label}"


def _situation(facts: Facts) -> str:
    if not facts["shared"]:
        return _("andere Lebenslage")
    return _("gleiche Lebenslage: %(names)s") % {"names": _names(Situation, facts["shared"])}


def _interests(facts: Facts) -> str:
    if not facts["shared"]:
        return _("keine gemeinsamen Interessen")
    return _("gemeinsame Interessen: %(names)s") % {"names": _names(Interest, facts["shared"])}


def _hours(facts: Facts) -> str:
    text = ngettext(
        "%(hours)s Stunde in der Woche, gewünscht %(wanted)s",
        "%(hours)s Stunden in der Woche, gewünscht %(wanted)s",
        facts["hours"],
    )
    hours = text % {"hours": facts["hours"], "wanted": facts["wanted"]}
    if not facts["times"]:
        return hours
    times = ngettext("%(times)s gemeinsame Zeit", "%(times)s gemeinsame Zeiten", facts["times"])
    return f"{hours}; {times % {'times': facts['times']}}"


def _waiting(facts: Facts) -> str:
    weeks = facts["days"] // A_WEEK
    if not weeks:
        return _("wartet erst seit ein paar Tagen")
    return ngettext("wartet seit einer Woche", "wartet seit %(weeks)s Wochen", weeks) % {"weeks": weeks}


def _names(kind: type[Topic] | type[Interest] | type[Situation], values: list[str]) -> str:
    """In the order in which they can be chosen."""
    return ", ".join(str(choice.label) for choice in kind if choice.value in values)


WORDS = {
    Criterion.TOPICS: _topics,
    Criterion.DISTRICT: _district,
    Criterion.LANGUAGES: _languages,
    Criterion.SITUATION: _situation,
    Criterion.INTERESTS: _interests,
    Criterion.HOURS: _hours,
    Criterion.WAITING: _waiting,
}
