import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arnsberg_hilfe.core.models import District, OutgoingMail
from offers.models import Need, NeedReply, Offer
from offers.workflow import needs
from tests.factories import NOW, TODAY, NeedFactory, OfferFactory, UserFactory, moderator
from tests.offers.test_need_replies import VISITOR, reply_to

pytestmark = pytest.mark.django_db
Status = Need.Status


@pytest.fixture
def staff(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def need():
    return NeedFactory(title="Kinderbetten")


def team(need, step=""):
    return f"/team/bedarfe/{need.pk}/{step}"


def page_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def post(client, path, **data):
    return client.post(path, data, follow=True).content.decode()


def edited(need, **changes):
    data = {"title_de": need.title_de, "description_de": "", "theme": need.theme_id}
    return data | changes


def paths(need):
    reply = reply_to(need, status="open", answer_by=TODAY)
    posted = [team(need, "schritt/"), team(need, "deckung/"), f"/team/bedarfe/antwort/{reply.pk}/"]
    return ["/team/bedarfe/", "/team/bedarfe/neu/", team(need)], posted


def test_nobody_but_the_office_sees_or_does_anything(client, need):
    shown, posted = paths(need)
    assert {client.get(path).status_code for path in shown} == {302}
    assert all("/anmelden/" in client.post(path, {"step": "cover"}).headers["Location"] for path in posted)
    for user in (UserFactory(is_staff=False), moderator()):
        client.force_login(user)
        assert {client.get(path).status_code for path in shown} == {404}
        assert {client.post(path, {"step": "cover"}).status_code for path in [*shown, *posted]} == {404}
    need.refresh_from_db()
    assert (need.status, OutgoingMail.objects.count()) == (Status.OPEN, 0)


def test_drafts_come_first_then_the_open_ones_and_the_closed_ones_are_folded(client, staff):
    for status in (Status.COVERED, Status.OPEN, Status.DROPPED, Status.DRAFT):
        NeedFactory(title=f"So {status}", status=status)
    page = page_of(client, "/team/bedarfe/")
    places = [page.index(f"So {status}") for status in ("draft", "open")]
    folded = page.index('<details class="accordion">')
    assert places == sorted(places)
    assert max(places) < folded < min(page.index(f"So {status}") for status in ("covered", "dropped"))


def test_an_open_need_says_how_many_replies_wait_and_how_many_offers_are_near(client, staff, need):
    for key, status in [("a", "open"), ("b", "open"), ("c", "done"), ("d", "unconfirmed")]:
        reply_to(need, key=key, status=status, answer_by=TODAY)
    OfferFactory(theme=need.theme)
    page = page_of(client, "/team/bedarfe/")
    assert "2 Antworten warten" in page
    assert "1 Angebot in der Nähe" in page


def test_the_list_is_narrowed_by_theme_and_stadtteil(client, staff, need):
    NeedFactory(title="Sofas", district=District.objects.get(slug="huesten"))
    page = page_of(client, "/team/bedarfe/?stadtteil=neheim&thema=wohnen")
    assert ("Kinderbetten" in page, "Sofas" in page) == (True, False)
    assert "Kinderbetten" not in page_of(client, "/team/bedarfe/?thema=kultur")
    assert "Kinderbetten" in page_of(client, "/team/bedarfe/?thema=quatsch")


def test_pages_take_a_fixed_number_of_statements_for_one_and_thirty_records(client, staff, need):
    def statements(path):
        with CaptureQueriesContext(connection) as captured:
            page_of(client, path)
        return len(captured)

    def fill(count, start=0):
        NeedFactory.create_batch(count, status=Status.DRAFT)
        NeedFactory.create_batch(count)
        NeedFactory.create_batch(count, status=Status.COVERED)
        for number in range(start, start + count):
            reply = {"key": str(number), "status": "done", "done_by": staff, "offer": OfferFactory(theme=need.theme)}
            reply_to(need, **reply)
            need.covered_by.add(OfferFactory())

    fill(1)
    few = [statements(path) for path in ("/team/bedarfe/", team(need))]
    fill(30, start=1)
    assert [statements(path) for path in ("/team/bedarfe/", team(need))] == few


def test_a_new_need_is_a_draft_until_it_is_published(client, staff, need):
    path = client.post("/team/bedarfe/neu/", edited(need, title_de="Sofas", number=2)).headers["Location"]
    made = Need.objects.get(title_de="Sofas")
    assert (made.status, made.number, path) == (Status.DRAFT, 2, team(made))
    post(client, team(made, "schritt/"), step="publish")
    assert client.get(made.get_absolute_url()).status_code == 200


def test_a_need_without_a_title_is_not_saved(client, staff, need):
    assert client.post("/team/bedarfe/neu/", edited(need, title_de="")).context["form"].errors.keys() == {"title_de"}
    assert client.post(team(need), edited(need, title_de="")).context["form"].errors.keys() == {"title_de"}


def test_editing_writes_what_was_changed_and_nothing_else(client, staff, need):
    stale = Need.objects.get()
    stale.title_uk = "Дитячі ліжка"
    needs.take("cover", need, now=NOW)
    needs.write(stale, ["title_uk"])
    need.refresh_from_db()
    assert (need.status, need.title_uk) == (Status.COVERED, "Дитячі ліжка")
    client.post(team(need), edited(need, title_de="Betten", title_uk=need.title_uk, internal_note="eilt"))
    need.refresh_from_db()
    assert (need.title, need.status, need.internal_note) == ("Betten", Status.COVERED, "eilt")


@pytest.mark.parametrize("step", ["cover", "drop"])
def test_who_comes_second_is_told_so(client, staff, need, step):
    needs.take("cover", need, now=NOW)
    assert "Der Status ist inzwischen »gedeckt«" in post(client, team(need, "schritt/"), step=step)


def test_an_unknown_step_is_no_step(client, staff, need):
    assert client.post(team(need, "schritt/"), {"step": "delete"}).status_code == 404


@pytest.mark.parametrize(("step", "status"), [("wholly", Status.COVERED), ("partly", Status.OPEN)])
def test_an_offer_covers_the_need_wholly_or_in_part(client, staff, need, step, status):
    offer = OfferFactory(title="Möbellager", theme=need.theme)
    assert "Gedeckt durch" in post(client, team(need, "deckung/"), step=step, offer=offer.pk)
    need.refresh_from_db()
    assert (need.status, [*need.covered_by.all()]) == (status, [offer])
    post(client, team(need, "deckung/"), step="remove", offer=offer.pk)
    assert not need.covered_by.exists()


def test_two_who_cover_a_need_at_once_count_one_offer(client, staff, need):
    first, second = OfferFactory.create_batch(2, theme=need.theme)
    post(client, team(need, "deckung/"), step="wholly", offer=first.pk)
    assert "inzwischen »gedeckt«" in post(client, team(need, "deckung/"), step="wholly", offer=second.pk)
    assert [*need.covered_by.all()] == [first]


@pytest.mark.parametrize("offer", ["", "x", "²", "0", "9" * 30, "-1"])
def test_no_offer_covers_nothing(client, staff, need, offer):
    assert client.post(team(need, "deckung/"), {"step": "wholly", "offer": offer}).status_code == 404


def test_an_offer_that_is_not_current_covers_nothing(client, staff, need):
    offer = OfferFactory(submitted=True)
    assert client.post(team(need, "deckung/"), {"step": "wholly", "offer": offer.pk}).status_code == 404


def test_what_was_made_for_the_need_can_be_turned_down(client, staff, need):
    offer = OfferFactory(for_need=need)
    assert "als Antwort auf diesen Bedarf eingestellt" in page_of(client, team(need))
    post(client, team(need, "deckung/"), step="remove", offer=offer.pk)
    assert Offer.objects.get().for_need is None


def test_the_offices_answer_reaches_the_writer_and_closes_the_reply(client, staff, need):
    reply = reply_to(need, status="open", answer_by=TODAY)
    assert "Ich habe zwei Betten." in page_of(client, team(need))
    post(client, f"/team/bedarfe/antwort/{reply.pk}/", step="answer", text="Gern, morgen um 10 Uhr?")
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.reply_to, mail.language) == (VISITOR, "ukrainehilfe@arnsberg.de", "uk")
    assert "> Gern, morgen um 10 Uhr?" in mail.text
    reply.refresh_from_db()
    assert (reply.status, reply.done_by) == (NeedReply.Status.DONE, staff)
    post(client, f"/team/bedarfe/antwort/{reply.pk}/", step="answer", text="Noch einmal")
    assert OutgoingMail.objects.count() == 1


