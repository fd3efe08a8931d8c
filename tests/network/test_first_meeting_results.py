"""The first Netzwerktreffen replayed: what six tables wrote down, and what has become of it, back and forth.

The rows are invented; the tables, the day and what follows from a kind of row are the real ones.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from network.forms.results import stamp_of
from network.models import Measure, Meeting, Notice, RegistrationStatus, Result
from network.presenting.sheets import sheet_of
from network.workflow import planning, publishing, results
from offers.models import Need, Offer
from offers.workflow import review
from tests.factories import MeetingFactory, RegistrationFactory, ThemeTableFactory, UserFactory
from tests.network.first_meeting_rows import ROWS

pytestmark = pytest.mark.django_db

FACTS = Path(settings.BASE_DIR, "network", "fixtures", "meetings.csv")
EVENING = datetime(2022, 3, 17, 18, 0, tzinfo=UTC)
LATER = datetime(2022, 3, 24, 9, 0, tzinfo=UTC)
BECOMES = {"running": "offer", "need": "need", "idea": "measure", "agreement": "measure", "contact": "measure"}


@pytest.fixture
def mira():
    return UserFactory(initials="MM")


@pytest.fixture
def meeting(mira):
    """As it is imported from the facts of 2022, with what was written down at its six tables."""
    call_command("import_meetings", FACTS, verbosity=0)
    meeting = Meeting.objects.get(title_de__startswith="Erstes Netzwerktreffen")
    assert meeting.tables.count() == 6
    for number, rows in ROWS.items():
        table = meeting.tables.get(number=number)
        for kind, text, ukrainian in rows:
            Result.objects.create(table=table, kind=kind, text_de=text, text_uk=ukrainian, created_at=EVENING)
    Result.objects.filter(kind="agreement").update(who="Fachdienst Beispiel", names_allowed=True, until="2022-05-02")
    return meeting


def work_through(meeting, mira):
    """Each row becomes what fits its kind; hurdles are a need or a measure in turn, questions are answered."""
    for row in Result.objects.of(meeting):
        into = BECOMES.get(row.kind) or ("need" if row.table.number % 2 else "measure")
        if row.kind == "question":
            row.answer_de, row.unit = "Ja.", "Bürgerbüro"
            results.save(row, seen=stamp_of(row), by=mira, now=LATER)
        else:
            results.turn(row, into, by=mira, now=LATER)


def release(mira):
    """The reviews end well."""
    for offer in Offer.objects.awaiting_review():
        review.publish(offer, seen=offer.status, by=mira, now=LATER)
    for need in Need.objects.drafts():
        need.publish()


def publish(meeting):
    for step in ("draft_results", "check_results", "publish_results"):
        planning.take_step(meeting, step, {}, now=LATER)


@pytest.fixture
def results_published(meeting, mira):
    work_through(meeting, mira)
    release(mira)
    publish(meeting)
    return meeting


def test_six_tables_with_rows_of_every_kind_end_as_offers_needs_and_measures(results_published):
    rows = Result.objects.of(results_published)

    assert {(row.table.number, row.kind) for row in rows} == {
        (number, kind) for number in range(1, 7) for kind in Result.Kind.values
    }
    assert (rows.count(), Offer.objects.count(), Need.objects.count(), Measure.objects.count()) == (42, 6, 9, 21)
    assert [row for row in rows if not row.is_settled] == []


def test_everybody_reads_what_has_become_of_every_row(client, results_published):
    page = client.get(reverse("network:results", args=[results_published.slug])).content.decode()

    for rows in ROWS.values():
        assert [text for _kind, text, _uk in rows if text not in page] == []
    for record in [*Offer.objects.all(), *Need.objects.all()]:
        assert page.count(f'href="{record.get_absolute_url()}"') == 1
    assert page.count("bis 2. Mai 2022") == 12  # six agreements, and their measures
    assert page.count("Ja.") == 6


def test_an_offer_leads_back_to_its_table_and_the_table_to_the_offer(client, results_published):
    row = Result.objects.of(results_published).get(kind="running", table__number=2)

    detail = client.get(row.offer.get_absolute_url()).content.decode()

    address = f"{reverse('network:results', args=[results_published.slug])}#zeile-{row.pk}"
    assert f'href="{address}"' in detail
    assert "entstanden am Thementisch Kultur, Freizeit und Sport, 17. März 2022" in detail
    assert f'id="zeile-{row.pk}"' in client.get(address).content.decode()


def test_a_measure_that_is_not_done_leads_on_to_the_next_meeting(client, results_published):
    following = ThemeTableFactory(meeting__title="Nächstes Netzwerktreffen", meeting__coming=True).meeting
    open_ones = Measure.objects.filter(meeting=results_published).count()
    Measure.objects.first().finish(now=LATER)

    page = client.get(reverse("network:results", args=[results_published.slug])).content.decode()

    assert page.count(f'href="{following.get_absolute_url()}"') == open_ones - 1 == 20


def test_all_who_were_there_get_the_letter(results_published):
    RegistrationFactory.create_batch(3, meeting=results_published, status=RegistrationStatus.ATTENDED)

    publishing.write(results_published.pk, now=LATER)

    assert Notice.objects.filter(kind=Notice.Kind.RESULTS).count() == 3


def test_the_meeting_is_followed_up_when_the_last_measure_is_done(results_published):
    for measure in Measure.objects.all():
        measure.finish(now=LATER + timedelta(days=60))

    planning.take_step(results_published, "follow_up", {}, now=LATER + timedelta(days=60))

    assert results_published.status == "followed_up"
    assert Measure.objects.filter(due=date(2022, 5, 2)).count() == 6


# Forward to the next meeting's sheets


def test_open_measures_stand_on_the_sheets_of_the_next_meeting(results_published):
    following = MeetingFactory(coming=True)
    for number in range(1, 7):
        ThemeTableFactory(meeting=following, number=number)
    done = Measure.objects.filter(theme__number=5).first()
    done.finish(now=LATER)

    housing = sheet_of(following, following.starts_at).tables[4]

    left = Measure.objects.filter(theme__number=5).unfinished()
    assert len(left) == 2
    assert {measure.what for measure in housing.measures} == {measure.what for measure in left}
