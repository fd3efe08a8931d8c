from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from arnsberg_hilfe.core.models import OutgoingMail
from offers import links
from offers.models import Event, Offer, Revision, Status
from offers.workflow import changes, steps, upkeep
from tests.factories import NOW, OfferFactory, UserFactory
from tests.offers.test_submission import answers, stamp_of

pytestmark = pytest.mark.django_db
EMAIL = "mira@example.org"


@pytest.fixture
def offer():
    return OfferFactory(
        title="Singkreis", slug="singkreis", email=EMAIL, email_confirmed_at=NOW, provider="Mira Muster"
    )


def page_of(offer, suffix=""):
    return f"/angebote/verwalten/{links.MANAGE.token(offer.pk)}/{suffix}"


def edit(client, offer, **changed):
    return client.post(page_of(offer, "bearbeiten/"), answers(**changed))


def test_the_link_opens_the_offer_and_no_other_link_does(client, offer):
    assert "Singkreis" in client.get(page_of(offer)).content.decode()
    assert client.get(f"/angebote/verwalten/{links.CONFIRM.token(offer.pk)}/").status_code == 410
    assert client.get("/angebote/verwalten/x:y:z/").status_code == 410


def test_a_change_of_a_public_offer_waits_and_the_live_version_stays(client, offer):
    edit(client, offer, title_text="Singkreis am See")
    assert Offer.objects.get().title == "Singkreis"
    assert Revision.objects.get().changes["title_de"] == "Singkreis am See"
    edit(client, offer, title_text="Singkreis am Fluss")
    assert [revision.status for revision in Revision.objects.order_by("pk")] == ["replaced", "pending"]


def test_an_accepted_change_goes_live_and_its_provider_is_told(client, offer):
    edit(client, offer, title_text="Singkreis am See", languages=["uk", "de"])
    changes.accept(Revision.objects.get(), by=UserFactory(), now=timezone.now())
    saved = Offer.objects.get()
    assert (saved.title, saved.email) == ("Singkreis am See", EMAIL)
    assert set(saved.languages.values_list("pk", flat=True)) == {"uk", "de"}
    assert OutgoingMail.objects.get().purpose == "revision-accepted"


def test_a_changed_day_is_shown_in_words_and_accepted(client, offer):
    edit(client, offer, title_text="Singkreis", valid_until="2027-05-01")
    change = Revision.objects.get()
    assert change.changes["valid_until"] == "2027-05-01"
    client.force_login(UserFactory())
    assert "1. Mai 2027" in client.get(f"/team/angebote/aenderung/{change.pk}/").content.decode()
    changes.accept(change, by=UserFactory(), now=timezone.now())
    assert Offer.objects.get().valid_until == date(2027, 5, 1)
    form = client.get(page_of(offer, "bearbeiten/")).context["form"]
    assert 'value="2027-05-01"' in str(form["valid_until"])


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"valid_from": "2027-05-02", "valid_until": "2027-05-01"}, "valid_until"),
        ({"title_text": "x" * 300}, "title_text"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"provider": "Chor\nBcc: alle@example.org"}, "provider"),
        ({"description_text": "x" * 5_000_000}, "description_text"),
    ],
)
def test_a_bad_edit_gets_an_error_beside_its_field(client, offer, changed, field):
    assert list(edit(client, offer, **changed).context["form"].errors) == [field]
    assert not Revision.objects.exists()


def test_a_declined_change_leaves_everything_as_it_was(client, offer):
    edit(client, offer, title_text="Werbung")
    changes.decline(Revision.objects.get(), "Werbung zeigen wir nicht.", by=UserFactory(), now=timezone.now())
    assert Offer.objects.get().title == "Singkreis"
    assert "> Werbung zeigen wir nicht." in OutgoingMail.objects.get().text


def test_an_answer_to_a_question_goes_back_to_the_review(client, offer):
    Offer.objects.update(status=Status.QUERY)
    edit(client, offer, summary_text="Wir singen dienstags.")
    saved = Offer.objects.get()
    assert (saved.summary, saved.status) == ("Wir singen dienstags.", Status.IN_REVIEW)
    assert Event.objects.get().kind == Event.Kind.ANSWERED


