"""Where somebody is signed in: allauth writes a record beside each login's session."""

import re
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.models import User

# The first that is named wins: Edge calls itself Chrome too, and everybody Safari
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def sessions_of(user: User) -> list[UserSession]:
    """The newest login first; what has ended is cleared away."""
    return sorted(UserSession.objects.purge_and_list(user), key=lambda session: session.created_at, reverse=True)


def end_sessions(user: User, *, but: str | None = None) -> None:
    """Signed out everywhere, or everywhere but in the session with this key."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=but or ""):
        session.end()


def device(user_agent: str) -> str:
    """«Firefox, Windows»: what a person needs to know their own devices by."""
    found = [
        next((word for sign, word in signs.items() if re.search(sign, user_agent)), "") for signs in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, found)) or _("unbekanntes Gerät")


def clear_away_ended(now: datetime) -> int:
    """Sessions and counts of attempts that are over (the cache's own clearing waits until its table is full).

    Returns how many sessions there were.
    """
    ended = Session.objects.filter(expire_date__lt=now).delete()[0]
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_cache WHERE expires < %s", [now])
    return ended


def forget_logins(user: User) -> None:
    """What the login keeps about somebody: sessions with their devices, second factors, addresses."""
    end_sessions(user)
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
