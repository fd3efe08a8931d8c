"""Inviting colleagues; what else there is to do with accounts is done in the admin."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from arnsberg_hilfe.core.accounts import workflow
from arnsberg_hilfe.core.accounts.forms import InvitationForm
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of


@staff_of(Area.ACCOUNTS)
@transaction.atomic
def invite(request: StaffRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "waiting": User.objects.invited().order_by("name")}
        return render(request, "account/invite.html", context)
    person = form.save(commit=False)
    workflow.invite(person, groups=form.cleaned_data["groups"])
    return _told(request, person)


@staff_of(Area.ACCOUNTS)
@require_POST
def invite_again(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User.objects.invited(), pk=pk)
    workflow.send_invitation(person)
    return _told(request, person)


def _told(request: StaffRequest, person: User) -> HttpResponse:
    messages.success(request, _("Die Einladung an %(email)s ist unterwegs.") % {"email": person.email})
    return redirect("accounts_team:invite")
