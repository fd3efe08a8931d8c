"""Staff pages at the door: the list, its check marks, walk-ins, and what is new for phones that have the list open."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from arnsberg_hilfe.core.headers import allows
from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from network import codes
from network.forms.door import Tick, WalkInForm
from network.forms.doorkeepers import DoorkeepersForm
from network.models import Arrival, Meeting, RegistrationStatus
from network.presenting import door as shown
from network.workflow import door as steps

MOST_TICKS = 60  # sent at once by a phone that was offline


def _meeting(request: StaffRequest, slug: str) -> Meeting:
    return get_object_or_404(Meeting.objects.with_door_for(request.user), slug=slug)


@staff_of(Area.DOOR)
def my_doors(request: StaffRequest) -> HttpResponse:
    """Where somebody begins who only helps at the door."""
    now = timezone.now()
    meetings = Meeting.objects.with_door_for(request.user).at_the_door(now)
    doors = [{"meeting": meeting, "is_open": meeting.has_open_door(now)} for meeting in meetings]
    return render(request, "team/meetings/door/my_doors.html", {"doors": doors})


@staff_of(Area.MEETINGS)
def doorkeepers(request: StaffRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting, slug=slug)
    form = DoorkeepersForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Gespeichert."))
        return redirect("network_team:door", slug)
    context = {"meeting": meeting, "form": form, "section": "door"}
    return render(request, "team/meetings/door/doorkeepers.html", context)


@staff_of(Area.DOOR)
@allows(camera="self")
def door(request: StaffRequest, slug: str) -> HttpResponse:
    """The list of names opens only around the day: nobody needs it earlier or later."""
    meeting, now = _meeting(request, slug), timezone.now()
    if not meeting.has_open_door(now):
        return render(request, "team/meetings/door/closed.html", _readers(request) | {"meeting": meeting})
    code, query = request.GET.get("code", ""), request.GET.get("q", "")
    owner = codes.find(code, meeting) if code else None
    found = owner.pk if owner and owner.meeting_id == meeting.pk else 0
    rows = shown.rows(meeting, query=query, found=found)
    context = _around(request, meeting, now) | {
        "rows": rows,
        "nobody": all(row.is_hidden for row in rows),
        "query": query,
        "code": code,
        "stranger": owner if owner and not found else None,
        "found": found,
        "last": _last(request, meeting),
        "form": WalkInForm(meeting=meeting),
        "look_alikes": codes.LOOK_ALIKES,
    }
    return render(request, "team/meetings/door/door.html", context)


def _readers(request: StaffRequest) -> dict[str, Any]:
    """Who runs the meetings finds a way to their other pages."""
    return {"runs": request.user.may(Area.MEETINGS)}


def _around(request: StaffRequest, meeting: Meeting, now: datetime) -> dict[str, Any]:
    return _readers(request) | {
        "meeting": meeting,
        "counts": shown.counts(meeting),
        "stamp": shown.stamp(meeting),
        "releases": bool(meeting.starts_at and meeting.starts_at <= now),
    }


def _last(request: StaffRequest, meeting: Meeting) -> dict[str, Any] | None:
    """The reader's own tick just now, while it can still be taken back."""
    tick = Tick.read(request.GET.get("zuletzt", ""))
    marks = Arrival.objects.at(meeting).filter(by=request.user, pk__in=tick.marks if tick else [])
    here = list(marks.select_related("registration"))
    return {"tick": tick, "registration": here[0].registration, "people": len(here)} if here else None


@staff_of(Area.DOOR)
@require_POST
def tick(request: StaffRequest, slug: str) -> HttpResponse:
    """Check marks, one or many; in order, each on its own. Scripts get JSON, a form gets the list again."""
    meeting, now = _meeting(request, slug), timezone.now()
    texts = request.POST.getlist("tick")[:MOST_TICKS]
    answers = [_answer(request, meeting, text, now) for text in texts]
    if request.accepts("text/html"):
        return _to_list(request, meeting, answers)
    seen = {answer["key"] for answer in answers} if meeting.has_open_door(now) else set()
    return JsonResponse({"answers": answers} | _news(meeting, seen))


