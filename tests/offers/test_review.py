from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.core.status import WrongStatusError
from offers.duplicates import likely_duplicates
from offers.models import Decision, Event, Offer, Report, Revision, Status, ThemeArea
from offers.workflow import decisions, review
from tests.factories import NOW, TODAY, OfferFactory, UserFactory
from tests.offers.test_submission import answers


def waiting(**more):
    return OfferFactory(**{"status": Status.IN_REVIEW, "email": "mira@example.org", "answer_by": TODAY} | more)


@pytest.fixture
def staff(client, db):
    user = UserFactory()
    client.force_login(user)
    return user


def decide(client, offer, step, **more):
    data = {"step": step, "seen_status": offer.status} | more
    return client.post(f"/team/angebote/{offer.pk}/entscheiden/", data, follow=True)


def test_the_queue_shows_the_oldest_promise_first(client, staff):
    waiting(title="Später", answer_by=TODAY + timedelta(days=3))
    waiting(title="Früher", answer_by=TODAY)
    page = client.get("/team/angebote/").content.decode()
    assert page.index("Früher") < page.index("Später")


@pytest.mark.parametrize(
    ("step", "more", "status", "purpose"),
    [
        ("publish", {}, Status.PUBLISHED, "offer-published"),
        ("ask", {"text": "Wann genau?"}, Status.QUERY, "offer-question"),
        ("decline", {"reason": "doppelt", "text": ""}, Status.DECLINED, "offer-declined"),
    ],
)
def test_each_decision_moves_the_offer_and_mails_the_provider_a_minute_later(
    client, staff, step, more, status, purpose
):
    offer = waiting()
    decide(client, offer, step, **more)
    assert Offer.objects.get().status == status
    mail = OutgoingMail.objects.get()
    assert (mail.purpose, mail.to, mail.status) == (purpose, "mira@example.org", OutgoingMail.Status.QUEUED)


@pytest.mark.parametrize(("step", "more"), [("ask", {"text": " "}), ("decline", {"reason": ""}), ("quatsch", {})])
def test_a_decision_without_its_words_is_not_taken(client, staff, step, more):
    offer = waiting()
    decide(client, offer, step, **more)
    assert Offer.objects.get().status == Status.IN_REVIEW
    assert not Decision.objects.exists()


def test_a_decline_is_written_in_the_providers_language(client, staff):
    offer = waiting(mail_language="uk")
    decide(client, offer, "decline", reason="doppelt")
    assert OutgoingMail.objects.get().language == "uk"


@pytest.mark.parametrize("field", ["offers_housing", "offers_lifts", "alone_with_children"])
def test_four_eyes_are_asked_for_and_the_second_pair_is_somebody_else(client, staff, field):
    offer = waiting(**{field: True})
    decide(client, offer, "publish")
    assert Offer.objects.get().status == Status.IN_REVIEW
    decide(client, offer, "first")
    assert Offer.objects.get().first_review_by == staff
    page = decide(client, offer, "publish").content.decode()
    assert "zweite Prüfung durch jemand anderen" in page
    assert Offer.objects.get().status == Status.IN_REVIEW
    client.force_login(UserFactory())
    decide(client, offer, "publish")
    assert Offer.objects.get().status == Status.PUBLISHED


def test_a_decision_can_be_undone_for_a_minute_and_its_mail_stays_here(client, staff):
    offer = waiting()
    decide(client, offer, "publish")
    decision = Decision.objects.get()
    page = client.post(f"/team/angebote/entscheidung/{decision.pk}/zuruecknehmen/", follow=True).content.decode()
    assert "Zurückgenommen" in page
    saved = Offer.objects.get()
    assert (saved.status, saved.published_by, saved.answer_by) == (Status.IN_REVIEW, None, TODAY)
    assert OutgoingMail.objects.get().status == OutgoingMail.Status.CANCELLED


@pytest.mark.django_db
def test_after_a_minute_it_is_too_late():
    offer, user = waiting(), UserFactory()
    decision = review.publish(offer, seen=offer.status, by=user, now=NOW)
    with pytest.raises(WrongStatusError):
        decisions.undo(decision, by=user, now=NOW + timedelta(seconds=61))


def test_an_undo_does_not_overwrite_what_happened_since(client, staff):
    offer = waiting()
    decide(client, offer, "publish")
    Offer.objects.get().end(now=timezone.now())
    client.post(f"/team/angebote/entscheidung/{Decision.objects.get().pk}/zuruecknehmen/")
    assert Offer.objects.get().status == Status.ENDED


def test_nobody_undoes_somebody_elses_decision(client, staff):
    offer = waiting()
    decide(client, offer, "publish")
    client.force_login(UserFactory())
    assert client.post(f"/team/angebote/entscheidung/{Decision.objects.get().pk}/zuruecknehmen/").status_code == 404


