"""Decisions on providers' changes are taken back like those on offers; nothing that happened since is lost."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from arnsberg_hilfe.core.models import Language, OutgoingMail
from arnsberg_hilfe.core.status import WrongStatusError
from offers.models import Decision, Event, Offer, Revision, Status, ThemeArea
from offers.workflow import changes, decisions, records, review, steps
from tests.factories import NOW, TODAY, OfferFactory, UserFactory
from tests.nights import night

pytestmark = pytest.mark.django_db
EMAIL = "mira@example.org"
CHANGES = {
    "title_de": "Großer Chor",
    "summary_uk": "Ми співаємо.",
    "audiences": ["kinder", "familien"],
    "valid_until": "2027-05-01",
    "website": "https://chor.example.org/",
    "provider": "Chor & Co.",
    "languages": ["uk"],
}


def theme():
    values = {"number": 2, "name_de": "Kultur", "icon": "kultur", "colour": "magenta"}
    return ThemeArea.objects.get_or_create(slug="kultur", defaults=values)[0]


def change_of(changed=CHANGES, **live):
    theme()
    for code, name in (("de", "Deutsch"), ("uk", "Ukrainisch")):
        Language.objects.get_or_create(code=code, defaults={"name": name})
    offer = OfferFactory(
        **{
            "title": "Chor",
            "email": EMAIL,
            "email_confirmed_at": NOW,
            "fresh_on": TODAY - timedelta(days=80),
            "confirmed_on": TODAY - timedelta(days=80),
            "confirmed_by": "telefonisch, TT",
            "asked_on": TODAY,
            "asked_times": 1,
        }
        | live
    )
    offer.languages.set(["de"])
    return Revision.objects.create(offer=offer, changes=changed, answer_by=TODAY)


def everything_about(revision):
    """All columns of the offer and the change, but for how they were saved."""
    offer = Offer.objects.filter(pk=revision.offer_id).values()[0]
    return offer, list(revision.offer.languages.values_list("pk")), Revision.objects.filter(pk=revision.pk).values()[0]


def first(revision, by, now):
    return changes.review_first(revision, by=by, now=now)


def accept(revision, by, now):
    return changes.accept(revision, by=by, now=now)


def decline(revision, by, now):
    return changes.decline(revision, "Das geht nicht.", by=by, now=now)


@pytest.mark.parametrize("live", [{}, {"status": Status.PAUSED}, {"status": Status.FULL}], ids=str)
@pytest.mark.parametrize("decide", [first, accept, decline])
def test_whatever_was_decided_on_a_change_an_undo_restores_everything(decide, live):
    changed = CHANGES | {"offers_housing": True} if decide is first else CHANGES
    revision, user = change_of(changed, **live), UserFactory()
    before = everything_about(revision)
    decision = decide(revision, user, NOW)
    assert everything_about(revision) != before
    decisions.undo(decision, by=user, now=NOW + timedelta(seconds=59))
    assert everything_about(revision) == before
    assert not OutgoingMail.objects.exclude(status=OutgoingMail.Status.CANCELLED).exists()
    assert Event.objects.first().kind == Event.Kind.UNDONE


@pytest.mark.parametrize("step", ["accept", "decline"])
def test_the_next_page_offers_to_take_it_back_and_the_mail_waits(client, step):
    revision, user = change_of(), UserFactory()
    client.force_login(user)
    page = f"/team/angebote/aenderung/{revision.pk}/"
    assert "Zurücknehmen" in client.post(page, {"step": step, "text": "Nein."}, follow=True).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT scheduled_at FROM procrastinate_jobs WHERE queue_name = 'mail'")
        [(leaves_at,)] = cursor.fetchall()
    assert timedelta(seconds=50) < leaves_at - timezone.now() <= timedelta(seconds=60)
    response = client.post(f"/team/angebote/entscheidung/{Decision.objects.get().pk}/zuruecknehmen/", follow=True)
    assert response.redirect_chain[-1][0] == page
    assert "Es wurde keine Mail verschickt" in response.content.decode()
    client.post(page, {"step": "accept"})
    assert Offer.objects.get().title == "Großer Chor"
    assert OutgoingMail.objects.get(status=OutgoingMail.Status.QUEUED).purpose == "revision-accepted"


def edit_of_staff(offer, **values):
    for name, value in values.items():
        setattr(offer, name, value)
    records.save(offer, changed=values)


def newer_change(offer):
    before = changes.content_of(offer)
    offer.title_de = "Kleiner Chor"
    assert changes.propose(offer, before, ["uk"], now=NOW)


SINCE = {
    "ended": lambda offer: steps.take("end", offer, now=NOW),
    "confirmed by phone": lambda offer: steps.confirmed_by_phone(offer, by=UserFactory(), now=NOW),
    "changed again": newer_change,
    "edited by staff": lambda offer: edit_of_staff(offer, title_de="Singkreis"),
    "other languages": lambda offer: offer.languages.add("de"),
}


@pytest.mark.parametrize("happens", SINCE.values(), ids=SINCE)
def test_what_happened_since_is_not_overwritten(happens):
    revision, user = change_of(), UserFactory()
    decision = accept(revision, user, NOW)
    happens(Offer.objects.get())
    since = everything_about(revision)
    with pytest.raises(WrongStatusError, match="etwas anderes"):
        decisions.undo(decision, by=user, now=NOW)
    assert everything_about(revision) == since
    assert OutgoingMail.objects.get().status == OutgoingMail.Status.QUEUED


def test_a_published_offer_with_a_change_since_stays_published():
    offer, user = OfferFactory(status=Status.IN_REVIEW, published_at=None, fresh_on=None), UserFactory()
    decision = review.publish(offer, seen=offer.status, by=user, now=NOW)
    newer_change(Offer.objects.get())
    with pytest.raises(WrongStatusError, match="etwas anderes"):
        decisions.undo(decision, by=user, now=NOW)
    assert Offer.objects.get().status == Status.PUBLISHED


def test_the_first_reviewer_does_not_take_back_what_the_second_decided():
    revision, user = change_of({"offers_housing": True}), UserFactory()
    decision = changes.review_first(revision, by=user, now=NOW)
    accept(revision, UserFactory(), NOW)
    with pytest.raises(WrongStatusError, match="etwas anderes"):
        decisions.undo(decision, by=user, now=NOW)
    assert Revision.objects.get().status == Revision.Status.ACCEPTED


def test_an_edit_of_something_else_survives_the_undo():
    revision, user = change_of(), UserFactory()
    decision = accept(revision, user, NOW)
    edit_of_staff(Offer.objects.get(), internal_note="Rückruf am Montag", venue="Haus am See")
    decisions.undo(decision, by=user, now=NOW)
    saved = Offer.objects.get()
    assert (saved.title, saved.internal_note, saved.venue) == ("Chor", "Rückruf am Montag", "Haus am See")


@pytest.mark.parametrize("late", ["a minute over", "already sent", "taken back before", "of an older release"])
def test_it_is_too_late(late):
    revision, user = change_of(), UserFactory()
    decision = accept(revision, user, NOW)
    if late == "already sent":
        decision.mail.mark_sent(now=NOW)
    elif late == "taken back before":
        decisions.undo(decision, by=user, now=NOW)
    elif late == "of an older release":
        Decision.objects.update(before={}, after={})
    held = everything_about(revision)
    with pytest.raises(WrongStatusError):
        decisions.undo(decision, by=user, now=NOW + timedelta(seconds=60 if late == "a minute over" else 1))
    assert everything_about(revision) == held


def test_what_a_decision_replaced_is_forgotten_the_night_after():
    user = UserFactory()
    accept(change_of(), user, NOW)
    assert "Chor & Co." in str(Decision.objects.get().after)
    assert night("offers", NOW + timedelta(seconds=59))["replaced"] == 0
    assert night("offers", NOW + timedelta(hours=8))["replaced"] == 1
    assert (Decision.objects.get().before, Decision.objects.get().after) == ({}, {})


def test_decisions_on_changes_are_not_counted_as_decisions_on_offers():
    decision = decline(change_of(), UserFactory(), NOW)
    assert decision.after_status == Status.PUBLISHED
    assert not Decision.objects.final().exists()


def alone(act):
    """What it raised, on a connection of its own."""
    try:
        act()
    except WrongStatusError as error:
        return error
    finally:
        connection.close()
    return None


def overlapping(one, other):
    """Begin `other` while `one` has written and not yet committed; what `other` raised."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            one()
            waiting = pool.submit(alone, other)
            time.sleep(0.4)
            assert not waiting.done(), "it did not wait for the other's end"
        return waiting.result()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("happens", list(SINCE.values())[:4], ids=list(SINCE)[:4])
