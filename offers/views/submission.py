from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from arnsberg_hilfe.core.links import LinkError
from arnsberg_hilfe.core.pages import link_over
from arnsberg_hilfe.core.requests import PortalRequest
from offers import links
from offers.forms import SubmissionForm
from offers.models import Need, Offer
from offers.presenting import cards_of, preview_card
from offers.presenting.need import text_language_of
from offers.workflow import submission

WANTED = 6


def submit(request: PortalRequest) -> HttpResponse:
    """One page: the form, then the same page with a preview on top and the button that sends.

    Who comes from a need (`?bedarf=`) finds its theme, Stadtteil and language filled in.
    """
    need = Need.objects.named(request.GET.get("bedarf", ""))
    form = SubmissionForm.answering(need, request.POST or None)
    if not request.POST.get("send"):
        return _page(request, form, need, preview=form.unsaved_offer() if form.is_valid() else None)
    now = timezone.now()
    if not form.is_valid_from(request, now=now):
        return _page(request, form, need)
    submission.submit(form.unsaved_offer(), list(form.cleaned_data["languages"]), key=form.key, now=now)
    return redirect("offers:submitted")


def _page(
    request: PortalRequest, form: SubmissionForm, need: Need | None, preview: Offer | None = None
) -> HttpResponse:
    today = timezone.localdate()
    wanted = [] if form.is_bound else Offer.objects.wanted(today).select_related("theme", "district")[:WANTED]
    context = {
        "form": form,
        "need": need,
        "need_lang": text_language_of(need) if need else "",
        "filled_in": form.is_bound or need is not None,
        "preview": preview_card(preview, today) if preview else None,
        "wanted": cards_of(wanted, today),
        "section": "offer",
    }
    return render(request, "offers/submission/form.html", context)


def submitted(request: PortalRequest) -> HttpResponse:
    return render(request, "offers/submission/submitted.html", {"section": "offer", "draft": "angebot"})


def confirm(request: PortalRequest, token: str) -> HttpResponse:
    """The mail's link asks; the button confirms. A second click shows the same page."""
    try:
        offer = Offer.objects.get(pk=links.CONFIRM.read(token))
    except (LinkError, Offer.DoesNotExist):
        return link_over(request)
    if request.method == "POST":
        submission.confirm(offer, now=timezone.now())
        return redirect("offers:confirmed")
    context = {"offers": submission.awaiting_confirmation(offer), "section": "offer"}
    return render(request, "offers/submission/confirm.html", context)


def confirmed(request: PortalRequest) -> HttpResponse:
    return render(request, "offers/submission/confirmed.html", {"section": "offer"})
