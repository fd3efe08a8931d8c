"""The Löschkonzept: every model is covered, every period is kept to the day, and the nights leave a protocol."""

from datetime import timedelta

import pgtrigger
import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import translation

from arnsberg_hilfe.core import history
from arnsberg_hilfe.core.models import District, ErasureCount, ErasureRun, OutgoingMail, Rate, Tombstone, User
from arnsberg_hilfe.core.privacy import Privacy, own_models
from arnsberg_hilfe.core.retention import Rule
from arnsberg_hilfe.core.roles import Role
from arnsberg_hilfe.portal import retention, worklist
from arnsberg_hilfe.portal.models import DataRequest, Inquiry
from arnsberg_hilfe.portal.tasks import erase_what_is_due
from network.models import Invitation
from offers.models import Message, Report, Status
from sponsorship.models import Access, Digest, Round
from sponsorship.models.choices import HouseholdStatus, SponsorStatus
from tests.factories import (
    NOW,
    TODAY,
    CallFactory,
    HouseholdFactory,
    MeasureFactory,
    MeetingFactory,
    NeedFactory,
    OfferFactory,
    RegistrationFactory,
    ResultFactory,
    SponsorFactory,
    ThemeTableFactory,
    UserFactory,
)

DAY = timedelta(days=1)
RULES = {rule.key: rule for rule in retention.RULES}


def uncovered():
    covered = {model for rule in retention.RULES for model in rule.covers}
    return [model.__name__ for model in own_models() if model.privacy.personal and model not in covered]


def test_every_model_with_personal_fields_is_covered_by_a_rule():
    assert uncovered() == []


def test_a_model_that_no_rule_covers_is_noticed(monkeypatch):
    monkeypatch.setattr(ErasureRun, "privacy", Privacy.of(personal="started_at", harmless="id finished_at"))
    assert uncovered() == ["ErasureRun"]


def test_rules_have_keys_of_their_own_and_say_everything():
    assert len(RULES) == len(retention.RULES)
    for rule in retention.RULES:
        assert all(str(words) for words in (rule.what, rule.start, rule.how_long, rule.reason))


# Each period: a day before it is over everything stays, a moment after it is gone


def mail(at):
    rest = {"subject": "Test", "text": "", "html": "", "language": "de", "purpose": "test", "message_id": "<1@x>"}
    OutgoingMail.objects.create(to="mira@example.org", status=OutgoingMail.Status.SENT, created_at=at, **rest)


def log_entry(at):
    kind = ContentType.objects.get_for_model(User)
    entry = LogEntry.objects.create(
        user=UserFactory(), content_type=kind, object_id="1", object_repr="Kanaria", action_flag=CHANGE
    )
    LogEntry.objects.filter(pk=entry.pk).update(action_time=at)


def history_entry(at):
    """Nobody may change history, so the test has to ask the database not to refuse."""
    district, events = District.objects.get(slug="neheim"), history.kept(District).events
    District.objects.filter(pk=district.pk).update(aliases="Probe")
    with pgtrigger.ignore(f"{events._meta.label}:only_added_to"):
        events.objects.filter(pgh_obj=district.pk).update(pgh_created_at=at)


def job(_at):
    """The jobs' own clock is the database's, so it is the event that is moved."""
    age = NOW - _at
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('care', 'x', 'succeeded')"
            " RETURNING id"
        )
        key = cursor.fetchone()[0]
        cursor.execute("DELETE FROM procrastinate_events WHERE job_id = %s", [key])
        cursor.execute(
            "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'succeeded', now() - %s)", [key, age]
        )


def message(at):
    Message.objects.create(
        offer=OfferFactory(), key="m", name="Mira Muster", email="m@example.org", language="de", text="Hallo",
        created_at=at, status=Message.Status.RELAYED,
    )  # fmt: skip


def inquiry(at):
    Inquiry.objects.create(
        name="Taras Test", email="t@example.org", reason="question", key="i", answer_by=TODAY, language="uk",
        created_at=at,
    )  # fmt: skip


def report(at):
    done = {"status": Report.Status.DONE, "done_at": at}
    Report.objects.create(offer=OfferFactory(), key="r", kind=Report.Kind.WRONG, answer_by=TODAY, **done)


