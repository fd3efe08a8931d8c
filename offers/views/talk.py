"""Messages to providers, Hinweise to the office, and the question whether an offer still holds."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.links import LinkError
from arnsberg_hilfe.core.pages import link_over
from arnsberg_hilfe.core.requests import PortalRequest
from arnsberg_hilfe.core.status import WrongStatusError
from offers import links
from offers.forms.talk import AnswerForm, MessageForm, ReportForm
from offers.models import Message, Offer
from offers.workflow import messaging, steps

ANSWERS: dict[str, Callable[..., None]] = {"yes": steps.still_holds, "no": partial(steps.take, "end")}


def message(request: PortalRequest, slug: str) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.current(timezone.localdate()).select_related("contact_point"), slug=slug)
    if not messaging.can_be_written_to(offer):
        raise Http404
    form, now = MessageForm(request.POST or None), timezone.now()
    if not form.is_valid_from(request, now=now):
        return render(
            request, "offers/talk/form.html", {"form": form, "offer": offer, "title": _("Nachricht schreiben")}
        )
    text = form.save(commit=False)
    text.offer, text.key, text.language = offer, form.key, get_language()
    messaging.write(text, now=now)
    return redirect("offers:message_sent")


def message_sent(request: PortalRequest) -> HttpResponse:
    return render(request, "offers/talk/message_sent.html")


def confirm_message(request: PortalRequest, token: str) -> HttpResponse:
    try:
        text = Message.objects.select_related("offer__contact_point").get(pk=links.CONFIRM_MESSAGE.read(token))
    except (LinkError, Message.DoesNotExist):
        return link_over(request)
    if request.method == "POST":
        messaging.relay(text, now=timezone.now())
        messages.success(request, _("Ihre Nachricht ist unterwegs."))
        return redirect(text.offer)
    return render(request, "offers/talk/confirm.html", {"message": text})


def answer_message(request: PortalRequest, token: str) -> HttpResponse:
    try:
        text = Message.objects.select_related("offer__contact_point").get(pk=links.ANSWER_MESSAGE.read(token))
    except (LinkError, Message.DoesNotExist):
        return link_over(request)
    form = AnswerForm(request.POST or None)
    if not form.is_valid():
        return render(request, "offers/talk/answer.html", {"form": form, "message": text})
    try:
        messaging.answer(text, form.cleaned_data["text"], now=timezone.now())
    except WrongStatusError:
        messages.info(request, _("Auf diese Nachricht wurde schon geantwortet."))
    else:
        messages.success(request, _("Ihre Antwort ist unterwegs."))
    return redirect(text.offer)


def report(request: PortalRequest, slug: str) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.public(), slug=slug)
    form, now = ReportForm(request.POST or None), timezone.now()
    if not form.is_valid_from(request, now=now):
        return render(
            request, "offers/talk/form.html", {"form": form, "offer": offer, "title": _("Stimmt etwas nicht?")}
        )
    hint = form.save(commit=False)
    hint.offer, hint.key = offer, form.key
    messaging.report(hint, now=now)
    messages.success(request, _("Danke für Ihren Hinweis. Wir sehen nach."))
    return redirect(offer)


def still_valid(request: PortalRequest, token: str) -> HttpResponse:
    """The three answers to «Stimmt Ihr Angebot noch?»; the mail's link asks, a button answers."""
    try:
        offer = Offer.objects.get(pk=links.STILL_VALID.read(token))
    except (LinkError, Offer.DoesNotExist):
        return link_over(request)
    if request.method != "POST":
        return render(request, "offers/talk/still_valid.html", {"offer": offer})
    if request.POST.get("answer") == "changed":
        return redirect("offers:manage_edit", links.MANAGE.token(offer.pk))
    step = ANSWERS.get(request.POST.get("answer", ""))
    if step is None:
        raise Http404
    try:
        step(offer, now=timezone.now())
    except WrongStatusError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Danke, das ist notiert."))
    return redirect("offers:manage", links.MANAGE.token(offer.pk))
