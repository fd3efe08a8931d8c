import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from offers import importing
from offers.importing.columns import COLUMNS, OPTIONAL_COLUMNS
from offers.models import Audience, ContactPoint, Offer, Source, Status
from offers.search import matching, understand

ARNSBERG = Path(__file__).resolve().parents[2] / "offers" / "fixtures" / "offers_arnsberg.csv"
ROW = {
    "title_de": "Singkreis",
    "summary_de": "Wir singen.",
    "kind": "angebot",
    "theme": "kultur",
    "provider": "Chorverein Beispielhausen",
    "pillar": "ehrenamt",
    "district": "Neheim",
    "source_url": "https://www.example.org/singkreis",
}
TRANSLATED = ROW | {
    "title_uk": "Співоче коло",
    "title_en": "Singing circle",
    "summary_uk": "Ми співаємо для капібар.",
    "summary_en": "We sing.",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(tmp_path):
    def write(*rows, columns=COLUMNS, encoding="utf-8", delimiter=","):
        path = tmp_path / "angebote.csv"
        with path.open("w", newline="", encoding=encoding) as file:
            writer = csv.DictWriter(file, columns, delimiter=delimiter, restval="")
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def run(path, **options):
    output = StringIO()
    call_command("import_offers", path, stdout=output, **options)
    return output.getvalue().strip()


def problems_of(path):
    return [str(problem) for problem in importing.read_offers(path).problems]


def test_the_sixty_real_offers_are_imported_and_published():
    assert run(ARNSBERG) == "60 Angebote importiert, 0 waren schon da."
    assert Offer.objects.public().count() == 60
    assert list(Offer.objects.filter(status=Status.ENDED).values_list("title_de", flat=True)) == [
        "Teezeit am Dienstag (beendet)"
    ]


def test_a_second_run_changes_nothing():
    run(ARNSBERG)
    before = list(Offer.objects.order_by("pk").values())
    assert run(ARNSBERG) == "0 Angebote importiert, 60 waren schon da."
    assert list(Offer.objects.order_by("pk").values()) == before


def test_a_dry_run_saves_nothing():
    assert run(ARNSBERG, dry_run=True) == "60 Angebote geprüft, nichts gespeichert."
    assert not Offer.objects.exists()


def test_gaps_are_accepted(write):
    run(write({**ROW, "provider": "", "pillar": "", "district": ""}))
    offer = Offer.objects.get()
    assert (offer.provider, offer.pillar, offer.district, offer.valid_until, offer.is_free) == (
        "",
        "",
        None,
        None,
        None,
    )
    assert offer.source == Source.IMPORT


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "quatsch"}, "Zeile 3, Spalte »kind«: »quatsch« ist unbekannt"),
        ({"theme": ""}, "Zeile 3, Spalte »theme«: fehlt"),
        ({"district": "Atlantis"}, "Zeile 3, Spalte »district«: »Atlantis« ist unbekannt"),
        ({"pillar": "x"}, "Zeile 3, Spalte »pillar«"),
        ({"title_de": ""}, "Zeile 3, Spalte »title_de«"),
        ({"title_de": "x" * 300}, "Zeile 3, Spalte »title_de«"),
        ({"email": "keine-adresse"}, "Zeile 3, Spalte »email«"),
        ({"phone": "siehe Aushang"}, "Zeile 3, Spalte »phone«"),
        ({"website": "javascript:alert(1)"}, "Zeile 3, Spalte »website«"),
        ({"valid_from": "bald"}, "Zeile 3, Spalte »valid_from«: »bald« ist kein Datum"),
        ({"valid_from": "2022-13"}, "Zeile 3, Spalte »valid_from«"),
        ({"valid_from": "2022-05", "valid_until": "2022-04-30"}, "Zeile 3, Spalte »valid_until«: liegt vor"),
        ({"summary_de": "a\0b"}, "Zeile 3, Spalte »summary_de«: enthält ein NUL-Zeichen"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_imported(write, changes, message):
    path = write(ROW, {**ROW, "title_de": "Zweites", **changes})
    assert [text for text in problems_of(path) if text.startswith(message)]
    with pytest.raises(CommandError, match="Nichts wurde importiert"):
        run(path)
    assert not Offer.objects.exists()


def test_every_wrong_row_is_reported_at_once(write):
    path = write({**ROW, "kind": "x"}, {**ROW, "theme": "y"}, {**ROW, "phone": "z"})
    assert [text.split(":")[0] for text in problems_of(path)] == [
        "Zeile 2, Spalte »kind«",
        "Zeile 3, Spalte »theme«",
        "Zeile 4, Spalte »phone«",
    ]


def test_more_cells_than_columns_are_an_error(tmp_path):
    path = tmp_path / "angebote.csv"
    path.write_text(",".join(COLUMNS) + "\n" + "," * (len(COLUMNS)) + "zuviel\n")
    assert any("mehr Werte als Spalten" in text for text in problems_of(path))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"title_de,summary_de\n", "Es fehlen die Spalten: kind, theme"),
        (b"", "Es fehlen die Spalten"),
        (",".join([*COLUMNS, "sternzeichen"]).encode(), "Unbekannte Spalten: sternzeichen"),
        (",".join([*COLUMNS, "kind"]).encode(), "Eine Spalte kommt zweimal vor"),
        ("Übung".encode("latin-1"), "nicht in UTF-8"),
    ],
)
def test_a_file_that_is_none_gets_a_sentence(tmp_path, content, message):
    path = tmp_path / "angebote.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=message):
        run(path)


