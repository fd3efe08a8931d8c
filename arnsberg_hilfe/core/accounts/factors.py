"""What somebody signs in with besides the password."""

from typing import TypedDict

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction

from arnsberg_hilfe.core.encryption import decrypt, encrypt
from arnsberg_hilfe.core.models import User

SECRETS = {"secret", "seed"}  # in an app's data, and in those of recovery codes


class Factors(TypedDict):
    app: Authenticator | None
    passkeys: list[Authenticator]
    codes_left: int
    only_one: bool


def factors_of(user: User) -> Factors:
    """`only_one`: nothing can be removed before something else is set up."""
    found = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    by_type = {kind: [one for one in found if one.type == kind] for kind in Authenticator.Type}
    app, passkeys = by_type[Authenticator.Type.TOTP], by_type[Authenticator.Type.WEBAUTHN]
    codes = by_type[Authenticator.Type.RECOVERY_CODES]
    return {
        "app": app[0] if app else None,
        "passkeys": passkeys,
        "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else 0,
        "only_one": len(app) + len(passkeys) == 1,
    }


@transaction.atomic
def rotate_secrets() -> int:
    """Encrypt keys of apps and recovery codes anew; of how many people's factors."""
    found = list(Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).select_for_update())
    for one in found:
        one.data |= {name: encrypt(decrypt(one.data[name])) for name in SECRETS & one.data.keys()}
    return Authenticator.objects.bulk_update(found, ["data"])


def new_recovery_codes(user: User) -> list[str]:
    """For an account that is made by a command; with a random app in front of them that nobody has."""
    own = Authenticator.objects.filter(user=user)
    own.filter(type=Authenticator.Type.RECOVERY_CODES).delete()
    if not own.exists():
        TOTP.activate(user, generate_totp_secret())
    return RecoveryCodes.activate(user).generate_codes()
