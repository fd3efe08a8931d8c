"""The steps of a meeting and its registrations, each killed and failing at every statement (tests/interruptions.py)."""

import pytest

from arnsberg_hilfe.core.models import OutgoingMail
from network.models import Meeting, Notice, Placement, Registration, Result
from network.workflow import places, publishing, registering, results, seating
from offers.models import ThemeArea
from tests.factories import NOW, MeetingFactory, RegistrationFactory, ResultFactory, ThemeTableFactory, UserFactory
from tests.interruptions import failing_anywhere, killed_anywhere, mail_jobs


def meeting(**more):
    return MeetingFactory(slug="treffen", **more)


def someone(slug="treffen"):
    return Registration.objects.select_related("meeting").get(meeting__slug=slug, name="Tara Test")


def tara(**more):
    return RegistrationFactory(meeting=meeting(places=1), name="Tara Test", **more)


def waiting(of):
    return RegistrationFactory(meeting=of, waiting=True, name="Wanda Wart")


def register():
    key = meeting(places=1).pk

    def step():
        one = Registration(meeting_id=key, name="Tara Test", email="tara@example.org")
        registering.register(one, key="k", now=NOW)

    return step


def confirm():
    tara(unconfirmed=True, wants_invitations=True)
    return lambda: registering.confirm(someone(), now=NOW)


def cancel():
    waiting(tara().meeting)
    return lambda: registering.cancel(someone(), now=NOW)


def shrink():
    one = RegistrationFactory(meeting=meeting(places=2), name="Tara Test", companions=["Tom Test"])
    waiting(one.meeting)

    def step():
        group = someone()
        group.companions = []
        registering.change(group, now=NOW)

    return step


def record():
    key, user = meeting(places=1).pk, UserFactory()

    def step():
        one = Registration(meeting_id=key, name="Tara Test", email="tara@example.org", wants_invitations=True)
        registering.record(one, by=user, now=NOW)

    return step


def take_offered_place():
    tara(offered=True)
    return lambda: places.answer_offer(someone(), comes=True, now=NOW)


def leave_offered_place():
    waiting(tara(offered=True).meeting)
    return lambda: places.answer_offer(someone(), comes=False, now=NOW)


def release_overdue():
    waiting(tara(offered=True, held_until=NOW).meeting)
    return lambda: places.release_overdue(now=NOW)


def change_places():
    waiting(tara().meeting)
    return lambda: places.change_places(Meeting.objects.get(slug="treffen"), 2, now=NOW)


def with_table():
    theme = ThemeArea.objects.get_or_create(
        slug="kultur", defaults={"number": 2, "name_de": "Kultur", "icon": "kultur", "colour": "magenta"}
    )[0]
    return ThemeTableFactory(meeting=tara().meeting, number=1, theme=theme)


def allocate():
    with_table()
    return lambda: seating.allocate(Meeting.objects.get(slug="treffen"))


def tell_tables():
    seating.allocate(with_table().meeting)
    return lambda: seating.tell(Meeting.objects.get(slug="treffen"), now=NOW)


def turn_row():
    key, user = ResultFactory(table=with_table(), kind="running").pk, UserFactory()
    return lambda: results.turn(Result.objects.get(pk=key), "offer", by=user, now=NOW)


def send_results():
    RegistrationFactory(meeting=meeting(status="results_published"), name="Tara Test")
    return lambda: publishing.write(Meeting.objects.get(slug="treffen").pk, now=NOW)


# The step and what it adds when nobody disturbs it: mails, registrations, placements, notices
CASES = [
    (register, 1, 1, 0, 0),
    (confirm, 1, 0, 0, 0),
    (cancel, 1, 0, 0, 0),
    (shrink, 1, 0, 0, 0),
    (record, 1, 1, 0, 0),
    (take_offered_place, 1, 0, 0, 0),
    (leave_offered_place, 1, 0, 0, 0),
    (release_overdue, 2, 0, 0, 0),
    (change_places, 1, 0, 0, 0),
    (allocate, 0, 0, 1, 0),
    (tell_tables, 1, 0, 0, 1),
    (turn_row, 0, 0, 0, 0),
    (send_results, 1, 0, 0, 1),
]
NAMES = [case[0].__name__ for case in CASES]


def counts():
    return [*(kind.objects.count() for kind in (OutgoingMail, Registration, Placement, Notice)), mail_jobs()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("prepare", "mails", "registrations", "placements", "notices"), CASES, ids=NAMES)
def test_a_step_killed_between_any_two_statements_leaves_all_or_nothing(
    prepare, mails, registrations, placements, notices
):
    step = prepare()
    had = counts()

    killed_anywhere(step)

    added = [now - then for now, then in zip(counts(), had, strict=True)]
    assert added == [mails, registrations, placements, notices, mails]


@pytest.mark.django_db
@pytest.mark.parametrize("prepare", [case[0] for case in CASES], ids=NAMES)
def test_a_step_whose_statement_fails_leaves_nothing_and_hides_nothing(prepare):
    failing_anywhere(prepare())
