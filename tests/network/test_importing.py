import csv
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from network import importing
from network.importing import COLUMNS, TRANSLATIONS
from network.models import Measure, Meeting, MeetingStatus, Result
from offers.models import Need
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
REAL = Path(__file__).resolve().parents[2] / "network" / "fixtures" / "meetings.csv"
TRANSLATED = {
    "title_uk": "Мережева зустріч",
    "title_en": "Network meeting",
    "summary_uk": "Говоримо про житло.",
    "summary_en": "Talking about housing.",
}
ROW = {"title": "Netzwerktreffen", "date": "2022-03-17", "start": "15:30", "venue": "Beispielhalle", "city": "Arnsberg"}


@pytest.fixture
def write(tmp_path):
    def write(*rows, columns=COLUMNS):
        path = tmp_path / "treffen.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def run(path, **options):
    output = StringIO()
    call_command("import_meetings", path, stdout=output, **options)
    return output.getvalue().strip()


def imported(write, **changes):
    run(write(ROW | changes))
    return Meeting.objects.get()


def test_the_real_meetings_are_imported_and_a_second_run_changes_nothing():
    assert run(REAL) == "32 Treffen importiert, 0 waren schon da."
    before = list(Meeting.objects.order_by("pk").values())

    assert run(REAL) == "0 Treffen importiert, 32 waren schon da."
    assert list(Meeting.objects.order_by("pk").values()) == before


def test_the_first_netzwerktreffen_has_its_day_and_its_six_tables():
    run(REAL)
    meeting = Meeting.objects.get(title_de__startswith="Erstes Netzwerktreffen")

    assert (meeting.status, meeting.starts_at) == ("held", datetime(2022, 3, 17, 14, 30, tzinfo=UTC))
    assert [table.theme.number for table in meeting.tables.select_related("theme")] == [1, 2, 3, 4, 5, 6]
    assert meeting.summary == "je Tisch moderiert von städtischen Mitarbeitenden; 3G-Kontrolle am Einlass"


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"date": ""}, "15:30 Uhr"),
        ({"date": "2022"}, "2022, 15:30 Uhr"),
        ({"date": "2022-03", "end": "18:00"}, "März 2022, 15:30 bis 18:00 Uhr"),
        ({"start": ""}, "17. März 2022"),
        ({"date": "", "start": ""}, ""),
    ],
)
def test_what_has_no_known_day_and_time_stays_a_draft_with_what_is_known(write, changes, note):
    meeting = imported(write, **changes)

    assert (meeting.status, meeting.starts_at, meeting.date_note) == (MeetingStatus.DRAFT, None, note)


def test_a_day_to_come_stays_a_draft(write):
    path = write(ROW | {"date": "2026-06-17"})

    assert [draft.meeting.status for draft in importing.read_meetings(path, now=NOW).drafts] == ["draft"]


@pytest.mark.parametrize(("title", "kind"), [("Patentreffen im Rathaus", "sponsors"), ("Runder Tisch", "network")])
def test_meetings_of_sponsors_are_told_apart(write, title, kind):
    assert imported(write, title=title).kind == kind


def test_a_subject_of_its_own_becomes_a_table_too(write):
    meeting = imported(write, topics_tables="2 Thementische: Wohnen und Familie | Sprachcafés")

    assert [(table.subject, bool(table.theme)) for table in meeting.tables.all()] == [
        ("Wohnen und Familie", True),
        ("Sprachcafés", False),
    ]
    assert meeting.summary == ""


def test_other_words_about_subjects_are_the_summary(write):
    meeting = imported(write, topics_tables="Gruppen Beruf | Wohnraum, weitere entstehen")

    assert (meeting.summary, meeting.tables.count()) == ("Gruppen Beruf | Wohnraum, weitere entstehen", 0)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Zeile 3, Spalte »title«: "),
        ({"title": "x" * 200}, "Zeile 3, Spalte »title«: "),
        ({"date": "bald"}, "Zeile 3, Spalte »date«: »bald« ist kein Datum"),
        ({"date": "2022-02-30"}, "Zeile 3, Spalte »date«: "),
        ({"start": "nachmittags"}, "Zeile 3, Spalte »start«: »nachmittags« ist keine Uhrzeit"),
        ({"end": "25:00"}, "Zeile 3, Spalte »end«: "),
        ({"end": "15:00"}, "Zeile 3, Spalte »end«: liegt vor »start«"),
        ({"source_url": "javascript:alert(1)"}, "Zeile 3, Spalte »source_url«: "),
        ({"venue": "a\0b"}, "Zeile 3, Spalte »venue«: "),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_imported(write, changes, message):
    path = write(ROW, ROW | {"title": "Zweites"} | changes)

    with pytest.raises(CommandError) as refusal:
        run(path)
    assert message in str(refusal.value)
    assert "Nichts wurde importiert" in str(refusal.value)
    assert not Meeting.objects.exists()


@pytest.fixture
def write_translated(write):
    return lambda *rows: write(*rows, columns=[*COLUMNS, *TRANSLATIONS])


def translations():
    return Meeting.objects.values(*TRANSLATIONS).get()


def test_translations_are_imported(write_translated):
    run(write_translated(ROW | TRANSLATED))

    assert translations() == TRANSLATED


def test_a_translation_that_is_too_long_is_named_by_its_column(write_translated):
    with pytest.raises(CommandError, match="Zeile 2, Spalte »title_uk«"):
        run(write_translated(ROW | TRANSLATED | {"title_uk": "ї" * 151}))


def test_known_meetings_get_the_translations_they_lack(write, write_translated):
    run(write(ROW))
    Meeting.objects.update(title_en="Meeting", summary_de="Über Wohnungen")

    assert run(write_translated(ROW | TRANSLATED)).startswith("Übersetzungen ergänzt, Treffen: 1.")
    assert translations() == TRANSLATED | {"title_en": "Meeting", "summary_uk": "", "summary_en": ""}
    assert run(write_translated(ROW | TRANSLATED)) == "0 Treffen importiert, 1 waren schon da."


def test_on_request_nothing_but_translations_is_taken_over(write, write_translated):
    run(write(ROW))
    path = write_translated(ROW | TRANSLATED, ROW | TRANSLATED | {"title": "Zweites"})

    assert run(path, translations_only=True) == "Übersetzungen ergänzt, Treffen: 1."
    assert translations() == TRANSLATED


def test_a_dry_run_saves_nothing(write):
    assert run(write(ROW), dry_run=True) == "1 Treffen geprüft, nichts gespeichert."
    assert not Meeting.objects.exists()


def test_a_file_of_something_else_gets_a_sentence(tmp_path):
    path = tmp_path / "angebote.csv"
    path.write_text("title_de,summary_de\n")

    with pytest.raises(CommandError, match="Es fehlen die Spalten: title, date"):
        run(path)


def test_in_development_a_past_demo_meeting_shows_what_becomes_of_results(settings):
    UserFactory()
    call_command("demo_results")
    call_command("demo_results")

    meeting = Meeting.objects.get()
    assert meeting.has_public_results
    assert (Result.objects.of(meeting).count(), Need.objects.open().count(), Measure.objects.count()) == (7, 3, 2)

    settings.DEVELOPMENT = False
    with pytest.raises(CommandError):
        call_command("demo_results")


def test_in_development_there_is_one_demo_meeting_to_register_for(settings):
    call_command("demo_meeting")
    call_command("demo_meeting")

    meeting = Meeting.objects.get()
    assert meeting.title.startswith("Beispiel")
    assert meeting.tables.count() == 6

    settings.DEVELOPMENT = False
    with pytest.raises(CommandError):
        call_command("demo_meeting")
