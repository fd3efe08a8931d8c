import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from arnsberg_hilfe.core.deadlines import answer_by
from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.portal import worklist
from offers import links
from offers.models import Kind, Need, NeedReply, ThemeArea
from offers.workflow import needs
from tests.factories import NOW, TODAY, NeedFactory, OfferFactory, UserFactory
from tests.interruptions import everything, failing_anywhere, killed_anywhere, mail_jobs
from tests.nights import night
from tests.offers.test_submission import stamp_of

VISITOR = "taras@example.org"
SENT = "/bedarfe/antwort/gesendet/"
Status = NeedReply.Status


@pytest.fixture
def need(db):
    return NeedFactory(title="Kinderbetten")


def path_of(need):
    return f"/bedarfe/{need.pk}/antwort/"


def write(client, need, **changes):
    data = {"name": "Taras Test", "email": VISITOR, "text": "Ich habe zwei Betten."}
    stamp = changes.pop("stamp", None) or stamp_of(client, path_of(need))
    return client.post(path_of(need), data | {"stamp": stamp} | changes)


def reply_to(need, **more):
    values = {"key": "k", "name": "Taras Test", "email": VISITOR, "text": "Ich habe zwei Betten.", "language": "uk"}
    return NeedReply.objects.create(need=need, **values | more)


def link_of(reply):
    return f"/bedarfe/antwort/{links.CONFIRM_REPLY.token(reply.pk)}/"


def mails():
    return list(OutgoingMail.objects.order_by("pk").values_list("purpose", "to"))


def test_a_reply_is_confirmed_by_mail_and_then_waits_for_the_office(client, need):
    assert write(client, need).headers["Location"] == SENT
    first = OutgoingMail.objects.get()
    assert "Betten" not in first.text + first.subject
    assert worklist.tasks(TODAY, UserFactory()) == []
    link = re.search(r"http://testserver(/bedarfe/antwort/\S+)", first.text)[1]
    assert "Ich habe zwei Betten." in client.get(link).content.decode()
    assert "Wir melden uns spätestens am" in client.post(link, follow=True).content.decode()
    reply = NeedReply.objects.get()
    assert (reply.status, reply.answer_by) == (Status.OPEN, answer_by(timezone.now()))
    assert mails() == [("need-reply-confirm", VISITOR), ("need-reply-received", VISITOR)]
    received = OutgoingMail.objects.get(purpose="need-reply-received")
    assert f"spätestens am {reply.answer_by.day}." in received.text
    assert [(task.kind, task.due) for task in worklist.tasks(TODAY, UserFactory())] == [
        ("Antwort auf einen Bedarf", reply.answer_by)
    ]


def test_the_link_asks_first_and_a_second_click_does_nothing(client, need):
    link, before = link_of(reply_to(need)), everything()
    for _ in range(5):
        client.get(link)
        client.head(link)
    assert everything() == before
    for _ in range(3):
        assert client.post(link).headers["Location"] == link
    assert len(mails()) == 1


@pytest.mark.parametrize("purpose", [links.CONFIRM, links.CONFIRM_MESSAGE, links.MANAGE])
def test_a_link_of_another_purpose_opens_nothing(client, need, purpose):
    assert client.post(f"/bedarfe/antwort/{purpose.token(reply_to(need).pk)}/").status_code == 410
    assert NeedReply.objects.get().status == Status.UNCONFIRMED


def test_a_link_to_an_erased_reply_says_that_it_is_over(client, need):
    link = link_of(reply_to(need))
    NeedReply.objects.all().delete()
    assert client.get(link).status_code == 410


def test_known_and_unknown_addresses_get_the_same_answer(client, need):
    OfferFactory(email=VISITOR, email_confirmed_at=NOW)
    reply_to(need)
    pages = [write(client, need, email=email) for email in (VISITOR, "unbekannt@example.org")]
    assert [(page.status_code, page.headers["Location"]) for page in pages] == [(302, SENT)] * 2
    assert [page.content for page in pages] == [b"", b""]


def test_nobody_is_flooded_with_mail_through_us(client, need):
    for _ in range(5):
        write(client, need)
    assert NeedReply.objects.count() == 5
    assert len(mails()) <= 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"name": "x" * 200}, "name"),
        ({"name": "x\ny"}, "name"),
        ({"email": "x@example.org\r\nBcc: y@example.org"}, "email"),
        ({"phone": "ruf an"}, "phone"),
        ({"offer": "999999"}, "offer"),
        ({"internet_site": "http://example.org"}, "internet_site"),
    ],
)
def test_bad_replies_get_an_error_beside_their_field(client, need, changes, field):
    response = write(client, need, **changes)
    assert field in response.context["form"].errors
    assert not NeedReply.objects.exists()


