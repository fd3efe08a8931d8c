"""Staff pages: rounds over everybody who waits, and the pairs that one of them proposes."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.templatetags.portal_ui import PAGE
from sponsorship.access import fachstelle_only, log_access
from sponsorship.models import Access, Round, RoundPair
from sponsorship.presenting import rounds as presenting
from sponsorship.workflow import proposing
from sponsorship.workflow import rounds as workflow

MOST_ROUNDS = 30


@never_cache
@fachstelle_only
def rounds(request: StaffRequest) -> HttpResponse:
    log_access(request.user, Access.Kind.LIST, "rounds")
    found = Round.objects.with_counts()[:MOST_ROUNDS]
    return render(request, "team/sponsorship/matching/rounds.html", {"rounds": found})


@fachstelle_only
@require_POST
def begin(request: StaffRequest) -> HttpResponse:
    """One at a time: whoever comes second sees the one that is under way."""
    workflow.give_up_silent(now=timezone.now())
    running = Round.objects.being_computed().first()
    if running:
        messages.info(request, _("Eine Runde wird gerade schon berechnet. Hier ist sie."))
    found = running or workflow.begin(by=request.user, now=timezone.now())
    return redirect("sponsorship_team:round", found.pk)


@never_cache
@fachstelle_only
def round_page(request: StaffRequest, pk: int) -> HttpResponse:
    """While it is computed, a script asks for the progress alone, and for the whole page once it is there."""
    found = get_object_or_404(Round, pk=pk)
    if request.htmx:
        if not found.is_being_computed:
            return HttpResponseClientRefresh()
        return render(request, "team/sponsorship/matching/_progress.html", {"round": found})
    log_access(request.user, Access.Kind.LIST, "round-pairs")
    is_ready = found.status == Round.Status.READY
    result = presenting.result(found, request.GET.get(PAGE), timezone.localdate()) if is_ready else None
    return render(request, "team/sponsorship/matching/round.html", {"round": found, "result": result})


@fachstelle_only
@require_POST
def decide(request: StaffRequest, pk: int, pair_pk: int) -> HttpResponse:
    """Propose a pair or set it aside; whoever comes second is told so."""
    pair = get_object_or_404(RoundPair.objects.with_people(), pk=pair_pk, round=pk)
    step = request.POST.get("step")
    if step not in {"accept", "set_aside"}:
        raise Http404
    try:
        said = _accept(request, pair) if step == "accept" else _set_aside(pair)
    except ValidationError as error:
        messages.warning(request, " ".join([f"{_names(pair)}:", *error.messages]))
    else:
        messages.success(request, said)
    return redirect(f"{reverse('sponsorship_team:round', args=[pk])}?{PAGE}={_page(request)}#paare")


def _accept(request: StaffRequest, pair: RoundPair) -> str:
    proposing.accept(pair, by=request.user, now=timezone.now())
    return _("Vorgeschlagen: %s. Noch ist niemand gefragt.") % _names(pair)


def _set_aside(pair: RoundPair) -> str:
    proposing.set_aside(pair)
    return _("Zurückgestellt: %s.") % _names(pair)


def _names(pair: RoundPair) -> str:
    return f"{pair.sponsor} – {pair.household}"


def _page(request: StaffRequest) -> int:
    text = request.POST.get(PAGE, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1  # noqa: PLR2004 - digits of a page
