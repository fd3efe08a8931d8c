"""Who wants to get calls: asking for them, confirming the address, changing one's mind."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation

from arnsberg_hilfe.core.consent_wordings import CALLS_BY_FORM, Purpose
from arnsberg_hilfe.core.consents import agree
from arnsberg_hilfe.core.mail import post_sparingly, written_in
from arnsberg_hilfe.core.models import Language
from arnsberg_hilfe.core.once import saved_once
from offers.emails import calling as emails
from offers.models import Subscriber, ThemeArea

# How the consent was given; the wording stands in offers/forms/subscribing.py and in the forms that name theirs
CONSENT = "Formular Aufrufe, Fassung 1"
CONSENT_WITH_OFFER = "Angebotsformular, Fassung 1"


def subscribe(wish: Subscriber, themes: Iterable[ThemeArea], languages: Iterable[Language], *, now: datetime) -> None:
    """Keep a wish and ask for confirmation.

    Where the address has answered already nothing changes: its owner gets a mail with a link, and the page says the
    same to everybody.
    """
    with saved_once(Subscriber, email__iexact=wish.email):
        known = Subscriber.objects.select_for_update().of_address(wish.email).first()
        if known and (known.confirmed_at or known.declined_at):
            _post(known, now)
            return
        wish.pk = known.pk if known else None
        wish.mail_language = translation.get_language() or settings.LANGUAGE_CODE
        wish.consent, wish.consented_at = CONSENT, now
        _save(wish, themes, languages)
        agree(wish, [Purpose.CALLS], now=now, version=CALLS_BY_FORM)
        _post(wish, now)


def _save(wish: Subscriber, themes: Iterable[ThemeArea], languages: Iterable[Language]) -> None:
    wish.email = wish.email.lower()
    wish.save()
    wish.themes.set(themes)
    wish.languages.set(languages)


def _post(subscriber: Subscriber, now: datetime) -> None:
    has_answered = subscriber.confirmed_at or subscriber.declined_at
    letter = emails.manage_subscription if has_answered else emails.confirm_subscription
    with written_in(subscriber.mail_language):
        post_sparingly(letter(subscriber), to=subscriber.email, about=subscriber, now=now)


@transaction.atomic
def join(wish: Subscriber, themes: Iterable[ThemeArea], *, now: datetime) -> None:
    """Take in somebody who has asked for calls in another form and has confirmed the address there.

    An earlier no is over. Who gets calls already keeps what they chose, with these themes besides.
    """
    with saved_once(Subscriber, email__iexact=wish.email):
        known = Subscriber.objects.select_for_update().of_address(wish.email).first()
        if known and known.is_willing:
            if known.themes.exists():
                known.themes.add(*themes)
            return
        wish.pk = known.pk if known else None
        wish.consented_at = wish.confirmed_at = now
        _save(wish, themes, [])
        agree(wish, [Purpose.CALLS], now=now, language=wish.mail_language)


@transaction.atomic
def change(wish: Subscriber, themes: Iterable[ThemeArea], languages: Iterable[Language], *, now: datetime) -> None:
    """What its owner wants from now on; who had said no has agreed anew."""
    is_new = not wish.is_willing
    if is_new:
        wish.consent, wish.consented_at, wish.declined_at = CONSENT, now, None
        wish.confirmed_at = wish.confirmed_at or now
    _save(wish, themes, languages)
    if is_new:
        agree(wish, [Purpose.CALLS], now=now, version=CALLS_BY_FORM)
