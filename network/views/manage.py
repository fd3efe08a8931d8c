"""A guest's own page, opened by the link in the mail; no account."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.requests import PortalRequest
from network import links
from network.forms.registration import ChangeForm
from network.models import Registration
from network.presenting.registration import describe, summary
from network.views.link import by_link
from network.workflow import registering, seating


@by_link(links.MANAGE)
def overview(request: PortalRequest, token: str, registration: Registration) -> HttpResponse:
    seats = seating.explained(registration) if registration.knows_its_tables() else []
    context = describe(registration, timezone.now()) | {"token": token, "seats": seats}
    return render(request, "network/registration/overview.html", context)


@by_link(links.MANAGE)
def change(request: PortalRequest, token: str, registration: Registration) -> HttpResponse:
    now = timezone.now()
    if not registration.can_be_changed(now):
        messages.warning(request, _("Diese Anmeldung lässt sich nicht mehr ändern. Bitte rufen Sie uns an."))
        return redirect("network:manage", token)
    form = ChangeForm(request.POST or None, instance=registration)
    if form.is_valid():
        try:
            registering.change(form.registration(), now=now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("network:manage", token)
    return render(request, "network/registration/change.html", {"form": form, "token": token})


@by_link(links.MANAGE)
def cancel(request: PortalRequest, token: str, registration: Registration) -> HttpResponse:
    now = timezone.now()
    if registration.can_be_cancelled(now):
        if request.method != "POST":
            context = summary(registration) | {"token": token}
            return render(request, "network/registration/cancel.html", context)
        registering.cancel(registration, now=now)
    return redirect("network:manage", token)
