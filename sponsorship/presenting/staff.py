"""A Patenschaft on its staff page: which step comes next, which others are possible, what has happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from arnsberg_hilfe.core.models import OutgoingMail
from sponsorship.forms import sponsorships as forms
from sponsorship.matching import worded
from sponsorship.models import CheckIn, Sponsorship
from sponsorship.models.choices import SponsorshipStatus as Status
from sponsorship.workflow.returning import WAITS_FOR

# Names of steps, the next one first
STEPS: dict[str, list[str]] = {
    Status.PROPOSED: ["ask", "decline"],
    Status.SPONSOR_ASKED: ["answer", "decline"],
    Status.HOUSEHOLD_ASKED: ["answer", "decline"],
    Status.MEETING: ["meeting", "decline", "end"],
    Status.TRIAL: ["activate", "hand_over", "decline", "end"],
    Status.ACTIVE: ["pause", "hand_over", "end"],
    Status.PAUSED: ["resume", "hand_over", "end"],
}
FORMS: dict[str, type[Any]] = {
    "ask": forms.AskSponsorForm,
    "answer": forms.PhoneAnswerForm,
    "meeting": forms.MeetingForm,
    "call_off": forms.CallMeetingOffForm,
    "trial": forms.TrialForm,
    "activate": forms.ActivateForm,
    "pause": forms.PauseForm,
    "resume": forms.ResumeForm,
    "hand_over": forms.HandOverForm,
    "decline": forms.DeclineForm,
    "end": forms.EndForm,
}
BADGES = {Status.ACTIVE: "success", Status.TRIAL: "info", Status.MEETING: "info", Status.PAUSED: "warning"}


@dataclass(frozen=True)
class StepOnPage:
    name: str
    form: Any


def possible_steps(sponsorship: Sponsorship, now: datetime) -> list[str]:
    """The next step first; a first meeting that lies behind leads to the trial."""
    names = STEPS.get(sponsorship.status, [])
    if sponsorship.status == Status.MEETING and sponsorship.meets_at:
        return ["trial", "meeting", *names[1:]] if sponsorship.meets_at <= now else [*names[:1], "call_off", *names[1:]]
    return names


def form_of(name: str, sponsorship: Sponsorship, data: Any = None) -> Any:
    kind = FORMS[name]
    form = kind(data, prefix=name, **_given_to(name, sponsorship))
    form.helper.form_action = reverse("sponsorship_team:sponsorship_step", args=[sponsorship.pk, name])
    return form


def _given_to(name: str, sponsorship: Sponsorship) -> dict[str, Any]:
    if name == "meeting":
        return {"instance": sponsorship}
    if name == "call_off":
        return {"initial": {"seen": sponsorship.sequence}}
    return {"initial": {"side": WAITS_FOR.get(Status(sponsorship.status))}} if name == "answer" else {}


def note_form(sponsorship: Sponsorship, data: Any = None) -> forms.OfficeNoteForm:
    form = forms.OfficeNoteForm(data, prefix="note")
    form.helper.form_action = reverse("sponsorship_team:sponsorship_note", args=[sponsorship.pk])
    return form


def light_form(check_in: CheckIn, name: str, data: Any = None) -> Any:
    """What staff write down of a check-in: «phoned» its answer, «seen» what was done about it."""
    kind = forms.PhonedForm if name == "phoned" else forms.SeenForm
    form = kind(data, auto_id=f"rueckmeldung-{check_in.pk}-%s")
    form.helper.form_action = reverse(f"sponsorship_team:check_in_{name}", args=[check_in.pk])
    return form


def _light_form(check_in: CheckIn) -> Any:
    if not check_in.light:
        return light_form(check_in, "phoned")
    is_settled = check_in.seen_at or check_in.light == CheckIn.Light.GREEN
    return None if is_settled else light_form(check_in, "seen")


def _steps(
    sponsorship: Sponsorship, now: datetime, bound: StepOnPage | None
) -> tuple[StepOnPage | None, list[StepOnPage]]:
    """The one that leads on, if any, and the others; an active Patenschaft needs no step but notes."""
    possible = possible_steps(sponsorship, now)
    names = [*possible, *([bound.name] if bound and bound.name not in possible else [])]
    shown = [bound if bound and bound.name == name else StepOnPage(name, form_of(name, sponsorship)) for name in names]
    leads_on = possible and sponsorship.status != Status.ACTIVE
    return (shown[0], shown[1:]) if leads_on else (None, shown)


def page_of(
    sponsorship: Sponsorship, now: datetime, bound: StepOnPage | None = None, lights: dict[int, Any] | None = None
) -> dict[str, Any]:
    """What the staff page shows.

    `bound` is a step whose form came back with errors, possible or not any more; `lights` the same of check-ins.
    """
    next_step, other_steps = _steps(sponsorship, now, bound)
    return {
        "sponsorship": sponsorship,
        "badge": BADGES.get(Status(sponsorship.status), "quiet"),
        "next_step": next_step,
        "other_steps": other_steps,
        "open_step": bound.name if bound else "",
        "reasons": [worded(reason) for reason in sponsorship.reasons],
        "steps": sponsorship.steps.select_related("by"),
        "notes": sponsorship.notes.select_related("by"),
        "note_form": note_form(sponsorship),
        "check_ins": [
            (each, (lights or {}).get(each.pk) or _light_form(each))
            for each in sponsorship.check_ins.select_related("seen_by")
        ],
        "mails": OutgoingMail.objects.concerning(sponsorship),
        "is_overdue": bool(sponsorship.answer_by and sponsorship.answer_by < timezone.localdate(now)),
    }
