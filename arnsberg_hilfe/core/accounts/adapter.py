"""What allauth asks the project: its words, its mails, its limits."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core import encryption
from arnsberg_hilfe.core.accounts import emails
from arnsberg_hilfe.core.limits import client_address
from arnsberg_hilfe.core.mail import post
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.qr import qr_svg

WRONG_CODE = _("Dieser Code stimmt nicht oder ist schon benutzt. Bitte nehmen Sie den nächsten.")
WRONG_LOGIN = _("E-Mail-Adresse oder Passwort stimmen nicht.")
UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 - behind a Unix socket; nothing is bound


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG_LOGIN,
        "enter_current_password": _("Das ist nicht Ihr jetziges Passwort."),
        "incorrect_password": _("Dieses Passwort stimmt nicht."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": _(
            "Das waren zu viele Versuche. Bitte warten Sie eine Viertelstunde und versuchen Sie es dann noch einmal."
        ),
        "rate_limited": _("Das waren zu viele Versuche. Bitte warten Sie eine Viertelstunde."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or UNKNOWN_ADDRESS

    def is_reauthentication_required(self, **_options: Any) -> bool:
        """Whoever has signed in just now need not do so again to set up a factor."""
        records = get_authentication_records(self.request, self.request.user)
        return not any(record["at"] > time.time() - REAUTHENTICATION_TIMEOUT for record in records)

    def pre_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse | None:
        if not user.is_staff:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **options)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:  # noqa: ARG002 - see above
        """With a passkey, or as somebody who may not sign in; a disabled account's password is never right."""
        messages.error(request, WRONG_LOGIN)
        return redirect("account_login")

    def send_notification_mail(self, template_prefix: str, user: User, *_: Any, **_options: Any) -> None:
        """Whoever loses their account hears of it: a mail after each change of password or factors."""
        post(emails.account_changed(template_prefix.rpartition("/")[2]), to=user.email, about=user)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _("Das ist Ihr einziger zweiter Faktor. Richten Sie zuerst einen anderen ein."),
    }

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def build_totp_svg(self, url: str) -> SafeString:
        return qr_svg(url, label=gettext("QR-Code für die App"))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Nobody gives up the last one; a lost one is taken back by whoever looks after the accounts."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's word
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def _get_site_name(self) -> str:
        return "Arnsberg-Hilfe"
