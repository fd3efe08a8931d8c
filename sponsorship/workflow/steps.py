"""The steps that the office takes with a sponsor or a household, by name; what is typed and what follows is one."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from arnsberg_hilfe.core.mail import post, written_in
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.stale import check_seen
from sponsorship.emails import intake as emails
from sponsorship.emails import pausing
from sponsorship.forms.stamps import STALE, stamp_of
from sponsorship.forms.steps import StepForm
from sponsorship.models import Household, Sponsor
from sponsorship.models.choices import HouseholdStatus, SponsorStatus
from sponsorship.workflow import consents
from sponsorship.workflow.locking import lock_sides
from sponsorship.workflow.telling import tell_person
from sponsorship.workflow.withdrawing import withdraw

TALK_WITHIN = timedelta(days=14)
PAPERS_WITHIN = timedelta(days=42)  # the certificate alone takes weeks
CONSENT_WITHIN = timedelta(days=14)
WORD_WITHIN = timedelta(days=28)  # who waits hears of us at least this often

Act = Callable[[Any, dict[str, Any], User, datetime], None]


@transaction.atomic
def take(step: str, form: StepForm, *, by: User, now: datetime) -> None:
    """Save what the form holds and take its step.

    ValidationError where it is too late or something is missing, StaleError where somebody else was faster.
    """
    party = form.instance
    acts = SPONSOR if isinstance(party, Sponsor) else HOUSEHOLD
    if form.columns:
        current = type(party)._default_manager.select_for_update().get(pk=party.pk)
        check_seen(form.cleaned_data["stamp"], stamp_of(current, form.columns), str(STALE))
        party.save(update_fields=form.columns)
    acts[step](party, form.cleaned_data, by, now)


def _from(now: datetime, span: timedelta) -> date:
    return timezone.localdate(now + span)


def _nothing_more(_party: Any, _data: dict[str, Any], _by: User, _now: datetime) -> None:
    """What was typed is all."""


def _arrange_interview(sponsor: Sponsor, _data: dict[str, Any], by: User, now: datetime) -> None:
    sponsor.arrange_interview(answer_by=_from(now, TALK_WITHIN))
    _keep(sponsor, by)


def _keep(party: Sponsor | Household, by: User) -> None:
    """Whoever takes the first step looks after it from now on."""
    if party.responsible is None:
        party.responsible = by
        party.save(update_fields=["responsible"])


def _interview(sponsor: Sponsor, _data: dict[str, Any], _by: User, now: datetime) -> None:
    if sponsor.status == SponsorStatus.INTERVIEW:
        sponsor.await_papers(answer_by=_from(now, PAPERS_WITHIN))


def _certificate(sponsor: Sponsor, _data: dict[str, Any], by: User, _now: datetime) -> None:
    sponsor.certificate_seen_by = by
    sponsor.save(update_fields=["certificate_seen_by"])


def _decline(sponsor: Sponsor, data: dict[str, Any], _by: User, now: datetime) -> None:
    sponsor.decline(now=now)
    if sponsor.email:
        with written_in(sponsor.mail_language):
            post(emails.sponsor_declined(data["words"]), to=sponsor.email, about=sponsor)


def _pause(sponsor: Sponsor, data: dict[str, Any], _by: User, _now: datetime) -> None:
    sponsor.pause(until=data["pause_until"])
    tell_person(sponsor, pausing.sponsor_pauses)


def _come_back(sponsor: Sponsor, _data: dict[str, Any], _by: User, _now: datetime) -> None:
    sponsor.come_back()
    tell_person(sponsor, pausing.sponsor_is_back)


def _agree(party: Sponsor | Household, data: dict[str, Any], _by: User, now: datetime) -> None:
    consents.agree(party, data["how"], data["language"], now=now)
    if isinstance(party, Household):
        _wait(party, now)


def _arrange_talk(household: Household, _data: dict[str, Any], by: User, now: datetime) -> None:
    household.arrange_talk(answer_by=_from(now, TALK_WITHIN))
    _keep(household, by)


def _talk(household: Household, _data: dict[str, Any], _by: User, now: datetime) -> None:
    """With a consent already given it waits for a sponsor at once."""
    if household.status == HouseholdStatus.TALK:
        household.await_consent(answer_by=_from(now, CONSENT_WITHIN))
        if household.consents.current().exists():
            _wait(household, now)


def _wait(household: Household, now: datetime) -> None:
    if household.status == HouseholdStatus.CONSENT:
        household.wait(answer_by=_from(now, WORD_WITHIN))


def _leave(leaves: Callable[..., None]) -> Act:
    """Only once no Patenschaft is open: each has a reason for its end, and the other side a right to hear of it."""

    def act(party: Sponsor | Household, _data: dict[str, Any], _by: User, now: datetime) -> None:
        lock_sides(*(([party.pk], []) if isinstance(party, Sponsor) else ([], [party.pk])))
        if party.sponsorships.open().exists():
            raise ValidationError(gettext("Bitte beenden Sie zuerst die offenen Vorschläge und Patenschaften."))
        leaves(party, now=now)

    return act


SPONSOR: dict[str, Act] = {
    "verabreden": _arrange_interview,
    "gespraech": _interview,
    "erklaerungen": _nothing_more,
    "zeugnis": _certificate,
    "schulung": _nothing_more,
    "freigeben": lambda sponsor, _data, _by, _now: sponsor.approve(),
    "pause": _pause,
    "zurueck": _come_back,
    "einwilligung": _agree,
    "zustaendig": _nothing_more,
    "ablehnen": _decline,
    "widerruf": lambda sponsor, _data, _by, now: withdraw(sponsor, now=now),
    "beenden": _leave(Sponsor.end),
}
HOUSEHOLD: dict[str, Act] = {
    "verabreden": _arrange_talk,
    "gespraech": _talk,
    "einwilligung": _agree,
    "zustaendig": _nothing_more,
    "widerruf": lambda household, _data, _by, now: withdraw(household, now=now),
    "beenden": _leave(Household.end),
    "verzogen": _leave(Household.move_away),
}


RECORDS = ["erklaerungen", "zeugnis", "schulung"]


def open_to(party: Sponsor | Household) -> list[str]:
    """The steps that its status allows, the next one first."""
    return _of_sponsor(party) if isinstance(party, Sponsor) else _of_household(party)


def has_next(party: Sponsor | Household) -> bool:
    """The first of these steps leads on; who is approved, or waits, needs a proposal instead."""
    return party.status not in {SponsorStatus.APPROVED, HouseholdStatus.WAITING}


def _of_sponsor(sponsor: Sponsor) -> list[str]:
    common = ["zustaendig", *([] if sponsor.consents.current().exists() else ["einwilligung"]), "widerruf"]
    papers = ["freigeben", *RECORDS] if sponsor.has_signed() else [*RECORDS, "freigeben"]
    own = {
        SponsorStatus.CONFIRMED: ["verabreden", *RECORDS, *common, "ablehnen"],
        SponsorStatus.INTERVIEW: ["gespraech", *RECORDS, *common, "ablehnen"],
        SponsorStatus.PAPERS: [*papers, "gespraech", *common, "ablehnen"],
        SponsorStatus.APPROVED: [*RECORDS, "pause", *common, "beenden"],
        SponsorStatus.PAUSED: ["zurueck", *RECORDS, *common, "beenden"],
    }
    return own.get(SponsorStatus(sponsor.status), [])


def _of_household(household: Household) -> list[str]:
    common = ["zustaendig", "widerruf", "beenden", "verzogen"]
    consent = [] if household.consents.current().exists() else ["einwilligung"]
    own = {
        HouseholdStatus.REQUEST: ["verabreden", *consent],
        HouseholdStatus.TALK: ["gespraech", *consent],
        HouseholdStatus.CONSENT: ["einwilligung", "gespraech"],
        HouseholdStatus.WAITING: ["gespraech", *consent],
    }
    steps = own.get(HouseholdStatus(household.status))
    return [*steps, *common] if steps else []