def meeting(at, **more):
    return MeetingFactory(starts_at=at - timedelta(hours=3), ends_at=at, deadline=None, status="held", **more)


def named_in_result(at):
    ResultFactory(table=ThemeTableFactory(meeting=meeting(at), number=1), who="Mira Muster")


def certificate(at):
    SponsorFactory(status=SponsorStatus.ENDED, closed_at=at)


def unconfirmed_guest(at):
    RegistrationFactory(
        meeting=MeetingFactory(), status="unconfirmed", confirmed_at=None, created_at=at, held_until=at + 2 * DAY
    )


MADE = {
    "core.mails": mail,
    "core.rates": lambda at: Rate.objects.create(key="k", since=at, count=1),
    "core.staff": lambda at: UserFactory(is_active=False, left_at=at),
    "core.history": history_entry,
    "core.log": log_entry,
    "core.jobs": job,
    "core.protocol": lambda at: Tombstone.objects.create(label="offers.offer", key="1", cause="x", at=at),
    "offers.unconfirmed": lambda at: OfferFactory(submitted=True, created_at=at),
    "offers.closed": lambda at: OfferFactory(status=Status.ARCHIVED, closed_at=at),
    "offers.messages": message,
    "offers.reports": report,
    "offers.needs": lambda at: NeedFactory(status="covered", closed_at=at),
    "offers.calls": lambda at: CallFactory(status="sent", sent_at=at),
    "network.unconfirmed": unconfirmed_guest,
    "network.needs": lambda at: RegistrationFactory(meeting=meeting(at), children=2),
    "network.names": lambda at: RegistrationFactory(meeting=meeting(at)),
    "network.invitations": lambda at: Invitation.objects.create(meeting=meeting(at), email="m@example.org"),
    "network.results": named_in_result,
    "network.measures": lambda at: MeasureFactory(theme=None, email="m@example.org", status="done", closed_at=at),
    "network.meetings": lambda at: meeting(at, internal_note="Frau Muster anrufen"),
    "sponsorship.unconfirmed": lambda at: SponsorFactory(status=SponsorStatus.INTEREST, created_at=at),
    "sponsorship.certificates": certificate,
    "sponsorship.sponsors": lambda at: SponsorFactory(status=SponsorStatus.ENDED, closed_at=at),
    "sponsorship.households": lambda at: HouseholdFactory(status=HouseholdStatus.ENDED, closed_at=at),
    "sponsorship.rounds": lambda at: Round.objects.create(created_at=at),
    "sponsorship.access": lambda at: Access.objects.create(by=None, kind="list", subject="sponsors", at=at),
    "sponsorship.digests": lambda at: Digest.objects.create(user=UserFactory(), monday=at.date()),
    "portal.inquiries": inquiry,
    "portal.requests": lambda at: DataRequest.objects.create(kind="told", at=at),
}  # fmt: skip


def test_every_period_is_put_to_the_test():
    assert set(MADE) == {rule.key for rule in retention.RULES if isinstance(rule.period, timedelta)}


@pytest.mark.django_db
@pytest.mark.parametrize("key", sorted(MADE))
def test_what_is_not_due_stays(key):
    rule = RULES[key]
    MADE[key](NOW - rule.period + DAY)
    assert rule.erase(NOW) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("key", sorted(MADE))
def test_what_is_due_goes(key):
    rule = RULES[key]
    MADE[key](NOW - rule.period - DAY)
    assert rule.erase(NOW) == 1
    assert rule.erase(NOW) == 0


# Rules without a period of their own


@pytest.mark.django_db
def test_sessions_go_when_they_have_expired():
    for key, at in (("old", NOW - DAY), ("new", NOW + DAY)):
        Session.objects.create(session_key=key, session_data="x", expire_date=at)

    assert RULES["core.sessions"].erase(NOW) == 1
    assert Session.objects.get().session_key == "new"


# Who has left