def test_the_second_of_two_coordinators_is_told_and_overwrites_nothing(client, staff):
    offer = waiting()
    Event.objects.create(offer=offer, kind=Event.Kind.DECLINED, by=UserFactory(initials="TT"))
    Offer.objects.update(status=Status.DECLINED, decline_reason="doppelt")
    page = decide(client, offer, "publish").content.decode()
    assert "Jemand war schneller: abgelehnt (TT)" in page
    assert Offer.objects.get().status == Status.DECLINED


def test_of_two_first_reviewers_the_second_is_told_and_does_not_publish_unawares(client, staff):
    offer = waiting(offers_housing=True)
    decide(client, offer, "first")
    client.force_login(UserFactory(initials="TT"))
    page = decide(client, offer, "first").content.decode()
    assert "Jemand war schneller: erste Prüfung (MM)" in page
    assert (Offer.objects.get().status, Offer.objects.get().first_review_by) == (Status.IN_REVIEW, staff)


@pytest.mark.django_db(transaction=True)
def test_of_ten_coordinators_at_once_one_decides():
    ThemeArea.objects.get_or_create(slug="kultur", defaults={"number": 2, "name_de": "Kultur", "colour": "magenta"})
    offer, users = waiting(), UserFactory.create_batch(10)

    def publish(user):
        try:
            review.publish(Offer.objects.get(pk=offer.pk), seen=Status.IN_REVIEW, by=user, now=timezone.now())
        except WrongStatusError:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(publish, users)) == 1
    assert (Decision.objects.count(), OutgoingMail.objects.count()) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"title": "Singkreis am Dienstag"}, "ähnlicher Titel"),
        ({"title": "Etwas ganz anderes", "phone": "02932 12345"}, "gleiche Telefonnummer"),
    ],
)
def test_likely_duplicates_are_shown_with_their_reason(other, reason):
    OfferFactory(title="Fahrradwerkstatt", provider="Radverein")
    twin = OfferFactory(**{"provider": ""} | other)
    offer = waiting(title="Singkreis Dienstag", phone="02932 12345", provider="")
    [found] = likely_duplicates(offer)
    assert (found.offer, reason in found.reasons) == (twin, True)


def test_staff_write_down_an_offer_from_a_phone_call(client, staff):
    response = client.post("/team/angebote/neu/", answers(email=""), follow=True)
    assert "Aufgenommen" in response.content.decode()
    assert Offer.objects.get().status == Status.EMAIL_CONFIRMED


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"valid_from": "2027-05-02", "valid_until": "2027-05-01"}, "valid_until"),
        ({"title_text": "x" * 300}, "title_text"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"provider": "Chor\nBcc: alle@example.org"}, "provider"),
    ],
)
def test_a_slip_in_the_short_form_gets_an_error_beside_its_field(client, staff, changed, field):
    response = client.post("/team/angebote/neu/", answers(email="", **changed))
    assert list(response.context["form"].errors) == [field]
    assert not Offer.objects.exists()


def test_a_phone_call_confirms_with_date_and_initials(client, staff):
    offer = OfferFactory()
    client.post(f"/team/angebote/{offer.pk}/telefonisch-bestaetigt/")
    saved = Offer.objects.get()
    assert (saved.confirmed_by, saved.confirmed_on) == ("telefonisch, MM", timezone.localdate())
    page = client.get(f"/team/angebote/{offer.pk}/").content.decode()
    assert "bestätigt\n" in page
    assert "telefonisch, MM" in page


def test_a_revision_is_shown_as_a_difference_and_accepted(client, staff):
    offer = OfferFactory(title="Singkreis")
    change = Revision.objects.create(
        offer=offer, changes={"title_de": "Chor", "theme_id": offer.theme_id}, answer_by=TODAY
    )
    page = client.get(f"/team/angebote/aenderung/{change.pk}/").content.decode()
    assert "Singkreis" in page
    assert "Chor" in page
    client.post(f"/team/angebote/aenderung/{change.pk}/", {"step": "accept"})
    assert Offer.objects.get().title == "Chor"


@pytest.mark.parametrize(
    ("live", "change"),
    [
        ({}, {"offers_housing": True}),
        ({}, {"offers_lifts": True}),
        ({}, {"alone_with_children": True}),
        ({"offers_housing": True}, {"title_de": "Zwei Zimmer"}),
        ({"offers_housing": True}, {"offers_housing": False}),
    ],
)
def test_a_change_that_asks_for_four_eyes_gets_them(client, staff, live, change):
    record = Revision.objects.create(offer=OfferFactory(**live), changes=change, answer_by=TODAY)
    page = f"/team/angebote/aenderung/{record.pk}/"
    for step in ("accept", "first", "accept"):  # too early, in time, and the same eyes again
        client.post(page, {"step": step})
        assert Revision.objects.get().status == Revision.Status.PENDING
    assert Revision.objects.get().first_review_by == staff
    client.force_login(UserFactory())
    assert "schon geprüft" in client.post(page, {"step": "first"}, follow=True).content.decode()
    client.post(page, {"step": "accept"})
    assert Revision.objects.get().status == Revision.Status.ACCEPTED


