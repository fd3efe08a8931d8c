import re
from datetime import timedelta

import pytest
from django.utils import timezone

from arnsberg_hilfe.core.models import OutgoingMail
from offers import links
from offers.models import Message, Offer, Report, Status
from offers.workflow import messaging, steps, upkeep
from tests.factories import NOW, TODAY, ContactPointFactory, OfferFactory
from tests.nights import night
from tests.offers.test_submission import stamp_of

pytestmark = pytest.mark.django_db
PROVIDER, VISITOR = "mira@example.org", "taras@example.org"


@pytest.fixture
def offer():
    return OfferFactory(
        slug="chor", title="Chor", email=PROVIDER, email_confirmed_at=NOW, fresh_on=timezone.localdate()
    )


def write(client, path="/angebote/chor/kontakt/", **changes):
    data = {"name": "Taras Test", "email": VISITOR, "text": "Ist noch Platz?", "stamp": stamp_of(client, path)}
    return client.post(path, data | changes)


def mails():
    return list(OutgoingMail.objects.order_by("pk").values_list("purpose", "to"))


def test_a_message_travels_without_showing_an_address_until_it_is_answered(client, offer):
    write(client)
    assert mails() == [("message-confirm", VISITOR)]
    first = OutgoingMail.objects.get()
    assert "Ist noch Platz?" not in first.text + first.subject
    message = Message.objects.get()
    client.post(f"/angebote/nachricht/{links.CONFIRM_MESSAGE.token(message.pk)}/")
    relayed = OutgoingMail.objects.get(purpose="message-relayed")
    assert relayed.to == PROVIDER
    assert VISITOR not in relayed.text + relayed.html + relayed.reply_to
    assert "> Ist noch Platz?" in relayed.text
    client.post(f"/angebote/antwort/{links.ANSWER_MESSAGE.token(message.pk)}/", {"text": "Ja, kommen Sie."})
    answer = OutgoingMail.objects.get(purpose="message-answered")
    assert (answer.to, answer.reply_to) == (VISITOR, PROVIDER)
    assert "> Ja, kommen Sie." in answer.text


def test_links_ask_first_and_a_second_click_does_nothing(client, offer):
    write(client)
    link = f"/angebote/nachricht/{links.CONFIRM_MESSAGE.token(Message.objects.get().pk)}/"
    for _ in range(5):
        client.get(link)
        client.head(link)
    assert len(mails()) == 1
    client.post(link)
    client.post(link)
    assert len(mails()) == 2
    answer = f"/angebote/antwort/{links.ANSWER_MESSAGE.token(Message.objects.get().pk)}/"
    client.post(answer, {"text": "Ja"})
    page = client.post(answer, {"text": "Nein"}, follow=True).content.decode()
    assert "schon geantwortet" in page
    assert Message.objects.get().answer == "Ja"


def test_a_message_to_an_office_reaches_its_role_address(client):
    OfferFactory(
        slug="chor", contact_point=ContactPointFactory(email="stelle@example.org"), fresh_on=timezone.localdate()
    )
    write(client)
    messaging.relay(Message.objects.get(), now=NOW)
    assert ("message-relayed", "stelle@example.org") in mails()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "x" * 2001}, "text"),
        ({"text": ""}, "text"),
        ({"email": "x@example.org\r\nBcc: y@example.org"}, "email"),
        ({"name": "x" * 300}, "name"),
        ({"internet_site": "http://example.org"}, "internet_site"),
    ],
)
def test_bad_messages_get_an_error_beside_their_field(client, offer, changes, field):
    response = write(client, **changes)
    assert field in response.context["form"].errors
    assert not Message.objects.exists()


def test_the_same_form_sent_again_is_one_message(client, offer):
    stamp = stamp_of(client, "/angebote/chor/kontakt/")
    for _ in range(3):
        assert write(client, stamp=stamp).headers["Location"] == "/angebote/nachricht/gesendet/"
    assert (Message.objects.count(), len(mails())) == (1, 1)


@pytest.mark.parametrize("changes", [{"email_confirmed_at": None}, {"status": Status.ENDED}, {"status": Status.PAUSED}])
def test_nobody_writes_where_nobody_reads(client, offer, changes):
    Offer.objects.update(**changes)
    assert client.get("/angebote/chor/kontakt/").status_code == 404


