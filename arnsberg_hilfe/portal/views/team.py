"""Staff pages across all apps."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.models import OutgoingMail, User
from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import any_staff, staff_of
from arnsberg_hilfe.portal import menu, workflow, worklist
from arnsberg_hilfe.portal.forms import EntryForm
from arnsberg_hilfe.portal.gallery import gallery_context
from arnsberg_hilfe.portal.models import Inquiry
from offers.models import Decision
from sponsorship.access import log_access, log_mail
from sponsorship.models import Access


@any_staff
def work(request: StaffRequest) -> HttpResponse:
    """Where everybody begins after the login; for whom nothing can wait here begins with the first of their pages."""
    if not worklist.is_for(request.user):
        pages = menu.entries(request.user)
        return redirect(pages[0].url) if pages else render(request, "team/no_role.html")
    if request.user.may(Area.SPONSORSHIP):
        log_access(request.user, Access.Kind.LIST, "worklist")
    now, today = timezone.now(), timezone.localdate()
    tasks = worklist.tasks(today, request.user)
    counts = worklist.counts(tasks)
    kind = request.GET.get("art") if request.GET.get("art") in counts else None
    context = {
        "counts": counts,
        "kind": kind,
        "groups": worklist.groups([task for task in tasks if kind in {None, task.kind}], today),
        "today": today,
        "undo": Decision.objects.last_undoable(request.user, now) if request.user.may(Area.OFFERS) else None,
    }
    return render(request, "team/worklist.html", context)


def _to_next(reader: User) -> HttpResponse:
    """What is done makes room: the next row opens by itself; without one, the list says so."""
    tasks = worklist.tasks(timezone.localdate(), reader)
    return redirect(tasks[0].url if tasks else "portal:worklist")


@staff_of(Area.OFFERS)
def inquiry(request: StaffRequest, pk: int) -> HttpResponse:
    record = get_object_or_404(Inquiry, pk=pk)
    closing = request.POST.get("step") == "close"
    form = EntryForm(request.POST if request.method == "POST" and not closing else None, submit=_("Antworten"))
    if not closing and not form.is_valid():
        entries = record.entries.select_related("by")
        return render(request, "team/inquiries/inquiry.html", {"inquiry": record, "entries": entries, "form": form})
    try:
        if closing:
            record.close()
        else:
            workflow.answer(record, form.cleaned_data["text"], by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Erledigt.") if closing else _("Die Antwort ist unterwegs."))
    return _to_next(request.user)


@any_staff
def mail(request: StaffRequest, pk: int) -> HttpResponse:
    """A mail that reached nobody: what it was about, and that somebody has seen to it."""
    record = get_object_or_404(OutgoingMail.objects.failed().readable_by(request.user), pk=pk)
    if request.method == "POST":
        workflow.settle(record, by=request.user, now=timezone.now())
        messages.success(request, _("Erledigt."))
        return _to_next(request.user)
    log_mail(request.user, record)
    context = {"mail": record, "offer": workflow.offer_of(record), "inquiry_key": record.about_key(Inquiry)}
    return render(request, "team/mail.html", context)


@staff_of(Area.BASICS)
def components(request: StaffRequest) -> HttpResponse:
    return render(request, "portal/components_gallery.html", gallery_context())
