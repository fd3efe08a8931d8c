"""Signing in as people do: password, then a code."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.factories import APP_KEY, UserFactory

PASSWORD = "ein Satz für die Anmeldung"  # noqa: S105 - of invented people
LOGIN, CODE, SET_UP = "/konto/anmelden/", "/konto/anmelden/code/", "/konto/zweiter-faktor/"


def person(**options):
    """Somebody with PASSWORD and, unless told otherwise, the app of all test people."""
    user = UserFactory(**options)
    user.set_password(PASSWORD)
    user.save()
    return user


def code(at=0, key=APP_KEY):
    """What the app shows now, or showed or will show so many steps away."""
    return format_hotp_value(hotp_value(key, list(yield_hotp_counters_from_time())[1] + at))


def sign_in(client, user, password=PASSWORD, **more):
    """The first step."""
    return client.post(LOGIN, {"login": user.email, "password": password} | more)