def test_one_names_a_public_offer_of_the_theme(client, need):
    today = timezone.localdate()
    own = OfferFactory(title="Möbellager", theme=need.theme, email="mira@example.org", fresh_on=today)
    OfferFactory(title="Chor", theme=ThemeArea.objects.get(slug="kultur"))
    OfferFactory(title="Geheimnis", theme=need.theme, submitted=True)
    OfferFactory(title="Helfende gesucht", theme=need.theme, kind=Kind.JOIN)
    page = client.get(path_of(need)).content.decode()
    assert [title in page for title in ("Möbellager", "Chor", "Geheimnis", "Helfende gesucht")] == [True] + [False] * 3
    assert "mira@example.org" not in page
    write(client, need, offer=own.pk)
    assert NeedReply.objects.get().offer == own


@pytest.mark.parametrize(("status", "code"), [("draft", 404), ("open", 200), ("covered", 410), ("dropped", 410)])
def test_only_open_needs_are_answered(client, need, status, code):
    stamp = stamp_of(client, path_of(need))
    Need.objects.update(status=status)
    assert client.get(path_of(need)).status_code == code
    write(client, need, stamp=stamp)
    assert NeedReply.objects.exists() == (status == "open")


@pytest.mark.parametrize("status", Status)
def test_a_reply_is_confirmed_and_closed_once(need, status):
    reply = reply_to(need, status=status, answer_by=TODAY)
    needs.confirm(reply, now=NOW)
    assert NeedReply.objects.get().status == (Status.OPEN if status == Status.UNCONFIRMED else status)
    assert len(mails()) == (status == Status.UNCONFIRMED)


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_posts_of_one_form_give_one_reply_and_one_mail():
    values = {"number": 5, "name_de": "Wohnen", "icon": "wohnen", "colour": "teal"}
    ThemeArea.objects.get_or_create(slug="wohnen", defaults=values)
    need = NeedFactory()
    stamp = stamp_of(Client(), path_of(need))

    def post(_number):
        try:
            response = write(Client(), need, stamp=stamp)
            return response.status_code, response.headers.get("Location")
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(post, range(20))) == {(302, SENT)}
    assert (NeedReply.objects.count(), OutgoingMail.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("status", "days", "left"), [("unconfirmed", 6, 1), ("unconfirmed", 8, 0), ("open", 179, 1), ("done", 181, 0)]
)
def test_replies_are_erased_unconfirmed_after_a_week_else_after_half_a_year(need, status, days, left):
    reply_to(need, status=status, created_at=NOW, answer_by=TODAY)
    night("offers", NOW + timedelta(days=days))
    assert NeedReply.objects.count() == left


# All or nothing


def prepared(**more):
    values = {"number": 5, "name_de": "Wohnen", "icon": "wohnen", "colour": "teal"}
    theme = ThemeArea.objects.get_or_create(slug="wohnen", defaults=values)[0]
    return reply_to(NeedFactory(theme=theme), **more)


def confirm():
    prepared()
    return lambda: needs.confirm(NeedReply.objects.select_related("need").get(), now=NOW)


def answer():
    prepared(status=Status.OPEN, answer_by=TODAY)
    user = UserFactory()
    return lambda: needs.answer(NeedReply.objects.select_related("need").get(), "Gern!", by=user, now=NOW)


def reply():
    need = prepared().need

    def step():
        written = NeedReply(need=need, key="neu", name="Taras Test", email=VISITOR, text="Ja")
        needs.reply(written, now=NOW)

    return step


def cover():
    need = prepared().need
    offer = OfferFactory(theme=need.theme)
    return lambda: needs.cover_with(Need.objects.get(pk=need.pk), offer, wholly=True, now=NOW)


def uncover():
    need = prepared().need
    offer = OfferFactory(theme=need.theme, for_need=need)
    need.covered_by.add(offer)
    return lambda: needs.uncover(Need.objects.get(pk=need.pk), offer)


CASES = [(reply, 1), (confirm, 1), (answer, 1), (cover, 0), (uncover, 0)]


@pytest.mark.parametrize(("prepare", "queued"), CASES)
@pytest.mark.django_db(transaction=True)
def test_a_killed_step_leaves_everything_or_nothing(prepare, queued):
    step, before = prepare(), mail_jobs()
    killed_anywhere(step)
    assert mail_jobs() == before + queued


@pytest.mark.parametrize(("prepare", "queued"), CASES)
@pytest.mark.django_db(transaction=True)
def test_a_failing_step_leaves_everything_or_nothing(prepare, queued):
    step, before = prepare(), mail_jobs()
    failing_anywhere(step)
    assert mail_jobs() == before + queued
