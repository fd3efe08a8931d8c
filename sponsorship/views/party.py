"""One sponsor or one household at the office: facts, next step, corrections. Every reading leaves a trace."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from arnsberg_hilfe.core.requests import StaffRequest
from sponsorship.access import fachstelle_only, log_access
from sponsorship.certificate_letter import certificate_letter
from sponsorship.forms import steps as asking
from sponsorship.forms.staff import OfficeHouseholdForm, OfficeSponsorForm
from sponsorship.models import Access, Household, Sponsor
from sponsorship.presenting.party import contact_of, facts_of
from sponsorship.workflow import intake, steps
from sponsorship.workflow.reassigning import change_facts

Party = Sponsor | Household


def _sponsor(pk: int) -> Sponsor:
    whole = Sponsor.objects.select_related("district", "responsible", "interview_by", "certificate_seen_by")
    return get_object_or_404(whole, pk=pk, anonymised_at=None)


def _household(code: str) -> Household:
    return get_object_or_404(Household.objects.select_related("district", "responsible"), code=code, anonymised_at=None)


def _subject(party: Party) -> str:
    return f"{party._meta.model_name}-{party.pk}"


def _address(party: Party, page: str = "", *more: str) -> str:
    kind = "sponsor" if isinstance(party, Sponsor) else "household"
    key = party.pk if isinstance(party, Sponsor) else party.code
    return reverse(f"sponsorship_team:{kind}{page}", args=[key, *more])


@fachstelle_only
def sponsor(request: StaffRequest, pk: int) -> HttpResponse:
    return _page(request, _sponsor(pk))


@fachstelle_only
def household(request: StaffRequest, code: str) -> HttpResponse:
    return _page(request, _household(code))


@fachstelle_only
@require_POST
def sponsor_step(request: StaffRequest, pk: int, step: str) -> HttpResponse:
    return _step(request, _sponsor(pk), step)


@fachstelle_only
@require_POST
def household_step(request: StaffRequest, code: str, step: str) -> HttpResponse:
    return _step(request, _household(code), step)


def _asked(party: Party) -> dict[str, asking.Asked]:
    return asking.SPONSOR if isinstance(party, Sponsor) else asking.HOUSEHOLD


def _form(party: Party, step: str, *, is_next: bool = False, data: Any = None) -> asking.StepForm:
    asked = _asked(party)[step]
    action = _address(party, "_step", step)
    return asked.form(data, instance=party, prefix=step, action=action, submit=asked.submit, is_next=is_next)


def _step(request: StaffRequest, party: Party, step: str) -> HttpResponse:
    """A step whose time has passed is told, not taken; what was typed stays on the page."""
    if step not in _asked(party):
        raise Http404
    form = _form(party, step, data=request.POST)
    if form.is_valid():
        try:
            steps.take(step, form, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect(_address(party))
    party.refresh_from_db()
    return _page(request, party, wrong=(step, form))


def _page(request: StaffRequest, party: Party, *, wrong: tuple[str, asking.StepForm] | None = None) -> HttpResponse:
    log_access(request.user, Access.Kind.DETAIL, _subject(party))
    forms = _forms(party, wrong)
    ahead = 1 if steps.has_next(party) and steps.open_to(party) else 0
    context = {
        "party": party,
        "is_sponsor": isinstance(party, Sponsor),
        "contact": contact_of(party),
        "facts": facts_of(party),
        "next": next(iter(forms[:ahead]), None),
        "more": forms[ahead:],
        "consents": party.consents.all(),
        "sponsorships": party.sponsorships.select_related("sponsor", "household"),
        "today": timezone.localdate(),
        "match_url": _match_url(party),
    }
    return render(request, "team/sponsorship/party.html", context)


def _match_url(party: Party) -> str:
    """The next step of whoever is ready for a pair and has room for one."""
    if not party.awaits_a_pair:
        return ""
    kind, key = ("match_sponsor", party.pk) if isinstance(party, Sponsor) else ("match_household", party.code)
    return reverse(f"sponsorship_team:{kind}", args=[key])


def _forms(party: Party, wrong: tuple[str, asking.StepForm] | None) -> list[tuple[Any, asking.StepForm]]:
    """Heading and form of each step that is open; `wrong` is the one that was sent and has errors, open or not."""
    asked, bound, names = _asked(party), dict([wrong] if wrong else []), steps.open_to(party)
    names += [step for step in bound if step not in names]
    return [
        (asked[step].title, bound.get(step) or _form(party, step, is_next=not number and steps.has_next(party)))
        for number, step in enumerate(names)
    ]


@fachstelle_only
def sponsor_facts(request: StaffRequest, pk: int) -> HttpResponse:
    return _facts(request, _sponsor(pk), OfficeSponsorForm)


@fachstelle_only
def household_facts(request: StaffRequest, code: str) -> HttpResponse:
    return _facts(request, _household(code), OfficeHouseholdForm)


def _facts(request: StaffRequest, party: Party, form_class: Any) -> HttpResponse:
    log_access(request.user, Access.Kind.DETAIL, _subject(party))
    form = form_class(request.POST or None, instance=party)
    if form.is_valid():
        try:
            change_facts(form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect(_address(party))
    return render(request, "team/sponsorship/form.html", {"form": form, "title": _("Angaben ändern")})


@fachstelle_only
def new_sponsor(request: StaffRequest) -> HttpResponse:
    return _new(request, OfficeSponsorForm, intake.record_sponsor, _("Pate oder Patin aufnehmen"))


@fachstelle_only
def new_household(request: StaffRequest) -> HttpResponse:
    return _new(request, OfficeHouseholdForm, intake.record_household, _("Haushalt aufnehmen"))


def _new(request: StaffRequest, form_class: Any, record: Any, title: str) -> HttpResponse:
    form, now = form_class(request.POST or None), timezone.now()
    if form.is_valid():
        party, how, key = form.party(), form.cleaned_data["consent_how"], form.cleaned_data["key"]
        try:
            record(party, form.languages(), how, key=key, by=request.user, now=now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Aufgenommen."))
            return redirect(_address(type(party)._default_manager.get(key=key)))
    return render(request, "team/sponsorship/form.html", {"form": form, "title": title})


@fachstelle_only
def letter(request: StaffRequest, pk: int) -> HttpResponse:
    """The letter with which the certificate costs a volunteer nothing."""
    found = _sponsor(pk)
    log_access(request.user, Access.Kind.EXPORT, _subject(found))
    headers = {"Content-Disposition": f'inline; filename="fuehrungszeugnis-{found.code}.pdf"'}
    content = certificate_letter(found, now=timezone.now())
    return HttpResponse(content, content_type="application/pdf", headers=headers)
