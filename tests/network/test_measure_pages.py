"""The office's pages of measures, and what everybody may read of them."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from openpyxl import load_workbook

from network.models import Measure, MeetingStatus
from offers.models import ThemeArea
from tests.factories import (
    MeasureFactory,
    MeetingFactory,
    ResultFactory,
    ThemeTableFactory,
    UserFactory,
    moderator,
)

pytestmark = pytest.mark.django_db
LIST = "/team/massnahmen/"
PUBLIC = "/treffen/massnahmen/"


@pytest.fixture
def staff(client):
    user = UserFactory()
    client.force_login(user)
    return user


def published(**more):
    return MeetingFactory(over=True, **({"status": MeetingStatus.RESULTS_PUBLISHED} | more))


def public(**more):
    return MeasureFactory(**({"meeting": published()} | more))


def read(client, url):
    return " ".join(client.get(url).content.decode().split())


def shown(client, query=""):
    context = client.get(LIST + query).context
    return [[measure.what for measure in context[name]] for name in ("unfinished", "finished")]


def page_data(client, url):
    """What the browser would send back unchanged."""
    form = client.get(url).context["form"]
    found = {field.html_name: field.value() for field in form}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in found.items()
        if value is not None and value is not False
    }


# The office


@pytest.mark.parametrize("path", ["", "neu/", "{pk}/", "{pk}/stand/", "massnahmen.csv", "massnahmen.xlsx"])
def test_measures_are_for_the_office_only(client, path):
    url = LIST + path.format(pk=MeasureFactory().pk)

    for user, status in [(AnonymousUser(), 302), (UserFactory(is_staff=False), 404), (moderator(), 404)]:
        if user.is_authenticated:
            client.force_login(user)
        assert {client.get(url).status_code, client.post(url).status_code} == {status}


def test_the_most_urgent_come_first_and_overdue_ones_are_marked(client, staff):
    today = timezone.localdate()
    MeasureFactory(what="ohne Termin")
    MeasureFactory(what="bald", due=today)
    MeasureFactory(what="überfällige", due=today - timedelta(days=1), status="running")
    MeasureFactory(what="fertig", done=True)

    assert shown(client) == [["überfällige", "bald", "ohne Termin"], ["fertig"]]
    assert read(client, LIST).count("worklist__row--overdue") == 1


def test_the_list_is_filtered_by_status_theme_and_meeting(client, staff):
    meeting = MeetingFactory(over=True)
    MeasureFactory(what="läuft", status="running", due=date(2020, 1, 1))
    MeasureFactory(what="vom Treffen", meeting=meeting)
    bildung = ThemeArea.objects.get(slug="bildung")
    MeasureFactory(what="Bildung", theme=bildung, dropped=True)

    assert shown(client, "?stand=running") == [["läuft"], []]
    assert shown(client, "?stand=dropped") == [[], ["Bildung"]]
    assert shown(client, "?stand=overdue") == [["läuft"], []]
    assert shown(client, f"?thema={bildung.pk}") == [[], ["Bildung"]]
    assert shown(client, f"?treffen={meeting.pk}") == [["vom Treffen"], []]
    assert shown(client, "?stand=quatsch&thema=99999&treffen=x") == [["läuft", "vom Treffen"], ["Bildung"]]


def test_the_list_takes_as_many_statements_for_one_as_for_thirty_to_staff(client, staff, django_assert_num_queries):
    for count in (1, 29):
        for _number in range(count):
            MeasureFactory(meeting=MeetingFactory(over=True))
            MeasureFactory(meeting=MeetingFactory(over=True), done=True)
        with django_assert_num_queries(7):
            client.get(LIST)


def test_a_new_measure_is_open(client, staff):
    data = page_data(client, LIST + "neu/") | {"what_de": "Betten besorgen", "due": "2026-07-01"}

    client.post(LIST + "neu/", data)

    measure = Measure.objects.get()
    assert (measure.what_de, measure.due, measure.status) == ("Betten besorgen", date(2026, 7, 1), "open")


@pytest.mark.parametrize("wrong", [{"what_de": ""}, {"responsible": "a\nb"}, {"email": "quatsch"}])
def test_what_was_typed_is_kept_when_something_is_wrong(client, staff, wrong):
    page = client.post(LIST + "neu/", page_data(client, LIST + "neu/") | {"outcome_de": "Zwölf Betten"} | wrong)

    assert "Zwölf Betten" in page.content.decode()
    assert not Measure.objects.exists()


def test_an_edit_keeps_a_status_that_changed_in_the_meantime(client, staff):
    measure = MeasureFactory(what_uk="Знайти ліжка", due=date(2026, 7, 1))
    url = f"{LIST}{measure.pk}/"
    data = page_data(client, url)
    Measure.objects.get().start()

    client.post(url, data | {"outcome_de": "Es gibt Betten.", "names_allowed": "on"})

    measure.refresh_from_db()
    assert (measure.outcome_de, measure.outcome, measure.names_allowed) == ("Es gibt Betten.", "Es gibt Betten.", True)
    assert (measure.status, measure.what_uk, measure.due) == ("running", "Знайти ліжка", date(2026, 7, 1))


def test_of_two_who_edit_at_once_the_second_is_told_and_overwrites_nothing(client, staff):
    url = f"{LIST}{MeasureFactory().pk}/"
    first, second = page_data(client, url), page_data(client, url)
    client.post(url, first | {"responsible": "Rita Muster"})

    page = client.post(url, second | {"outcome_de": "Zwölf Betten"}).content.decode()

    assert "jemand anderes" in page
    assert "Zwölf Betten" in page
    assert Measure.objects.values_list("responsible", "outcome").get() == ("Rita Muster", "")


@pytest.mark.parametrize(
    ("before", "after", "note"), [("open", "running", ""), ("open", "open", "angerufen"), ("running", "done", "fertig")]
)
def test_a_step_is_taken_with_a_note_and_who_took_it(client, staff, before, after, note):
    measure = MeasureFactory(status=before)
    url = f"{LIST}{measure.pk}/"

    page = client.post(url + "stand/", {"status": after, "seen": before, "note": note}, follow=True)

    measure.refresh_from_db()
    said = measure.progress.get()
    assert (measure.status, said.status, said.note, said.by) == (after, after, note, staff)
    assert note in page.content.decode()


def test_of_two_who_take_a_step_at_once_the_second_is_told_and_keeps_the_note(client, staff):
    measure = MeasureFactory()
    url = f"{LIST}{measure.pk}/stand/"
    client.post(url, {"status": "done", "seen": "open"})

    page = read_after(client, url, {"status": "dropped", "seen": "open", "note": "Kein Platz"})

    assert "Er ist jetzt »erledigt«. Ihre Notiz: Kein Platz" in page
    assert Measure.objects.get().status == "done"


@pytest.mark.parametrize(
    "data", [{}, {"status": "weg", "seen": "open"}, {"status": "done", "seen": "open", "note": 601}]
)
def test_a_step_that_makes_no_sense_changes_nothing(client, staff, data):
    data = data | ({"note": "x" * data["note"]} if "note" in data else {})

    page = read_after(client, f"{LIST}{MeasureFactory().pk}/stand/", data)

    assert "höchstens 600 Zeichen" in page
    assert Measure.objects.get().status == "open"


def read_after(client, url, data):
    return " ".join(client.post(url, data, follow=True).content.decode().split())


def test_the_page_says_where_it_came_from_and_where_it_comes_up_next(client, staff):
    row = ResultFactory(text="Wir besorgen Betten.", table__number=5)
    measure = MeasureFactory(meeting=row.table.meeting)
    row.measure = measure
    row.save()
    coming = ThemeTableFactory(meeting=MeetingFactory(title="Das nächste", coming=True), number=5)

    page = read(client, f"{LIST}{measure.pk}/")

    assert "Wir besorgen Betten." in page
    assert f"Tisch {row.table}" in page
    assert f"/team/treffen/{row.table.meeting.slug}/ergebnisse/{row.pk}/" in page
    assert f"Tisch {coming} · <a href" in page
    assert "Das nächste" in page


def test_what_was_reported_is_suggested_and_published_only_when_saved(client, staff):
    measure = public(done=True)
    measure.progress.create(status="done", note="Zwölf Betten stehen.")
    url = f"{LIST}{measure.pk}/"

    assert "Zwölf Betten stehen." not in read(client, PUBLIC)
    data = page_data(client, url)
    assert data["outcome_de"] == "Zwölf Betten stehen."

    client.post(url, data)
    assert "Zwölf Betten stehen." in read(client, PUBLIC)
    assert "Vorschlag" not in read(client, url)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_measures_of_the_filter_leave_as_a_file_without_formulas(client, staff, kind):
    MeasureFactory(what="=1+1", status="running")
    MeasureFactory(what="andere")

    file = client.get(f"{LIST}massnahmen.{kind}?stand=running")

    assert "no-store" in file["Cache-Control"]
    if kind == "csv":
        assert "'=1+1" in file.content.decode()
        assert "andere" not in file.content.decode()
    else:
        _head, row = load_workbook(BytesIO(file.content)).active.iter_rows(values_only=True)
        assert row[0] == "'=1+1"


def test_the_admin_shows_the_status_and_links_to_the_page(client):
    client.force_login(UserFactory(admin=True))
    measure = MeasureFactory()
    measure.progress.create(status="open", note="angerufen")

    page = client.get(f"/admin/network/measure/{measure.pk}/change/").content.decode()

    assert f'href="{LIST}{measure.pk}/"' in page
    assert 'name="status"' not in page
    assert client.get("/admin/network/measure/").status_code == 200


# Everybody


def groups(client, url=PUBLIC):
    return [(title, [card.what for card in cards]) for title, cards in client.get(url).context["groups"]]


def test_everybody_reads_what_became_of_the_measures(client):
    public(what="offene")
    public(what="laufende", status="running", due=date(2026, 5, 9))
    public(what="erledigte", done=True, outcome="Zwölf Betten stehen.")
    public(what="entfallene", dropped=True)

    assert groups(client) == [
        ("Offen und in Arbeit", ["laufende", "offene"]),
        ("Erledigt", ["erledigte"]),
        ("Entfallen", ["entfallene"]),
    ]
    page = read(client, PUBLIC)
    for words in ("Zwölf Betten stehen.", "bis 9. Mai 2026", "theme-", "Vereinbart bei:"):
        assert words in page


@pytest.mark.parametrize("status", sorted(set(MeetingStatus) - set(MeetingStatus.with_published_results())))
def test_nothing_is_public_before_the_results_are(client, status):
    public(meeting=published(status=status))

    assert groups(client) == []


def test_nothing_else_is_public_and_nobody_is_named_without_consent(client):
    public(what="intern", is_public=False)
    MeasureFactory(what="ohne Treffen")
    kept = public(responsible="Kanaria Muster", email="kanaria@example.org")
    kept.progress.create(status="open", note="Kanaria war krank.", by=UserFactory(name="Kanaria Büro"))
    public(responsible="Rita Muster", names_allowed=True, email="kanarienvogel@example.org")

    page = read(client, PUBLIC)
    assert "anari" not in page
    assert "Rita Muster" in page
    assert "intern" not in [what for _title, found in groups(client) for what in found]


def test_texts_come_in_the_pages_language_or_are_marked_as_german(client):
    public(what_de="Betten", what_uk="Ліжка", outcome_de="Zwölf", outcome_uk="", done=True)

    card = client.get("/uk" + PUBLIC).context["groups"][0][1][0]

    assert (card.what, card.lang, card.outcome, card.outcome_lang) == ("Ліжка", "", "Zwölf", "de")
    assert '<span lang="de">Zwölf</span>' in read(client, "/uk" + PUBLIC)


def test_the_list_takes_as_many_statements_for_one_as_for_thirty_to_everybody(client, django_assert_num_queries):
    for count in (1, 29):
        for _number in range(count):
            public()
            public(done=True)
        with django_assert_num_queries(3):
            client.get(PUBLIC)


@pytest.mark.parametrize("count", [1, 30])
def test_a_coming_meeting_takes_up_what_earlier_ones_agreed(client, count, django_assert_num_queries):
    meeting = MeetingFactory(coming=True)
    for _number in range(count):
        public()
    public(is_public=False)
    public(done=True)
    assert "measures" not in client.get(meeting.get_absolute_url()).context or not on_page(client, meeting)

    ThemeTableFactory(meeting=meeting, number=1)

    assert on_page(client, meeting) == count
    assert "Offene Maßnahmen aus früheren Treffen" in read(client, meeting.get_absolute_url())
    with django_assert_num_queries(4):
        client.get(meeting.get_absolute_url())


def on_page(client, meeting):
    return len(client.get(meeting.get_absolute_url()).context["measures"])


def test_a_meeting_that_is_over_takes_up_nothing(client):
    public()
    meeting = MeetingFactory(over=True)
    ThemeTableFactory(meeting=meeting, number=1)

    assert on_page(client, meeting) == 0


def test_the_page_is_found_from_the_meetings_and_in_the_sitemap(client):
    assert f'href="{PUBLIC}"' in read(client, "/treffen/")
    assert f"{PUBLIC}</loc>" in read(client, "/sitemap-pages.xml")
