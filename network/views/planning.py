"""Staff pages: all meetings, one meeting's overview, writing it down and taking it through its life."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from network.forms.planning import MeetingPlan, RescheduleForm
from network.models import Meeting
from network.models.choices import MeetingKind
from network.presenting.planning import Step, numbers_of, step_named, steps_of
from network.workflow import planning

MOST_PAST = 50


@staff_of(Area.MEETINGS)
def meetings(request: StaffRequest) -> HttpResponse:
    now, known = timezone.now(), Meeting.objects.with_counts()
    context = {
        "groups": [
            (_("Demnächst"), known.upcoming(now)),
            (_("Entwürfe"), known.drafts()),
            (_("Vergangen"), known.past(now)[:MOST_PAST]),
            (_("Abgesagt"), known.cancelled()[:MOST_PAST]),
        ],
    }
    return render(request, "team/meetings/planning/list.html", context)


@staff_of(Area.MEETINGS)
def overview(request: StaffRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.with_counts(), slug=slug)
    context = {
        "meeting": meeting,
        "section": "meeting",
        "steps": steps_of(meeting, timezone.now()),
        "numbers": numbers_of(meeting),
        "agenda": meeting.agenda.all(),
        "tables": meeting.tables.select_related("theme"),
    }
    return render(request, "team/meetings/planning/overview.html", context)


@staff_of(Area.MEETINGS)
def new(request: StaffRequest) -> HttpResponse:
    """`art` is the kind that a link from elsewhere has in mind; it can be changed in the form."""
    kind = request.GET.get("art", "")
    return _plan(request, Meeting(kind=kind) if kind in MeetingKind else Meeting())


@staff_of(Area.MEETINGS)
def edit(request: StaffRequest, slug: str) -> HttpResponse:
    return _plan(request, get_object_or_404(Meeting, slug=slug))


def _plan(request: StaffRequest, meeting: Meeting) -> HttpResponse:
    plan = MeetingPlan(meeting, request.POST or None)
    if request.method == "POST" and plan.is_valid():
        try:
            planning.save(plan, now=timezone.now())
        except ValidationError as error:
            plan.facts.add_error(None, error)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("network_team:meeting", meeting.slug)
    context = {"plan": plan, "meeting": meeting, "section": "edit"}
    return render(request, "team/meetings/planning/edit.html", context)


@staff_of(Area.MEETINGS)
@require_POST
def copy(request: StaffRequest, slug: str) -> HttpResponse:
    meeting = planning.copy(get_object_or_404(Meeting, slug=slug))
    messages.success(request, _("Kopiert. Bitte tragen Sie den neuen Termin ein."))
    return redirect("network_team:edit", meeting.slug)


@staff_of(Area.MEETINGS)
@require_POST
def add_theme_tables(request: StaffRequest, slug: str) -> HttpResponse:
    count = planning.add_theme_tables(get_object_or_404(Meeting, slug=slug))
    said = ngettext("%(count)s Thementisch angelegt.", "%(count)s Thementische angelegt.", count)
    messages.success(request, said % {"count": count})
    return redirect("network_team:meeting", slug)


@staff_of(Area.MEETINGS)
def step(request: StaffRequest, slug: str, name: str) -> HttpResponse:
    """A step of the meeting's life; what everybody is told of is asked for first."""
    meeting, wanted = get_object_or_404(Meeting, slug=slug), _step(name)
    form = RescheduleForm(request.POST or None) if name == "reschedule" else None
    if request.method != "POST" or (form and not form.is_valid()):
        return _ask(request, meeting, wanted, form)
    try:
        planning.take_step(meeting, name, form.cleaned_data if form else {}, now=timezone.now())
    except ValidationError as error:
        if form and hasattr(error, "error_dict"):
            form.add_error(None, error)
            return _ask(request, meeting, wanted, form)
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Erledigt. Das Treffen ist jetzt: %s.") % meeting.get_status_display())
    return redirect(f"network_team:{wanted.then}", slug)


def _step(name: str) -> Step:
    try:
        return step_named(name)
    except KeyError as error:
        raise Http404 from error


def _ask(request: StaffRequest, meeting: Meeting, wanted: Step, form: RescheduleForm | None) -> HttpResponse:
    context = {
        "meeting": meeting,
        "section": "meeting",
        "step": wanted,
        "form": form,
        "letters": meeting.registrations.to_be_told().count(),
    }
    return render(request, "team/meetings/planning/step.html", context)
