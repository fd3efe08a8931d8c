"""The admin shows meetings and changes nothing that must be locked or told."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from network.models import Invitee, Meeting, Registration
from tests.factories import MeetingFactory, RegistrationFactory, ThemeTableFactory, UserFactory

pytestmark = pytest.mark.django_db
LOCKED = {"status", "starts_at", "ends_at", "deadline", "places", "taken", "uid", "sequence"}


@pytest.fixture
def staff(client):
    user = UserFactory(admin=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize("model", [Meeting, Registration, Invitee])
def test_lists_and_forms_open_with_words_for_people(client, staff, model):
    ThemeTableFactory(meeting=RegistrationFactory(companions=["Bela Beispiel"]).meeting)
    Invitee.objects.create(email="verein@example.org")
    name = f"admin:network_{model._meta.model_name}"

    for page in (reverse(f"{name}_changelist"), reverse(f"{name}_change", args=[model.objects.get().pk])):
        text = re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", client.get(page).content.decode(), flags=re.DOTALL)
        assert [word for word in ("object (", "None", "import_key") if word in text] == []


def test_a_registration_is_found_by_the_name_of_a_companion(client, staff):
    RegistrationFactory(name="Anna Muster", companions=["Bela Beispiel"])
    RegistrationFactory(name="Cora Muster")

    found = client.get(reverse("admin:network_registration_changelist"), {"q": "bela"}).context["cl"].queryset

    assert [registration.name for registration in found] == ["Anna Muster"]


def test_the_list_of_registrations_takes_the_same_statements_for_one_and_thirty(
    client, staff, django_assert_max_num_queries
):
    RegistrationFactory.create_batch(30, meeting=MeetingFactory())
    with django_assert_max_num_queries(12):
        client.get(reverse("admin:network_registration_changelist"))


def test_status_day_and_places_are_read_only(client, staff):
    page = client.get(reverse("admin:network_meeting_change", args=[MeetingFactory().pk]))

    assert not LOCKED & set(page.context["adminform"].form.fields)


def test_registrations_are_changed_on_the_staff_page_only(client, staff):
    registration = RegistrationFactory()
    url = reverse("admin:network_registration_change", args=[registration.pk])

    assert client.post(url, {"status": "cancelled"}).status_code == 403
    assert client.get(reverse("admin:network_registration_add")).status_code == 403
    assert client.post(reverse("admin:network_registration_delete", args=[registration.pk])).status_code == 403


def test_saving_a_meeting_leaves_the_places_of_the_meantime_alone(client, staff):
    meeting = MeetingFactory(places=5)
    url = reverse("admin:network_meeting_change", args=[meeting.pk])
    form = client.get(url).context["adminform"].form
    data = {name: form.initial.get(name) or "" for name in form.fields} | {"venue": "Rathaus"}
    rows = {f"{prefix}-{name}_FORMS": "0" for prefix in ("agenda", "tables") for name in ("TOTAL", "INITIAL")}
    edit = admin.site._registry[Meeting].save_model

    def meanwhile(request, obj, *args):
        RegistrationFactory(meeting_id=meeting.pk, meeting=meeting)
        edit(request, obj, *args)

    admin.site._registry[Meeting].save_model = meanwhile
    try:
        assert client.post(url, data | rows).status_code == 302
    finally:
        del admin.site._registry[Meeting].save_model

    meeting.refresh_from_db()
    assert (meeting.venue, meeting.taken) == ("Rathaus", 1)
