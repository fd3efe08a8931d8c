"""A call as its readers will see it, in each language it is written in, and whom it reaches."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from arnsberg_hilfe.core.mail import written_in
from offers.emails import calling as emails
from offers.models import Call, Need
from offers.presenting import gaps
from offers.radar import Gap
from offers.workflow import calling


@dataclass(frozen=True)
class Preview:
    language: str
    code: str
    subject: str
    paragraphs: list[str]
    button: tuple[str, str]


@dataclass(frozen=True)
class CallPage:
    call: Call
    is_draft: bool
    gap_title: str
    gap_url: str
    people: int
    reasons: list[str]
    previews: list[Preview]
    letters: int


def call_page(call: Call, *, now: datetime) -> CallPage:
    gap = Gap(call.theme, call.district, call.language)
    reach = calling.reach(call, now=now)
    needs = calling.needs_of(call)
    return CallPage(
        call=call,
        is_draft=call.status == Call.Status.DRAFT,
        gap_title=gaps.gap_title(gap),
        gap_url=gaps.gap_url(gap),
        people=reach.people,
        reasons=gaps.reach_in_words(reach, gap),
        previews=[_preview(call, needs, *each) for each in settings.LANGUAGES if _speaks(call, each[0])],
        letters=call.letters.count(),
    )


def _speaks(call: Call, code: str) -> bool:
    return calling.language_for(call, code) == code


def _preview(call: Call, needs: list[Need], code: str, name: str) -> Preview:
    with written_in(code):
        paragraphs = [*emails.paragraphs(call), emails.why()]
        return Preview(name, code, call.subject, paragraphs, emails.button(call, needs))