@pytest.mark.django_db
def test_who_has_left_keeps_their_name_for_a_while_and_then_nobody_knows_whose_account_it_was(settings):
    user = UserFactory(name="Kanaria Muster", email="kanaria@example.org", initials="KM", is_active=False)
    erase = RULES["core.staff"].erase

    assert erase(NOW) == 0  # the night in which it is seen that they have left
    assert erase(NOW + 89 * DAY) == 0
    assert erase(NOW + 90 * DAY) == 1

    user.refresh_from_db()
    assert "anaria" not in str(User.objects.filter(pk=user.pk).values().get())
    assert (user.initials, user.groups.count(), user.has_usable_password()) == ("", 0, False)
    assert str(user) == "früher hier tätig"


@pytest.mark.django_db
def test_who_is_back_has_not_left():
    user = UserFactory(is_active=False)
    RULES["core.staff"].erase(NOW)
    User.objects.filter(pk=user.pk).update(is_active=True)
    RULES["core.staff"].erase(NOW + DAY)
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert RULES["core.staff"].erase(NOW + 91 * DAY) == 0


# The night


def rule(key, erase):
    return Rule(key=key, what="x", start="x", period=DAY, reason="x", covers=(), erase=erase)


def broken(_now):
    raise ValueError("Kanaria Muster, kanaria@example.org")


@pytest.mark.django_db
def test_a_rule_that_fails_does_not_stop_the_others_and_names_nobody(caplog):
    run = retention.carry_out([rule("a", broken), rule("b", lambda _now: 3)], now=NOW)

    assert list(run.counts.values_list("rule", "count", "failed")) == [("a", 0, True), ("b", 3, False)]
    assert "rule a was not carried out: ValueError" in caplog.text
    assert "anaria" not in caplog.text


@pytest.mark.django_db
def test_the_night_leaves_a_protocol_without_names(caplog, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    SponsorFactory(status=SponsorStatus.ENDED, closed_at=NOW - 3000 * DAY, name="Kanaria Muster")
    erase_what_is_due(0)

    counts = ErasureCount.objects.filter(failed=False).totals()
    assert counts == {"sponsorship.certificates": 1, "sponsorship.sponsors": 1}
    assert not ErasureCount.objects.filter(failed=True).exists()
    assert "anaria" not in caplog.text + str(list(Tombstone.objects.values()))


@pytest.mark.django_db
def test_the_worklist_says_that_a_night_has_failed_until_one_goes_well():
    reader = UserFactory(roles=[Role.TECHNICAL])
    retention.carry_out([rule("a", broken)], now=NOW)
    assert [task.kind for task in worklist.tasks(TODAY, reader)] == ["Löschen"]

    retention.carry_out([rule("a", lambda _now: 0)], now=NOW + DAY)
    assert worklist.tasks(TODAY, reader) == []


@pytest.mark.django_db
def test_the_protocol_can_be_read_and_not_changed(client):
    run = retention.carry_out([rule("portal.inquiries", lambda _now: 7)], now=NOW)
    client.force_login(UserFactory(roles=[Role.TECHNICAL]))

    page = client.get(f"/admin/core/erasurerun/{run.pk}/change/").content.decode()
    assert "Anliegen von der Kontaktseite" in page
    assert client.get("/admin/core/erasurerun/").status_code == 200
    assert client.get("/admin/core/erasurerun/add/").status_code == 403
    assert client.post(f"/admin/core/erasurerun/{run.pk}/delete/", {"post": "yes"}).status_code == 403


# The page


@pytest.mark.django_db
def test_the_datenschutz_page_prints_every_rule_and_what_it_has_erased(client):
    retention.carry_out([rule("portal.inquiries", lambda _now: 7)], now=NOW)
    page = client.get("/datenschutz/").content.decode()

    for each in retention.RULES:
        assert str(each.what) in page
    assert page.count("bisher") == 1
    assert "bisher 7 Einträge gelöscht" in page


@pytest.mark.django_db
def test_the_table_costs_one_statement(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/datenschutz/")


@pytest.mark.parametrize(
    ("days", "words"), [(730, "2 Jahre"), (365, "1 Jahr"), (90, "90 Tage"), (2, "48 Stunden"), (1, "1 Tag")]
)
def test_periods_are_said_in_words(days, words):
    with translation.override("de"):
        assert Rule("k", "", "", timedelta(days=days), "", ()).how_long == words
