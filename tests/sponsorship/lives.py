"""Patenschaften in any state, for tests of their steps; every personal field of both sides carries a canary."""

from datetime import timedelta

from arnsberg_hilfe.core.encryption import lookup_key
from sponsorship.forms import steps as asking
from sponsorship.models import Sponsor
from sponsorship.models.choices import EndReason, Side, SponsorshipStatus
from tests.factories import NOW, TODAY, HouseholdFactory, SponsorFactory, SponsorshipFactory

SPONSOR_CANARIES = {
    "name": "Kanaria Patin",
    "email": "kanaria-patin@example.org",
    "phone": "02932 700001",
    "address": "Kanarienweg 1",
    "wishes": "Kanarienwunsch Patin",
    "note": "Kanariennotiz Patin",
}
HOUSEHOLD_CANARIES = {
    "name": "Kanaria Haushalt",
    "email": "kanaria-haushalt@example.org",
    "phone": "02932 700002",
    "address": "Kanarienweg 2",
    "wishes": "Kanarienwunsch Haushalt",
    "note": "Kanariennotiz Haushalt",
    "shelter": "Kanarienheim",
    "reporter": "Kanaria Meldend",
}
CONTACT = ("name", "email", "phone")
# For transactional tests: an earlier one has emptied Stadtteile and languages
BARE: dict = {"district": None, "speaks": {}}


def stamp_for(party, step):
    """As the form of a step carries it on a page that is opened now."""
    asked = (asking.SPONSOR if isinstance(party, Sponsor) else asking.HOUSEHOLD)[step]
    form = asked.form(instance=type(party).objects.get(pk=party.pk), action="", submit="")
    return form["stamp"].value() if "stamp" in form.fields else ""


def sponsor(**more):
    values = SPONSOR_CANARIES | more
    return SponsorFactory(**values, email_key=lookup_key(values["email"]))


def household(**more):
    values = HOUSEHOLD_CANARIES | {"mail_language": "de"} | more
    return HouseholdFactory(**values, email_key=lookup_key(values["email"]))


def bare_pair(status=SponsorshipStatus.PROPOSED, **more):
    return pair(status, sponsor=sponsor(**BARE), household=household(**BARE, interpreting_arranged=True), **more)


def pair(status=SponsorshipStatus.PROPOSED, **more):
    """Two with canaries, in this status."""
    sides = {"sponsor": more.pop("sponsor", None) or sponsor(), "household": more.pop("household", None) or household()}
    return SponsorshipFactory(**sides, **facts(status) | more)


def facts(status):
    """What belongs to the status."""
    status = SponsorshipStatus(status)
    values = {"status": status, "closed_at": None if status in SponsorshipStatus.open() else NOW}
    if status in {SponsorshipStatus.SPONSOR_ASKED, SponsorshipStatus.HOUSEHOLD_ASKED, SponsorshipStatus.MEETING}:
        values["answer_by"] = TODAY + timedelta(days=10)
    if status in SponsorshipStatus.accompanied():
        values["trial_until"] = TODAY
    if status in {SponsorshipStatus.ACTIVE, SponsorshipStatus.PAUSED}:
        values["agreed_on"] = TODAY
    if status == SponsorshipStatus.DECLINED:
        values["declined_by"] = Side.SPONSOR
    if status in {SponsorshipStatus.ENDED, SponsorshipStatus.BROKEN_OFF}:
        values["end_reason"] = EndReason.GOAL
    return values
