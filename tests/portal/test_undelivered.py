import pytest

from arnsberg_hilfe.core.mail import Letter, post
from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.core.roles import Role
from offers.models import Event
from tests.factories import OfferFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = UserFactory(roles=[Role.LEADERSHIP])
    client.force_login(user)
    return user


def refused(about=None):
    mail = post(Letter("test", "Gilt Ihr Angebot noch?", []), to="weg@example.org", about=about)
    mail.refuse("SMTP 550")
    return mail


def test_a_refused_mail_shows_on_its_offer_and_in_the_worklist_until_somebody_has_seen_to_it(client, staff):
    offer, other = OfferFactory.create_batch(2)
    page, mail = f"/team/angebote/{offer.pk}/", refused(about=offer)
    path = f"/team/mail/{mail.pk}/"
    assert f'href="{path}"' in client.get("/team/").content.decode()
    assert "SMTP 550" in client.get(page).content.decode()
    assert "SMTP 550" not in client.get(f"/team/angebote/{other.pk}/").content.decode()
    assert f'href="{page}"' in client.get(path).content.decode()
    assert "Mail unzustellbar: 1" in client.get("/team/").content.decode()
    client.post(path)
    client.post(path)
    assert "Mail unzustellbar" not in client.get("/team/").content.decode()
    assert "weg@example.org" not in client.get(page).content.decode()
    [event] = Event.objects.all()
    expected = (offer, Event.Kind.UNDELIVERABLE, staff, "Gilt Ihr Angebot noch? (SMTP 550)")
    assert (event.offer, event.kind, event.by, event.note) == expected


def test_a_mail_about_nothing_in_particular_is_seen_to_as_well(client, staff):
    mail = refused()
    client.post(f"/team/mail/{mail.pk}/")
    assert not OutgoingMail.objects.undelivered().exists()
    assert "Erledigt am" in client.get(f"/team/mail/{mail.pk}/").content.decode()


def test_a_mail_whose_offer_has_gone_is_seen_to_as_well(client, staff):
    offer = OfferFactory()
    mail = refused(about=offer)
    offer.delete()
    assert client.post(f"/team/mail/{mail.pk}/").status_code == 302


def test_only_failed_mails_have_a_page_and_only_for_staff(client):
    mail = post(Letter("test", "Unterwegs", []), to="mira@example.org")
    assert client.get(f"/team/mail/{mail.pk}/").status_code == 302
    client.force_login(UserFactory(is_staff=False))
    assert client.get(f"/team/mail/{refused().pk}/").status_code == 404
    client.force_login(UserFactory())
    assert client.get(f"/team/mail/{mail.pk}/").status_code == 404