def test_an_offer_named_in_a_reply_covers_the_need_with_one_click(client, staff, need):
    offer = OfferFactory(title="Chor")
    reply_to(need, status="open", answer_by=TODAY, offer=offer)
    button = f'name="offer" value="{offer.pk}"'
    assert button in page_of(client, team(need))
    needs.cover_with(need, offer, wholly=False, now=NOW)
    assert page_of(client, team(need)).count('value="wholly"') == 0


def test_a_reply_is_closed_without_an_answer(client, staff, need):
    reply = reply_to(need, status="open", answer_by=TODAY)
    post(client, f"/team/bedarfe/antwort/{reply.pk}/", step="close")
    reply.refresh_from_db()
    assert (reply.status, OutgoingMail.objects.count()) == (NeedReply.Status.DONE, 0)
    again = post(client, f"/team/bedarfe/antwort/{reply.pk}/", step="close")
    assert "inzwischen »erledigt«" in again


def test_an_answer_without_words_is_asked_for_at_its_reply(client, staff, need):
    reply = reply_to(need, status="open", answer_by=TODAY)
    response = client.post(f"/team/bedarfe/antwort/{reply.pk}/", {"step": "answer", "text": ""})
    assert response.context["answer_form"].errors.keys() == {"text"}
    assert NeedReply.objects.get().status == NeedReply.Status.OPEN


def test_unconfirmed_replies_are_nobodys_to_read(client, staff, need):
    reply = reply_to(need)
    assert "Ich habe zwei Betten." not in page_of(client, team(need))
    assert client.post(f"/team/bedarfe/antwort/{reply.pk}/", {"step": "close"}).status_code == 404


def test_the_admin_leads_to_the_staff_page_and_changes_no_reply(client, need):
    client.force_login(UserFactory(admin=True))
    reply = reply_to(need, status="open", answer_by=TODAY)
    assert team(need) in client.get(f"/admin/offers/need/{need.pk}/change/").content.decode()
    assert "Ich habe zwei Betten." in client.get(f"/admin/offers/needreply/{reply.pk}/change/").content.decode()
    assert client.get("/admin/offers/needreply/add/").status_code == 403
