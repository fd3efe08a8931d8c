"""Staff pages: the queue of offers, one offer's review, decisions and their undoing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from offers.duplicates import likely_duplicates
from offers.forms import RecordForm
from offers.forms.review import DeclineForm, QuestionForm
from offers.models import Decision, Offer, Report, Revision
from offers.presenting import cards_of, checklist, describe, next_row
from offers.provenance import origins_of
from offers.workflow import decisions, messaging, review, steps, submission


@staff_of(Area.OFFERS)
def queue(request: StaffRequest) -> HttpResponse:
    context = {
        "offers": Offer.objects.awaiting_review().select_related("theme", "first_review_by"),
        "revisions": Revision.objects.pending().select_related("offer").order_by("answer_by"),
        "reports": Report.objects.open().select_related("offer").order_by("answer_by"),
        "today": timezone.localdate(),
        "undo": Decision.objects.last_undoable(request.user, timezone.now()),
    }
    return render(request, "team/offers/queue.html", context)


@staff_of(Area.OFFERS)
def offer(request: StaffRequest, pk: int) -> HttpResponse:
    record: Offer = get_object_or_404(
        Offer.objects.select_related("theme", "district", "contact_point", "for_need"), pk=pk
    )
    return _offer_page(request, record)


def _offer_page(request: StaffRequest, record: Offer, **forms: Any) -> HttpResponse:
    today = timezone.localdate()
    context = describe(record, today) | {
        "card": cards_of([record], today)[0],
        "checklist": checklist(record),
        "duplicates": likely_duplicates(record),
        "origins": origins_of(record),
        "events": record.events.select_related("by"),
        "decidable": record.status in review.DECIDABLE,
        "next_review": record.next_review(request.user),
        "seen_status": record.status,
        "undelivered": OutgoingMail.objects.undelivered().concerning(record, *record.messages.relayed()),
        "undo": Decision.objects.last_undoable(request.user, timezone.now()),
        "question_form": QuestionForm(),
        "decline_form": DeclineForm(),
    }
    return render(request, "team/offers/offer.html", context | forms)


@staff_of(Area.OFFERS)
@require_POST
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Publish, ask back or decline; whoever decided first is told apart from whoever came second."""
    record, now = get_object_or_404(Offer, pk=pk), timezone.now()
    question, refusal = QuestionForm(request.POST), DeclineForm(request.POST)
    step, seen = request.POST.get("step"), request.POST.get("seen_status", "")
    try:
        if step == "first":
            review.review_first(record, seen=seen, by=request.user, now=now)
        elif step == "publish":
            review.publish(record, seen=seen, by=request.user, now=now)
        elif step == "ask" and question.is_valid():
            review.ask_back(record, question.cleaned_data["text"], seen=seen, by=request.user, now=now)
        elif step == "decline" and refusal.is_valid():
            review.decline(record, _in_language_of(record, refusal), seen=seen, by=request.user, now=now)
        else:
            wrong: dict[str, dict[str, Any]] = {
                "ask": {"question_form": question},
                "decline": {"decline_form": refusal},
            }
            return _offer_page(request, record, **wrong.get(step or "", {}))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("offers_team:offer", pk)
    messages.success(request, _("»%(title)s«: %(status)s.") % {"title": record, "status": record.get_status_display()})
    return redirect(next_row(request.user))


def _in_language_of(record: Offer, form: DeclineForm) -> str:
    with translation.override(record.mail_language):
        return form.words()


@staff_of(Area.OFFERS)
@require_POST
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.select_related("mail"), pk=pk, by=request.user)
    try:
        decisions.undo(decision, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Zurückgenommen. Es wurde keine Mail verschickt."))
    if decision.revision_id:
        return redirect("offers_team:revision", decision.revision_id)
    return redirect("offers_team:offer", decision.offer_id)


@staff_of(Area.OFFERS)
def new(request: StaffRequest) -> HttpResponse:
    """Somebody phones or comes by."""
    form = RecordForm(request.POST or None)
    if not form.is_valid():
        return render(request, "team/offers/new.html", {"form": form})
    record = form.unsaved_offer()
    submission.record(record, list(form.cleaned_data["languages"]), by=request.user, now=timezone.now())
    messages.success(request, _("Aufgenommen. Das Angebot wartet jetzt auf die Prüfung."))
    return redirect("offers_team:offer", record.pk)


@staff_of(Area.OFFERS)
@require_POST
def confirm_by_phone(request: StaffRequest, pk: int) -> HttpResponse:
    record = get_object_or_404(Offer, pk=pk)
    try:
        steps.confirmed_by_phone(record, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Vermerkt."))
    return redirect("offers_team:offer", pk)


@staff_of(Area.OFFERS)
@require_POST
def close_report(request: StaffRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(Report.objects.select_related("offer"), pk=pk)
    try:
        messaging.close_report(report, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Erledigt."))
    return redirect(next_row(request.user))
