"""One gap: its needs, the offers within reach, and what one call could bring back."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from offers.models import Need, Offer
from offers.models.offer_query import OfferQuerySet
from offers.presenting import gaps
from offers.radar import Cell, Gap

SHOWN = 20


@dataclass(frozen=True)
class Line:
    title: str
    url: str
    note: str


@dataclass(frozen=True)
class GapPage:
    """`offers`: groups of heading and lines; a group may say why it stands apart."""

    title: str
    word: str
    heat: int
    words: list[str]
    needs: list[Line]
    offers: list[tuple[str, list[Line]]]
    unconfirmed: list[Line]
    draft_url: str
    all_languages_url: str
    radar_url: str


def gap_page(gap: Gap, today: date) -> GapPage:
    cell = gaps.single_cell(gap, today)
    url = reverse("gaps_team:radar")
    return GapPage(
        title=gaps.gap_title(gap),
        word=gaps.heat_word(cell.heat, in_city=gap.district is None),
        heat=int(cell.heat),
        words=_words(cell, gap),
        needs=[_need_line(need) for need in _needs(gap)],
        offers=[(label, lines) for label, offers in _groups(gap, today) if (lines := _lines(offers))],
        unconfirmed=_lines(_useful(gap, today).exclude(pk__in=_useful(gap, today).fresh(today).values("pk"))),
        draft_url=gaps.gap_url(gap, "draft"),
        all_languages_url=gaps.gap_url(Gap(gap.theme, gap.district)) if gap.language else "",
        radar_url=f"{url}?sprache={gap.language.pk}" if gap.language else url,
    )


def _words(cell: Cell, gap: Gap) -> list[str]:
    found = [gaps.needs_in_words(cell)] if cell.needs else []
    return found + gaps.offers_in_words(cell, in_city=gap.district is None)


def _needs(gap: Gap) -> list[Need]:
    needs = Need.objects.of_gap(gap.theme, gap.district, gap.language).select_related("language")
    return list(needs.order_by("urgent_until", "pk"))


def _need_line(need: Need) -> Line:
    notes = [
        _("gesucht: %(n)s") % {"n": need.number} if need.number else "",
        str(need.language) if need.language else "",
        _("dringend bis %(day)s") % {"day": f"{need.urgent_until:%d.%m.%Y}"} if need.urgent_until else "",
    ]
    return Line(need.title, reverse("needs_team:need", args=[need.pk]), " · ".join(filter(None, notes)))


def _useful(gap: Gap, today: date) -> OfferQuerySet:
    """Of the theme, within reach, speaking the language or nobody knows which, confirmed lately or not."""
    offers = Offer.objects.helping(today).filter(theme=gap.theme).within_reach(gap.district)
    return offers.perhaps_speaking(gap.language).select_related("district").order_by("-fresh_on", "-pk")


def _groups(gap: Gap, today: date) -> list[tuple[str, OfferQuerySet]]:
    """The same groups as the radar counts."""
    offers = _useful(gap, today).fresh(today)
    unknown = offers.none()
    if gap.language:
        unknown, offers = offers.filter(languages=None), offers.exclude(languages=None)
    if gap.district is None:
        places = [(_("Für die ganze Stadt"), Q(district=None)), (_("In Stadtteilen"), Q(district__isnull=False))]
    else:
        places = [
            (_("Hier"), Q(district=gap.district)),
            (_("In der Nähe"), ~Q(district=gap.district) & Q(district__isnull=False)),
            (_("Für die ganze Stadt"), Q(district=None)),
        ]
    return [*((label, offers.filter(where)) for label, where in places), (_("Sprache unbekannt"), unknown)]


def _lines(offers: OfferQuerySet) -> list[Line]:
    return [_offer_line(offer) for offer in offers[:SHOWN]]


def _offer_line(offer: Offer) -> Line:
    where = offer.district.name if offer.district else _("ganze Stadt")
    when = _("Stand %(day)s") % {"day": f"{offer.fresh_on:%d.%m.%Y}"} if offer.fresh_on else ""
    return Line(
        offer.title,
        reverse("offers_team:offer", args=[offer.pk]),
        " · ".join(filter(None, [where, when])),
    )
