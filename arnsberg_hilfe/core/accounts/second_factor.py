"""No staff page without a second factor.

A session has passed when a code or a passkey was given in it, or set up in it; whoever is signed in without that is
nobody to every page but the few on which a second factor is set up. allauth asks for a factor where somebody has one;
that everybody has one, and that no other way into a session gets around it, is decided here alone.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_used
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import get_user, logout
from django.contrib.auth.models import AnonymousUser
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from arnsberg_hilfe.core.accounts.sessions import end_sessions
from arnsberg_hilfe.core.models import User

PASSED = "second_factor"  # in the session: whose factor it was
LOGIN = "account_login"
SET_UP = frozenset(
    {
        "second_factor",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_logout",
    }
)
View = Callable[..., HttpResponse]


def mark_passed(request: HttpRequest, user: User) -> None:
    request.session[PASSED] = user.pk


def has_passed(request: HttpRequest, user: User) -> bool:
    return request.session.get(PASSED) == user.pk


class SecondFactorMiddleware:
    """Costs a page nothing that does not ask who is there."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _who_passed(request))  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: View, _args: Any, _options: Any) -> HttpResponse | None:
        """The pages that know somebody who is only half through the door."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name not in SET_UP | {LOGIN} or request.user.is_authenticated:
            return None
        user = get_user(request)
        if not isinstance(user, User) or not user.is_staff:
            return None
        if is_mfa_enabled(user):  # a session from before, or from another way in: never one to add a factor with
            logout(request)
            return redirect(LOGIN)
        if name == LOGIN:
            return redirect("second_factor")
        request.user = user
        return None


def _who_passed(request: HttpRequest) -> User | AnonymousUser:
    user = get_user(request)
    return user if isinstance(user, User) and has_passed(request, user) else AnonymousUser()


@receiver(authenticator_used)
def remember(request: HttpRequest, user: User, **_: Any) -> None:
    mark_passed(request, user)


@receiver(authenticator_added)
def begin_anew(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """A new factor was given in this session, and perhaps because somebody else had the password: the others end."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        mark_passed(request, user)
        end_sessions(user, but=request.session.session_key)
