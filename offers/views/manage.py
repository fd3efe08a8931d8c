"""The provider's own page, opened by the link in the mail; no account."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from arnsberg_hilfe.core.links import LinkError
from arnsberg_hilfe.core.pages import link_over
from arnsberg_hilfe.core.requests import PortalRequest
from arnsberg_hilfe.core.status import WrongStatusError
from offers import links
from offers.forms import EditForm, LostLinkForm
from offers.models import Offer
from offers.presenting import cards_of
from offers.workflow import changes, steps

STEP_LABELS = {
    "full": gettext_lazy("Alle Plätze sind vergeben"),
    "reopen": gettext_lazy("Es gibt wieder Plätze"),
    "pause": gettext_lazy("Pausieren"),
    "resume": gettext_lazy("Pause beenden"),
    "end": gettext_lazy("Das Angebot ist beendet"),
    "withdraw": gettext_lazy("Zurückziehen"),
}


def by_link(view: Callable[[PortalRequest, str, Offer], HttpResponse]) -> Callable[[PortalRequest, str], HttpResponse]:
    """Hand the view the offer that the link in the address belongs to."""

    @wraps(view)
    def opened(request: PortalRequest, token: str) -> HttpResponse:
        try:
            offer = Offer.objects.select_related("theme", "district").get(pk=links.MANAGE.read(token))
        except (LinkError, Offer.DoesNotExist):
            return link_over(request)
        return view(request, token, offer)

    return opened


@by_link
def overview(request: PortalRequest, token: str, offer: Offer) -> HttpResponse:
    context = {
        "offer": offer,
        "token": token,
        "card": cards_of([offer], timezone.localdate())[0],
        "steps": [(name, STEP_LABELS[name]) for name in steps.allowed_to_provider(offer)],
        "changeable": changes.can_be_changed(offer),
        "pending": offer.revisions.pending().exists(),
        "seen": changes.seen_in_last_days(offer),
    }
    return render(request, "offers/manage/overview.html", context)


@by_link
def edit(request: PortalRequest, token: str, offer: Offer) -> HttpResponse:
    before = changes.content_of(offer)
    form = EditForm(request.POST or None, instance=offer)
    if not form.is_valid():
        return render(request, "offers/manage/edit.html", {"form": form, "token": token})
    languages = [language.pk for language in form.cleaned_data["languages"]]
    try:
        revision = changes.propose(form.unsaved_offer(), before, languages, now=timezone.now())
    except WrongStatusError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        public = _("Danke. Wir sehen Ihre Änderung durch; bis dahin bleibt die alte Fassung stehen.")
        messages.success(request, public if revision else _("Gespeichert."))
    return redirect("offers:manage", token)


@require_POST
@by_link
def step(request: PortalRequest, token: str, offer: Offer) -> HttpResponse:
    wanted = request.POST.get("step", "")
    if wanted not in STEP_LABELS:
        raise Http404
    try:
        steps.take(wanted, offer, now=timezone.now())
    except WrongStatusError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Gespeichert."))
    return redirect("offers:manage", token)


def lost_link(request: PortalRequest) -> HttpResponse:
    """The answer is the same whether we know the address or not."""
    form, now = LostLinkForm(request.POST or None), timezone.now()
    if not form.is_valid_from(request, now=now):
        return render(request, "offers/manage/lost_link.html", {"form": form})
    changes.lost_links(form.cleaned_data["email"], now=now)
    return redirect("offers:lost_link_sent")


def lost_link_sent(request: PortalRequest) -> HttpResponse:
    return render(request, "offers/manage/lost_link_sent.html")
