"""Who gets calls has asked for them, from an address that is theirs, and can end it with one click."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from arnsberg_hilfe.core.models import District, OutgoingMail
from network.workflow import registering
from offers import links
from offers.models import Subscriber, ThemeArea
from offers.workflow import submission, subscribing
from tests.factories import NOW, OfferFactory, RegistrationFactory, SubscriberFactory, ThemeTableFactory, UserFactory
from tests.interruptions import everything, killed_anywhere, mail_jobs
from tests.nights import night

pytestmark = pytest.mark.django_db
PAGE = "/bedarfe/aufrufe/"
EMAIL = "tara@example.org"


def theme(slug="wohnen"):
    """A transactional test has lost what the migrations have written."""
    values = {"number": 5, "name": "Wohnen und Familie", "intro": "Wohnen", "icon": "home", "colour": "teal"}
    return ThemeArea.objects.get_or_create(slug=slug, defaults=values)[0]


def stamp_of(client):
    return re.search(r'name="stamp" value="([^"]+)"', client.get(PAGE).content.decode())[1]


def ask(client, **changes):
    answers = {"email": EMAIL, "consent_given": "on", "themes": [theme().pk], "stamp": stamp_of(client)}
    return client.post(PAGE, answers | changes)


def link_in(mail):
    return re.search(r"http://testserver(/bedarfe/\S+)", mail.text)[1]


def path(page, purpose, subscriber):
    return reverse(page, args=[purpose.token(subscriber.pk)])


def slugs(subscriber):
    return sorted(subscriber.themes.values_list("slug", flat=True))


# Asking and confirming


def test_an_address_is_confirmed_before_anything_is_sent_to_it(client):
    neheim = District.objects.get(slug="neheim")
    assert (
        ask(client, district=neheim.pk, languages=["uk"], name="Tara Test").headers["Location"].endswith("/angemeldet/")
    )

    asked = Subscriber.objects.get()
    assert (asked.confirmed_at, asked.consent, asked.district) == (None, subscribing.CONSENT, neheim)
    assert not Subscriber.objects.willing().exists()
    link = link_in(OutgoingMail.objects.get())
    assert EMAIL in client.get(link).content.decode()
    assert not Subscriber.objects.willing().exists()

    for _click in range(2):
        assert "/verwalten/" in client.post(link).headers["Location"]

    found = Subscriber.objects.willing().get()
    assert (slugs(found), [one.pk for one in found.languages.all()]) == (["wohnen"], ["uk"])


def test_without_consent_nothing_is_kept(client):
    assert "consent_given" in ask(client, consent_given="").context["form"].errors
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("state", ["new", "unconfirmed", "confirmed", "declined"])
def test_the_page_says_the_same_to_everybody(client, state):
    if state != "new":
        SubscriberFactory(email=EMAIL, **({state: True} if state != "confirmed" else {}))

    answer = ask(client, email=EMAIL.upper())

    assert answer.headers["Location"] == "/bedarfe/aufrufe/angemeldet/"
    assert Subscriber.objects.count() == OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("more", [{}, {"declined": True}])
def test_a_known_address_gets_a_link_and_nothing_is_changed(client, more):
    known = SubscriberFactory(email=EMAIL, **more)

    ask(client, name="Frida Fremd")

    after = Subscriber.objects.get()
    assert (after.name, after.declined_at, slugs(after)) == (known.name, known.declined_at, [])
    assert "/bedarfe/aufrufe/verwalten/" in link_in(OutgoingMail.objects.get())


def test_of_an_unconfirmed_wish_the_last_one_counts(client):
    ask(client)
    ask(client, themes=[theme("kultur").pk])

    assert slugs(Subscriber.objects.get()) == ["kultur"]


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_ten_times_at_once_is_kept_once():
    def run(_number):
        try:
            wish = Subscriber(email=EMAIL)
            subscribing.subscribe(wish, [], [], now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, range(10)))

    assert Subscriber.objects.count() == 1
    assert OutgoingMail.objects.filter(purpose="calls-confirm").count() <= 2


@pytest.mark.django_db(transaction=True)
def test_asking_is_all_or_nothing():
    housing, jobs = theme(), mail_jobs()

    killed_anywhere(lambda: subscribing.subscribe(Subscriber(email=EMAIL), [housing], [], now=NOW))

    assert (slugs(Subscriber.objects.get()), mail_jobs()) == (["wohnen"], jobs + 1)


# The links


@pytest.mark.parametrize(
    ("page", "purpose", "status"),
    [
        ("needs:confirm_calls", links.CONFIRM_CALLS, 200),
        ("needs:manage_calls", links.MANAGE_CALLS, 200),
        ("needs:stop_calls", links.STOP_CALLS, 200),
    ],
)
def test_opening_a_link_changes_nothing(client, page, purpose, status):
    url = path(page, purpose, SubscriberFactory(unconfirmed=True))
    before = everything()
    for get in [client.get, client.head] * 5:
        assert get(url).status_code == status
    assert everything() == before


@pytest.mark.parametrize("page", ["confirm_calls", "manage_calls", "stop_calls"])
def test_a_link_that_is_over_or_meant_for_another_purpose_says_so(client, page):
    person = SubscriberFactory()
    other = links.MANAGE_CALLS if page != "manage_calls" else links.STOP_CALLS
    token = other.token(person.pk)

    for word in (token, "kein-link"):
        for send in (client.get, client.post):
            assert send(reverse(f"needs:{page}", args=[word])).status_code == 410
    person.delete()
    assert client.get(path(f"needs:{page}", other, SubscriberFactory())).status_code == 410


def test_one_click_ends_it_and_nothing_but_the_address_stays(client):
    person = SubscriberFactory(email=EMAIL, district=District.objects.get(slug="neheim"))
    person.themes.add(theme())
    url = path("needs:stop_calls", links.STOP_CALLS, person)

    for _click in range(2):
        assert client.post(url).status_code == 302

    person.refresh_from_db()
    assert (person.email, person.name, person.district, slugs(person)) == (EMAIL, "", None, [])
    assert not Subscriber.objects.willing().exists()
    assert "Das ist notiert" in client.get(url).content.decode()


def test_its_owner_changes_what_they_want_to_hear_of(client):
    person = SubscriberFactory()
    url = path("needs:manage_calls", links.MANAGE_CALLS, person)

    assert client.post(url, {"themes": [theme("kultur").pk], "mail_language": "uk"}).status_code == 302

    person.refresh_from_db()
    assert (slugs(person), person.mail_language, person.consented_at) == (["kultur"], "uk", NOW)


def test_who_had_said_no_must_agree_anew(client):
    person = SubscriberFactory(declined=True)
    url = path("needs:manage_calls", links.MANAGE_CALLS, person)

    assert client.post(url, {"mail_language": "de"}).context["form"].errors
    assert not Subscriber.objects.willing().exists()
    client.post(url, {"mail_language": "de", "consent_given": "on"})

    assert Subscriber.objects.willing().get().consented_at > NOW


# From other forms


@pytest.mark.parametrize(("wants", "count"), [(False, 0), (True, 1)])
def test_who_offers_help_may_ask_for_calls_with_it(wants, count):
    neheim = District.objects.get(slug="neheim")
    offer = OfferFactory(submitted=True, email=EMAIL, wants_calls=wants, district=neheim, mail_language="uk")
    assert not Subscriber.objects.exists()

    submission.confirm(offer, now=NOW)

    found = list(Subscriber.objects.willing())
    assert len(found) == count
    for one in found:
        kept = (one.email, one.district, one.mail_language, one.consent, slugs(one))
        assert kept == (EMAIL, neheim, "uk", subscribing.CONSENT_WITH_OFFER, ["kultur"])


@pytest.mark.parametrize(("wants", "count"), [(False, 0), (True, 1)])
def test_a_guest_of_a_meeting_may_ask_for_calls_about_the_wished_tables(wants, count):
    table = ThemeTableFactory(theme=theme())
    guest = RegistrationFactory(unconfirmed=True, meeting=table.meeting, email=EMAIL, wish_1=table, wants_calls=wants)

    registering.confirm(guest, now=NOW)

    assert [(one.email, slugs(one)) for one in Subscriber.objects.willing()] == [(EMAIL, ["wohnen"])] * count


@pytest.mark.parametrize("url", ["/angebote/neu/", None])
def test_the_box_is_not_ticked_beforehand(client, url):
    if url is None:
        url = f"/treffen/{ThemeTableFactory(meeting__coming=True).meeting.slug}/anmelden/"

    box = re.search(r'<input[^>]*name="wants_calls"[^>]*>', client.get(url).content.decode())[0]

    assert "checked" not in box


@pytest.mark.parametrize(("before", "after"), [([], []), (["bildung"], ["bildung", "kultur"])])
def test_who_gets_calls_already_keeps_what_they_chose(before, after):
    person = SubscriberFactory(email=EMAIL)
    person.themes.set(ThemeArea.objects.filter(slug__in=before))

    subscribing.join(Subscriber(email=EMAIL, consent="neu"), [theme("kultur")], now=NOW)

    person.refresh_from_db()
    assert (slugs(person), person.consent) == (after, "Formular Aufrufe, Fassung 1")


@pytest.mark.parametrize("state", ["declined", "unconfirmed"])
def test_a_yes_in_another_form_ends_an_earlier_no(state):
    SubscriberFactory(email="Tara@example.org", **{state: True})

    subscribing.join(Subscriber(email=EMAIL, consent="neu"), [theme()], now=NOW)

    assert [(one.consent, slugs(one)) for one in Subscriber.objects.willing()] == [("neu", ["wohnen"])]


# What time does


def test_an_address_that_nobody_confirms_is_erased_and_a_no_is_kept():
    SubscriberFactory(unconfirmed=True)
    SubscriberFactory(unconfirmed=True, declined=True)
    SubscriberFactory()

    assert night("offers", NOW + timedelta(days=6))["unconfirmed"] == 0
    assert night("offers", NOW + timedelta(days=8))["unconfirmed"] == 1
    assert Subscriber.objects.count() == 2


@pytest.mark.parametrize("page", ["subscriber", "call"])
def test_staff_find_addresses_and_calls_in_the_administration(client, page):
    SubscriberFactory(email=EMAIL)
    client.force_login(UserFactory(admin=True))

    response = client.get(f"/admin/offers/{page}/?q=tara")

    assert response.status_code == 200
    assert client.get(f"/admin/offers/{page}/add/").status_code == (200 if page == "subscriber" else 403)
