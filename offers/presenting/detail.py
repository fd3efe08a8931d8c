"""What a page says about an offer: plain values for the templates."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.contact import dialable
from arnsberg_hilfe.core.office import office
from arnsberg_hilfe.core.qr import qr_svg
from arnsberg_hilfe.core.reading import language_of, marked_german
from offers.models import Kind, Offer
from offers.presenting.state import badges, freshness_note
from offers.provenance import public_origins_of


@dataclass(frozen=True)
class Fact:
    icon: str
    label: str
    value: str
    lang: str = ""
    url: str = ""


@dataclass(frozen=True)
class Way:
    """One way to get in touch."""

    icon: str
    label: str
    href: str
    note: str = ""


def describe(offer: Offer, today: date) -> dict[str, Any]:
    """Everything the offer's own page shows, but similar offers."""
    theme, origins = offer.theme, public_origins_of(offer)
    return {
        "offer": offer,
        "lang": language_of(offer),
        "badges": badges(offer, today),
        "facts": [*facts(offer, today), *(Fact("people", _("Quelle"), each.label, url=each.url) for each in origins)],
        "has_origin": bool(origins),
        "ways": contact_ways(offer),
        "is_over": offer.is_over(today),
        "note": freshness_note(offer),
        "steps": [(_("Hilfe finden"), reverse("offers:list")), (theme.name, theme.get_absolute_url())],
        "report_url": reverse("offers:report", args=[offer.slug]),
        "notice_url": "" if offer.is_over(today) else reverse("offers:notice_pdf", args=[offer.slug]),
        "url": settings.PUBLIC_URL + offer.get_absolute_url(),
        "short_url": short_address(offer),
        "code": qr_svg(short_address(offer), label=_("QR-Code zu dieser Seite")),
        "structured": script_json(structured_data(offer)),
    }


def short_address(offer: Offer) -> str:
    """To be typed by hand, and small as a QR code; leads to the offer's page in the active language."""
    return settings.PUBLIC_URL + reverse("short:offer", args=[offer.pk])


def facts(offer: Offer, today: date, *, hints: bool = True) -> list[Fact]:
    """What is known, in the order people ask; with `hints` the important unknown too, with the advice to ask."""
    ask, german = _("Fragen Sie nach.") if hints else "", marked_german()
    wants_language = offer.kind == Kind.OFFER
    rows = [
        Fact("calendar", _("Wann"), offer.schedule or ask, german if offer.schedule else ""),
        Fact("calendar", _("Gültig"), validity(offer, today)),
        Fact("place", _("Wo"), where(offer), german if offer.venue else ""),
        Fact("people", _("Für wen"), offer.target_group, german),
        Fact("language", _("Sprachen"), languages(offer) or (ask if wants_language else "")),
        Fact(
            "euro", _("Kosten"), offer.cost or (_("kostenlos") if offer.is_free else ""), german if offer.cost else ""
        ),
        Fact("accessibility", _("Barrierefreiheit"), offer.accessibility, german),
        Fact("child", _("Kinderbetreuung"), {True: _("ja"), False: _("nein"), None: ""}[offer.childcare]),
        Fact("people", _("Plätze"), str(offer.places or "")),
        Fact("info", _("Anbieter"), offer.provider, german),
    ]
    return [fact for fact in rows if fact.value]


def validity(offer: Offer, today: date) -> str:
    """«ab 1. Mai 2027, bis 31. Mai 2027»: the day it begins while that is to come, the day it ends."""
    begins = offer.valid_from if offer.valid_from and offer.valid_from > today else None
    days = [(_("ab %(day)s"), begins), (_("bis %(day)s"), offer.valid_until)]
    return ", ".join(words % {"day": date_format(day)} for words, day in days if day)


def where(offer: Offer) -> str:
    district = offer.district.name if offer.district else _("ganze Stadt")
    if not offer.venue:
        return district
    return offer.venue if district in offer.venue or not offer.district else f"{offer.venue}, {district}"


def languages(offer: Offer) -> str:
    return offer.languages_note or ", ".join(language.name for language in offer.languages.all())


def contact_ways(offer: Offer) -> list[Way]:
    """Every way the provider allowed; the office where there is none."""
    return allowed_ways(offer) or _office_ways()


def allowed_ways(offer: Offer) -> list[Way]:
    """The provider's addresses as far as they are public, and those of the Anlaufstelle."""
    point = offer.contact_point
    emails = [offer.email if offer.email_public else "", point.email if point else ""]
    phones = [(offer.phone if offer.phone_public else "", ""), (point.phone, point.hours) if point else ("", "")]
    ways = [Way("mail", email, f"mailto:{email}") for email in dict.fromkeys(emails) if email]
    ways += [Way("phone", phone, f"tel:{dialable(phone)}", hours) for phone, hours in dict(phones).items() if phone]
    ways += [
        Way("globe", site, site) for site in dict.fromkeys([offer.website, point.website if point else ""]) if site
    ]
    return ways


def _office_ways() -> list[Way]:
    desk = office()
    note = _("Die Koordinierungsstelle stellt den Kontakt her.")
    return [
        Way("mail", desk["email"], f"mailto:{desk['email']}", note),
        Way("phone", desk["phone"], f"tel:{dialable(desk['phone'])}", str(desk["hours"])),
    ]


def structured_data(offer: Offer) -> dict[str, Any]:
    """The offer in the words of schema.org (type Service), only what is known."""
    point = offer.contact_point
    data = {
        "@context": "https://schema.org",
        "@type": "Service",
        "name": offer.title,
        "description": offer.summary,
        "url": settings.PUBLIC_URL + offer.get_absolute_url(),
        "provider": {"@type": "Organization", "name": offer.provider or (point.name if point else "")},
        "areaServed": {"@type": "City", "name": f"Arnsberg-{offer.district}" if offer.district else "Arnsberg"},
        "audience": {"@type": "Audience", "audienceType": offer.target_group} if offer.target_group else None,
        "availableLanguage": [language.code for language in offer.languages.all()],
        "isAccessibleForFree": offer.is_free,
    }
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def script_json(data: dict[str, Any]) -> SafeString:
    """JSON that may stand inside a script element: no markup can end the element early."""
    text = json.dumps(data, ensure_ascii=False)
    return mark_safe(text.translate({ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}))  # noqa: S308 - escaped here