def test_after_the_last_offer_the_next_change_opens(client, staff):
    change = Revision.objects.create(offer=OfferFactory(), changes={"title_de": "Chor"}, answer_by=TODAY)
    response = decide(client, waiting(), "publish")
    assert response.redirect_chain[-1][0] == f"/team/angebote/aenderung/{change.pk}/"
    assert "Zurücknehmen" in response.content.decode()
    response = client.post(f"/team/angebote/aenderung/{change.pk}/", {"step": "accept"})
    assert response.headers["Location"] == "/team/angebote/"


def test_what_has_waited_longest_opens_next_whatever_it_is(client, staff):
    offer = waiting(answer_by=TODAY + timedelta(days=2))
    change = Revision.objects.create(offer=OfferFactory(), changes={}, answer_by=TODAY + timedelta(days=1))
    hints = [
        Report.objects.create(offer=offer, key=f"k{day}", kind="wrong", answer_by=TODAY + timedelta(days=day))
        for day in (0, 3)
    ]
    rows = [
        f"/team/angebote/aenderung/{change.pk}/",
        f"/team/angebote/{offer.pk}/",
        f"/team/angebote/#hinweis-{hints[1].pk}",
        "/team/angebote/",
    ]
    decisions_in_turn = [
        (f"hinweis/{hints[0].pk}/erledigt/", {}),
        (f"aenderung/{change.pk}/", {"step": "accept"}),
        (f"{offer.pk}/entscheiden/", {"step": "publish", "seen_status": offer.status}),
        (f"hinweis/{hints[1].pk}/erledigt/", {}),
    ]
    opened = [client.post(f"/team/angebote/{path}", data).headers["Location"] for path, data in decisions_in_turn]
    assert opened == rows


def test_what_waits_for_other_eyes_does_not_open_by_itself(client, staff):
    waiting(offers_housing=True, first_review_by=staff)
    Revision.objects.create(
        offer=OfferFactory(), changes={"offers_housing": True}, answer_by=TODAY, first_review_by=staff
    )
    response = decide(client, waiting(answer_by=TODAY + timedelta(days=1)), "publish")
    assert response.redirect_chain[-1][0] == "/team/angebote/"


@pytest.mark.parametrize(
    ("sensitive", "first", "shown"),
    [(False, None, "last"), (True, None, "first"), (True, "staff", None), (True, "somebody", "last")],
)
@pytest.mark.parametrize("page", ["offer", "revision"])
def test_the_button_says_what_it_does_and_is_not_there_for_the_first_of_two(
    client, staff, page, sensitive, first, shown
):
    reviewer = {"first_review_by": {"staff": staff, "somebody": UserFactory(), None: None}[first]}
    if page == "offer":
        path = f"/team/angebote/{waiting(offers_housing=sensitive, **reviewer).pk}/"
    else:
        changed = {"offers_housing": sensitive}
        change = Revision.objects.create(offer=OfferFactory(), changes=changed, answer_by=TODAY, **reviewer)
        path = f"/team/angebote/aenderung/{change.pk}/"
    text = client.get(path).content.decode()
    assert ('value="first"' in text) is (shown == "first")
    assert ('value="publish"' in text or 'value="accept"' in text) is (shown == "last")
    assert ("Sie haben die erste Prüfung gemacht" in text) is (shown is None)


def test_an_offer_with_an_open_question_can_be_reviewed_first(client, staff):
    offer = waiting(status=Status.QUERY, offers_housing=True)
    decide(client, offer, "first")
    saved = Offer.objects.get()
    assert (saved.status, saved.first_review_by) == (Status.IN_REVIEW, staff)


def test_a_report_is_closed_and_its_address_forgotten(client, staff):
    hint = Report.objects.create(
        offer=OfferFactory(), key="k", kind="wrong", email="taras@example.org", answer_by=TODAY
    )
    client.post(f"/team/angebote/hinweis/{hint.pk}/erledigt/")
    hint.refresh_from_db()
    assert (hint.status, hint.email) == (Report.Status.DONE, "")
    event = Event.objects.get()
    assert (event.kind, event.by) == (Event.Kind.REPORT_CLOSED, staff)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page",
    ["", "neu/", "1/", "1/entscheiden/", "1/telefonisch-bestaetigt/", "entscheidung/1/zuruecknehmen/", "aenderung/1/"],
)
def test_staff_pages_are_for_staff(client, page):
    assert client.get(f"/team/angebote/{page}").status_code == 302
    client.force_login(UserFactory(is_staff=False))
    assert client.get(f"/team/angebote/{page}").status_code == 404
