"""The Gesamtdarstellung as a page and on paper, and the Aushang of one offer."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language

from arnsberg_hilfe.core.requests import PortalRequest
from offers.models import Edition, Offer
from offers.overview import Extract, notice
from offers.overview.page import overview_page
from offers.workflow import editions

PDF = "application/pdf"
A_WHILE = 60  # seconds


def page(request: PortalRequest) -> HttpResponse:
    context = overview_page(timezone.localdate(), get_language())
    return render(request, "offers/overview/page.html", context | {"section": "find"})


def as_pdf(request: PortalRequest) -> HttpResponseBase:
    """The edition that holds today; while a large one is being set the last one, else a page that says so."""
    try:
        extract = Extract.read(request.GET)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    edition = editions.latest(extract, get_language(), now=timezone.now())
    if edition and not request.htmx:
        return _file(request, edition, extract)
    name = "_waiting" if request.htmx else "waiting"
    context = {"address": request.get_full_path(), "is_ready": bool(edition), "section": "find"}
    return render(request, f"offers/overview/{name}.html", context, status=200 if edition else 202)


def _file(request: PortalRequest, edition: Edition, extract: Extract) -> HttpResponseBase:
    done = edition.finished_at or edition.created_at
    name = "-".join(filter(None, ["gesamtuebersicht-arnsberg", extract.slug, f"{timezone.localdate(done)}"]))
    headers = {
        "Content-Disposition": f'inline; filename="{name}-{edition.language}.pdf"',
        "Cache-Control": f"public, max-age={A_WHILE}",
        "ETag": f'"{edition.pk}-{edition.content[:16]}"',
        "Last-Modified": http_date(done.timestamp()),
    }
    response = HttpResponse(bytes(edition.file), content_type=PDF, headers=headers)
    found = get_conditional_response(request, headers["ETag"], int(done.timestamp()), response)
    return found if found is not None else response


def notice_pdf(_request: PortalRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    offers = Offer.objects.current(timezone.localdate(now)).select_related("theme", "district", "contact_point")
    offer = get_object_or_404(offers.prefetch_related("languages"), slug=slug)
    file = notice(offer, get_language(), now=now)
    headers = {"Content-Disposition": f'inline; filename="aushang-{slug}.pdf"'}
    return HttpResponse(file, content_type=PDF, headers=headers)