def test_a_missing_file_gets_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="lässt sich nicht lesen"):
        run(tmp_path / "fehlt.csv")


def test_semicolons_and_a_byte_order_mark_from_excel_are_read(write):
    assert run(write(ROW, encoding="utf-8-sig", delimiter=";")).startswith("1 Angebote")


def test_partial_dates_mean_the_first_and_the_last_possible_day(write):
    run(write({**ROW, "valid_from": "2022-02", "valid_until": "2022"}))
    offer = Offer.objects.get()
    assert (offer.valid_from, offer.valid_until) == (date(2022, 2, 1), date(2022, 12, 31))


def test_the_address_of_an_anlaufstelle_becomes_a_link_to_it(write):
    run(write({**ROW, "email": "MGM@arnsberg.de", "phone": "02932 201-4444"}))
    offer = Offer.objects.get()
    assert offer.contact_point == ContactPoint.objects.get(name="Macher:innen")
    assert (offer.email, offer.phone) == ("", "")


def test_an_address_of_its_own_is_shown(write):
    run(write({**ROW, "email": "chor@example.org"}))
    offer = Offer.objects.get()
    assert (offer.email, offer.email_public, offer.contact_point) == ("chor@example.org", True, None)


def test_languages_and_audiences_are_recognised(write):
    run(
        write(
            {**ROW, "languages": "Ukrainisch, Deutsch", "target_group": "Mütter mit Kindern unter 6 Jahren"},
            {**ROW, "title_de": "Zweites", "languages": "rund 30 Sprachen"},
        )
    )
    first, second = Offer.objects.order_by("pk")
    assert set(first.languages.values_list("code", flat=True)) == {"uk", "de"}
    assert first.audiences == [Audience.CHILDREN, Audience.FAMILIES, Audience.WOMEN]
    assert (second.languages.count(), second.languages_note) == (0, "rund 30 Sprachen")


def test_the_same_title_gets_different_addresses(write):
    run(write(ROW, {**ROW, "venue_address": "Gemeindehaus"}))
    assert set(Offer.objects.values_list("slug", flat=True)) == {"singkreis", "singkreis-2"}


@pytest.fixture
def write_translated(write):
    return lambda *rows: write(*rows, columns=[*COLUMNS, *OPTIONAL_COLUMNS])


def translations():
    return Offer.objects.values_list("title_uk", "title_en", "summary_uk", "summary_en").get()


def test_translations_are_imported(write_translated):
    run(write_translated(TRANSLATED))
    assert translations() == ("Співоче коло", "Singing circle", "Ми співаємо для капібар.", "We sing.")


def test_a_list_without_translations_leaves_them_empty(write):
    run(write(ROW))
    assert translations() == ("", "", "", "")


def test_a_translation_that_is_too_long_is_named_by_its_column(write_translated):
    path = write_translated({**TRANSLATED, "title_uk": "ї" * 151})
    assert [text.split(":")[0] for text in problems_of(path)] == ["Zeile 2, Spalte »title_uk«"]


def test_known_offers_get_the_translations_they_lack_and_are_found_by_them(write, write_translated):
    run(write(ROW))
    before = Offer.objects.get().fresh_on

    assert run(write_translated(TRANSLATED)).splitlines() == [
        "0 Angebote importiert, 1 waren schon da.",
        "Übersetzungen ergänzt, Angebote: 1.",
    ]
    assert translations() == ("Співоче коло", "Singing circle", "Ми співаємо для капібар.", "We sing.")
    assert Offer.objects.get().fresh_on == before
    assert matching(Offer.objects.public(), understand("капібари", language="uk"), today=date(2022, 3, 17)).count() == 1

    assert run(write_translated(TRANSLATED)) == "0 Angebote importiert, 1 waren schon da."


def test_what_somebody_has_translated_stays(write, write_translated):
    run(write(ROW))
    Offer.objects.update(title_uk="Хор")
    run(write_translated(TRANSLATED))
    assert translations() == ("Хор", "Singing circle", "Ми співаємо для капібар.", "We sing.")


def test_a_german_text_that_was_changed_since_gets_no_translation_of_the_old_one(write, write_translated):
    run(write(ROW))
    Offer.objects.update(summary_de="Wir singen nicht mehr.")
    run(write_translated(TRANSLATED))
    assert translations() == ("Співоче коло", "Singing circle", "", "")


def test_on_request_nothing_but_translations_is_taken_over(write, write_translated):
    run(write(ROW))
    path = write_translated(TRANSLATED, {**TRANSLATED, "title_de": "Zweites"})

    assert run(path, translations_only=True) == "Übersetzungen ergänzt, Angebote: 1."
    assert translations()[0] == "Співоче коло"
