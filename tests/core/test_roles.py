"""Roles: groups of a name; what they open stands in code, and a change counts from the next request."""

import pytest
from django.contrib.auth.models import Group

from arnsberg_hilfe.core.models import District, OutgoingMail, User
from arnsberg_hilfe.core.privacy import own_models
from arnsberg_hilfe.core.roles import OPENS, Area, Role, area_of, roles_that_open
from network.models import Meeting
from offers.models import Offer
from sponsorship.models import Household
from tests.factories import OfferFactory, SponsorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_every_role_is_a_group_and_opens_something():
    assert set(OPENS) == set(Role)
    assert set(Group.objects.values_list("name", flat=True)) >= set(Role.values)
    assert all(OPENS.values())


def test_no_area_is_closed_to_everybody():
    assert all(Role.LEADERSHIP in roles_that_open(area) for area in Area)


def test_every_record_that_staff_read_belongs_to_an_area():
    assert [model.__name__ for model in own_models() if area_of(model) is None] == [
        "Consent",
        "MailAttachment",
        "Rate",
    ]


@pytest.mark.parametrize(
    ("role", "model", "may"),
    [
        (Role.COORDINATION, Offer, True),
        (Role.COORDINATION, Meeting, True),
        (Role.COORDINATION, Household, False),
        (Role.COORDINATION, User, False),
        (Role.FACHSTELLE, Household, True),
        (Role.FACHSTELLE, Offer, False),
        (Role.MODERATION, Meeting, False),
        (Role.DOOR, Meeting, False),
        (Role.TECHNICAL, District, True),
        (Role.TECHNICAL, OutgoingMail, False),
        (Role.LEADERSHIP, User, True),
    ],
)
def test_permissions_follow_from_the_role(role, model, may):
    user = UserFactory(roles=[role])
    assert user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}") == may


def test_somebody_without_a_role_may_nothing():
    user = UserFactory(roles=[])
    assert user.areas == frozenset()
    assert not user.has_perm("offers.view_offer")
    assert not user.has_perm("nowhere.view_nothing")
    assert not user.has_module_perms("offers")


def test_somebody_who_has_left_may_nothing():
    user = UserFactory(is_active=False, roles=[Role.LEADERSHIP])
    assert not user.has_perm("offers.view_offer")


def test_a_role_taken_away_counts_from_the_next_request(client):
    user = UserFactory(roles=[Role.COORDINATION])
    client.force_login(user)
    assert client.get("/team/angebote/").status_code == 200
    user.groups.clear()
    assert client.get("/team/angebote/").status_code == 404
    user.groups.add(Group.objects.get(name=Role.COORDINATION))
    assert client.get("/team/angebote/").status_code == 200


def test_somebody_disabled_is_out_with_the_next_request(client):
    user = UserFactory(roles=[Role.COORDINATION])
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/team/angebote/").status_code == 302


def test_colleagues_of_an_area_are_found():
    leader, one, _other = (UserFactory(roles=[role]) for role in (Role.LEADERSHIP, Role.FACHSTELLE, Role.COORDINATION))
    assert set(User.objects.in_area(Area.SPONSORSHIP)) == {leader, one}


def test_mails_are_read_by_those_who_work_with_what_they_are_about():
    offer, sponsor = OfferFactory(), SponsorFactory()
    for number, about in enumerate([f"offers.offer:{offer.pk}", f"sponsorship.sponsor:{sponsor.pk}", ""]):
        OutgoingMail.objects.create(to="a@example.org", subject=about, text="", message_id=f"<{number}>", about=about)
    seen = {
        role: set(OutgoingMail.objects.readable_by(UserFactory(roles=[role])).values_list("subject", flat=True))
        for role in (Role.LEADERSHIP, Role.COORDINATION, Role.FACHSTELLE, Role.MODERATION, Role.TECHNICAL)
    }
    assert seen == {
        Role.LEADERSHIP: {f"offers.offer:{offer.pk}", f"sponsorship.sponsor:{sponsor.pk}", ""},
        Role.COORDINATION: {f"offers.offer:{offer.pk}"},
        Role.FACHSTELLE: {f"sponsorship.sponsor:{sponsor.pk}"},
        Role.MODERATION: set(),
        Role.TECHNICAL: set(),
    }
