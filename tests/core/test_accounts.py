"""Accounts: invitations, new passwords, signing out elsewhere, taking access away; nobody learns who is known."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.contrib.auth.models import Group
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from arnsberg_hilfe.core.accounts import emails, workflow
from arnsberg_hilfe.core.accounts.sessions import clear_away_ended, device
from arnsberg_hilfe.core.bot_trap import new_stamp
from arnsberg_hilfe.core.models import OutgoingMail, User
from arnsberg_hilfe.core.roles import MEANS, Role
from tests.factories import UserFactory
from tests.logins import CODE, LOGIN, PASSWORD, SET_UP, code, person, sign_in

pytestmark = pytest.mark.django_db

FORGOTTEN = "/konto/passwort/vergessen/"
INVITE = "/team/zugaenge/einladen/"
NEW = {"new_password1": PASSWORD, "new_password2": PASSWORD}


def link_to(email):
    """The path of the link in the newest mail to somebody."""
    mail = OutgoingMail.objects.filter(to=email).latest("pk")
    return re.search(settings.PUBLIC_URL + r"(\S+)", mail.text)[1]


def ask_for_a_link(client, email):
    return client.post(FORGOTTEN, {"email": email, "stamp": new_stamp()})


def whole_login(user):
    """A client that has passed password and code, and its record among the person's logins."""
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    sign_in(client, user)
    client.post(CODE, {"code": new_recovery_code(user)})
    assert client.get("/konto/").status_code == 200
    return client


def new_recovery_code(user):
    return RecoveryCodes.activate(user).get_unused_codes()[0]


@pytest.fixture
def leader(client):
    client.force_login(UserFactory(roles=[Role.LEADERSHIP]))
    return client


def invite(client, **changes):
    roles = [Group.objects.get(name=Role.COORDINATION).pk]
    data = {"email": "neu@example.org", "name": "Nora Neu", "initials": "NN", "groups": roles}
    return client.post(INVITE, data | changes)


def test_a_colleague_is_invited_sets_a_password_and_must_set_up_a_factor(leader):
    assert invite(leader).url == INVITE
    person, browser = User.objects.get(email="neu@example.org"), Client()
    assert not person.has_usable_password()
    assert [group.name for group in person.groups.all()] == [Role.COORDINATION]
    link = link_to(person.email)
    assert person.email in browser.get(link).content.decode()
    browser.post(link, NEW)
    assert browser.get("/team/", follow=True).redirect_chain[-1][0] == SET_UP
    assert browser.get("/konto/app/").status_code == 200  # whoever has just set a password need not repeat it


def test_a_link_is_used_once_and_reading_it_changes_nothing(leader):
    invite(leader)
    link, browser = link_to("neu@example.org"), Client()
    for _ in range(3):
        assert browser.get(link).status_code == 200
    browser.post(link, NEW)
    assert Client().get(link).status_code == 410
    assert Client().post(link, NEW).status_code == 410


def test_a_link_ends_with_its_time_with_another_password_and_with_the_account(leader, freeze):
    invite(leader)
    person = User.objects.get(email="neu@example.org")
    link = link_to(person.email)
    with freeze(timezone.now() + timedelta(days=3, minutes=1)):
        assert Client().get(link).status_code == 410
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert Client().get(link).status_code == 410
    User.objects.filter(pk=person.pk).update(is_active=True)
    assert Client().get(link).status_code == 200
    workflow.set_password(person, PASSWORD)
    assert Client().get(link).status_code == 410


@pytest.fixture
def freeze(monkeypatch):
    @contextmanager
    def at(moment):
        with monkeypatch.context() as patch:
            patch.setattr(signing.time, "time", moment.timestamp)
            yield

    return at


def test_an_invitation_does_not_open_the_page_for_a_new_password(leader):
    invite(leader)
    token = link_to("neu@example.org").split("/")[-2]
    assert Client().get(f"/konto/passwort/neu/{token}/").status_code == 410


