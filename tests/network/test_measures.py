"""Measures: their steps, where they come up again, what is kept of them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from arnsberg_hilfe.core.status import WrongStatusError
from network.models import Measure, Progress
from network.presenting.sheets import sheet_of
from network.reappearing import by_table, next_table
from network.workflow import erasing, measures
from offers.models import ThemeArea
from tests.factories import NOW, MeasureFactory, MeetingFactory, RegistrationFactory, ThemeTableFactory, UserFactory
from tests.interruptions import failing_anywhere, killed_anywhere
from tests.nights import night

pytestmark = pytest.mark.django_db
Status = Measure.Status
SOURCES = {
    "start": {Status.OPEN},
    "finish": {Status.OPEN, Status.RUNNING},
    "drop": {Status.OPEN, Status.RUNNING},
    "reopen": {Status.DONE, Status.DROPPED},
}


def measure_of(status, **more):
    return MeasureFactory(status=status, closed_at=NOW if status in Status.finished() else None, **more)


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("verb", SOURCES)
def test_a_step_is_possible_from_its_own_statuses_only(verb, status):
    measure = measure_of(status)
    step = getattr(measure, verb)
    options = {"now": NOW} if verb in {"finish", "drop"} else {}

    if status in SOURCES[verb]:
        step(**options)
        assert Measure.objects.get().status == measure.status != status
    else:
        with pytest.raises(WrongStatusError):
            step(**options)
        assert Measure.objects.get().status == status


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("wanted", ["running", "done", "dropped"])
def test_the_link_answers_for_what_is_unfinished_only(status, wanted):
    measure = measure_of(status)

    if status in Status.unfinished():
        measures.answer(measure, wanted, "Wir sind dran.", now=NOW)
        assert Measure.objects.get().status == wanted
        assert Progress.objects.get().note == "Wir sind dran."
    else:
        with pytest.raises(WrongStatusError):
            measures.answer(measure, wanted, "Wir sind dran.", now=NOW)
        assert not Progress.objects.exists()


@pytest.mark.parametrize("seen", Status.values)
@pytest.mark.parametrize("status", Status.values)
def test_a_step_at_the_office_needs_the_status_that_the_page_has_shown(seen, status):
    measure, user = measure_of(status), UserFactory()
    options = {"note": "Notiz", "seen": seen, "by": user, "now": NOW}

    if seen == status:
        measures.take_step(measure, status, **options)
        assert Progress.objects.get().by == user
    else:
        with pytest.raises(WrongStatusError, match="Ihre Notiz: Notiz"):
            measures.take_step(measure, "done", **options)
        assert not Progress.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_step_killed_anywhere_leaves_all_or_nothing():
    measure, user = MeasureFactory(theme=None), UserFactory()

    killed_anywhere(lambda: measures.take_step(measure, "done", note="Fertig", seen="open", by=user, now=NOW))

    assert (Measure.objects.get().status, Progress.objects.get().note) == ("done", "Fertig")


@pytest.mark.django_db(transaction=True)
def test_forgetting_that_fails_anywhere_leaves_all_or_nothing():
    measure = MeasureFactory(theme=None, done=True, email="da@example.org")
    measure.progress.create(status="done", note="Kanaria")

    failing_anywhere(lambda: erasing.forget_measures(NOW + timedelta(days=91)))

    assert (Measure.objects.get().email, Progress.objects.get().note) == ("", "")


# Where they come up again


def agreed(**more):
    return MeasureFactory(**({"meeting": MeetingFactory(over=True)} | more))


def theme(slug):
    return ThemeArea.objects.get(slug=slug)


@pytest.fixture
def meeting():
    """Of six tables two have the theme «Wohnen», the third and the second."""
    meeting = MeetingFactory()
    for number, slug in ((1, "bildung"), (2, "wohnen"), (3, "wohnen")):
        ThemeTableFactory(meeting=meeting, number=number, theme=theme(slug))
    return meeting


def at_numbers(meeting):
    found = by_table(meeting)
    return {table.number: [measure.what for measure in found[table.pk]] for table in meeting.tables.all()}


def test_a_measure_comes_up_at_the_table_of_its_theme_else_at_the_first(meeting):
    agreed(what="wohnen")
    agreed(what="gesundheit", theme=theme("gesundheit"))
    agreed(what="ohne Thema", theme=None, meeting=None)
    agreed(what="bildung", theme=theme("bildung"), due=date(2026, 5, 5))

    assert at_numbers(meeting) == {1: ["bildung", "gesundheit", "ohne Thema"], 2: ["wohnen"], 3: []}


def test_only_what_is_unfinished_and_agreed_before_comes_up(meeting):
    agreed(what="offen")
    agreed(what="läuft", status="running")
    agreed(what="fertig", done=True)
    agreed(what="entfallen", dropped=True)
    agreed(what="von heute", meeting=meeting)
    agreed(what="von später", meeting=MeetingFactory(starts_at=meeting.ends_at + timedelta(days=30), ends_at=None))
    agreed(what="vom Treffen ohne Tag", meeting=MeetingFactory(draft=True, starts_at=None, ends_at=None, deadline=None))

    assert at_numbers(meeting) == {1: [], 2: ["offen", "läuft", "vom Treffen ohne Tag"], 3: []}


@pytest.mark.parametrize("count", [1, 30])
def test_distributing_takes_two_statements_and_the_sheets_five(meeting, count, django_assert_num_queries):
    for _number in range(count):
        agreed()
    RegistrationFactory(meeting=meeting)

    with django_assert_num_queries(2):
        assert sum(map(len, by_table(meeting).values())) == count
    with django_assert_num_queries(5):
        sheet_of(meeting, meeting.starts_at)


def test_a_meeting_without_tables_brings_up_nothing():
    agreed()

    assert by_table(MeetingFactory()) == {}


def test_sheets_name_who_is_responsible_with_consent_only_and_each_language_where_it_is_known(meeting):
    agreed(what_de="Betten", what_uk="Ліжка", names_allowed=True, due=date(2026, 7, 1))
    agreed(what_de="Tische", responsible="Kanaria Muster")

    betten, tische = sheet_of(meeting, meeting.starts_at).tables[1].measures

    assert (betten.what, betten.what_uk, betten.who) == ("Betten", "Ліжка", "Möbellager Beispielhausen")
    assert betten.until == date(2026, 7, 1)
    assert (tische.what, tische.what_uk, tische.who, tische.until) == ("Tische", "", "", None)


def test_the_next_table_is_at_the_soonest_meeting_with_tables_after_the_one_it_was_agreed_at(meeting):
    MeetingFactory(title="ohne Tische", starts_at=NOW + timedelta(days=1), ends_at=None, deadline=None)
    later = MeetingFactory(starts_at=NOW + timedelta(days=90), ends_at=None, deadline=None)
    ThemeTableFactory(meeting=later, number=1)

    assert next_table(agreed(), NOW).number == 2
    assert next_table(agreed(), NOW).meeting == meeting
    assert next_table(agreed(meeting=meeting), NOW).meeting == later
    assert next_table(agreed(meeting=later), NOW) is None
    assert next_table(agreed(done=True), NOW) is None


# What is kept


def test_address_name_without_consent_and_what_was_said_go_90_days_after_the_end():
    for names_allowed in (True, False):
        measure = agreed(done=True, email="kanaria@example.org", names_allowed=names_allowed, outcome="Es gibt Betten.")
        measure.progress.create(status="done", note="Kanaria hat angerufen.", by=UserFactory())
    agreed(done=True, names_allowed=True, outcome="Es gibt Stühle.").progress.create(status="done", note="Kanaria")
    going_on = agreed(email="noch@example.org")

    assert night("network", NOW + timedelta(days=89))["measures"] == 0
    assert night("network", NOW + timedelta(days=91))["measures"] == 3
    assert night("network", NOW + timedelta(days=92))["measures"] == 0

    finished = Measure.objects.exclude(pk=going_on.pk).order_by("pk")
    assert list(finished.values_list("email", "responsible", "outcome")) == [
        ("", "Möbellager Beispielhausen", "Es gibt Betten."),
        ("", "", "Es gibt Betten."),
        ("", "Möbellager Beispielhausen", "Es gibt Stühle."),
    ]
    assert set(Progress.objects.values_list("note", "status")) == {("", "done")}
    assert Measure.objects.get(pk=going_on.pk).email == "noch@example.org"


def test_a_finished_measure_needs_its_date():
    with pytest.raises(ValidationError):
        MeasureFactory.build(status="done", closed_at=None).full_clean()
