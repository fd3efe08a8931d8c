"""A person's own account, and the links by which they get a password."""

from typing import Any

from allauth.account.internal.flows.password_reset import perform_password_reset_login
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.accounts import workflow
from arnsberg_hilfe.core.accounts.adapter import SecondFactorAdapter
from arnsberg_hilfe.core.accounts.factors import factors_of
from arnsberg_hilfe.core.accounts.forms import ForgottenForm, NewPasswordForm
from arnsberg_hilfe.core.accounts.sessions import device, end_sessions, sessions_of
from arnsberg_hilfe.core.links import LinkError, LinkPurpose
from arnsberg_hilfe.core.pages import link_over
from arnsberg_hilfe.core.requests import PortalRequest, StaffRequest


@login_required
def overview(request: StaffRequest) -> HttpResponse:
    context = {"factors": factors_of(request.user), "sessions": len(sessions_of(request.user))}
    return render(request, "account/overview.html", context)


@login_required
def second_factor(request: StaffRequest) -> HttpResponse:
    """Where a person without a second factor is sent: an app or a passkey."""
    return render(request, "account/second_factor.html")


@login_required
def sessions(request: StaffRequest) -> HttpResponse:
    """Where I am signed in; each login can be ended, or all but this one."""
    here = request.session.session_key
    if request.method == "POST":
        if key := request.POST.get("session"):
            get_object_or_404(UserSession.objects.exclude(session_key=here), user=request.user, pk=key).end()
        else:
            end_sessions(request.user, but=here)
        messages.success(request, _("Dort sind Sie jetzt abgemeldet."))
        return redirect("sessions")
    rows = [
        {"record": session, "device": device(session.user_agent), "here": session.session_key == here}
        for session in sessions_of(request.user)
    ]
    return render(request, "account/sessions.html", {"rows": rows})


def forgotten(request: PortalRequest) -> HttpResponse:
    """Known or not, an address gets the same answer."""
    form, now = ForgottenForm(request.POST or None), timezone.now()
    if not form.is_valid_from(request, now=now):
        return render(request, "account/forgotten.html", {"form": form})
    workflow.send_new_password_link(form.cleaned_data["email"], now=now)
    return redirect("password_link_sent")


def password_link_sent(request: PortalRequest) -> HttpResponse:
    return render(request, "account/password_link_sent.html")


def set_password(request: PortalRequest, token: str, purpose: LinkPurpose) -> HttpResponse:
    """By link. Whoever has a second factor is asked for it before they are in, everybody else sets one up."""
    try:
        user = workflow.person_of(purpose, token)
    except LinkError:
        return link_over(request)
    form = NewPasswordForm(user, request.POST or None)
    if not form.is_valid():
        return render(request, "account/set_password.html", {"form": form, "person": user})
    workflow.set_password(user, form.cleaned_data["new_password1"])
    messages.success(request, _("Ihr Passwort ist gespeichert."))
    return perform_password_reset_login(request, user, email=user.email)


class SecondStepView(AuthenticateView):
    """Asks for a passkey only where there is one: without, its button would lead nowhere."""

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        if not is_mfa_enabled(self.stage.login.user, [Authenticator.Type.WEBAUTHN]):
            self.webauthn_form = None
        return super().get_context_data(**options)


class RemovePasskeyView(RemoveWebAuthnView):
    def form_valid(self, form: Form) -> HttpResponse:
        if SecondFactorAdapter().can_delete_authenticator(self.get_object()):
            return super().form_valid(form)
        messages.error(self.request, SecondFactorAdapter.error_messages["cannot_delete_authenticator"])
        return redirect("mfa_index")
