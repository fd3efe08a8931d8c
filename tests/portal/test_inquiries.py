import re

import pytest
from django.conf import settings

from arnsberg_hilfe.core.mail import Letter, post
from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.core.roles import Role
from arnsberg_hilfe.portal.emails import THREAD
from arnsberg_hilfe.portal.models import Inquiry
from offers.models import Report, Revision, Status
from tests.factories import TODAY, OfferFactory, UserFactory
from tests.offers.test_submission import stamp_of

pytestmark = pytest.mark.django_db
WRITER = "taras@example.org"


def write(client, path="/kontakt/", **changes):
    data = {"reason": "question", "name": "Taras Test", "email": WRITER, "text": "Wo melde ich mich an?"}
    return client.post(path, data | {"stamp": stamp_of(client, path)} | changes)


@pytest.fixture
def staff(client):
    user = UserFactory(roles=[Role.LEADERSHIP])
    client.force_login(user)
    return user


@pytest.mark.parametrize(("path", "language"), [("/kontakt/", "de"), ("/uk/kontakt/", "uk")])
def test_an_inquiry_reaches_the_office_and_is_acknowledged_in_the_writers_language(client, path, language):
    assert write(client, path).headers["Location"] == f"{path}gesendet/"
    acknowledged, office = OutgoingMail.objects.order_by("pk")
    assert (acknowledged.to, acknowledged.language, office.to) == (WRITER, language, settings.OFFICE_EMAIL)
    assert "Wo melde ich mich an?" not in acknowledged.text
    assert "Wo melde ich mich an?" in office.text
    assert office.language == "de"


def test_the_thread_stays_together_until_it_is_answered(client, staff):
    write(client)
    inquiry = Inquiry.objects.get()
    client.post(f"/team/anliegen/{inquiry.pk}/", {"text": "Im Rathaus."})
    mail = OutgoingMail.objects.get(purpose="inquiry-answer")
    link = re.search(r"http://testserver(/kontakt/\S+)", mail.text)[1]
    page = client.get(link).content.decode()
    assert page.index("Wo melde ich mich an?") < page.index("Im Rathaus.")
    assert Inquiry.objects.get().status == Inquiry.Status.ANSWERED
    client.post(link, {"text": "Und wann?"})
    assert Inquiry.objects.get().status == Inquiry.Status.OPEN
    assert [entry.from_office for entry in inquiry.entries.all()] == [False, True, False]


def test_an_inquiry_can_be_closed_without_an_answer(client, staff):
    write(client)
    client.post(f"/team/anliegen/{Inquiry.objects.get().pk}/", {"step": "close"})
    assert Inquiry.objects.get().status == Inquiry.Status.CLOSED


def test_the_same_form_sent_again_is_one_inquiry(client):
    stamp = stamp_of(client, "/kontakt/")
    for _ in range(3):
        write(client, stamp=stamp)
    assert (Inquiry.objects.count(), OutgoingMail.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "x"}, "reason"),
        ({"email": "a@b"}, "email"),
        ({"text": "x" * 5000}, "text"),
        ({"phone": "?"}, "phone"),
        ({"name": "x" * 300}, "name"),
        ({"name": "Taras\r\nBcc: alle@example.org"}, "name"),
        ({"text": "x" * 5_000_000}, "text"),
    ],
)
def test_bad_inquiries_get_an_error_beside_their_field(client, changes, field):
    assert field in write(client, **changes).context["form"].errors
    assert not Inquiry.objects.exists()


def test_a_thread_opens_with_its_own_link_only(client):
    write(client)
    assert client.get("/kontakt/x:y:z/").status_code == 410
    assert client.get(f"/kontakt/{THREAD.token(Inquiry.objects.get().pk)}/").status_code == 200


def test_the_worklist_shows_everything_that_waits_with_counts_oldest_promise_first(client, staff):
    OfferFactory(title="Wartet", status=Status.IN_REVIEW, answer_by=TODAY)
    offer = OfferFactory(title="Öffentlich")
    Revision.objects.create(offer=offer, changes={}, answer_by=TODAY)
    Report.objects.create(offer=offer, key="k", kind="wrong", answer_by=TODAY)
    write(client)
    post(Letter("test", "Unzustellbares", []), to="weg@example.org").refuse("SMTP 550")
    page = client.get("/team/").content.decode()
    for kind in ("Angebot prüfen: 1", "Änderung prüfen: 1", "Hinweis ansehen: 1", "Anliegen beantworten: 1"):
        assert kind in page
    assert "Mail unzustellbar: 1" in page
    assert page.index("Wartet") < page.index("Taras Test")


def test_an_empty_worklist_sends_people_home(client, staff):
    assert "Schönen Feierabend" in client.get("/team/").content.decode()


@pytest.mark.parametrize("page", ["/team/", "/team/anliegen/1/"])
def test_staff_pages_are_for_staff(client, page):
    assert client.get(page).status_code == 302
    client.force_login(UserFactory(is_staff=False))
    assert client.get(page).status_code == 404
