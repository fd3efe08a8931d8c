"""A round over everybody who waits: computed as a job, with its progress to be seen. Nobody is told anything by it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.status import WrongStatusError
from sponsorship.matching import Candidate, Seeker, Setting, judge
from sponsorship.models import Household, Round, RoundPair, Sponsor
from sponsorship.workflow import reading

READ, ASSIGNED, COMPARED = 5, 75, 90  # percent done
AT_ONCE = 2000
Figures = dict[str, Any]


@transaction.atomic
def begin(*, by: User | None, now: datetime) -> Round:
    """A new round; a job works it out. What has fallen silent will not come any more and counts as failed."""
    give_up_silent(now=now)
    found = Round.objects.create(created_by=by, created_at=now, heard_at=now)
    compute.defer(round_id=found.pk)
    return found


def give_up_silent(*, now: datetime) -> int:
    """Rounds whose worker was killed, or whose job was lost; how many. One that begins to speak just now goes on."""
    return Round.objects.silent(now).update(status=Round.Status.FAILED, finished_at=now)


@app.task(queue="care", name="sponsorship.round")
def compute(round_id: int) -> None:
    """Run again after a stop, it begins anew: the pairs are written at the end, all or none."""
    unfinished = Round.objects.exclude(status=Round.Status.READY)
    for found in unfinished.filter(pk=round_id):
        try:
            work_out(found, now=timezone.now())
        except Exception:
            with suppress(WrongStatusError):  # given up already
                found.fail(now=timezone.now())
            raise


def work_out(found: Round, *, now: datetime) -> None:
    from sponsorship.matching import assigning  # noqa: PLC0415 - scipy: half a second and 60 MB, now and then

    found.run(now=now)
    setting = reading.setting(timezone.localdate(now))
    candidates = reading.candidates(Sponsor.objects.with_room())
    seekers = reading.seekers(Household.objects.waiting())
    tell = progress(found)
    tell(READ)
    everybody = assigning.Round(candidates, seekers, setting)
    best = assigning.assign(everybody, track=between(READ, ASSIGNED, tell))
    greedy = assigning.one_by_one(everybody, track=between(ASSIGNED, COMPARED, tell))
    figures = {"optimum": best.total, "one_by_one": greedy.total, "pairs": len(best.pairs)}
    figures |= {"pairs_one_by_one": len(greedy.pairs), "households": len(seekers), "sponsors": len(candidates)}
    _finish(found, _pairs(found, best.pairs, candidates, seekers, setting), figures)


def progress(found: Round) -> Callable[[float], None]:
    """Writes whole percents, each at once to be seen by others."""

    def tell(percent: float) -> None:
        if int(percent) > found.done:
            found.progress(int(percent), now=timezone.now())

    return tell


def between(begin: int, end: int, tell: Callable[[float], None]) -> Callable[[float], None]:
    """For a step that counts from 0 to 1."""
    return lambda part: tell(begin + (end - begin) * part)


def _pairs(
    found: Round, pairs: Sequence[Any], candidates: Sequence[Candidate], seekers: Sequence[Seeker], setting: Setting
) -> list[RoundPair]:
    sponsors = {candidate.key: candidate for candidate in candidates}
    households = {seeker.key: seeker for seeker in seekers}
    return [
        RoundPair(
            round=found,
            sponsor_id=pair.sponsor,
            household_id=pair.household,
            score=pair.score,
            reasons=judge(sponsors[pair.sponsor], households[pair.household], setting).reasons_as_json(),
        )
        for pair in pairs
    ]


@transaction.atomic
def _finish(found: Round, pairs: Sequence[RoundPair], figures: Figures) -> None:
    """Replaces what an earlier run may have written."""
    found.finish(figures, now=timezone.now())
    found.pairs.all().delete()
    RoundPair.objects.bulk_create(pairs, batch_size=AT_ONCE)