def test_an_edit_that_changes_nothing_bothers_nobody(client, offer):
    form = client.get(page_of(offer, "bearbeiten/")).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    client.post(page_of(offer, "bearbeiten/"), data)
    assert not Revision.objects.exists()


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [
        (Status.PUBLISHED, "full", Status.FULL),
        (Status.FULL, "reopen", Status.PUBLISHED),
        (Status.PUBLISHED, "pause", Status.PAUSED),
        (Status.PAUSED, "resume", Status.PUBLISHED),
        (Status.PUBLISHED, "end", Status.ENDED),
        (Status.IN_REVIEW, "withdraw", Status.WITHDRAWN),
    ],
)
def test_a_provider_moves_the_offer(client, offer, before, step, after):
    Offer.objects.update(status=before)
    client.post(page_of(offer, "schritt/"), {"step": step})
    assert Offer.objects.get().status == after


@pytest.mark.parametrize(("before", "step"), [(Status.PUBLISHED, "end"), (Status.PAUSED, "withdraw")])
def test_a_change_that_waits_is_closed_with_its_offer(client, offer, before, step):
    edit(client, offer, title_text="Singkreis am See")
    Offer.objects.update(status=before)
    client.post(page_of(offer, "schritt/"), {"step": step})
    assert Revision.objects.get().status == Revision.Status.CLOSED
    assert not Revision.objects.pending().exists()


@pytest.mark.parametrize("status", sorted(Status.closed()))
def test_what_is_over_cannot_be_changed_any_more(client, offer, status):
    Offer.objects.update(status=status, decline_reason="doppelt")
    assert "bearbeiten/" not in client.get(page_of(offer)).content.decode()
    response = client.post(page_of(offer, "bearbeiten/"), answers(title_text="Neu"), follow=True)
    assert "lässt sich nicht mehr ändern" in response.content.decode()
    assert (Offer.objects.get().title, Revision.objects.count()) == ("Singkreis", 0)


def test_the_history_says_who_ended_a_pause(offer):
    user = UserFactory(initials="TT")
    Offer.objects.update(status=Status.PAUSED, fresh_on=NOW.date() - timedelta(days=200))
    steps.take("resume", Offer.objects.get(), by=user, now=NOW)
    upkeep.pause_unconfirmed(now=NOW)
    saved = Offer.objects.get()
    assert (saved.status, saved.confirmed_by, saved.fresh_on) == (Status.PUBLISHED, "TT", NOW.date())
    assert Event.objects.get().by == user


def test_a_step_on_get_or_by_another_name_changes_nothing(client, offer):
    assert client.get(page_of(offer, "schritt/")).status_code == 405
    assert client.post(page_of(offer, "schritt/"), {"step": "archive"}).status_code == 404
    assert Offer.objects.get().status == Status.PUBLISHED


def test_a_second_click_says_that_it_was_too_late(client, offer):
    client.post(page_of(offer, "schritt/"), {"step": "end"})
    page = client.post(page_of(offer, "schritt/"), {"step": "end"}, follow=True).content.decode()
    assert "Dieser Schritt ist nicht möglich" in page


@pytest.mark.parametrize(("email", "mails"), [(EMAIL, 1), ("MIRA@example.org", 1), ("fremd@example.org", 0)])
def test_a_lost_link_is_sent_again_and_the_answer_never_tells(client, offer, email, mails):
    stamp = stamp_of(client, "/angebote/verwalten/")
    response = client.post("/angebote/verwalten/", {"email": email, "stamp": stamp})
    assert response.headers["Location"] == "/angebote/verwalten/gesendet/"
    assert OutgoingMail.objects.count() == mails


def test_links_go_to_confirmed_addresses_only(client, offer):
    Offer.objects.update(email_confirmed_at=None)
    changes.lost_links(EMAIL, now=NOW)
    assert not OutgoingMail.objects.exists()


def test_asking_for_lost_links_is_the_same_work_for_everybody(offer, django_assert_num_queries):
    with CaptureQueriesContext(connection) as known:
        changes.lost_links(EMAIL, now=NOW)
    with django_assert_num_queries(len(known)):
        changes.lost_links("niemand@example.org", now=NOW)
    assert [mail.to for mail in OutgoingMail.objects.all()] == [EMAIL]
