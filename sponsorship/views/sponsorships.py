"""Staff pages: one Patenschaft, from the proposal to its end."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from arnsberg_hilfe.core.requests import StaffRequest
from sponsorship.access import fachstelle_only, log_access
from sponsorship.agreement import agreement_pdf
from sponsorship.forms.own_page import CheckInForm
from sponsorship.forms.sponsorships import SeenForm
from sponsorship.models import Access, CheckIn, Sponsorship
from sponsorship.presenting.staff import StepOnPage, form_of, note_form, page_of, possible_steps
from sponsorship.workflow import accompanying, check_ins
from sponsorship.workflow.staff_steps import TAKE


def _found(pk: int) -> Sponsorship:
    sides = ("sponsor__district", "sponsor__responsible", "household__district", "household__responsible")
    found: Sponsorship = get_object_or_404(
        Sponsorship.objects.select_related(*sides, "handed_to", "proposed_by"), pk=pk
    )
    return found


@fachstelle_only
def sponsorship(request: StaffRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    log_access(request.user, Access.Kind.DETAIL, f"sponsorship-{pk}")
    return render(request, "team/sponsorship/sponsorship.html", page_of(found, timezone.now()))


@fachstelle_only
@require_POST
def step(request: StaffRequest, pk: int, name: str) -> HttpResponse:
    """One step; what is missing or no longer possible is said on the page."""
    found, now = _found(pk), timezone.now()
    if name not in TAKE:
        raise Http404
    form = form_of(name, found, request.POST)
    if name in possible_steps(found, now) and not form.is_valid():
        log_access(request.user, Access.Kind.DETAIL, f"sponsorship-{pk}")
        return render(request, "team/sponsorship/sponsorship.html", page_of(found, now, StepOnPage(name, form)))
    form.is_valid()
    _take(request, found, name, form)
    return redirect("sponsorship_team:sponsorship", pk)


def _take(request: StaffRequest, found: Sponsorship, name: str, form: Any) -> None:
    """A step that the page no longer offers still says why it is not possible: somebody was faster."""
    try:
        TAKE[name](found, form.cleaned_data, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    except KeyError:
        messages.warning(request, _("Inzwischen hat jemand anderes hier etwas geändert. Bitte sehen Sie noch einmal."))
    else:
        messages.success(request, _("Gespeichert. Stand: %s.") % found.get_status_display())


@fachstelle_only
@require_POST
def note(request: StaffRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    form = note_form(found, request.POST)
    if form.is_valid():
        accompanying.write_note(form.instance, found, by=request.user)
        messages.success(request, _("Gespeichert."))
        return redirect("sponsorship_team:sponsorship", pk)
    log_access(request.user, Access.Kind.DETAIL, f"sponsorship-{pk}")
    page = page_of(found, timezone.now()) | {"note_form": form}
    return render(request, "team/sponsorship/sponsorship.html", page)


@fachstelle_only
@require_POST
def seen(request: StaffRequest, pk: int) -> HttpResponse:
    """A red or yellow light was seen to."""
    check_in: CheckIn = get_object_or_404(CheckIn, pk=pk)
    form = SeenForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Bitte schreiben Sie kurz, was Sie getan haben."))
    else:
        _told(
            request, lambda: check_ins.see(check_in, form.cleaned_data["outcome"], by=request.user, now=timezone.now())
        )
    return redirect("sponsorship_team:sponsorship", check_in.sponsorship_id)


@fachstelle_only
@require_POST
def phoned(request: StaffRequest, pk: int) -> HttpResponse:
    """An answer that was given on the phone."""
    check_in: CheckIn = get_object_or_404(CheckIn, pk=pk)
    form = CheckInForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Bitte wählen Sie, wie es steht."))
    else:
        light, text = form.cleaned_data["light"], form.cleaned_data["text"]
        _told(request, lambda: check_ins.answer(check_in, light, text, now=timezone.now()))
    return redirect("sponsorship_team:sponsorship", check_in.sponsorship_id)


def _told(request: StaffRequest, act: Any) -> None:
    try:
        act()
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Gespeichert."))


@fachstelle_only
def agreement(request: StaffRequest, pk: int) -> HttpResponse:
    """The agreement to sign; names stand only here, and only once both have agreed."""
    found = _found(pk)
    if not found.discloses:
        raise Http404
    log_access(request.user, Access.Kind.EXPORT, f"sponsorship-{pk}")
    headers = {"Content-Disposition": 'inline; filename="vereinbarung.pdf"', "Cache-Control": "no-store"}
    content = agreement_pdf(found, now=timezone.now())
    return HttpResponse(content, content_type="application/pdf", headers=headers)
