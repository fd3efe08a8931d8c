import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from arnsberg_hilfe.core.deadlines import answer_by
from arnsberg_hilfe.core.models import OutgoingMail
from offers import links
from offers.models import Event, Offer, Status, ThemeArea
from offers.workflow import submission
from tests.factories import NOW, OfferFactory, UserFactory

FORM = "/angebote/neu/"


@pytest.fixture
def themes(db):
    return {theme.slug: theme.pk for theme in ThemeArea.objects.all()}


def stamp_of(client, path=FORM):
    return re.search(r'name="stamp" value="([^"]+)"', client.get(path).content.decode())[1]


def answers(**changes):
    theme = ThemeArea.objects.get(slug="kultur").pk
    return {
        "kind": "angebot",
        "theme": theme,
        "title_text": "Singkreis",
        "summary_text": "Wir singen.",
        "pillar": "ehrenamt",
        "provider": "Mira Muster",
        "email": "mira@example.org",
        "consent": "on",
        "send": "1",
    } | changes


def send(client, path=FORM, **changes):
    return client.post(path, answers(stamp=changes.pop("stamp", None) or stamp_of(client, path), **changes))


@pytest.mark.django_db
def test_an_offer_is_submitted_confirmed_and_waits_for_review(client):
    response = send(client)
    assert response.headers["Location"] == "/angebote/neu/eingereicht/"
    offer = Offer.objects.get()
    assert (offer.status, offer.title_de, offer.email_public) == (Status.SUBMITTED, "Singkreis", False)
    mail = OutgoingMail.objects.get()
    link = re.search(r"http://testserver(/angebote/bestaetigen/\S+)", mail.text)[1]
    assert "Singkreis" not in mail.text
    assert "Singkreis" in client.get(link).content.decode()
    assert Offer.objects.get().status == Status.SUBMITTED
    assert client.post(link).headers["Location"] == "/angebote/bestaetigen/danke/"
    offer.refresh_from_db()
    assert offer.status == Status.EMAIL_CONFIRMED
    assert offer.answer_by > timezone.localdate()
    assert [event.kind for event in offer.events.order_by("pk")] == [Event.Kind.SUBMITTED, Event.Kind.EMAIL_CONFIRMED]
    assert OutgoingMail.objects.count() == 2


@pytest.mark.django_db
def test_getting_a_mail_link_changes_nothing_and_posting_twice_is_posting_once(client):
    send(client)
    link = f"/angebote/bestaetigen/{links.CONFIRM.token(Offer.objects.get().pk)}/"
    for _ in range(10):
        client.get(link)
        client.head(link)
    assert Offer.objects.get().status == Status.SUBMITTED
    for _ in range(3):
        assert client.post(link).status_code == 302
    assert OutgoingMail.objects.filter(purpose="offer-received").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("make", [links.MANAGE.token, "quatsch {}".format, lambda _pk: links.CONFIRM.token(0)])
def test_a_wrong_link_is_answered_with_a_way_on(client, make):
    send(client)
    response = client.post(f"/angebote/bestaetigen/{make(Offer.objects.get().pk)}/")
    assert response.status_code == 410
    assert "ukrainehilfe@arnsberg.de" in response.content.decode()


@pytest.mark.django_db
def test_the_preview_shows_the_card_and_saves_nothing(client):
    page = send(client, send="").content.decode()
    page = client.post(FORM, {key: value for key, value in answers(stamp=stamp_of(client)).items() if key != "send"})
    assert "So wird Ihr Angebot aussehen" in page.content.decode()
    assert not Offer.objects.exists()


