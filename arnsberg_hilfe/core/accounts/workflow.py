"""Steps with accounts: inviting, a new password, taking access away."""

from collections.abc import Iterable
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.accounts import emails
from arnsberg_hilfe.core.accounts.sessions import end_sessions
from arnsberg_hilfe.core.links import LinkError, LinkPurpose
from arnsberg_hilfe.core.mail import post, post_sparingly, written_in
from arnsberg_hilfe.core.models import User

LAST_LEADER = _("Das ist die letzte Leitung. Geben Sie zuerst jemand anderem diese Rolle.")


@transaction.atomic
def invite(user: User, *, groups: Iterable[Group] = ()) -> None:
    """Save a new account without a password and send the link to set one."""
    user.set_unusable_password()
    user.save()
    user.groups.add(*groups)
    send_invitation(user)


def send_invitation(user: User) -> str:
    """Anew, as often as needed, until a password is set; returns the link."""
    with written_in(settings.LANGUAGE_CODE):
        post(emails.invited(user), to=user.email, about=user)
        return emails.INVITATION.url(user.link_key)


@transaction.atomic
def send_new_password_link(email: str, *, now: datetime) -> None:
    """To whoever has an account in use under this address; nobody else hears of anything.

    For an unknown address the same is written and not kept: the time taken says nothing.
    """
    known = User.objects.filter(email__iexact=email, is_active=True).first()
    user = known or User(pk=0, email=email)
    with written_in(settings.LANGUAGE_CODE):
        post_sparingly(emails.password_forgotten(user), to=user.email, about=user, now=now)
    transaction.set_rollback(known is None)


def person_of(purpose: LinkPurpose, token: str) -> User:
    """Whose link it is; raises LinkError once a password was set, with whichever link."""
    key = purpose.read(token)
    user = User.objects.filter(pk=key.partition(".")[0], is_active=True).first()
    if user is None or user.link_key != key:
        raise LinkError
    return user


@transaction.atomic
def set_password(user: User, password: str) -> None:
    """Ends every session that the old one had opened, and every link that was under way; a mail tells of a new one."""
    if user.has_usable_password():
        post(emails.account_changed("password_changed"), to=user.email, about=user)
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user)


@transaction.atomic
def lock(user: User) -> None:
    """Out at once, and still out of the old sessions should the account be opened again; raises of the last leader."""
    User.objects.hold()
    if user.is_last_leader:
        raise ValidationError(LAST_LEADER)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)


@transaction.atomic
def take_factors_back(user: User) -> None:
    """The phone is lost: they set up another one the next time they sign in, and hear that it was done."""
    post(emails.account_changed("factors_taken_back"), to=user.email, about=user)
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
