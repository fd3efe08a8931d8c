"""The steps that staff take, by the name of their form; `given` are its cleaned values."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from arnsberg_hilfe.core.models import User
from sponsorship.models import Sponsorship
from sponsorship.models.choices import EndReason, Side
from sponsorship.workflow import sponsorships as workflow
from sponsorship.workflow.handing_over import hand_over as pass_on

Given = dict[str, Any]


def answer(sponsorship: Sponsorship, given: Given, *, by: User, now: datetime) -> None:
    """Told on the phone by this side. WrongStatusError for a yes of who is not (or no longer) asked."""
    side = Side(given["side"])
    if given["answer"] == "no":
        workflow.decline(sponsorship, side, note=given["note"], by=by, now=now)
        return
    say_yes = workflow.household_says_yes if side == Side.HOUSEHOLD else workflow.sponsor_says_yes
    say_yes(sponsorship, note=given["note"], by=by, now=now)


def hand_over(sponsorship: Sponsorship, given: Given, *, by: User, now: datetime) -> None:
    reason = given["override_reason"]
    pass_on(sponsorship, given["to"], note=given["note"], override_reason=reason, by=by, now=now)


TAKE: dict[str, Callable[..., None]] = {
    "ask": lambda one, _given, **who: workflow.ask_sponsor(one, **who),
    "answer": answer,
    "meeting": lambda one, given, **who: workflow.plan_meeting(one, given["meets_at"], seen=given["seen"], **who),
    "call_off": lambda one, given, **who: workflow.call_meeting_off(one, seen=given["seen"], **who),
    "trial": lambda one, _given, **who: workflow.begin_trial(one, **who),
    "activate": lambda one, given, **who: workflow.activate(one, agreed_on=given["agreed_on"], **who),
    "pause": lambda one, given, **who: workflow.pause(one, until=given["until"], note=given["note"], **who),
    "resume": lambda one, _given, **who: workflow.resume(one, **who),
    "hand_over": hand_over,
    "decline": lambda one, given, **who: workflow.decline(one, Side(given["side"]), note=given["note"], **who),
    "end": lambda one, given, **who: workflow.end(one, EndReason(given["reason"]), note=given["note"], **who),
}