def test_an_undo_waits_for_a_change_that_is_just_being_made_and_leaves_it(happens):
    revision, user = change_of(), UserFactory()
    decision = accept(revision, user, NOW)
    refused = overlapping(lambda: happens(Offer.objects.get()), lambda: decisions.undo(decision, by=user, now=NOW))
    assert "etwas anderes" in str(refused)
    assert Offer.objects.get().title_de != "Chor"


@pytest.mark.django_db(transaction=True)
def test_a_step_that_waits_for_an_undo_finds_everything_as_it_was():
    revision, user = change_of(), UserFactory()
    decision = accept(revision, user, NOW)
    end = overlapping(
        lambda: decisions.undo(decision, by=user, now=NOW),
        lambda: steps.take("end", Offer.objects.get(), now=NOW),
    )
    assert end is None
    saved = Offer.objects.get()
    assert (saved.title, saved.status, saved.confirmed_by) == ("Chor", Status.ENDED, "telefonisch, TT")
    assert Revision.objects.get().status == Revision.Status.CLOSED


@pytest.mark.django_db(transaction=True)
def test_a_change_is_accepted_on_top_of_what_staff_are_just_writing():
    revision, user = change_of(), UserFactory()
    overlapping(
        lambda: edit_of_staff(Offer.objects.get(), venue="Haus am See"),
        lambda: accept(Revision.objects.get(), user, NOW),
    )
    saved = Offer.objects.get(pk=revision.offer_id)
    assert (saved.title_de, saved.venue) == ("Großer Chor", "Haus am See")


@pytest.mark.django_db(transaction=True)
def test_of_many_decisions_and_undoings_at_once_one_of_each_counts():
    change_of()
    users = UserFactory.create_batch(8)

    def decide(index):
        step = (accept, decline)[index % 2]
        return alone(lambda: step(Revision.objects.get(), users[index], NOW))

    def take_back(_index):
        decision = Decision.objects.select_related("mail").get()
        return alone(lambda: decisions.undo(decision, by=decision.by, now=NOW))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(decide, range(8))).count(None) == 1
        assert (Decision.objects.count(), OutgoingMail.objects.count()) == (1, 1)
        assert list(pool.map(take_back, range(8))).count(None) == 1
    assert (Offer.objects.get().title, Revision.objects.get().status) == ("Chor", Revision.Status.PENDING)
