"""A sponsor or a household as the Fachstelle sees it: contact, facts, consents, Patenschaften."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sponsorship.models import Household, Sponsor
from sponsorship.models.choices import HouseholdExclusion, Interest, Situation, SponsorExclusion, Topic
from sponsorship.models.free_times import PARTS, day_names, part_names, unpack

Fact = dict[str, Any]


def contact_of(party: Sponsor | Household) -> list[Fact]:
    return _known(
        ("user", _("Name"), party.name),
        ("mail", _("E-Mail-Adresse"), party.email),
        ("phone", _("Telefon"), party.phone),
        ("place", _("Anschrift"), party.address),
        ("language", _("Sprache der Mails"), party.get_mail_language_display()),
    )


def facts_of(party: Sponsor | Household) -> list[Fact]:
    own = _sponsor_facts(party) if isinstance(party, Sponsor) else _household_facts(party)
    return [*own, *_shared_facts(party)]


def _shared_facts(party: Sponsor | Household) -> list[Fact]:
    exclusions = SponsorExclusion if isinstance(party, Sponsor) else HouseholdExclusion
    return _known(
        ("place", _("Stadtteil"), party.district),
        ("language", _("Sprachen"), ", ".join(str(each) for each in party.languages.all())),
        ("time", _("Freie Zeiten"), times_in_words(party.free_times)),
        ("time", _("Stunden in der Woche"), party.hours),
        ("people", _("Wobei"), _labels(Topic, party.topics)),
        ("people", _("Interessen"), _labels(Interest, party.interests)),
        ("people", _("Lebenslage"), _labels(Situation, party.situations)),
        ("close", _("Möchte nicht"), _labels(exclusions, party.excludes)),
        ("info", _("Wünsche"), party.wishes),
        ("info", _("Interne Notiz"), party.note),
    )


def _sponsor_facts(sponsor: Sponsor) -> list[Fact]:
    return _known(
        ("calendar", _("Geburtsjahr"), sponsor.birth_year),
        ("user", _("Geschlecht"), sponsor.get_gender_display()),
        ("place", _("Wie unterwegs"), sponsor.get_mobility_display()),
        ("people", _("Patenschaften"), _room(sponsor)),
        ("calendar", _("Erstgespräch"), _on(sponsor.interview_on, sponsor.interview_by)),
        ("check", _("Erklärungen"), _declarations(sponsor)),
        ("check", _("Führungszeugnis"), _certificate(sponsor)),
        ("calendar", _("Schulung"), _on(sponsor.training_on)),
        ("calendar", _("Pause bis"), _on(sponsor.pause_until)),
        ("calendar", _("Patentreffen"), _("möchte zum nächsten kommen") if sponsor.wants_meeting else ""),
    )


def _household_facts(household: Household) -> list[Fact]:
    return _known(
        ("people", _("Personen"), people_in_words(household)),
        ("user", _("Die Erwachsenen sind"), household.get_adults_are_display()),
        ("warning", _("Jugendamt"), _("unbegleitete Minderjährige, hier keine Vermittlung") * household.unaccompanied),
        ("place", _("Unterkunft"), household.shelter),
        ("calendar", _("Umzug geplant am"), _on(household.moves_on)),
        ("language", _("Sprachmittlung"), _interpreting(household)),
        ("calendar", _("Bedarfsgespräch"), _on(household.talked_on)),
        ("info", _("Gemeldet"), household.get_reported_by_display()),
        ("info", _("Gemeldet durch"), household.reporter),
    )


def people_in_words(household: Household) -> str:
    """Adults, and children by age band; what there is none of is left out."""
    parts = [
        (household.adults, _("Erwachsene: %(count)s")),
        (household.children_0_5, _("bis 5 Jahre: %(count)s")),
        (household.children_6_11, _("6 bis 11 Jahre: %(count)s")),
        (household.children_12_17, _("12 bis 17 Jahre: %(count)s")),
    ]
    return ", ".join(words % {"count": count} for count, words in parts if count)


def times_in_words(times: int | None) -> str:
    """Day by day: «Mo vormittags, abends; Sa nachmittags»."""
    days: dict[int, list[str]] = {}
    for day, part in unpack(times):
        days.setdefault(day, []).append(part_names()[part])
    whole = {day: _("ganztags") if len(parts) == PARTS else ", ".join(parts) for day, parts in days.items()}
    return "; ".join(f"{day_names()[day]} {words}" for day, words in whole.items())


def _interpreting(household: Household) -> str:
    if household.interpreting_arranged:
        return _("ist organisiert")
    return _("wird gebraucht") if household.needs_interpreting else ""


def _declarations(sponsor: Sponsor) -> str:
    signed = [(_("Verschwiegenheit"), sponsor.confidentiality_on), (_("Verhaltenskodex"), sponsor.conduct_on)]
    return ", ".join(f"{words} {date_format(day)}" for words, day in signed if day)


def _certificate(sponsor: Sponsor) -> str:
    if sponsor.certificate_seen_on is None or sponsor.certificate_issued_on is None:
        return ""
    words = {
        "seen": _on(sponsor.certificate_seen_on, sponsor.certificate_seen_by),
        "issued": date_format(sponsor.certificate_issued_on),
        "entry": _("einschlägiger Eintrag") if sponsor.certificate_entry else _("kein einschlägiger Eintrag"),
    }
    return _("eingesehen %(seen)s, ausgestellt %(issued)s, %(entry)s") % words


def _room(sponsor: Sponsor) -> str:
    words = {"taken": sponsor.taken, "most": sponsor.most_sponsorships}
    return _("%(taken)s von höchstens %(most)s vergeben") % words


def _on(day: Any, by: Any = None) -> str:
    if day is None:
        return ""
    return f"{date_format(day)} ({by.get_short_name()})" if by else date_format(day)


def _labels(choices: Any, values: Iterable[str]) -> str:
    return ", ".join(str(choices(value).label) for value in values)


def _known(*rows: tuple[str, str, Any]) -> list[Fact]:
    return [{"icon": icon, "label": label, "value": value} for icon, label, value in rows if value]
