"""Asking for calls, and the links by which an address is confirmed, a wish is changed and calls end."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.links import LinkError, LinkPurpose
from arnsberg_hilfe.core.pages import link_over
from arnsberg_hilfe.core.requests import PortalRequest
from offers import links
from offers.forms.subscribing import ChangeWishForm, SubscribeForm
from offers.models import Subscriber
from offers.workflow import subscribing

Opened = Callable[[PortalRequest, str], HttpResponse]


def subscribe(request: PortalRequest) -> HttpResponse:
    """The answer is the same whether we know the address or not."""
    form, now = SubscribeForm(request.POST or None), timezone.now()
    if not form.is_valid_from(request, now=now):
        return render(request, "offers/calls/subscribe.html", {"form": form, "section": "needs"})
    data = form.cleaned_data
    subscribing.subscribe(form.wish(), data["themes"], data["languages"], now=now)
    return redirect("needs:subscribed")


def subscribed(request: PortalRequest) -> HttpResponse:
    return render(request, "offers/calls/subscribed.html", {"section": "needs"})


def by_link(purpose: LinkPurpose) -> Callable[[Callable[[PortalRequest, str, Subscriber], HttpResponse]], Opened]:
    """Hand the view the subscriber that the link in the address belongs to; no browser keeps the page."""

    def decorate(view: Callable[[PortalRequest, str, Subscriber], HttpResponse]) -> Opened:
        @wraps(view)
        def opened(request: PortalRequest, token: str) -> HttpResponse:
            try:
                subscriber = Subscriber.objects.select_related("district").get(pk=purpose.read(token))
            except (LinkError, Subscriber.DoesNotExist):
                return link_over(request, _("Aufrufe bekommen"), reverse("needs:subscribe"))
            response = view(request, token, subscriber)
            add_never_cache_headers(response)
            return response

        return opened

    return decorate


@by_link(links.CONFIRM_CALLS)
def confirm(request: PortalRequest, _token: str, subscriber: Subscriber) -> HttpResponse:
    """The mail's link asks; the button confirms. A second click leads to the same page."""
    if not subscriber.confirmed_at:
        if request.method != "POST":
            return render(request, "offers/calls/confirm.html", {"subscriber": subscriber, "section": "needs"})
        subscriber.confirm(now=timezone.now())
        messages.success(request, _("Danke, Ihre Adresse ist bestätigt."))
    return redirect("needs:manage_calls", links.MANAGE_CALLS.token(subscriber.pk))


@by_link(links.MANAGE_CALLS)
def manage(request: PortalRequest, token: str, subscriber: Subscriber) -> HttpResponse:
    form = ChangeWishForm(request.POST or None, instance=subscriber)
    if form.is_valid():
        data = form.cleaned_data
        subscribing.change(form.instance, data["themes"], data["languages"], now=timezone.now())
        messages.success(request, _("Gespeichert."))
        return redirect("needs:manage_calls", token)
    stop = links.STOP_CALLS.token(subscriber.pk)
    context = {"form": form, "subscriber": subscriber, "stop": stop, "section": "needs"}
    return render(request, "offers/calls/manage.html", context)


@by_link(links.STOP_CALLS)
def stop(request: PortalRequest, token: str, subscriber: Subscriber) -> HttpResponse:
    """One button, no questions."""
    if request.method == "POST":
        subscriber.decline(now=timezone.now())
        return redirect("needs:stop_calls", token)
    context = {"subscriber": subscriber, "manage": links.MANAGE_CALLS.token(subscriber.pk), "section": "needs"}
    return render(request, "offers/calls/stop.html", context)