def test_anybody_reports_a_mistake_without_a_name(client, offer):
    path = "/angebote/chor/hinweis/"
    data = {"kind": "outdated", "text": "Gibt es nicht mehr.", "stamp": stamp_of(client, path)}
    assert client.post(path, data).headers["Location"] == "/angebote/chor/"
    assert (Report.objects.get().kind, Report.objects.get().email) == ("outdated", "")
    client.post(path, data)
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("days", "asked_times", "asked"), [(74, 0, 0), (75, 0, 1), (89, 1, 0), (90, 1, 1), (120, 2, 0)]
)
def test_providers_are_asked_after_75_and_90_days(days, asked_times, asked):
    OfferFactory(email=PROVIDER, asked_times=asked_times)
    now = NOW + timedelta(days=days)
    assert upkeep.ask_providers(now=now) == asked
    assert upkeep.ask_providers(now=now) == 0
    assert len(mails()) == asked


def test_without_an_address_nobody_is_asked_and_the_ended_are_left_alone():
    OfferFactory(email="")
    OfferFactory(email=PROVIDER, valid_until=TODAY)
    assert upkeep.ask_providers(now=NOW + timedelta(days=80)) == 0


@pytest.mark.parametrize(("days", "status"), [(179, Status.PUBLISHED), (180, Status.PAUSED)])
def test_what_nobody_confirms_pauses_after_180_days(days, status):
    OfferFactory()
    upkeep.pause_unconfirmed(now=NOW + timedelta(days=days))
    assert Offer.objects.get().status == status


@pytest.mark.parametrize(
    "confirm",
    [
        lambda offer, now: offer.confirm("telefonisch, MM", now=now),
        lambda offer, now: steps.still_holds(offer, now=now),
        lambda offer, now: (offer.pause(), steps.take("resume", offer, now=now)),
    ],
    ids=["by phone", "by button", "by ending a pause"],
)
def test_whoever_confirms_the_questions_begin_anew(offer, confirm):
    Offer.objects.update(fresh_on=TODAY, asked_times=2, asked_on=TODAY)
    now = NOW + timedelta(days=185)
    confirm(Offer.objects.get(), now)
    assert upkeep.pause_unconfirmed(now=now) == 0
    assert upkeep.ask_providers(now=now + timedelta(days=74)) == 0
    assert upkeep.ask_providers(now=now + timedelta(days=75)) == 1


@pytest.mark.parametrize("language", ["de", "uk"])
def test_one_button_answers_whether_an_offer_still_holds(client, offer, language):
    Offer.objects.update(fresh_on=TODAY, asked_times=1, mail_language=language)
    upkeep.ask_providers(now=NOW + timedelta(days=91))
    link = re.search(r"http://testserver(\S*/angebote/frage/\S+)", OutgoingMail.objects.get().text)[1]
    assert link.startswith("/uk/") is (language == "uk")
    client.get(link)
    assert Offer.objects.get().fresh_on == TODAY
    client.post(link, {"answer": "yes"})
    saved = Offer.objects.get()
    assert (saved.fresh_on, saved.asked_times) == (timezone.localdate(), 0)


def test_an_answer_can_also_be_that_it_is_over(client, offer):
    link = f"/angebote/frage/{links.STILL_VALID.token(offer.pk)}/"
    assert client.post(link, {"answer": "vielleicht"}).status_code == 404
    client.post(link, {"answer": "no"})
    assert Offer.objects.get().status == Status.ENDED
    assert "bearbeiten" in client.post(link, {"answer": "changed"}).headers["Location"]


def test_what_was_never_confirmed_is_deleted_after_a_week(client, offer):
    write(client)
    OfferFactory(submitted=True, created_at=timezone.now())
    kept, later = Offer.objects.count(), timezone.now() + timedelta(days=8)
    assert set(night("offers", timezone.now()).values()) == {0}
    counts = night("offers", later)
    assert counts["unconfirmed"] == 2
    assert (Offer.objects.count(), Message.objects.count()) == (kept - 1, 0)