def test_invitations_are_sent_again_until_a_password_is_set(leader):
    invite(leader)
    person = User.objects.get(email="neu@example.org")
    assert "Noch einmal senden" in leader.get(INVITE).content.decode()
    leader.post(f"{INVITE}{person.pk}/")
    assert OutgoingMail.objects.filter(to=person.email, purpose="account-invitation").count() == 2
    workflow.set_password(person, PASSWORD)
    assert leader.post(f"{INVITE}{person.pk}/").status_code == 404


def test_nobody_is_invited_twice_or_without_a_role(leader):
    invite(leader)
    assert "gibt es schon einen Zugang" in invite(leader, email="NEU@example.org").content.decode()
    assert invite(leader, email="zwei@example.org", groups=[]).status_code == 200
    assert not User.objects.filter(email="zwei@example.org").exists()


@pytest.mark.parametrize("page", [INVITE, "/admin/core/user/add/"])
def test_whoever_invites_reads_what_each_role_opens(leader, page):
    text = leader.get(page).content.decode()
    places = [text.index(f"<strong>{role.label}</strong>: {MEANS[role]}") for role in Role]
    assert places == sorted(places)


def at_once(act, *each):
    """What each of these calls, all begun at the same moment, gives back or raises."""

    def alone(arguments):
        try:
            return act(*arguments)
        except ValidationError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(each)) as pool:
        return list(pool.map(alone, each))


@pytest.mark.django_db(transaction=True)
def test_an_invitation_sent_twice_at_once_is_one(leader):
    Group.objects.get_or_create(name=Role.COORDINATION)
    browser = leader.cookies
    answers = at_once(lambda _number: invite(same_browser(browser)).status_code, *[(number,) for number in range(4)])
    assert sorted(answers) == [200, 200, 200, 302]
    assert OutgoingMail.objects.filter(to="neu@example.org").count() == 1


def same_browser(cookies):
    client = Client()
    client.cookies = cookies.copy()
    return client


@pytest.mark.django_db(transaction=True)
def test_two_who_lock_each_other_at_once_do_not_leave_the_office_without_a_lead():
    one, other = (UserFactory(roles=[Role.LEADERSHIP]) for _ in range(2))
    refused = [answer for answer in at_once(workflow.lock, (one,), (other,)) if answer]
    assert (len(refused), User.objects.leading().count()) == (1, 1)


def test_the_last_leader_is_not_locked_by_an_action_and_the_admin_says_so(client):
    client.force_login(UserFactory(admin=True))
    last, other = UserFactory(roles=[Role.LEADERSHIP], name="Lea Letzte"), UserFactory(name="Mia Muster")
    said = act_on(client, "lock", last, other)
    assert ("Lea Letzte: Das ist die letzte Leitung." in said, "Mia Muster: erledigt." in said) == (True, True)
    assert list(User.objects.filter(is_active=False)) == [other]


def act_on(client, action, *people):
    """An action of the admin's list of people; the page that comes after it."""
    data = {"action": action, "_selected_action": [user.pk for user in people]}
    return client.post("/admin/core/user/", data, follow=True).content.decode()


def test_an_action_says_with_whom_it_does_nothing(leader):
    user = UserFactory(name="Mia Muster")
    workflow.set_password(user, PASSWORD)
    assert "Mia Muster: geht hier nicht." in act_on(leader, "invite_again", user)


def test_whoever_loses_their_second_factor_hears_of_it(leader):
    user = UserFactory()
    act_on(leader, "take_factors_back", user)
    assert "Ihr zweiter Faktor wurde zurückgenommen." in OutgoingMail.objects.get(to=user.email).text


@pytest.mark.parametrize("role", [role for role in Role if role != Role.LEADERSHIP])
def test_only_the_leadership_invites(client, role):
    client.force_login(UserFactory(roles=[role]))
    assert client.get(INVITE).status_code == 404
    assert invite(client).status_code == 404


def test_the_admin_invites_too_and_knows_no_passwords(leader):
    assert 'name="password' not in leader.get("/admin/core/user/add/").content.decode()
    group = Group.objects.get(name=Role.FACHSTELLE)
    data = {"email": "neu@example.org", "name": "Nora Neu", "initials": "", "groups": [group.pk]}
    assert leader.post("/admin/core/user/add/", data).status_code == 302
    person = User.objects.get(email="neu@example.org")
    assert list(person.groups.all()) == [group]
    assert Client().get(link_to(person.email)).status_code == 200
    assert 'name="password' not in leader.get(f"/admin/core/user/{person.pk}/change/").content.decode()
    assert leader.get(f"/admin/core/user/{person.pk}/password/").status_code in {302, 404}


