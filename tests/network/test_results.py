"""What becomes of the rows of a meeting: offers, needs, measures, answers; and what the office sees on the way."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.forms.results import stamp_of
from network.models import Measure, Meeting, Result
from network.similar import similar_to
from network.workflow import concluding, results
from network.workflow.results import title_of
from offers.models import Event, Need, Offer
from offers.provenance import origins_of, public_origins_of
from offers.search import learn
from tests.factories import (
    NOW,
    TODAY,
    MeasureFactory,
    MeetingFactory,
    NeedFactory,
    OfferFactory,
    ResultFactory,
    ThemeTableFactory,
    UserFactory,
    moderator,
)
from tests.nights import night

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = UserFactory()
    client.force_login(user)
    return user


def turn(row, into):
    return results.turn(row, into, by=UserFactory(), now=NOW)


def address(row, name="result"):
    return reverse(f"network_team:{name}", args=[row.table.meeting.slug, row.pk])


def overview(meeting, query=""):
    return reverse("network_team:results", args=[meeting.slug]) + query


# Turning


def test_what_runs_already_becomes_an_offer_that_waits_for_review():
    row = ResultFactory(
        kind="running",
        text="Jeden Dienstag Sprachcafé. Mit Kinderbetreuung.",
        text_uk="Щовівторка мовне кафе.",
        who="Verein Beispiel",
        names_allowed=True,
    )

    offer = turn(row, "offer")

    row.refresh_from_db()
    assert row.offer == offer
    assert (offer.title_de, offer.title_uk) == ("Jeden Dienstag Sprachcafé", "Щовівторка мовне кафе")
    assert offer.summary_de == "Jeden Dienstag Sprachcafé. Mit Kinderbetreuung."
    assert (offer.theme, offer.provider, offer.source) == (row.table.theme, "Verein Beispiel", "table")
    assert offer in Offer.objects.awaiting_review()
    assert offer.events.get().kind == Event.Kind.RECORDED


def test_who_did_not_agree_to_be_named_is_told_to_the_office_only():
    offer = turn(ResultFactory(kind="running", who="Frau Beispiel"), "offer")

    assert (offer.provider, offer.internal_note) == ("", "Am Tisch genannt: Frau Beispiel")


def test_a_need_is_a_draft_first():
    row = ResultFactory(text="Es fehlen Kinderbetten. Am besten mit Matratze.", until=date(2026, 6, 1))

    need = turn(row, "need")

    assert (need.status, need.title_de, need.urgent_until) == ("draft", "Es fehlen Kinderbetten", date(2026, 6, 1))
    assert need.description_de == "Es fehlen Kinderbetten. Am besten mit Matratze."
    assert need.theme == row.table.theme


def test_an_agreement_becomes_a_measure_with_who_and_until_when():
    row = ResultFactory(
        kind="agreement", text="Betten besorgen.", who="Möbellager", names_allowed=True, until=date(2026, 6, 3)
    )

    measure = turn(row, "measure")

    assert (measure.what_de, measure.responsible, measure.names_allowed) == ("Betten besorgen", "Möbellager", True)
    assert (measure.due, measure.meeting, measure.theme) == (date(2026, 6, 3), row.table.meeting, row.table.theme)


def test_an_internal_row_makes_an_internal_measure():
    assert not turn(ResultFactory(kind="agreement", is_public=False), "measure").is_public


@pytest.mark.parametrize("into", ["offer", "need", "measure"])
def test_two_clicks_make_one_record(into):
    row = ResultFactory()
    stale = Result.objects.get(pk=row.pk)

    assert turn(row, into) == turn(stale, into)
    assert (Offer.objects.count() + Need.objects.count() + Measure.objects.count()) == 1


@pytest.mark.django_db(transaction=True)
def test_people_who_click_at_once_make_one_record():
    mira = UserFactory()

    def click(row, together):
        try:
            together.wait()
            return results.turn(row, "measure", by=mira, now=NOW)
        finally:
            connection.close()

    for _run in range(10):
        row, together = ResultFactory(table__theme=None, table__title="Wohnen"), Barrier(4)
        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(click, [row] * 4, [together] * 4))
        assert made == list(Measure.objects.filter(meeting=row.table.meeting)) * 4


def test_whoever_wants_something_else_of_the_same_row_comes_too_late():
    row = ResultFactory()
    turn(row, "need")

    with pytest.raises(ValidationError, match="ist inzwischen schon"):
        turn(row, "measure")
    assert not Measure.objects.exists()


def test_an_empty_row_becomes_nothing():
    with pytest.raises(ValidationError, match="noch nichts"):
        turn(ResultFactory(text=""), "need")


def test_a_table_without_a_theme_makes_measures_only():
    row = ResultFactory(table__theme=None, table__title="Dies und das")

    with pytest.raises(ValidationError, match="keinen Themenbereich"):
        turn(row, "offer")
    assert turn(row, "measure").theme is None


def test_a_row_in_ukrainian_only_is_kept_in_its_words():
    need = turn(ResultFactory(text="", text_uk="Бракує ліжок."), "need")

    assert (need.title_de, need.title_uk) == ("Бракує ліжок", "Бракує ліжок")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Betten. Und Decken.", "Betten"),
        ("Wer hilft? Wir.", "Wer hilft"),
        ("Wir brauchen viele Betten", "Wir brauchen viele…"),
        ("Am 3.5. Betten", "Am 3.5. Betten"),
    ],
)
def test_a_title_is_the_first_sentence_and_ends_with_a_whole_word(text, title):
    assert title_of(text, 20) == title


def test_a_long_row_loses_nothing():
    text = "Viele Wörter. " + "Wort " * 190

    offer = turn(ResultFactory(kind="running", text=text.strip()), "offer")

    assert len(offer.summary_de) <= 600
    assert offer.description_de == text.strip()


def test_a_loosened_row_keeps_what_was_made():
    row = ResultFactory()
    need = turn(row, "need")

    results.loosen(row)

    row.refresh_from_db()
    assert row.need is None
    assert Need.objects.get() == need


# What is there already


def test_a_row_leads_to_what_was_there_before():
    row, need = ResultFactory(), NeedFactory()

    results.link(row, need)
    results.link(row, need)

    assert list(need.results.all()) == [row]
    with pytest.raises(ValidationError, match="Kinderbetten"):
        results.link(row, NeedFactory(title="Decken"))


def test_likely_records_are_found_with_a_reason():
    offer = OfferFactory(title="Fahrradwerkstatt im Pfarrheim")
    learn([offer])
    OfferFactory(title="Fahrradwerkstatt im Hof", ended=True)
    NeedFactory(title="Fahrräder für Kinder")
    MeasureFactory(what="Fahrradwerkstatt eröffnen")
    MeasureFactory(what="Fahrradwerkstatt eröffnen", done=True)
    row = ResultFactory(kind="running", text="Es gibt eine Fahrradwerkstatt im Pfarrheim.")

    found = similar_to(row, today=TODAY)

    assert [(each.record, each.reason) for each in found["offer"]] == [(offer, "ähnlicher Titel")]
    assert found["need"] == []
    assert [each.record.what for each in found["measure"]] == ["Fahrradwerkstatt eröffnen"]


def test_what_two_tables_miss_is_found_while_it_is_a_draft():
    need = turn(ResultFactory(text="Kinderbetten fehlen."), "need")
    row = ResultFactory(text="Es fehlen Kinderbetten und Decken.")

    assert [each.record for each in similar_to(row, today=TODAY)["need"]] == [need]


def test_nothing_is_suggested_for_an_empty_row():
    OfferFactory()

    assert not any(similar_to(ResultFactory(text=""), today=TODAY).values())


def test_one_click_first_shows_what_there_may_be_already(client, staff):
    NeedFactory(title="Kinderbetten")
    row = ResultFactory(text="Es fehlen Kinderbetten.")

    answer = client.post(address(row, "result_turn"), {"into": "need"}, follow=True)

    assert answer.redirect_chain[-1][0] == address(row)
    assert "Das gibt es vielleicht schon" in answer.content.decode()
    client.post(address(row, "result_turn"), {"into": "need", "sure": "1"})
    row.refresh_from_db()
    assert row.need.title == "Es fehlen Kinderbetten"


def test_one_click_links_a_suggestion(client, staff):
    need = NeedFactory(title="Kinderbetten")
    row = ResultFactory(text="Es fehlen Kinderbetten.")
    suggestion = client.get(address(row)).context["similar"][0]

    client.post(address(row, "result_link"), {"record": suggestion.value})

    row.refresh_from_db()
    assert row.need == need
    client.post(address(row, "result_loosen"))
    row.refresh_from_db()
    assert row.need is None


@pytest.mark.parametrize("data", [{}, {"record": "geheim.1"}, {"record": "need.x"}, {"record": "need.999"}])
def test_a_made_up_record_is_not_found(client, staff, data):
    assert client.post(address(ResultFactory(), "result_link"), data).status_code == 404


# The office's pages


def test_the_overview_counts_what_is_left_and_shows_the_fitting_button_first(client, staff):
    meeting = MeetingFactory(over=True)
    table = ThemeTableFactory(meeting=meeting, number=1)
    ResultFactory(table=table, kind="hurdle", who="Frau Beispiel")
    ResultFactory(table=table, kind="question", text_uk="?")
    turn(ResultFactory(table=table, kind="need", text="Betten fehlen"), "need")
    ResultFactory(table=table, struck_at=NOW)

    page = client.get(overview(meeting))

    assert page.context["counts"] == [
        ("noch nichts daraus geworden", 2),
        ("Fragen ohne Antwort", 1),
        ("noch nicht auf Ukrainisch", 2),
        ("Namen ohne Zustimmung", 1),
    ]
    [tables] = page.context["tables"]
    assert [label for label, _rows in tables.kinds] == ["Bedarf", "Hürde", "Frage an die Verwaltung"]
    hurdle = tables.kinds[1][1][0]
    assert [(button.into, button.is_fitting) for button in hurdle.buttons] == [
        ("need", True),
        ("measure", True),
        ("offer", False),
    ]
    assert tables.kinds[0][1][0].become[0].title == "Betten fehlen"
    assert [label for label, _ in client.get(overview(meeting, "?offen")).context["tables"][0].kinds] == [
        "Hürde",
        "Frage an die Verwaltung",
    ]


def test_the_overview_costs_the_same_for_one_row_and_thirty(client, staff, django_assert_num_queries):
    meeting = MeetingFactory(over=True)
    tables = [ThemeTableFactory(meeting=meeting, number=number) for number in (1, 2, 3)]
    turn(ResultFactory(table=tables[0]), "need")
    with django_assert_num_queries(5):  # session, user, its groups, meeting, rows
        client.get(overview(meeting))

    for number in range(29):
        row = ResultFactory(table=tables[number % 3])
        turn(row, ["offer", "need", "measure"][number % 3])
    with django_assert_num_queries(5):
        client.get(overview(meeting))


def test_a_question_gets_an_answer_with_its_day(client, staff):
    row = ResultFactory(kind="question", text="Wer zahlt den Bus?", text_uk="Хто платить?")
    form = client.get(address(row)).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}

    client.post(address(row), data | {"answer_de": "Die Stadt.", "answer_uk": "Місто.", "unit": "Sozialamt"})

    row.refresh_from_db()
    assert (row.answer_de, row.answer_uk, row.unit, row.changed_by) == ("Die Stadt.", "Місто.", "Sozialamt", staff)
    assert row.answered_at
    form = client.get(address(row)).context["form"]
    client.post(address(row), {name: form[name].value() or "" for name in form.fields} | {"answer_de": ""})
    assert Result.objects.get().answered_at  # refused: an answer in Ukrainian needs the German one


def test_the_words_of_a_row_are_put_right(client, staff):
    row = ResultFactory(text="Betn", who="Frau Beispiel")
    form = client.get(address(row)).context["form"]
    assert "answer_de" not in form.fields
    data = {name: form[name].value() or "" for name in form.fields}

    client.post(address(row), data | {"text_de": "Betten", "text_uk": "Ліжка", "until": "2026-06-03"})

    row.refresh_from_db()
    assert (row.text_de, row.text_uk, row.until, row.who) == ("Betten", "Ліжка", date(2026, 6, 3), "Frau Beispiel")


def test_of_two_who_edit_one_row_the_second_is_told(client, staff):
    row = ResultFactory(text="Betten")
    form = client.get(address(row)).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    client.post(address(row), data | {"text_de": "Kinderbetten"})

    page = client.post(address(row), data | {"text_de": "Decken"})

    assert "jemand anderes" in page.content.decode()
    assert Result.objects.get().text_de == "Kinderbetten"


@pytest.mark.parametrize("name", ["results", "results_send", "result", "result_turn", "result_link", "result_loosen"])
def test_results_are_worked_on_by_the_office_only(client, name):
    row = ResultFactory(table__meeting__status="results_published")
    args = [row.table.meeting.slug, *([] if name.startswith("results") else [row.pk])]
    url = reverse(f"network_team:{name}", args=args)

    assert client.get(url).status_code == 302
    client.force_login(moderator(row.table))
    assert client.get(url).status_code == 404


def test_a_row_is_found_at_its_own_meeting_only(client, staff):
    row, other = ResultFactory(), MeetingFactory()

    assert client.get(reverse("network_team:result", args=[other.slug, row.pk])).status_code == 404


# The meeting's life


def test_results_are_checked_only_when_there_is_something_to_read():
    meeting = MeetingFactory(status="results_draft")
    row = ResultFactory(table__meeting=meeting, is_public=False)

    with pytest.raises(ValidationError, match="noch keine Zeile"):
        concluding.check_results(meeting)
    Result.objects.filter(pk=row.pk).update(is_public=True)
    concluding.check_results(meeting)
    assert meeting.status == "results_checked"


def test_a_meeting_is_followed_up_when_no_measure_is_left():
    meeting = MeetingFactory(status="results_published")
    measure = MeasureFactory(meeting=meeting)

    with pytest.raises(ValidationError, match="1 Maßnahme"):
        concluding.follow_up(meeting)
    measure.finish(now=NOW)
    concluding.follow_up(meeting)
    assert meeting.status == "followed_up"


@pytest.mark.parametrize(("status", "is_public"), [("held", False), ("followed_up", True)])
def test_archiving_publishes_nothing_that_nobody_has_published(status, is_public):
    row = ResultFactory(table__meeting__status=status)
    measure = MeasureFactory(meeting=row.table.meeting)

    concluding.archive(row.table.meeting)

    row.refresh_from_db()
    assert (row.is_public, Measure.objects.public().contains(measure)) == (is_public, is_public)


def test_the_checklist_names_what_is_missing(client, staff):
    table = ThemeTableFactory(meeting=MeetingFactory(status="results_draft"), number=1)
    ResultFactory(table=table, text="Anruf bei 02932 123456", text_uk="Дзвінок", who="Frau Beispiel")
    ResultFactory(table=table, kind="question")

    checks = client.get(overview(table.meeting)).context["checklist"]

    assert [(check.text, check.done) for check in checks] == [
        ("Etwas wird veröffentlicht: 2 von 2 Zeilen", True),
        ("Jede Frage ist beantwortet; es fehlen: 1", False),
        ("Alles ist auf Ukrainisch da; es fehlen: 1", False),
        ("Namen nur mit Zustimmung; weggelassen werden: 1", True),
        ("In 1 Zeile steht eine E-Mail-Adresse oder Telefonnummer", False),
    ]


def test_the_steps_lead_from_the_tables_to_the_public_page(client, staff):
    meeting = MeetingFactory(over=True)
    ResultFactory(table__meeting=meeting)

    for name in ("draft_results", "check_results", "reopen_results", "check_results", "publish_results"):
        answer = client.post(reverse("network_team:step", args=[meeting.slug, name]))
        assert answer.url == overview(meeting)
    assert Meeting.objects.get().has_public_results
    archive = reverse("network_team:step", args=[meeting.slug, "archive"])
    assert "nichts mehr ändern" in client.get(archive).content.decode()


# Where things come from


def test_what_was_made_of_a_row_knows_its_table():
    row = ResultFactory(table__number=5, table__meeting__status="results_published", kind="running")
    offer = turn(row, "offer")

    [origin] = origins_of(offer)

    assert origin.label == "entstanden am Thementisch Wohnen und Familie, 17. März 2026"
    assert origin.url == f"/treffen/{row.table.meeting.slug}/ergebnisse/#zeile-{row.pk}"
    assert origin.staff_url == address(row)


@pytest.mark.parametrize("more", [{"is_public": False}, {"table__meeting__status": "held"}])
def test_nobody_is_led_to_what_is_not_published(more):
    row = ResultFactory(**{"table__meeting__status": "results_published", **more})

    [origin] = origins_of(turn(row, "need"))

    assert (origin.url, origin.staff_url) == ("", address(row))


def test_an_offer_for_a_need_names_the_table_where_it_was_missing():
    row = ResultFactory(table__number=5)
    offer = OfferFactory(for_need=turn(row, "need"))

    [origin] = origins_of(offer)

    assert origin.label == "antwortet auf einen Bedarf vom Thementisch Wohnen und Familie, 17. März 2026"


def test_only_an_offer_from_a_table_asks_for_its_origin(client):
    plain, from_table = OfferFactory(), OfferFactory(source="table")
    ResultFactory(offer=from_table, kind="running", table__number=2)

    with CaptureQueriesContext(connection) as costs:
        assert public_origins_of(plain) == []
    assert len(costs) == 0
    page = client.get(from_table.get_absolute_url()).content.decode()
    assert "entstanden am Thementisch Kultur, Freizeit und Sport" in page


def test_the_review_leads_back_to_the_row(client, staff):
    row = ResultFactory(kind="running")
    offer = turn(row, "offer")

    page = client.get(reverse("offers_team:offer", args=[offer.pk])).content.decode()

    assert f'href="{address(row)}"' in page


# Names


def test_names_without_consent_and_struck_rows_go_90_days_after_the_meeting():
    end = MeetingFactory(over=True).ends_at
    table = ThemeTableFactory(meeting=Meeting.objects.get(), number=1)
    hidden, named = (ResultFactory(table=table, who="Frau Beispiel", names_allowed=agreed) for agreed in (False, True))
    struck = ResultFactory(table=table, struck_at=NOW)

    night("network", end + timedelta(days=89))
    assert Result.objects.exclude(who="").count() == 2

    counts = night("network", end + timedelta(days=91))
    assert counts["results"] == 2
    assert list(Result.objects.values_list("pk", "who")) == [(hidden.pk, ""), (named.pk, "Frau Beispiel")]
    assert not Result.objects.contains(struck)


# After the results are checked


def test_a_translation_that_comes_later_reaches_what_the_row_has_become():
    for into, name in (("offer", "title"), ("need", "title"), ("measure", "what")):
        row = ResultFactory(text="Kinderbetten holen")
        turn(row, into)
        row = Result.objects.with_outcomes().get(pk=row.pk)
        row.text_uk = "Забрати дитячі ліжка"
        results.save(row, seen=stamp_of(row), by=UserFactory(), now=NOW)
        assert getattr(getattr(Result.objects.get(pk=row.pk), into), f"{name}_uk") == "Забрати дитячі ліжка"


def test_a_translation_leaves_alone_what_says_something_else_or_has_one():
    row = ResultFactory(text="Kinderbetten")
    results.link(row, NeedFactory(title="Betten für Kinder"))
    other = ResultFactory(text="Schuhe")
    turn(other, "need")
    Need.objects.filter(title_de="Schuhe").update(title_uk="Черевики")
    for each in Result.objects.with_outcomes().filter(pk__in=[row.pk, other.pk]):
        each.text_uk = "інше"
        results.save(each, seen=stamp_of(each), by=UserFactory(), now=NOW)
    assert set(Need.objects.values_list("title_uk", flat=True)) == {None, "Черевики"}


def test_the_office_adds_a_forgotten_row_that_is_not_public_at_once(client, staff):
    table = ThemeTableFactory(meeting=MeetingFactory(over=True, status="results_published"))
    path = reverse("network_team:result_new", args=[table.meeting.slug])
    assert path in client.get(overview(table.meeting)).content.decode()
    client.post(path, {"table": table.pk, "kind": "idea", "text_de": "Sommerfest"})
    row = Result.objects.get()
    assert (row.table, row.text, row.is_public, row.created_by) == (table, "Sommerfest", False, staff)


def test_a_forgotten_row_needs_a_table_of_the_meeting(client, staff):
    meeting = MeetingFactory(over=True, status="results_published")
    foreign = ThemeTableFactory()
    path = reverse("network_team:result_new", args=[meeting.slug])
    page = client.post(path, {"table": foreign.pk, "kind": "idea", "text_de": "Sommerfest"})
    assert page.context["form"].errors.keys() == {"table"}
    assert not Result.objects.exists()
