"""How both sides come in: online with an address that is confirmed, or written down by somebody at the office."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation

from arnsberg_hilfe.core.deadlines import answer_by
from arnsberg_hilfe.core.erasing import erase
from arnsberg_hilfe.core.mail import post, post_sparingly, written_in
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.once import saved_once
from arnsberg_hilfe.core.pillar import Pillar
from network.models import Meeting, Registration
from network.workflow import registering
from sponsorship.emails import intake as emails
from sponsorship.models import Consent, Household, HouseholdLanguage, Sponsor, SponsorLanguage
from sponsorship.models.choices import HouseholdStatus, SponsorStatus
from sponsorship.workflow.consents import agree

Levels = dict[str, int]


def speak(party: Sponsor | Household, levels: Levels) -> None:
    """These languages and no others."""
    party.languages.all().delete()
    if isinstance(party, Sponsor):
        SponsorLanguage.objects.bulk_create(
            SponsorLanguage(sponsor=party, language_id=code, level=level) for code, level in levels.items()
        )
    else:
        HouseholdLanguage.objects.bulk_create(
            HouseholdLanguage(household=party, language_id=code, level=level) for code, level in levels.items()
        )


# Sponsors


def show_interest(sponsor: Sponsor, levels: Levels, *, key: str, now: datetime) -> None:
    """Take in somebody's interest and ask for confirmation.

    The same form sent again changes nothing. Whom we are in contact with gets a mail that says so, and the page says
    the same to everybody, after the same work.
    """
    with saved_once(Sponsor, key=key):
        known = Sponsor.objects.of_address(sponsor.email).in_contact().first()
        _come_in(sponsor, known, levels, key, now)
        with written_in((known or sponsor).mail_language):
            letter = emails.sponsor_known(known) if known else emails.confirm_sponsor(sponsor)
            post_sparingly(letter, to=sponsor.email, about=known or sponsor, now=now)


@transaction.atomic
def _come_in(
    party: Sponsor | Household, known: Sponsor | Household | None, levels: Levels, key: str, now: datetime
) -> None:
    """Where somebody is known it is written all the same, and not kept: the time taken says nothing about them."""
    party.key, party.created_at = key, now
    party.mail_language = translation.get_language() or settings.LANGUAGE_CODE
    party.save()
    speak(party, levels)
    agree(party, Consent.How.ONLINE, party.mail_language, now=now)
    transaction.set_rollback(known is not None)


@transaction.atomic
def confirm_sponsor(sponsor: Sponsor, *, now: datetime) -> None:
    """The address is right: the last form with it counts, earlier ones go. A second call is harmless."""
    waiting = Sponsor.objects.of_address(sponsor.email).filter(status=SponsorStatus.INTEREST).order_by("-pk")
    found = list(waiting.select_for_update())
    if not found:
        return
    latest = found[0]
    erase(Sponsor.objects.filter(pk__in=[each.pk for each in found[1:]]), now=now, cause="sponsorship.unconfirmed")
    latest.confirm_email(now=now, answer_by=answer_by(now))
    with written_in(latest.mail_language):
        post(emails.sponsor_welcome(latest), to=latest.email, about=latest)
    _join_meeting(latest, now)


def next_meeting(now: datetime) -> Meeting | None:
    """The next Patentreffen, whether it takes registrations or not."""
    return Meeting.objects.for_sponsors().upcoming(now).first()


def _join_meeting(sponsor: Sponsor, now: datetime) -> None:
    """In the same step; where registration has closed meanwhile, the office sees the wish."""
    meeting = next_meeting(now) if sponsor.wants_meeting else None
    if meeting is None or not meeting.takes_registrations(now):
        return
    guest = Registration(
        meeting=meeting,
        name=sponsor.name,
        email=sponsor.email,
        phone=sponsor.phone,
        pillar=Pillar.VOLUNTEERS,
        district=sponsor.district,
        mail_language=sponsor.mail_language,
    )
    registering.join(guest, now=now)


def record_sponsor(  # noqa: PLR0913 - all but who it is, and what they speak, by name
    sponsor: Sponsor, levels: Levels, how: str, *, key: str, by: User, now: datetime
) -> None:
    """Write down somebody who phoned or came by: no mail; `how` names the consent, empty where it is still missing.

    Sent twice, it is one record.
    """
    with saved_once(Sponsor, key=key):
        if not Sponsor.objects.filter(key=key).exists():
            _check_unknown(Sponsor.objects.of_address(sponsor.email).in_contact().exists())
            sponsor.key, sponsor.status, sponsor.confirmed_at = key, SponsorStatus.CONFIRMED, now
            _write_down(sponsor, levels, how, by, now)


# Households


def request_sponsor(household: Household, levels: Levels, *, key: str, now: datetime) -> None:
    """Take in a request, as with a sponsor: with an address it is confirmed first, without one the office calls."""
    if not household.email:
        household.status, household.answer_by = HouseholdStatus.REQUEST, answer_by(now)
    with saved_once(Household, key=key):
        known = Household.objects.of_address(household.email).open().first()
        _come_in(household, known, levels, key, now)
        if not household.email:
            return
        with written_in((known or household).mail_language):
            letter = emails.household_known(known) if known else emails.confirm_household(household)
            post_sparingly(letter, to=household.email, about=known or household, now=now)


@transaction.atomic
def confirm_household(household: Household, *, now: datetime) -> None:
    """As with a sponsor."""
    waiting = Household.objects.of_address(household.email).filter(status=HouseholdStatus.UNCONFIRMED)
    found = list(waiting.order_by("-pk").select_for_update())
    if not found:
        return
    latest = found[0]
    erase(Household.objects.filter(pk__in=[each.pk for each in found[1:]]), now=now, cause="sponsorship.unconfirmed")
    latest.confirm_email(now=now, answer_by=answer_by(now))
    with written_in(latest.mail_language):
        post(emails.household_welcome(latest), to=latest.email, about=latest)


def record_household(  # noqa: PLR0913 - as with a sponsor
    household: Household, levels: Levels, how: str, *, key: str, by: User, now: datetime
) -> None:
    """Write down a household for itself or for a shelter that called."""
    with saved_once(Household, key=key):
        if not Household.objects.filter(key=key).exists():
            _check_unknown(Household.objects.of_address(household.email).open().exists())
            household.key, household.status = key, HouseholdStatus.REQUEST
            _write_down(household, levels, how, by, now)


def _write_down(party: Sponsor | Household, levels: Levels, how: str, by: User, now: datetime) -> None:
    party.created_at, party.answer_by = now, answer_by(now)
    party.responsible = party.responsible or by
    party.save()
    speak(party, levels)
    if how:
        agree(party, how, party.mail_language, now=now)


def _check_unknown(is_known: bool) -> None:  # noqa: FBT001 - the answer is the argument
    if is_known:
        raise ValidationError({"email": translation.gettext("Mit dieser E-Mail-Adresse ist schon jemand eingetragen.")})
