"""The page of a colleague: roles are given and taken there; nobody locks out themselves or the last leader."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.roles import Role
from tests.factories import OfferFactory, UserFactory
from tests.logins import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(client):
    user = UserFactory(roles=[Role.LEADERSHIP])
    client.force_login(user)
    return user


def save(client, user, roles=(), **changes):
    """The user page, with these roles ticked; `None` leaves a box empty."""
    ticked = {"is_active": "on", "is_staff": "on"} | changes
    data = {"email": user.email, "name": user.name, "initials": user.initials, "groups": keys(*roles)} | ticked
    return client.post(page(user), {name: value for name, value in data.items() if value is not None})


def page(user):
    return f"/admin/core/user/{user.pk}/change/"


def keys(*roles):
    return [Group.objects.get(name=role).pk for role in roles]


def roles_of(user):
    return set(user.groups.values_list("name", flat=True))


def test_each_role_stands_there_with_what_it_opens_and_nothing_else_is_given(client, leader):
    text = client.get(page(UserFactory())).content.decode()
    assert "<strong>Einlass</strong>: die Namensliste am Einlass" in text
    assert text.count('name="groups"') == len(Role)
    assert "user_permissions" not in text
    assert "is_superuser" not in text


def test_a_role_given_or_taken_is_written_down_with_who_did_it(client, leader):
    user = UserFactory(roles=[Role.COORDINATION])
    assert save(client, user, [Role.DOOR], name="Mia Muster").status_code == 302
    assert roles_of(user) == {Role.DOOR}
    entry = LogEntry.objects.get(object_id=user.pk)
    assert (entry.user, entry.change_message) == (
        leader,
        "Rolle gegeben: Einlass. Rolle entzogen: Koordination. Geändert: Name.",
    )
    page = client.get(f"/admin/core/user/{user.pk}/history/").content.decode()
    assert [word in page for word in (str(leader), "Gruppen", "Einlass", "Koordination")] == [True] * 4


def test_a_change_without_a_role_is_written_down_as_ever(client, leader):
    user = UserFactory(roles=[Role.DOOR])
    save(client, user, [Role.DOOR], name="Mia Muster")
    assert "Name" in str(LogEntry.objects.get(object_id=user.pk))


@pytest.mark.parametrize("changes", [{}, {"roles": [Role.LEADERSHIP], "is_active": None}, {"is_staff": None}])
def test_nobody_locks_themselves_out(client, leader, changes):
    UserFactory(roles=[Role.LEADERSHIP])
    assert "nicht selbst aussperren" in save(client, leader, **changes).content.decode()
    leader.refresh_from_db()
    assert (roles_of(leader), leader.is_active, leader.is_staff) == ({Role.LEADERSHIP}, True, True)


@pytest.mark.parametrize("changes", [{"roles": [Role.DOOR]}, {"roles": [Role.LEADERSHIP], "is_active": None}])
def test_the_last_leadership_stays(client, changes):
    client.force_login(UserFactory(admin=True))
    last = UserFactory(roles=[Role.LEADERSHIP])
    UserFactory(roles=[Role.LEADERSHIP], is_active=False)
    assert "die letzte Leitung" in save(client, last, **changes).content.decode()
    assert roles_of(last) == {Role.LEADERSHIP}


def test_one_of_two_may_go(client, leader):
    other = UserFactory(roles=[Role.LEADERSHIP])
    assert save(client, other, [Role.LEADERSHIP], is_active=None).status_code == 302
    other.refresh_from_db()
    assert not other.is_active


def test_an_account_that_may_everything_is_changed_by_its_like_only(client, leader):
    technician = UserFactory(admin=True)
    assert save(client, technician, name="Übernommen").status_code == 403
    client.post(f"/admin/core/user/{technician.pk}/password/", {"password1": PASSWORD, "password2": PASSWORD})
    technician.refresh_from_db()
    assert not technician.check_password(PASSWORD)
    client.force_login(technician)
    assert "is_superuser" in client.get(page(leader)).content.decode()


def test_a_leader_cannot_give_themselves_everything(client, leader):
    save(client, leader, [Role.LEADERSHIP], is_superuser="on")
    leader.refresh_from_db()
    assert not leader.is_superuser


def test_accounts_are_disabled_and_never_deleted(client, leader):
    user = UserFactory()
    assert client.post(f"/admin/core/user/{user.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post("/admin/core/user/", {"action": "delete_selected", "_selected_action": user.pk, "post": "yes"})
    assert User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize("path", ["/admin/auth/group/", "/admin/procrastinate/procrastinatejob/"])
def test_what_belongs_to_no_part_of_the_office_has_no_page(client, path):
    client.force_login(UserFactory(admin=True))
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("role", [Role.MODERATION, Role.FACHSTELLE, Role.DOOR, Role.TECHNICAL])
@pytest.mark.parametrize("page", ["", "add/", "{}/change/", "{}/history/", "{}/delete/"])
def test_pages_of_records_that_are_not_theirs_are_not_there_for_anybody(client, role, page):
    client.force_login(UserFactory(roles=[role]))
    assert client.get(f"/admin/offers/offer/{page}".format(OfferFactory().pk)).status_code == 404
