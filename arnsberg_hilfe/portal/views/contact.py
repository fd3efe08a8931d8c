"""The contact page and the thread that begins there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.links import LinkError
from arnsberg_hilfe.core.pages import link_over
from arnsberg_hilfe.core.requests import PortalRequest
from arnsberg_hilfe.portal import workflow
from arnsberg_hilfe.portal.emails import THREAD
from arnsberg_hilfe.portal.forms import EntryForm, InquiryForm
from arnsberg_hilfe.portal.models import Inquiry
from offers.models import ContactPoint


def contact(request: PortalRequest) -> HttpResponse:
    """Who is responsible for what, and a form for everything else."""
    form, now = InquiryForm(request.POST or None), timezone.now()
    if not form.is_valid_from(request, now=now):
        context = {"directory": ContactPoint.objects.directory(), "form": form, "section": "contact"}
        return render(request, "portal/contact.html", context)
    inquiry = form.save(commit=False)
    inquiry.key, inquiry.language = form.key, get_language()
    workflow.receive(inquiry, form.cleaned_data["text"], now=now)
    return redirect("portal:inquiry_sent")


def inquiry_sent(request: PortalRequest) -> HttpResponse:
    return render(request, "portal/inquiry/sent.html", {"section": "contact"})


def thread(request: PortalRequest, token: str) -> HttpResponse:
    """The writer's view of the thread, by link."""
    try:
        inquiry = Inquiry.objects.get(pk=THREAD.read(token))
    except (LinkError, Inquiry.DoesNotExist):
        return link_over(request)
    form = EntryForm(request.POST or None)
    if form.is_valid():
        workflow.write_again(inquiry, form.cleaned_data["text"], now=timezone.now())
        messages.success(request, _("Danke, das ist angekommen."))
        return redirect("portal:thread", token)
    return render(request, "portal/inquiry/thread.html", {"entries": inquiry.entries.all(), "form": form})
