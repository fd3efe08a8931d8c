"""Staff page: whom to invite to a meeting, and what they will read."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from network.emails.invitation import summary_of
from network.forms.inviting import InviteForm
from network.models import Meeting
from network.workflow import inviting


@staff_of(Area.MEETINGS)
def page(request: StaffRequest, slug: str) -> HttpResponse:
    meeting, now = get_object_or_404(Meeting, slug=slug), timezone.now()
    counts = inviting.counts(meeting, now=now)
    form = InviteForm(counts, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            inviting.invite(meeting, form.cleaned_data["groups"], now=now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Die Einladungen gehen jetzt hinaus, jede in der Sprache der Eingeladenen."))
            return redirect("network_team:meeting", slug)
    context = {
        "meeting": meeting,
        "section": "invite",
        "form": form,
        "total": sum(counts.values()),
        "invited": meeting.invitations.count(),
        "letter": summary_of(meeting),
    }
    return render(request, "team/meetings/invite.html", context)
