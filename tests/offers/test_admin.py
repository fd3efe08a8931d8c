import re

import pytest
from django.contrib import admin
from django.urls import reverse

from arnsberg_hilfe.core.models import District, OutgoingMail, User
from offers.models import Event, GlossaryConcept, Need, Offer, Status
from offers.workflow import records
from tests.factories import ContactPointFactory, NeedFactory, OfferFactory, UserFactory

INTERNAL = {"password", "import_key", "submission_key", "search_document", "keys", "key", "uid", "sequence"}

pytestmark = pytest.mark.django_db

OFFERS = reverse("admin:offers_offer_changelist")
OWN = [model for model in admin.site._registry if model._meta.app_label in {"core", "offers", "network", "sponsorship"}]


@pytest.fixture
def staff(client):
    user = UserFactory(admin=True)
    client.force_login(user)
    return user


def act(client, action, *offers, **more):
    data = {"action": action, "_selected_action": [offer.pk for offer in offers], **more}
    return client.post(OFFERS, data, follow=True)


def words_of(response):
    return re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", response.content.decode(), flags=re.DOTALL)


@pytest.mark.parametrize("model", OWN, ids=lambda model: model.__name__)
def test_every_list_and_form_opens_and_shows_no_python_name(client, staff, model):
    OfferFactory()
    NeedFactory()
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    pages = [reverse(f"{name}_changelist"), reverse(f"{name}_changelist") + "?q=a"]
    record = model._default_manager.first()
    pages += [reverse(f"{name}_change", args=[record.pk])] if record else []
    if admin.site._registry[model].has_add_permission(type("R", (), {"user": staff})):
        pages.append(reverse(f"{name}_add"))
    for page in pages:
        response = client.get(page)
        assert response.status_code == 200, page
        text = words_of(response)
        assert [name for name in ("object (", "None", "import_key", "Freshness.", "Status.") if name in text] == [], (
            page
        )


def test_a_list_takes_the_same_number_of_statements_for_one_and_thirty_offers(
    client, staff, django_assert_max_num_queries
):
    OfferFactory.create_batch(30, district=District.objects.first())
    with django_assert_max_num_queries(16):
        client.get(OFFERS)


@pytest.mark.parametrize("freshness", ["fresh", "due", "unconfirmed"])
def test_the_list_filters_by_freshness(client, staff, freshness):
    assert client.get(OFFERS, {"aktualitaet": freshness}).status_code == 200


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [
        ("take_up", Status.EMAIL_CONFIRMED, Status.IN_REVIEW),
        ("publish", Status.IN_REVIEW, Status.PUBLISHED),
        ("confirm", Status.PAUSED, Status.PUBLISHED),
        ("mark_full", Status.PUBLISHED, Status.FULL),
        ("reopen", Status.FULL, Status.PUBLISHED),
        ("pause", Status.PUBLISHED, Status.PAUSED),
        ("resume", Status.PAUSED, Status.PUBLISHED),
        ("end", Status.PUBLISHED, Status.ENDED),
        ("withdraw", Status.SUBMITTED, Status.WITHDRAWN),
        ("archive", Status.ENDED, Status.ARCHIVED),
    ],
)
def test_an_action_takes_the_step(client, staff, action, before, after):
    offer = OfferFactory(status=before)
    response = act(client, action, offer)
    assert "1 Eintrag geändert." in words_of(response)
    assert Offer.objects.get().status == after


def test_an_action_names_what_its_status_does_not_allow(client, staff):
    ready, done = OfferFactory(status=Status.IN_REVIEW), OfferFactory(title="Schon da")
    text = words_of(act(client, "publish", ready, done))
    assert "1 Eintrag geändert." in text
    assert "Nicht möglich im jetzigen Status oder ohne zweite Prüfung: »Schon da«" in text


def test_declining_asks_for_a_reason_first(client, staff):
    offer = OfferFactory(status=Status.IN_REVIEW)
    assert "Grund" in words_of(act(client, "decline", offer))
    assert "Dieses Feld ist zwingend erforderlich" in words_of(act(client, "decline", offer, answered="1", reason=" "))
    assert Offer.objects.get().status == Status.IN_REVIEW
    act(client, "decline", offer, answered="1", reason="Gibt es schon.")
    declined = Offer.objects.get()
    assert (declined.status, declined.decline_reason) == (Status.DECLINED, "Gibt es schon.")


def test_the_admin_asks_for_four_eyes_too(client, staff):
    offer = OfferFactory(status=Status.IN_REVIEW, offers_housing=True)
    for first in (None, staff):
        Offer.objects.update(first_review_by=first)
        assert "ohne zweite Prüfung" in words_of(act(client, "publish", offer))
        assert Offer.objects.get().status == Status.IN_REVIEW
    Offer.objects.update(first_review_by=UserFactory())
    act(client, "publish", offer)
    assert Offer.objects.get().status == Status.PUBLISHED


@pytest.mark.parametrize(
    ("action", "answer", "status", "purpose"),
    [
        ("publish", {}, Status.PUBLISHED, "offer-published"),
        ("ask_back", {"answered": "1", "text": "Wann genau?"}, Status.QUERY, "offer-question"),
        ("decline", {"answered": "1", "reason": "Gibt es schon."}, Status.DECLINED, "offer-declined"),
    ],
)
def test_a_decision_in_the_admin_mails_the_provider_and_is_in_the_history(
    client, staff, action, answer, status, purpose
):
    act(client, action, OfferFactory(status=Status.IN_REVIEW, email="mira@example.org"), **answer)
    assert Offer.objects.get().status == status
    assert OutgoingMail.objects.get().purpose == purpose
    assert Event.objects.get().by == staff


