import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from arnsberg_hilfe.core.models import District, Language
from arnsberg_hilfe.core.status import WrongStatusError
from arnsberg_hilfe.portal import worklist
from offers.models import Need, Offer, ThemeArea
from offers.workflow import needs
from tests.factories import NOW, TODAY, NeedFactory, OfferFactory, ResultFactory, UserFactory
from tests.nights import night
from tests.offers.test_submission import answers, stamp_of

pytestmark = pytest.mark.django_db
Status = Need.Status

STEPS = {
    "publish": {Status.DRAFT: Status.OPEN},
    "cover": {Status.OPEN: Status.COVERED},
    "drop": {Status.DRAFT: Status.DROPPED, Status.OPEN: Status.DROPPED},
    "reopen": {Status.COVERED: Status.OPEN, Status.DROPPED: Status.OPEN},
}


def district(slug):
    return District.objects.get(slug=slug)


def page_of(client, path="/bedarfe/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def titles(client, path="/bedarfe/"):
    return re.findall(r'class="card__link"\s+href="/bedarfe/\d+/"\s*>([^<]+)</a>', page_of(client, path))


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_possible_from_its_own_statuses_only(step, status):
    need = NeedFactory(status=status)
    target = STEPS[step].get(status)
    if target:
        needs.take(step, need, now=NOW)
    else:
        with pytest.raises(WrongStatusError):
            needs.take(step, need, now=NOW)
    need.refresh_from_db()
    assert need.status == (target or status)


@pytest.mark.parametrize("status", Status)
def test_an_offer_is_counted_as_cover_of_an_open_need_only(status):
    need, offer = NeedFactory(status=status), OfferFactory()
    if status == Status.OPEN:
        needs.cover_with(need, offer, wholly=False, now=NOW)
    else:
        with pytest.raises(WrongStatusError):
            needs.cover_with(need, offer, wholly=False, now=NOW)
    assert need.covered_by.count() == (status == Status.OPEN)


def test_only_open_needs_are_listed_and_urgent_ones_come_first(client):
    today = timezone.localdate()
    NeedFactory(title="Kinderwagen")
    NeedFactory(title="Betten", urgent_until=today + timedelta(days=9))
    NeedFactory(title="Fahrräder", urgent_until=today + timedelta(days=1))
    NeedFactory(title="Schultaschen", urgent_until=today - timedelta(days=1), created_at=NOW - timedelta(days=1))
    for status in (Status.DRAFT, Status.COVERED, Status.DROPPED):
        NeedFactory(title="Geheimnis", status=status)
    found = titles(client)
    assert found[:2] == ["Fahrräder", "Betten"]
    assert sorted(found[2:]) == ["Kinderwagen", "Schultaschen"]
    assert page_of(client).count("dringend bis") == 2


@pytest.mark.parametrize(("status", "code"), [("draft", 404), ("dropped", 404), ("covered", 200), ("open", 200)])
def test_a_need_is_read_by_all_once_it_is_published_and_until_it_is_dropped(client, status, code):
    need = NeedFactory(status=status)
    assert client.get(need.get_absolute_url()).status_code == code
    assert (need.get_absolute_url() in client.get("/sitemap-needs.xml").content.decode()) == (code == 200)


def test_filters_combine_and_each_is_taken_away_by_a_chip(client):
    for title, place, code in [
        ("Betten", "neheim", None),
        ("Dolmetschen", "neheim", "uk"),
        ("Sofas", "huesten", None),
        ("Lampen", None, "uk"),
    ]:
        language = Language.objects.get(code=code) if code else None
        NeedFactory(title=title, district=district(place) if place else None, language=language)
    assert set(titles(client, "/bedarfe/?stadtteil=neheim")) == {"Betten", "Dolmetschen", "Lampen"}
    assert titles(client, "/bedarfe/?stadtteil=huesten&sprache=uk") == ["Lampen"]
    page = page_of(client, "/bedarfe/?stadtteil=neheim&sprache=uk")
    assert 'class="chip" href="?stadtteil=neheim"' in page
    assert 'class="chip" href="?sprache=uk"' in page


def test_a_facet_counts_what_its_values_would_find(client):
    NeedFactory(district=district("neheim"))
    NeedFactory(district=district("huesten"))
    NeedFactory()
    page = client.get("/bedarfe/?stadtteil=neheim").context["page"]
    counts = {choice.label: choice.count for facet in page.facets for choice in facet.choices}
    assert counts == {"Wohnen und Familie": 2, "Neheim": 2, "Hüsten": 2}
    found = client.get("/bedarfe/?stadtteil=huesten").context["page"]
    assert found.total == 2


@pytest.mark.parametrize("query", ["seite=-1", "seite=99999999999", "thema=xyz", "stadtteil=%00", "sprache=%27&art=x"])
def test_bad_parameters_get_a_sensible_page(client, query):
    NeedFactory(title="Betten")
    assert titles(client, f"/bedarfe/?{query}") == ["Betten"]


def test_the_thirty_first_is_on_the_second_page(client):
    NeedFactory.create_batch(31)
    assert [len(titles(client, f"/bedarfe/?seite={number}")) for number in (1, 2)] == [30, 1]


def test_an_empty_list_still_helps(client):
    NeedFactory()
    page = page_of(client, "/bedarfe/?thema=bildung")
    assert "Hier fehlt gerade nichts" in page
    assert 'href="?thema=wohnen"' in page
    assert "/angebote/neu/" in page
    assert "ukrainehilfe@arnsberg.de" in page


def test_a_text_without_a_translation_is_marked_as_german(client):
    need = NeedFactory(title_de="Kinderbetten", title_uk="", description_de="Drei", description_uk="Три")
    page = client.get(f"/uk{need.get_absolute_url()}").content.decode()
    assert '<h1 lang="de">Kinderbetten</h1>' in page
    assert re.search(r'<div class="prose"\s*>', page)
    assert 'lang="de">Kinderbetten</a>' in client.get("/uk/bedarfe/").content.decode()
    assert 'lang="de">Kinderbetten</a>' in client.get("/uk/").content.decode()


def test_a_covered_need_says_so_and_shows_the_public_offers_that_help(client):
    need = NeedFactory()
    needs.cover_with(need, OfferFactory(title="Möbellager"), wholly=False, now=NOW)
    needs.cover_with(need, OfferFactory(title="Geheimnis", submitted=True), wholly=True, now=NOW)
    page = page_of(client, need.get_absolute_url())
    assert "Dieser Bedarf ist gedeckt" in page
    assert ("Möbellager" in page, "Geheimnis" in page, "Ich kann helfen" in page) == (True, False, False)


@pytest.mark.parametrize(
    ("path", "most"), [("/bedarfe/", 3), ("/bedarfe/?thema=wohnen&stadtteil=neheim&sprache=uk", 3), ("/", 4)]
)
def test_a_list_takes_a_fixed_number_of_statements_for_one_and_thirty_needs(client, path, most):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    values = {"district": district("neheim"), "language": Language.objects.get(code="uk")}
    NeedFactory(**values)
    with_one = statements()
    NeedFactory.create_batch(30, **values)
    assert (with_one, statements()) == (most, most)


def test_a_detail_takes_a_fixed_number_of_statements_for_one_and_thirty_offers(client):
    need = NeedFactory(description="Für drei Familien", district=district("neheim"))

    def statements():
        with CaptureQueriesContext(connection) as captured:
            client.get(need.get_absolute_url())
        return len(captured)

    OfferFactory(title="Kinderbetten", theme=need.theme, fresh_on=timezone.localdate())
    with_one = statements()
    OfferFactory.create_batch(30, title="Kinderbetten", theme=need.theme, fresh_on=timezone.localdate())
    assert with_one == statements() <= 12


def test_a_need_says_at_which_table_it_began(client):
    need = NeedFactory()
    ResultFactory(need=need)
    assert "entstanden am Thementisch" in page_of(client, need.get_absolute_url())


# An offer made for a need


def test_a_new_offer_for_a_need_is_filled_in_and_remembers_it(client):
    need = NeedFactory(title="Kinderbetten", district=district("neheim"), language=Language.objects.get(code="uk"))
    path = f"/angebote/neu/?bedarf={need.pk}"
    form = client.get(path).context["form"]
    assert (form["theme"].value(), form["district"].value()) == (need.theme_id, need.district_id)
    assert form["languages"].value() == ["uk"]
    preview = client.post(path, answers(stamp=stamp_of(client, path), send="")).content.decode()
    assert "Antwort auf:" in preview
    client.post(path, answers(stamp=stamp_of(client, path), theme=need.theme_id))
    assert Offer.objects.get().for_need == need


@pytest.mark.parametrize("key", ["", "x", "0", "-1", "²", "9" * 30, "%00"])
def test_an_offer_for_no_need_is_an_offer_like_any_other(client, key):
    path = f"/angebote/neu/?bedarf={key}"
    assert "Antwort auf:" not in client.get(path).content.decode()
    client.post(path, answers(stamp=stamp_of(client, path)))
    assert Offer.objects.get().for_need is None


def test_an_offer_for_a_need_that_was_covered_meanwhile_is_taken_all_the_same(client):
    need = NeedFactory(status=Status.COVERED)
    path = f"/angebote/neu/?bedarf={need.pk}"
    client.post(path, answers(stamp=stamp_of(client, path)))
    assert Offer.objects.count() == 1


# The office is reminded


def kinds(today=TODAY):
    return [task.kind for task in worklist.tasks(today, UserFactory()) if task.kind.startswith("Bedarf")]


def test_the_worklist_asks_whether_an_offer_made_for_a_need_covers_it():
    need = NeedFactory()
    offer = OfferFactory(for_need=need, email="mira@example.org")
    OfferFactory(for_need=need, submitted=True)
    assert kinds() == ["Bedarf gedeckt?"]
    needs.cover_with(need, offer, wholly=False, now=NOW)
    assert kinds() == []


def test_the_worklist_forgets_an_offer_that_does_not_cover_the_need_after_all():
    need = NeedFactory()
    offer = OfferFactory(for_need=need, email="mira@example.org")
    needs.uncover(need, offer)
    offer.refresh_from_db()
    assert (kinds(), offer.for_need) == ([], None)


@pytest.mark.parametrize(("days", "found"), [(-1, ["Bedarf noch aktuell?"]), (0, []), (1, [])])
def test_the_worklist_asks_once_the_urgent_days_are_over(days, found):
    NeedFactory(urgent_until=TODAY + timedelta(days=days))
    NeedFactory(urgent_until=TODAY - timedelta(days=9), status=Status.COVERED)
    assert kinds() == found


@pytest.mark.parametrize(("days", "left"), [(729, 1), (731, 0)])
def test_a_closed_need_is_deleted_after_two_years(days, left):
    NeedFactory(status=Status.DROPPED, closed_at=NOW)
    night("offers", NOW + timedelta(days=days))
    assert Need.objects.count() == left


def test_home_lists_three_needs_with_their_facts_and_links(client):
    NeedFactory.create_batch(4, theme=ThemeArea.objects.get(slug="wohnen"), number=3)
    page = page_of(client, "/")
    assert len(re.findall(r'href="/bedarfe/\d+/"', page)) == 3
    assert 'href="/bedarfe/">Alle Bedarfe ansehen</a>' in page
