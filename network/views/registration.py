"""Registering for a meeting, and the links that ask for one answer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.links import LinkError
from arnsberg_hilfe.core.pages import link_over
from arnsberg_hilfe.core.requests import PortalRequest
from arnsberg_hilfe.core.status import WrongStatusError
from network import links
from network.forms.registration import RegistrationForm
from network.models import Invitee, Meeting, Registration, RegistrationStatus
from network.presenting.meeting import card_of
from network.presenting.registration import held, next_steps, summary
from network.views.link import by_link
from network.workflow import places, registering

WAITING = "warteliste"


def register(request: PortalRequest, slug: str) -> HttpResponse:
    meeting, now = get_object_or_404(Meeting.objects.public(), slug=slug), timezone.now()
    form = RegistrationForm(request.POST or None, instance=Registration(meeting=meeting))
    if form.is_valid_from(request, now=now):
        try:
            has_place = registering.register(form.registration(), key=form.key, now=now)
        except registering.ClosedError as error:
            form.add_error(None, error)
        else:
            page = reverse("network:registered", args=[slug])
            return redirect(page if has_place else f"{page}?{WAITING}=1")
    is_open = meeting.takes_registrations(now)
    context = {"form": form, "meeting": meeting, "card": card_of(meeting, now), "is_open": is_open}
    steps = [(_("Netzwerktreffen"), reverse("network:list")), (meeting.title, meeting.get_absolute_url())]
    return render(request, "network/registration/form.html", context | {"steps": steps, "section": "network"})


def registered(request: PortalRequest, slug: str) -> HttpResponse:
    """What happens next. The page is the same for everybody; only whether a place was free is in the address."""
    meeting = get_object_or_404(Meeting.objects.public(), slug=slug)
    waits = WAITING in request.GET
    context = {"meeting": meeting, "waits": waits, "steps": next_steps(waits=waits), "section": "network"}
    return render(request, "network/registration/registered.html", context)


@by_link(links.CONFIRM)
def confirm(request: PortalRequest, _token: str, registration: Registration) -> HttpResponse:
    """The mail's link asks; the button confirms. A second click leads to the same page."""
    now = timezone.now()
    if registration.awaits_confirmation(now):
        if request.method != "POST":
            return render(request, "network/registration/confirm.html", summary(registration))
        registering.confirm(registration, now=now)
        messages.success(request, _("Danke, Ihre Adresse ist bestätigt."))
    return redirect("network:manage", links.MANAGE.token(registration.pk))


@by_link(links.OFFERED_PLACE)
def offered_place(request: PortalRequest, _token: str, registration: Registration) -> HttpResponse:
    """Whether somebody takes the place that is held; once answered, the link leads to the registration."""
    now = timezone.now()
    if registration.status == RegistrationStatus.OFFERED and registration.can_be_cancelled(now):
        if request.method != "POST":
            context = summary(registration) | {"held": held(registration)}
            return render(request, "network/registration/offered_place.html", context)
        _answer(request, registration)
    return redirect("network:manage", links.MANAGE.token(registration.pk))


def _answer(request: PortalRequest, registration: Registration) -> None:
    answer = request.POST.get("answer")
    if answer not in {"yes", "no"}:
        raise Http404
    try:
        places.answer_offer(registration, comes=answer == "yes", now=timezone.now())
    except WrongStatusError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Danke, das ist notiert."))


def stop_invitations(request: PortalRequest, token: str) -> HttpResponse:
    """One button, no questions; the key in the link is the invitee's."""
    try:
        invitee = Invitee.objects.get(pk=links.STOP_INVITATIONS.read(token))
    except (LinkError, Invitee.DoesNotExist):
        return link_over(request)
    if request.method == "POST":
        invitee.decline(now=timezone.now())
        return redirect("network:stop_invitations", token)
    return render(request, "network/registration/stop_invitations.html", {"invitee": invitee})