def test_what_asks_for_four_eyes_is_settled_before_publication(client, staff):
    waiting, live = OfferFactory(status=Status.IN_REVIEW), OfferFactory()
    pages = [
        client.get(reverse("admin:offers_offer_change", args=[offer.pk])).content.decode() for offer in (waiting, live)
    ]
    assert ['name="offers_housing"' in page for page in pages] == [True, False]


def test_a_whole_area_of_responsibility_moves_at_once(client, staff):
    offers, point = OfferFactory.create_batch(3), ContactPointFactory()
    act(client, "hand_over", *offers, answered="1", contact_point=point.pk)
    assert set(Offer.objects.values_list("contact_point", flat=True)) == {point.pk}


def form_of(offer, **changes):
    data = {
        "title_de": offer.title_de,
        "summary_de": offer.summary_de,
        "kind": offer.kind,
        "theme": offer.theme_id,
        "pillar": offer.pillar,
        "slug": "",
        "is_free": "unknown",
        "childcare": "unknown",
    }
    return data | changes


def test_an_offer_is_written_down_and_gets_an_address(client, staff):
    offer = OfferFactory.build(title_de="Nähtreff Süd")
    response = client.post(reverse("admin:offers_offer_add"), form_of(offer, title_de="Nähtreff Süd"))
    assert response.status_code == 302, response.context["adminform"].form.errors
    saved = Offer.objects.get()
    assert (saved.slug, saved.status, saved.source) == ("naehtreff-sued", Status.EMAIL_CONFIRMED, "phone")


def test_two_people_at_one_offer_do_not_undo_each_others_work(client, staff):
    offer = OfferFactory(slug="chor", venue="")
    page = reverse("admin:offers_offer_change", args=[offer.pk])
    Offer.objects.filter(pk=offer.pk).update(internal_note="Anruf am Montag")
    offer.venue = "Gemeindehaus"
    records.save(offer, changed=["venue"])
    saved = Offer.objects.get()
    assert (saved.venue, saved.internal_note) == ("Gemeindehaus", "Anruf am Montag")
    assert client.get(page).status_code == 200


def test_an_address_in_use_stays_and_names_of_pages_are_refused(client, staff):
    offer = OfferFactory(slug="chor")
    page = reverse("admin:offers_offer_change", args=[offer.pk])
    client.post(page, form_of(offer, slug=""))
    assert Offer.objects.get().slug == "chor"
    assert "slug" in client.post(page, form_of(offer, slug="neu")).context["adminform"].form.errors


def test_an_unknown_freshness_shows_everything(client, staff):
    assert client.get(OFFERS, {"aktualitaet": "quatsch"}).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"website": "javascript:alert(1)"}, "website"),
        ({"phone": "siehe Aushang"}, "phone"),
        ({"title_de": "x" * 300}, "title_de"),
        ({"valid_from": "02.05.2026", "valid_until": "01.05.2026"}, "valid_until"),
        ({"places": "0"}, "places"),
    ],
)
def test_bad_input_gets_an_error_beside_its_field(client, staff, changes, field):
    offer = OfferFactory()
    response = client.post(reverse("admin:offers_offer_change", args=[offer.pk]), form_of(offer, **changes))
    assert field in response.context["adminform"].form.errors


def test_the_status_is_read_only_in_the_form(client, staff):
    offer = OfferFactory(status=Status.IN_REVIEW)
    client.post(reverse("admin:offers_offer_change", args=[offer.pk]), form_of(offer, status="published"))
    assert Offer.objects.get().status == Status.IN_REVIEW


def test_glossary_terms_are_written_one_a_line(client, staff):
    data = {
        "label": "Zitherspiel",
        "de": "Zither\nZither spielen\n\nZither",
        "uk": "цитра",
        "ru": "цитра",
        "en": "zither",
    }
    response = client.post(reverse("admin:offers_glossaryconcept_add"), data)
    assert response.status_code == 302, response.context["adminform"].form.errors
    concept = GlossaryConcept.objects.get(label="Zitherspiel")
    assert (concept.de, concept.uk) == (["Zither", "Zither spielen"], ["цитра"])


def test_a_need_is_covered_and_reopened(client, staff):
    need = NeedFactory()
    page = reverse("admin:offers_need_changelist")
    client.post(page, {"action": "cover", "_selected_action": [need.pk]})
    assert Need.objects.get().status == Need.Status.COVERED
    client.post(page, {"action": "reopen", "_selected_action": [need.pk]})
    assert Need.objects.get().status == Need.Status.OPEN


def test_staff_log_in_with_their_address_in_any_spelling(client):
    User.objects.create_user("Mira.Muster@example.org", "ein langes Passwort")
    assert client.login(username="mira.muster@EXAMPLE.org", password="ein langes Passwort")


def test_two_accounts_cannot_share_an_address(client, staff):
    data = {"email": staff.email.upper(), "usable_password": "false"}
    response = client.post(reverse("admin:core_user_add"), data)
    assert "Zu dieser E-Mail-Adresse gibt es schon einen Zugang." in str(response.context["adminform"].form.errors)


@pytest.mark.parametrize("model", OWN, ids=lambda model: model.__name__)
def test_every_field_people_see_has_a_german_name(model):
    own = [field for field in model._meta.fields if not field.primary_key and field.name not in INTERNAL]
    assert [field.name for field in own if str(field.verbose_name) == field.name.replace("_", " ")] == []
