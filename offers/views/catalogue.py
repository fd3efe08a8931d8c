from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.requests import PortalRequest
from offers.catalogue import CAP, Filters, Options, browse
from offers.models import Offer, PageViews, ThemeArea
from offers.presenting import cards_of, describe
from offers.workflow import messaging

SIMILAR = 3


def offer_list(request: PortalRequest) -> HttpResponse:
    options = Options.load()
    return _list(request, Filters.read(request.GET, options), options)


def theme(request: PortalRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(ThemeArea, slug=slug)
    options = Options.load()
    filters = Filters.read(request.GET, options).within("thema", options["thema"][slug])
    return _list(request, filters, options, theme=area)


def _list(request: PortalRequest, filters: Filters, options: Options, theme: ThemeArea | None = None) -> HttpResponse:
    today = timezone.localdate()
    page = browse(filters, options, today=today, language=get_language())
    themes = [] if page.offers else ThemeArea.objects.with_counts(today, cap=CAP)
    steps = [(_("Hilfe finden"), reverse("offers:list"))]
    context = {"page": page, "theme": theme, "themes": themes, "cap": CAP, "steps": steps, "section": "find"}
    return render(request, "offers/list.html", context)


def detail(request: PortalRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()
    offers = Offer.objects.public().select_related("theme", "district", "contact_point")
    offer = get_object_or_404(offers.prefetch_related("languages"), slug=slug)
    similar = Offer.objects.select_related("theme", "district").similar_to(offer, today, count=SIMILAR)
    PageViews.add(offer, today)
    can_write = not offer.is_over(today) and messaging.can_be_written_to(offer)
    context = describe(offer, today) | {
        "similar": cards_of(similar, today),
        "message_url": reverse("offers:message", args=[slug]) if can_write else "",
        "section": "find",
    }
    return render(request, "offers/detail.html", context)


def short_address(_request: PortalRequest, pk: int) -> HttpResponse:
    """What stands beside QR codes on paper leads to the offer's page, in the language of the address."""
    return redirect(get_object_or_404(Offer.objects.public(), pk=pk))