def _answer(request: StaffRequest, meeting: Meeting, text: str, now: datetime) -> dict[str, Any]:
    """What became of one tick: `refused` says why not, `told` what the person at the door should hear."""
    wanted = Tick.read(text)
    answer: dict[str, Any] = {"tick": text, "key": wanted.key if wanted else 0, "undo": "", "told": "", "refused": ""}
    if wanted is None:
        return answer | {"refused": _("Das haben wir nicht verstanden. Bitte laden Sie die Seite neu.")}
    try:
        if wanted.marks:
            seen = dict(zip(wanted.positions, wanted.marks, strict=True))
            steps.take_back(meeting, wanted.key, seen, now=now)
            return answer | {"told": _("Zurückgenommen.")}
        marks = steps.let_in(meeting, wanted.key, wanted.positions, by=request.user, now=now)
    except ValidationError as error:
        return answer | {"refused": " ".join(error.messages)}
    earlier = [mark for mark in marks if mark.by_id != request.user.pk]
    undo = Tick(wanted.key, tuple(mark.position for mark in marks), tuple(mark.pk for mark in marks))
    told = _("schon %(since)s") % {"since": shown.since(earlier[0])} if earlier else ""
    return answer | {"undo": "" if earlier else str(undo), "told": told}


def _to_list(request: StaffRequest, meeting: Meeting, answers: Iterable[dict[str, Any]]) -> HttpResponse:
    last = ""
    for answer in answers:
        last = answer["undo"]
        if answer["refused"]:
            messages.warning(request, answer["refused"])
        elif answer["told"]:
            messages.info(request, answer["told"])
    query = urlencode({name: text for name, text in [("q", request.POST.get("q", "")), ("zuletzt", last)] if text})
    return redirect(f"{reverse('network_team:door', args=[meeting.slug])}?{query}#liste")


def _news(meeting: Meeting, keys: Iterable[int]) -> dict[str, Any]:
    meeting.refresh_from_db(fields=["taken", "places"])
    registrations = meeting.registrations.at_door().filter(pk__in=list(keys))
    return {
        "rows": {one.pk: asdict(shown.state_of(one)) for one in registrations},
        "counts": asdict(shown.counts(meeting)),
    }


@staff_of(Area.DOOR)
def news(request: StaffRequest, slug: str) -> HttpResponse:
    """What others have done since a phone last asked (`stand`), and rows newer than its newest (`bis`)."""
    meeting, now = _meeting(request, slug), timezone.now()
    if not meeting.has_open_door(now):
        return HttpResponse(status=410)
    stamp, newest = shown.stamp(meeting), request.GET.get("bis", "")
    if stamp == request.GET.get("stand") or not newest.isdecimal():
        return HttpResponse(status=204)
    unusual = meeting.registrations.exclude(status=RegistrationStatus.CONFIRMED).values_list("pk", flat=True)
    rows = shown.rows(meeting, after=int(newest))
    added = [render_to_string("team/meetings/door/_row.html", {"row": row}) for row in rows]
    return JsonResponse(_news(meeting, unusual) | {"stamp": stamp, "added": added})


@staff_of(Area.DOOR)
def walk_in(request: StaffRequest, slug: str) -> HttpResponse:
    meeting, now = _meeting(request, slug), timezone.now()
    form = WalkInForm(request.POST or None, meeting=meeting)
    if form.is_valid():
        try:
            saved = steps.walk_in(form.unsaved_registration(), key=form.cleaned_data["key"], by=request.user, now=now)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            marks = saved.arrivals.order_by("position").values_list("position", "pk")
            undo = Tick(saved.pk, *zip(*marks, strict=True)) if marks else ""
            return redirect(f"{reverse('network_team:door', args=[slug])}?{urlencode({'zuletzt': str(undo)})}")
    return render(request, "team/meetings/door/walk_in.html", _around(request, meeting, now) | {"form": form})


@staff_of(Area.DOOR)
@require_POST
def release(request: StaffRequest, slug: str) -> HttpResponse:
    meeting = _meeting(request, slug)
    try:
        free = steps.release_absent(meeting, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        words = ngettext("Jetzt ist %(free)s Platz frei.", "Jetzt sind %(free)s Plätze frei.", free)
        messages.success(request, words % {"free": free})
    return redirect("network_team:door", slug)
