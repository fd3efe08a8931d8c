from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from offers.models import Offer, SearchWord
from offers.search import quality

DATA = Path(settings.BASE_DIR) / "tests" / "data"
OFFERS = Path(settings.BASE_DIR) / "offers" / "fixtures" / "offers_arnsberg.csv"
TODAY = date(2026, 11, 23)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "recall", "false_hits"),
    [
        ("search_examples", 1.0, 0),
        ("search_more", 0.975, 0),
        ("search_blind", 0.99, 0),
        ("search_blind_2", 0.96, 0),
        ("search_blind_3", 0.94, 0),
        ("search_blind_4", 0.80, 0),
    ],
)
def test_the_search_finds_what_people_mean(name, recall, false_hits):
    examples = quality.read_examples(DATA / f"{name}.csv")
    with quality.loaded(OFFERS) as rows:
        report = quality.measure(examples, rows, TODAY)
    assert report.recall >= recall, [(miss.example.query, miss.missing) for miss in report.misses]
    assert sum(not miss.example.rows for miss in report.misses) <= false_hits


@pytest.mark.parametrize("language", ["uk", "en"])
def test_who_types_a_title_as_its_page_shows_it_finds_the_offer(language):
    with quality.loaded(OFFERS) as rows:
        titles = Offer.objects.filter(pk__in=rows).values_list("pk", f"title_{language}")
        report = quality.measure([quality.Example(title, language, (rows[pk],)) for pk, title in titles], rows, TODAY)
    assert report.recall >= 0.98, [miss.example.query for miss in report.misses]


def test_the_command_reports_figures_and_misses_and_changes_nothing(tmp_path, capsys):
    queries = tmp_path / "anfragen.csv"
    queries.write_text("query,language,expected_rows,note\nTafel,de,60,\nTafel,de,1,\nTafel,de,,\n", encoding="utf-8")
    before = Offer.objects.count(), SearchWord.objects.count()
    call_command("search_quality", queries, offers=OFFERS, today=TODAY)
    printed = capsys.readouterr().out
    assert (Offer.objects.count(), SearchWord.objects.count()) == before
    assert "recall@5 0.500" in printed
    assert "es fehlt 1, gefunden wurde 60" in printed
    assert "falsche Treffer: »Tafel« fand 60" in printed


@pytest.mark.parametrize("content", ["frage\nTafel\n", "query,language,expected_rows\nTafel,de,eins\n"])
def test_a_wrong_file_of_queries_is_refused_in_words(tmp_path, content):
    queries = tmp_path / "anfragen.csv"
    queries.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=r"anfragen\.csv"):
        call_command("search_quality", queries, offers=OFFERS)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match="fehlt"):
        call_command("search_quality", tmp_path / "fehlt.csv", offers=OFFERS)
    with pytest.raises(CommandError, match="fehlt"):
        call_command("search_quality", DATA / "search_examples.csv", offers=tmp_path / "fehlt.csv")
