"""Staff pages: what is missing, who has answered, and which offers may cover it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from arnsberg_hilfe.core.keys import read_key
from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from offers.catalogue import Filters, Options
from offers.forms.need import NeedForm, ReplyAnswerForm
from offers.models import Need, NeedReply, Offer
from offers.need_matching import CAP, likely_offers, with_nearby_counts
from offers.presenting.need import need_badges
from offers.provenance import origins_of
from offers.workflow import needs

CLOSED = 50


@staff_of(Area.OFFERS)
def need_list(request: StaffRequest) -> HttpResponse:
    today, options = timezone.localdate(), Options.load()
    chosen = Filters.read(request.GET, options).chosen
    keys = {name: [option.key for option in chosen.get(name, ())] for name in ("thema", "stadtteil")}
    found = Need.objects.fitting(themes=keys["thema"], districts=keys["stadtteil"]).select_related("theme", "district")
    context = {
        "drafts": found.drafts().order_by("created_at"),
        "open": with_nearby_counts(found.with_waiting_replies(), today).most_urgent(today),
        "closed": found.closed()[:CLOSED],
        "options": {name: options[name].values() for name in keys},
        "chosen": {name: values[0].value for name, values in chosen.items()},
        "cap": CAP,
        "today": today,
    }
    return render(request, "team/offers/needs/list.html", context)


@staff_of(Area.OFFERS)
def new(request: StaffRequest) -> HttpResponse:
    form = NeedForm(request.POST or None)
    if not form.is_valid():
        return render(request, "team/offers/needs/new.html", {"form": form})
    record = form.save(commit=False)
    needs.write(record, form.changed_data)
    messages.success(request, _("Gespeichert. Veröffentlichen Sie den Bedarf, wenn alles stimmt."))
    return redirect("needs_team:need", record.pk)


@staff_of(Area.OFFERS)
def need(request: StaffRequest, pk: int) -> HttpResponse:
    record: Need = get_object_or_404(Need.objects.select_related("theme", "district", "language"), pk=pk)
    form = NeedForm(request.POST or None, instance=record)
    if not form.is_valid():
        return _need_page(request, record, form=form)
    needs.write(form.save(commit=False), form.changed_data)
    messages.success(request, _("Gespeichert."))
    return redirect("needs_team:need", pk)


def _need_page(request: StaffRequest, record: Need, **forms: Any) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "need": record,
        "badges": need_badges(record, today),
        "form": NeedForm(instance=record),
        "answer_form": ReplyAnswerForm(),
        "replies": record.replies.confirmed().select_related("offer", "done_by"),
        "covering": record.covered_by.all(),
        "origins": origins_of(record),
        "matches": likely_offers(record, today) if record.status == Need.Status.OPEN else [],
    }
    return render(request, "team/offers/needs/need.html", context | forms)


@staff_of(Area.OFFERS)
@require_POST
def step(request: StaffRequest, pk: int) -> HttpResponse:
    record = get_object_or_404(Need, pk=pk)
    name = request.POST.get("step", "")
    if name not in needs.STEPS:
        raise Http404
    return _done(request, record, partial(needs.take, name, record, now=timezone.now()))


@staff_of(Area.OFFERS)
@require_POST
def cover(request: StaffRequest, pk: int) -> HttpResponse:
    """«Deckt den Bedarf», wholly or in part, or not at all."""
    record = get_object_or_404(Need, pk=pk)
    how, key, now = request.POST.get("step"), read_key(request.POST.get("offer", "")), timezone.now()
    if how == "remove":
        offer = get_object_or_404(Offer, pk=key)
        return _done(request, record, partial(needs.uncover, record, offer))
    offer = get_object_or_404(Offer.objects.current(timezone.localdate()), pk=key)
    return _done(request, record, partial(needs.cover_with, record, offer, wholly=how == "wholly", now=now))


@staff_of(Area.OFFERS)
@require_POST
def reply(request: StaffRequest, pk: int) -> HttpResponse:
    answered = get_object_or_404(NeedReply.objects.confirmed().select_related("need"), pk=pk)
    record, now = answered.need, timezone.now()
    if request.POST.get("step") == "close":
        return _done(request, record, partial(answered.close, by=request.user, now=now))
    form = ReplyAnswerForm(request.POST)
    if not form.is_valid():
        return _need_page(request, record, answer_form=form, answering=pk)
    text = form.cleaned_data["text"]
    return _done(request, record, partial(needs.answer, answered, text, by=request.user, now=now))


def _done(request: StaffRequest, record: Need, act: Callable[[], None]) -> HttpResponse:
    """Act and say so, or say who was faster; either way the need's page shows how things stand."""
    try:
        act()
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Erledigt."))
    return redirect("needs_team:need", record.pk)
