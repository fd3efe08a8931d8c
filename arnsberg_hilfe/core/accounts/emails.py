"""Mails about accounts: the invitation, the new password, and that something has changed."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.links import LinkPurpose
from arnsberg_hilfe.core.mail import Letter
from arnsberg_hilfe.core.models import User

INVITATION = LinkPurpose("invitation", "accept_invitation", timedelta(days=3))
NEW_PASSWORD = LinkPurpose("new-password", "new_password", timedelta(hours=1))


def invited(user: User) -> Letter:
    return Letter(
        "account-invitation",
        _("Ihr Zugang zum Portal der Ukrainehilfe"),
        [
            _("für Sie ist ein Zugang zum Portal der Ukrainehilfe angelegt. Sie melden sich mit dieser Adresse an."),
            _(
                "Über den Link vergeben Sie Ihr Passwort. Danach richten Sie einen zweiten Faktor ein: "
                "eine App auf Ihrem Telefon oder einen Passkey. Das dauert etwa drei Minuten."
            ),
        ],
        (_("Zugang einrichten"), INVITATION.url(user.link_key)),
        _("Der Link gilt drei Tage und nur einmal. Geben Sie ihn nicht weiter."),
    )


def password_forgotten(user: User) -> Letter:
    return Letter(
        "account-password",
        _("Neues Passwort für das Portal"),
        [_("jemand, wahrscheinlich Sie, möchte für Ihren Zugang zum Portal ein neues Passwort vergeben.")],
        (_("Neues Passwort vergeben"), NEW_PASSWORD.url(user.link_key)),
        _("Der Link gilt eine Stunde. Wollten Sie das nicht, dann tun Sie einfach nichts; Ihr Passwort bleibt."),
    )


def account_changed(what: str) -> Letter:
    """`what` is allauth's name for it."""
    words = {
        "password_changed": _("Ihr Passwort wurde geändert."),
        "totp_activated": _("Eine App für Anmeldecodes wurde eingerichtet."),
        "totp_deactivated": _("Die App für Anmeldecodes wurde entfernt."),
        "webauthn_added": _("Ein Passkey wurde eingerichtet."),
        "webauthn_removed": _("Ein Passkey wurde entfernt."),
        "factors_taken_back": _(
            "Ihr zweiter Faktor wurde zurückgenommen. Bei der nächsten Anmeldung richten Sie einen neuen ein."
        ),
        "recovery_codes_generated": _("Neue Notfallcodes wurden erzeugt; die alten gelten nicht mehr."),
    }
    return Letter(
        "account-changed",
        _("An Ihrem Zugang wurde etwas geändert"),
        [
            words.get(what, _("Ihre Anmeldedaten wurden geändert.")),
            _("Waren Sie das nicht, dann rufen Sie bitte gleich im Büro an."),
        ],
        (_("Mein Konto"), settings.PUBLIC_URL + reverse("mfa_index")),
    )