def test_whoever_is_disabled_in_the_admin_is_out_at_once_and_stays_out(leader):
    user = person()
    browser = whole_login(user)
    row = {"email": user.email, "name": user.name, "initials": "MM", "groups": [user.groups.first().pk]}
    leader.post(f"/admin/core/user/{user.pk}/change/", row)
    assert browser.get("/team/").url.startswith(LOGIN)
    leader.post(f"/admin/core/user/{user.pk}/change/", row | {"is_active": "on"})
    assert browser.get("/team/").url.startswith(LOGIN)


@pytest.mark.parametrize("action", ["lock", "take_factors_back"])
def test_actions_of_the_admin_end_sessions(leader, action):
    user = person()
    browser = whole_login(user)
    leader.post("/admin/core/user/", {"action": action, "_selected_action": [user.pk]})
    assert browser.get("/team/").url.startswith(LOGIN)
    user.refresh_from_db()
    assert user.is_active == (action != "lock")
    assert Authenticator.objects.filter(user=user).exists() == (action == "lock")


def test_nobody_locks_themselves_out(leader):
    me = User.objects.get(groups__name=Role.LEADERSHIP)
    leader.post("/admin/core/user/", {"action": "lock", "_selected_action": [me.pk]})
    assert leader.get("/team/").status_code == 200


def test_logins_are_listed_and_ended_one_by_one(client):
    user = person()
    here, there, elsewhere = (whole_login(user) for _ in range(3))
    page = here.get("/konto/anmeldungen/").content.decode()
    assert page.count("Firefox, Linux") == 3
    other = user.usersession_set.get(session_key=there.session.session_key)
    here.post("/konto/anmeldungen/", {"session": other.pk})
    assert there.get("/team/").status_code == 302
    assert elsewhere.get("/team/").status_code == 200
    here.post("/konto/anmeldungen/")
    assert elsewhere.get("/team/").status_code == 302
    assert here.get("/team/").status_code == 200


def test_nobody_ends_the_login_of_somebody_else():
    one, other = person(), person()
    mine, theirs = whole_login(one), whole_login(other)
    assert mine.post("/konto/anmeldungen/", {"session": other.usersession_set.get().pk}).status_code == 404
    assert theirs.get("/team/").status_code == 200


def test_another_password_ends_the_other_logins():
    user = person()
    here, there = whole_login(user), whole_login(user)
    new = {"oldpassword": PASSWORD, "password1": "ein ganz anderer Satz", "password2": "ein ganz anderer Satz"}
    assert here.post("/konto/passwort/", new).status_code == 302
    assert here.get("/team/").status_code == 200
    assert there.get("/team/").status_code == 302
    assert OutgoingMail.objects.get(to=user.email).purpose == "account-changed"


def test_a_new_password_by_link_does_not_get_around_the_second_factor(client):
    user = person()
    ask_for_a_link(client, user.email)
    assert client.post(link_to(user.email), NEW).url == CODE
    assert OutgoingMail.objects.filter(to=user.email).latest("pk").purpose == "account-changed"
    assert client.get("/team/").url.startswith(LOGIN)
    client.post(CODE, {"code": code()})
    assert client.get("/team/").status_code == 200


@pytest.mark.parametrize("known", ["yes", "no", "disabled"])
def test_the_answers_say_nothing_about_who_is_known(client, known):
    user = person(is_active=known != "disabled")
    email = "niemand@example.org" if known == "no" else user.email
    assert ask_for_a_link(client, email).url == "/konto/passwort/vergessen/gesendet/"
    assert OutgoingMail.objects.count() == (known == "yes")
    answer = sign_in(client, UserFactory.build(email=email), password="ganz falsches Passwort")
    assert answer.status_code == 200
    assert "E-Mail-Adresse oder Passwort stimmen nicht." in answer.content.decode()


