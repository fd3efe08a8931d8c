"""«Meine Daten», opened by a link that lasts an hour: everything the portal holds on an address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.encryption import UnreadableError, unseal_part
from arnsberg_hilfe.core.links import LinkError
from arnsberg_hilfe.core.own_data import Holding
from arnsberg_hilfe.core.pages import link_over
from arnsberg_hilfe.core.requests import PortalRequest
from arnsberg_hilfe.portal import consents, own_data, own_data_file
from arnsberg_hilfe.portal.emails import OWN_DATA
from arnsberg_hilfe.portal.forms import OwnDataForm, correction_form

View = Callable[..., HttpResponse]


def ask(request: PortalRequest) -> HttpResponse:
    """The answer is the same whether we know the address or not."""
    form, now = OwnDataForm(request.POST or None), timezone.now()
    if not form.is_valid_from(request, now=now):
        return render(request, "portal/own_data/ask.html", {"form": form, "section": "own_data"})
    own_data.ask(form.cleaned_data["email"], now=now)
    return redirect("portal:own_data_asked")


def asked(request: PortalRequest) -> HttpResponse:
    return render(request, "portal/own_data/asked.html", {"section": "own_data"})


def private(response: HttpResponse) -> HttpResponse:
    """No browser or proxy keeps it, no search engine finds it."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def by_link(view: View) -> View:
    """Hand the view the address that the link is for."""

    @wraps(view)
    def opened(request: PortalRequest, token: str, **more: Any) -> HttpResponse:
        try:
            address = unseal_part(OWN_DATA.read(token))
        except (LinkError, UnreadableError):
            return private(link_over(request, _("Neuen Link anfordern"), reverse("portal:own_data_ask")))
        return private(view(request, token, address, **more))

    return opened


def of_record(view: View) -> View:
    """As `by_link`, and hand over one record of this address. Anybody else's, or one that is gone, leads back."""

    @by_link
    @wraps(view)
    def opened(request: PortalRequest, token: str, address: str, kind: str, pk: int, **more: Any) -> HttpResponse:
        holding = own_data.holding_of(address, kind, pk)
        if holding is None:
            return redirect("portal:own_data", token)
        return view(request, token, address, holding, **more)

    return opened


@by_link
def page(request: PortalRequest, token: str, address: str) -> HttpResponse:
    groups = own_data_file.groups(own_data.holdings_of(address), timezone.now())
    context = {"groups": groups, "address": address, "token": token, "section": "own_data"}
    return render(request, "portal/own_data/page.html", context)


@of_record
def correct(request: PortalRequest, token: str, _address: str, holding: Holding) -> HttpResponse:
    if not holding.corrects:
        raise Http404
    form = correction_form(holding, request.POST or None)
    if form.is_valid():
        own_data.correct(form.instance, form.cleaned_data)
        messages.success(request, _("Gespeichert."))
        return redirect("portal:own_data", token)
    context = {"holding": holding, "form": form, "token": token, "section": "own_data"}
    return render(request, "portal/own_data/correct.html", context)


@of_record
def withdraw(request: PortalRequest, token: str, _address: str, holding: Holding, consent: int) -> HttpResponse:
    """GET asks, POST withdraws one consent with all that it allowed."""
    found = next((each for each in consents.consents_of(holding.record) if each.pk == consent), None)
    if found is None:
        raise Http404
    if found.withdrawn_at:
        return redirect("portal:own_data", token)
    if request.method == "POST":
        consents.withdraw(found, now=timezone.now())
        messages.success(request, _("Die Einwilligung ist widerrufen."))
        return redirect("portal:own_data", token)
    context = {"consent": found, "holding": holding, "token": token, "section": "own_data"}
    return render(request, "portal/own_data/withdraw.html", context)


@of_record
def erase_one(request: PortalRequest, token: str, address: str, holding: Holding) -> HttpResponse:
    if not holding.can_go:
        raise Http404
    if request.method == "POST":
        own_data.erase([holding], address=address, now=timezone.now())
        messages.success(request, _("Erledigt. Eine E-Mail sagt Ihnen, was gelöscht ist."))
        return redirect("portal:own_data", token)
    return _asks(request, token, [holding])


@by_link
def erase_all(request: PortalRequest, token: str, address: str) -> HttpResponse:
    holdings = own_data.holdings_of(address)
    if not holdings:
        return redirect("portal:own_data", token)
    if request.method == "POST":
        own_data.erase_everything(address, now=timezone.now())
        messages.success(request, _("Erledigt. Eine E-Mail sagt Ihnen, was gelöscht ist."))
        return redirect("portal:own_data", token)
    return _asks(request, token, holdings)


def _asks(request: PortalRequest, token: str, holdings: list[Holding]) -> HttpResponse:
    """What goes, and what must stay."""
    context: dict[str, Any] = {**own_data.plan_of(holdings), "token": token, "section": "own_data"}
    return render(request, "portal/own_data/erase.html", context)


@by_link
def as_json(_request: PortalRequest, _token: str, address: str) -> HttpResponse:
    now = timezone.now()
    content = own_data_file.plain(own_data.holdings_of(address), address, now)
    headers = {"Content-Disposition": 'attachment; filename="meine-daten.json"'}
    return JsonResponse(content, headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 2})


@by_link
def as_pdf(_request: PortalRequest, _token: str, address: str) -> HttpResponse:
    content = own_data_file.pdf(own_data.holdings_of(address), address, timezone.now())
    headers = {"Content-Disposition": 'inline; filename="meine-daten.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