@pytest.mark.django_db
def test_in_ukrainian_the_text_is_kept_as_ukrainian_and_the_mail_is_too(client):
    send(client, "/uk/angebote/neu/", title_text="Співоче коло", summary_text="Ми співаємо.")
    offer = Offer.objects.get()
    assert (offer.title_uk, offer.title_de, offer.mail_language) == ("Співоче коло", "Співоче коло", "uk")
    mail = OutgoingMail.objects.get()
    assert mail.language == "uk"
    assert "http://testserver/uk/angebote/bestaetigen/" in mail.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title_text": ""}, "title_text"),
        ({"title_text": "x" * 300}, "title_text"),
        ({"provider": "x" * 300}, "provider"),
        ({"title_text": "Chor\r\nBcc: alle@example.org"}, "title_text"),
        ({"provider": "Chor\nBcc: alle@example.org"}, "provider"),
        ({"website": "java\tscript:alert(1)"}, "website"),
        ({"valid_from": "2027-05-02", "valid_until": "2027-05-01"}, "valid_until"),
        ({"valid_from": "2027-13-01"}, "valid_from"),
        ({"description_text": "x" * 5_000_000}, "description_text"),
        ({"email": ""}, "email"),
        ({"email": "mira@example.org\nBcc: alle@example.org"}, "email"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"phone": "abends"}, "phone"),
        ({"phone_public": "on"}, "phone"),
        ({"theme": "999"}, "theme"),
        ({"kind": "quatsch"}, "kind"),
        ({"consent": ""}, "consent"),
        ({"internet_site": "https://example.org"}, "internet_site"),
        ({"title_text": "a\0b"}, "title_text"),
    ],
)
def test_bad_input_gets_an_error_beside_its_field_and_nothing_is_lost(client, changes, field):
    response = send(client, **changes)
    assert field in response.context["form"].errors
    assert not Offer.objects.exists()
    assert "Wir singen." in response.content.decode()


@pytest.mark.django_db
def test_what_is_too_large_to_be_read_is_answered_in_the_portals_own_words(client):
    response = send(client, description_text="x" * 13_000_000)
    assert response.status_code == 400
    assert "zu viel Text auf einmal" in response.content.decode()
    assert "ukrainehilfe@arnsberg.de" in response.content.decode()


@pytest.mark.django_db
def test_an_offer_says_from_when_to_when_it_holds(client):
    send(client, valid_from="2027-05-01", valid_until="2027-05-01")
    offer = Offer.objects.get()
    assert (offer.valid_from, offer.valid_until) == (date(2027, 5, 1), date(2027, 5, 1))


@pytest.mark.django_db
def test_the_same_form_twice_is_one_offer_and_one_mail(client):
    stamp = stamp_of(client)
    locations = {send(client, stamp=stamp).headers["Location"] for _ in range(3)}
    assert locations == {"/angebote/neu/eingereicht/"}
    assert (Offer.objects.count(), OutgoingMail.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_mailbox_cannot_be_flooded_and_one_link_confirms_everything(client):
    for number in range(8):
        send(client, title_text=f"Singkreis {number}")
    assert OutgoingMail.objects.count() == 1
    offer = Offer.objects.first()
    confirmed = submission.confirm(offer, now=timezone.now())
    assert len(confirmed) == 8
    assert set(Offer.objects.values_list("status", flat=True)) == {Status.EMAIL_CONFIRMED}


@pytest.mark.django_db
def test_too_many_forms_from_one_connection_get_a_sentence(client, monkeypatch):
    monkeypatch.setattr("arnsberg_hilfe.core.limits.Limit.allows", lambda *_args, **_options: False)
    response = send(client)
    assert "sehr viele Nachrichten" in response.content.decode()


@pytest.mark.django_db
def test_staff_write_down_an_offer_without_an_address():
    offer = OfferFactory.build(theme=ThemeArea.objects.get(slug="kultur"), slug="", email="", status=Status.SUBMITTED)
    submission.record(offer, [], by=UserFactory(), now=NOW)
    saved = Offer.objects.get()
    assert (saved.status, saved.source, saved.slug != "") == (Status.EMAIL_CONFIRMED, "phone", True)
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    ("day", "expected"), [(4, date(2026, 5, 7)), (7, date(2026, 5, 12)), (8, date(2026, 5, 13)), (9, date(2026, 5, 13))]
)
def test_an_answer_is_promised_within_three_working_days(day, expected):
    assert answer_by(NOW.replace(day=day)) == expected


@pytest.mark.django_db
def test_names_of_pages_are_no_names_of_offers(client):
    send(client, title_text="Neu")
    send(client, title_text="Verwalten")
    assert set(Offer.objects.values_list("slug", flat=True)) == {"neu-2", "verwalten-2"}


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_posts_of_one_form_give_one_offer_and_one_mail():
    ThemeArea.objects.get_or_create(
        slug="kultur", defaults={"number": 2, "name_de": "Kultur", "icon": "kultur", "colour": "magenta"}
    )
    stamp = stamp_of(Client())

    def post(_number):
        try:
            response = send(Client(), stamp=stamp)
            return response.status_code, response.headers.get("Location")
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answers_given = set(pool.map(post, range(20)))
    assert answers_given == {(302, "/angebote/neu/eingereicht/")}
    assert (Offer.objects.count(), OutgoingMail.objects.count(), Event.objects.count()) == (1, 1, 1)
