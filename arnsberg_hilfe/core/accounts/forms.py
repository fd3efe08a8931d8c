"""allauth's forms in the portal's words, and our own for accounts."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from crispy_forms.layout import Div, Layout
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.account_form import RolesField
from arnsberg_hilfe.core.bot_trap import BotTrap
from arnsberg_hilfe.core.forms import PortalFormHelper
from arnsberg_hilfe.core.models import User

CODE_LIVES = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)  # seconds


class InOurWords(forms.BaseForm):
    """Mix-in: labels of ours in place of allauth's placeholders and helps."""

    words: dict[str, Any] = {}
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.label = self.words.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class LoginForm(InOurWords, account_forms.LoginForm):
    words = {"login": _("E-Mail-Adresse"), "password": _("Passwort")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class PasswordAgainForm(InOurWords, account_forms.ReauthenticateForm):
    words = {"password": _("Passwort")}


class PasswordChangeForm(InOurWords, account_forms.ChangePasswordForm):
    words = {"oldpassword": _("Jetziges Passwort"), "password1": _("Neues Passwort"), "password2": _("Noch einmal")}
    helps = {"password1": _("Mindestens 12 Zeichen.")}

    def clean(self) -> dict[str, Any]:
        """In place of allauth's own comparison, for its words."""
        data = forms.Form.clean(self) or {}
        if {"password1", "password2"} <= data.keys() and data["password1"] != data["password2"]:
            self.add_error("password2", _("Die beiden Passwörter sind nicht gleich."))
        return data


def used_once(user: User, code: str) -> str:
    """The code; with a tolerance it is valid for longer than allauth remembers that it was used (RFC 6238, 5.2)."""
    if not cache.add(f"used code {user.pk} {''.join(code.split())}", True, timeout=CODE_LIVES):
        raise get_adapter().validation_error("incorrect_code")
    return code


class Code(InOurWords, factor_forms.BaseAuthenticateForm):
    """A code from the app, or one of the recovery codes."""

    words = {"code": _("Code")}
    helps = {"code": _("Sechs Ziffern aus der App, oder einer Ihrer Notfallcodes.")}

    def clean_code(self) -> str:
        return used_once(self.user, super().clean_code())


class CodeForm(Code, factor_forms.AuthenticateForm):
    pass


class CodeAgainForm(Code, factor_forms.ReauthenticateForm):
    pass


class AppForm(InOurWords, ActivateTOTPForm):
    words = {"code": _("Code aus der App")}
    helps = {"code": _("Sechs Ziffern.")}


class PasskeyForm(InOurWords, AddWebAuthnForm):
    words = {"name": _("Name dieses Passkeys"), "passwordless": _("Auch ohne Passwort anmelden")}
    helps = {
        "name": _("Zum Beispiel: Diensthandy."),
        "passwordless": _("Dann genügt dieser Passkey allein; er fragt selbst nach Fingerabdruck, Gesicht oder PIN."),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["passwordless"].initial = True


class ForgottenForm(BotTrap):
    email = forms.EmailField(label=_("E-Mail-Adresse"), widget=forms.EmailInput({"autocomplete": "username"}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PortalFormHelper(self, submit=_("Link schicken"), next_step=True)
        self.helper.layout = Layout(Div("internet_site", css_class="form-trap"), "stamp", "email")


class NewPasswordForm(SetPasswordForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["new_password1"].help_text = _("Mindestens 12 Zeichen. Ein Satz ist besser als ein Wort.")
        self.fields["new_password2"].label, self.fields["new_password2"].help_text = _("Noch einmal"), ""


class InvitationForm(forms.ModelForm):
    groups = RolesField(help_text=_("Was diese Person im Portal sehen und tun darf. Mindestens eine."))

    class Meta:
        model = User
        fields = ["email", "name", "initials", "groups"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].required = True
        self.helper = PortalFormHelper(self, submit=_("Einladung senden"), next_step=True)

    def clean_email(self) -> str:
        """Of two invitations sent at the same moment the second hears of the first."""
        email = self.cleaned_data["email"]
        User.objects.hold()
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(_("Zu dieser E-Mail-Adresse gibt es schon einen Zugang."))
        return email
