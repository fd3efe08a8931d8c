"""What is missing: the public list, a need's own page and replies to it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from arnsberg_hilfe.core.links import LinkError
from arnsberg_hilfe.core.pages import link_over
from arnsberg_hilfe.core.reading import language_of
from arnsberg_hilfe.core.requests import PortalRequest
from offers import links
from offers.catalogue.needs import NeedPage
from offers.forms.need import ReplyForm
from offers.models import Need, NeedReply, Offer
from offers.need_matching import likely_offers
from offers.presenting import cards_of
from offers.presenting.need import describe_need
from offers.workflow import needs

SIMILAR = 3


def need_list(request: PortalRequest) -> HttpResponse:
    page = NeedPage.read(request.GET, timezone.localdate())
    return render(request, "offers/needs/list.html", {"page": page, "section": "needs"})


def detail(request: PortalRequest, pk: int) -> HttpResponse:
    """A covered need says so and shows what covers it; an open one what may help already."""
    today = timezone.localdate()
    need = get_object_or_404(Need.objects.public().select_related("theme", "district", "language"), pk=pk)
    covering = need.covered_by.public().select_related("theme", "district")
    matches = likely_offers(need, today, most=SIMILAR) if need.status == Need.Status.OPEN else []
    context = describe_need(need, today) | {
        "covering": cards_of(covering, today),
        "similar": cards_of([match.offer for match in matches], today),
        "section": "needs",
    }
    return render(request, "offers/needs/detail.html", context)


def reply(request: PortalRequest, pk: int) -> HttpResponse:
    need: Need = get_object_or_404(Need.objects.exclude(status=Need.Status.DRAFT).select_related("theme"), pk=pk)
    if need.status != Need.Status.OPEN:
        return render(request, "offers/needs/closed.html", {"section": "needs"}, status=410)
    now = timezone.now()
    offers = Offer.objects.able_to_help(timezone.localdate(now)).filter(theme=need.theme)
    form = ReplyForm(request.POST or None, offers=offers)
    if not form.is_valid_from(request, now=now):
        context = {"form": form, "need": need, "lang": language_of(need), "section": "needs"}
        return render(request, "offers/needs/reply.html", context)
    answer = form.save(commit=False)
    answer.need, answer.key, answer.language = need, form.key, get_language()
    needs.reply(answer, now=now)
    return redirect("needs:reply_sent")


def reply_sent(request: PortalRequest) -> HttpResponse:
    return render(request, "offers/needs/reply_sent.html", {"section": "needs"})


def confirm_reply(request: PortalRequest, token: str) -> HttpResponse:
    """The mail's link asks; the button confirms. A second click shows the same page."""
    try:
        answer = NeedReply.objects.select_related("need").get(pk=links.CONFIRM_REPLY.read(token))
    except (LinkError, NeedReply.DoesNotExist):
        return link_over(request)
    if request.method == "POST":
        needs.confirm(answer, now=timezone.now())
        return redirect("needs:confirm_reply", token)
    return render(request, "offers/needs/confirm.html", {"reply": answer, "section": "needs"})
