"""Staff pages: one Patenschaft, from the proposal to its end."""

from collections.abc import Callable
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
from sponsorship.models import Access, CheckIn, Sponsorship
from sponsorship.presenting.staff import StepOnPage, form_of, light_form, note_form, page_of
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
    """One step; what is missing or no longer possible is said on the page, with what was typed."""
    found = _found(pk)
    if name not in TAKE:
        raise Http404
    form = form_of(name, found, request.POST)
    if form.is_valid() and _take(request, found, name, form):
        return redirect("sponsorship_team:sponsorship", pk)
    log_access(request.user, Access.Kind.DETAIL, f"sponsorship-{pk}")
    page = page_of(_found(pk), timezone.now(), StepOnPage(name, form))
    return render(request, "team/sponsorship/sponsorship.html", page)


def _take(request: StaffRequest, found: Sponsorship, name: str, form: Any) -> bool:
    """Whether it was taken; why not stands in the form: a rule is broken, or somebody was faster."""
    try:
        TAKE[name](found, form.cleaned_data, by=request.user, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Gespeichert. Stand: %s.") % found.get_status_display())
    return True


@fachstelle_only
@require_POST
def note(request: StaffRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    form = note_form(found, request.POST)
    if form.is_valid():
        accompanying.write_note(form.instance, found, key=form.cleaned_data["key"], by=request.user)
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

    def see(said: dict[str, Any]) -> None:
        check_ins.see(check_in, said["outcome"], by=request.user, now=timezone.now())

    return _about(request, check_in, "seen", see)


@fachstelle_only
@require_POST
def phoned(request: StaffRequest, pk: int) -> HttpResponse:
    """An answer that was given on the phone."""
    check_in: CheckIn = get_object_or_404(CheckIn, pk=pk)

    def answer(said: dict[str, Any]) -> None:
        check_ins.answer(check_in, said["light"], said["text"], now=timezone.now())

    return _about(request, check_in, "phoned", answer)


def _about(request: StaffRequest, check_in: CheckIn, name: str, act: Callable[[dict[str, Any]], None]) -> HttpResponse:
    """What was typed stays on the page until it is saved."""
    pk, form = check_in.sponsorship_id, light_form(check_in, name, request.POST)
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("sponsorship_team:sponsorship", pk)
    log_access(request.user, Access.Kind.DETAIL, f"sponsorship-{pk}")
    page = page_of(_found(pk), timezone.now(), lights={check_in.pk: form})
    return render(request, "team/sponsorship/sponsorship.html", page)


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
