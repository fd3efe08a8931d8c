"""What everybody reads of a meeting's results, on the page, on paper and in the letter to those who took part."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from arnsberg_hilfe.core.models import OutgoingMail
from network.models import Meeting, MeetingStatus, Notice, RegistrationStatus, Result
from network.presenting.published import published
from network.results_paper import results_pdf
from network.workflow import publishing
from tests.factories import (
    NOW,
    MeasureFactory,
    MeetingFactory,
    NeedFactory,
    OfferFactory,
    RegistrationFactory,
    ResultFactory,
    ThemeTableFactory,
    UserFactory,
)
from tests.interruptions import mail_jobs

pytestmark = pytest.mark.django_db
URL = "https://portal.example.org/treffen/erstes/ergebnisse/"


@pytest.fixture
def meeting():
    return MeetingFactory(over=True, status="results_published", title="Erstes Treffen", slug="erstes")


@pytest.fixture
def table(meeting):
    return ThemeTableFactory(meeting=meeting, number=5)


def page(client, meeting, prefix=""):
    return client.get(f"{prefix}/treffen/{meeting.slug}/ergebnisse/").content.decode()


def only_row(meeting):
    [table] = published(meeting, NOW).tables
    [group] = table.groups
    [row] = group.rows
    return row


# The page


@pytest.mark.parametrize("status", MeetingStatus.values)
def test_results_are_public_exactly_when_they_are_published(client, status):
    meeting = MeetingFactory(over=True, status=status)
    is_public = status in MeetingStatus.with_published_results()

    for name in ("results", "results_pdf"):
        answer = client.get(reverse(f"network:{name}", args=[meeting.slug]))
        assert answer.status_code == (200 if is_public else 404)


def test_the_page_shows_public_rows_in_the_order_of_the_table_sheet(client, meeting, table):
    ResultFactory(table=table, kind="idea", text="Ein Fest")
    ResultFactory(table=table, kind="need", text="Es fehlen Betten")
    ResultFactory(table=table, text="Geheimes", is_public=False)
    ResultFactory(table=table, text="Gestrichenes", struck_at=NOW)
    ResultFactory(table=table, text="")

    text = page(client, meeting)

    [shown] = published(meeting, NOW).tables
    assert [(group.heading, [row.text.text for row in group.rows]) for group in shown.groups] == [
        ("Das fehlt", ["Es fehlen Betten"]),
        ("Ideen", ["Ein Fest"]),
    ]
    assert "Fachdienst Beispiel" in text
    assert not {word for word in ("Geheimes", "Gestrichenes") if word in text}


@pytest.mark.parametrize(("agreed", "shown"), [(True, "Frau Beispiel"), (False, "")])
def test_people_are_named_with_their_consent_only(client, meeting, table, agreed, shown):
    ResultFactory(table=table, who="Frau Beispiel", names_allowed=agreed)

    assert only_row(meeting).who == shown
    assert ("Frau Beispiel" in page(client, meeting)) is agreed


def test_a_question_stands_with_its_answer_once_it_has_one(meeting, table):
    row = ResultFactory(table=table, kind="question", answer="Die Stadt.", unit="Sozialamt")
    assert only_row(meeting).answer.text == ""

    Result.objects.filter(pk=row.pk).update(answered_at=NOW)
    assert (only_row(meeting).answer.text, only_row(meeting).unit) == ("Die Stadt.", "Sozialamt")


def test_what_became_of_a_row_is_linked_when_it_is_public(client, meeting, table):
    offer, draft = OfferFactory(title="Möbellager"), OfferFactory(title="Noch geheim", submitted=True)
    need, hidden = NeedFactory(title="Kinderbetten"), NeedFactory(title="Auch geheim", status="draft")
    for record in (offer, draft):
        ResultFactory(table=table, kind="running", offer=record)
    for record in (need, hidden):
        ResultFactory(table=table, need=record)

    text = page(client, meeting)

    assert f'href="{offer.get_absolute_url()}"' in text
    assert f'href="{need.get_absolute_url()}"' in text
    assert "geheim" not in text


@pytest.mark.parametrize(
    ("more", "state", "outcome"),
    [
        ({"due": date(2026, 6, 3)}, "offen, bis 3. Juni 2026", ""),
        (
            {"done": True, "due": date(2026, 6, 3), "outcome": "Zwölf sind da."},
            "erledigt",
            "Zwölf sind da.",
        ),
        ({"dropped": True}, "entfallen", ""),
    ],
)
def test_a_measure_says_how_it_stands_and_what_came_of_it(meeting, table, more, state, outcome):
    ResultFactory(table=table, kind="agreement", measure=MeasureFactory(meeting=meeting, **more))

    [become] = only_row(meeting).become

    assert (become.kind, become.state, become.outcome.text) == ("Maßnahme", state, outcome)


def test_an_internal_measure_stays_internal(meeting, table):
    ResultFactory(table=table, measure=MeasureFactory(meeting=meeting, is_public=False))
    assert only_row(meeting).become == []


def test_a_measure_that_is_not_done_stands_on_the_next_meetings_sheet(meeting, table):
    ResultFactory(table=table, measure=MeasureFactory(meeting=meeting))
    MeetingFactory(title="Ohne Tische", starts_at=NOW + timedelta(days=10), ends_at=None, deadline=None)
    following = ThemeTableFactory(meeting__title="Zweites Treffen").meeting

    [become] = only_row(meeting).become

    assert become.comes_up.startswith("kommt am ")
    assert become.comes_up_url == following.get_absolute_url()


def test_a_finished_measure_comes_up_nowhere(meeting, table):
    ThemeTableFactory()
    ResultFactory(table=table, measure=MeasureFactory(meeting=meeting, done=True))

    assert only_row(meeting).become[0].comes_up_url == ""


def test_each_text_stands_in_the_readers_language_or_says_which_it_is(client, meeting, table):
    ResultFactory(table=table, text="Es fehlen Betten", text_uk="Бракує ліжок")
    ResultFactory(table=table, text="Es fehlen Decken")

    german, ukrainian = page(client, meeting), page(client, meeting, "/uk")

    assert "Бракує ліжок" not in german
    assert "Бракує ліжок" in ukrainian
    assert '<span lang="de">Es fehlen Decken</span>' in ukrainian
    for language, is_translated in {"de": True, "uk": False}.items():
        with translation.override(language):
            assert published(meeting, NOW).is_translated is is_translated


def test_the_page_costs_the_same_for_one_row_and_thirty(client, meeting, table):
    ThemeTableFactory()

    def fill(count):
        for _ in range(count):
            ResultFactory(
                table=table, offer=OfferFactory(), need=NeedFactory(), measure=MeasureFactory(meeting=meeting)
            )

    def costs():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("network:results", args=[meeting.slug])).status_code == 200
        return len(captured)

    fill(1)
    first = costs()
    fill(29)
    assert costs() == first <= 4


def test_the_meetings_page_its_card_and_the_sitemap_lead_to_the_results(client, meeting, table):
    url = reverse("network:results", args=[meeting.slug])

    for address in (meeting.get_absolute_url(), reverse("network:list")):
        assert f'href="{url}"' in client.get(address).content.decode()
    assert url in client.get("/sitemap-results.xml").content.decode()
    Meeting.objects.update(status="results_checked")
    assert url not in client.get(meeting.get_absolute_url()).content.decode()
    assert url not in client.get("/sitemap-results.xml").content.decode()


# On paper


def paper_of(meeting, language="de"):
    with translation.override(language):
        return PdfReader(BytesIO(results_pdf(published(meeting, NOW), url=URL, now=NOW)))


def words_of(reader):
    return " ".join(" ".join(each.extract_text() for each in reader.pages).split())


def test_the_paper_reads_in_the_order_of_the_page(meeting, table):
    answered = {"answer": "Die Stadt.", "unit": "Sozialamt", "answered_at": NOW}
    ResultFactory(table=table, kind="question", text="Wer zahlt?", **answered)
    ResultFactory(table=table, text="Betten fehlen", measure=MeasureFactory(meeting=meeting, what="Betten kaufen"))
    ResultFactory(table=table, text="Geheimes", is_public=False)

    text = words_of(paper_of(meeting))

    order = [
        *("Ergebnisse: Erstes Treffen", "Tisch 5: Wohnen und Familie", "Das fehlt", "Betten fehlen"),
        *("Maßnahme: Betten kaufen (offen)", "Fragen an die Verwaltung", "Wer zahlt?", "Antwort: Die Stadt."),
        "Zuständig: Sozialamt",
    ]
    places = [text.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)
    assert "Geheimes" not in text


def test_the_paper_is_tagged_in_its_language_and_says_what_its_code_leads_to(meeting, table):
    ResultFactory(table=table, text="Betten fehlen", text_uk="Бракує ліжок")
    ResultFactory(table=table, text="Decken fehlen")

    reader = paper_of(meeting, "uk")

    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("uk", True)
    assert "Бракує ліжок" in words_of(reader)
    tags = list(tags_of(root["/StructTreeRoot"]))
    [alt] = [tag["/Alt"] for tag in tags if tag.get("/S") == "/Figure"]
    assert URL in alt
    assert "de" in {tag.get("/Lang") for tag in tags}


def tags_of(node):
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from tags_of(each)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from tags_of(node["/K"])


# The letter


def guests(meeting, **more):
    return RegistrationFactory(meeting=meeting, **more)


def test_everybody_who_was_there_gets_one_letter_in_their_language(meeting):
    guests(meeting, status=RegistrationStatus.ATTENDED, email="tara@example.org")
    guests(meeting, status=RegistrationStatus.ATTENDED, email="wanda@example.org", mail_language="uk")
    guests(meeting, status=RegistrationStatus.ATTENDED, email="")
    guests(meeting, status=RegistrationStatus.ABSENT, email="fort@example.org")
    guests(meeting, email="still@example.org")

    assert publishing.send_results(meeting) == 2
    assert mail_jobs() == 1
    assert publishing.write(meeting.pk, now=NOW) == 2
    assert publishing.write(meeting.pk, now=NOW) == 0
    assert publishing.send_results(meeting) == 0

    mails = {mail.to: mail for mail in OutgoingMail.objects.all()}
    assert {to: mail.language for to, mail in mails.items()} == {"tara@example.org": "de", "wanda@example.org": "uk"}
    german, ukrainian = mails["tara@example.org"].text, mails["wanda@example.org"].text
    assert "/treffen/erstes/ergebnisse/" in german
    assert "/angebote/gesamt/" in german
    assert "/uk/treffen/erstes/ergebnisse/" in ukrainian
    assert "/uk/angebote/gesamt/" in ukrainian
    assert Notice.objects.filter(kind=Notice.Kind.RESULTS).count() == 2


def test_where_nobody_was_checked_in_who_had_said_yes_is_written_to(meeting):
    guests(meeting, email="tara@example.org")
    guests(meeting, unconfirmed=True)

    publishing.write(meeting.pk, now=NOW)

    assert [mail.to for mail in OutgoingMail.objects.all()] == ["tara@example.org"]


def test_nothing_is_sent_before_the_results_are_published(meeting):
    Meeting.objects.update(status="results_checked")
    meeting.refresh_from_db()
    guests(meeting)

    with pytest.raises(ValidationError, match="noch nicht veröffentlicht"):
        publishing.send_results(meeting)
    assert publishing.write(meeting.pk, now=NOW) == 0


def test_the_button_says_first_how_many_letters_there_will_be(client, meeting):
    client.force_login(UserFactory())
    guests(meeting)
    url = reverse("network_team:results_send", args=[meeting.slug])

    assert "Es geht 1 Brief hinaus" in client.get(url).content.decode()
    assert mail_jobs() == 0
    assert "1 Brief geht jetzt hinaus." in client.post(url, follow=True).content.decode()
    assert mail_jobs() == 1
    publishing.write(meeting.pk, now=datetime.now(tz=UTC))
    assert "haben den Brief schon" in client.get(url).content.decode()
    client.post(url)
    assert OutgoingMail.objects.count() == 1