def test_the_right_password_of_a_disabled_account_is_as_good_as_a_wrong_one(client):
    answer = sign_in(client, person(is_active=False))
    assert "E-Mail-Adresse oder Passwort stimmen nicht." in answer.content.decode()


def test_asking_for_a_link_is_the_same_work_for_everybody(client, django_assert_num_queries):
    """Timing is measured by the probe of tests/security."""
    person()
    with CaptureQueriesContext(connection) as known:
        ask_for_a_link(client, User.objects.get().email)
    with django_assert_num_queries(len(known)):
        ask_for_a_link(client, "niemand@example.org")


def test_too_many_wrong_passwords_lock_an_account_but_not_the_house(client):
    cache.clear()
    user, colleague = person(), person()
    for _ in range(6):
        sign_in(client, user, password="ganz falsches Passwort")
    assert "zu viele Versuche" in sign_in(client, user).content.decode()
    assert sign_in(client, colleague).url == CODE


def test_too_many_wrong_codes_lock_the_second_step():
    cache.clear()
    user = person()
    for _ in range(3):
        client = Client()
        sign_in(client, user)
        for _ in range(2):
            client.post(CODE, {"code": "000000"})
    assert "zu viele Versuche" in client.post(CODE, {"code": code()}).content.decode()


def test_counts_of_attempts_are_shared_and_name_no_address(client):
    cache.clear()
    sign_in(client, person(), password="ganz falsches Passwort")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM core_cache")
        keys = [key for (key,) in cursor.fetchall()]
    assert keys
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in keys)


def test_ended_sessions_and_counts_are_cleared_away():
    user = person()
    whole_login(user)
    user.usersession_set.update(session_key="of a session that is gone")
    cache.set("old", 1, timeout=-1)
    clear_away_ended(timezone.now())
    assert user.usersession_set.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_cache WHERE expires < now()")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("address", ["/konto/signup/", "/konto/login/code/", "/konto/email/", "/accounts/signup/"])
def test_there_are_no_other_ways_in(client, address):
    assert client.get(address).status_code == 404


def test_the_admin_has_no_login_of_its_own(client):
    assert client.get("/admin/login/?next=/admin/core/user/").url == f"{LOGIN}?next=%2Fadmin%2Fcore%2Fuser%2F"
    user = person(admin=True)
    answer = client.post("/admin/login/", {"username": user.email, "password": PASSWORD})
    assert answer.url.startswith(LOGIN)
    assert "_auth_user_id" not in client.session
    assert client.get("/admin/password_change/").url.startswith(("/konto/passwort/", "/admin/login/"))


@pytest.mark.parametrize("target", ["//boese.example/", "https://boese.example/", "/\\boese.example"])
def test_the_login_leads_to_our_own_pages_only(client, target):
    sign_in(client, person(), next=target)
    assert client.post(CODE, {"code": code()}).url == "/team/"


def test_the_first_administrator_is_invited_by_a_command(capsys):
    call_command("invite_first_administrator", "leitung@example.org", name="Lena Leitung")
    link = capsys.readouterr().out.split()[-1].removeprefix(settings.PUBLIC_URL)
    leader = User.objects.get(email="leitung@example.org")
    assert [group.name for group in leader.groups.all()] == [Role.LEADERSHIP]
    assert not leader.is_superuser
    assert Client().get(link).status_code == 200
    assert link_to(leader.email) == link
    with pytest.raises(CommandError, match="schon eine Leitung"):
        call_command("invite_first_administrator", "zweite@example.org")
    call_command("invite_first_administrator", "zweite@example.org", again=True)
    assert User.objects.leading().count() == 2


def test_the_command_wants_an_address():
    with pytest.raises(CommandError):
        call_command("invite_first_administrator", "keine Adresse")


def test_every_change_of_an_account_has_words():
    letters = [emails.account_changed(name) for name in ("password_changed", "totp_activated", "webauthn_added")]
    assert len({letter.paragraphs[0] for letter in letters}) == 3


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("", "unbekanntes Gerät"),
    ],
)  # fmt: skip
def test_devices_are_named_in_words(user_agent, words):
    assert device(user_agent) == words
