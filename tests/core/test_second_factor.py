"""The second factor: no staff page without it, whichever way somebody came in."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from arnsberg_hilfe.core.accounts.second_factor import PASSED
from arnsberg_hilfe.core.encryption import decrypt
from tests.factories import APP_KEY, UserFactory
from tests.logins import CODE, LOGIN, SET_UP, code, person, sign_in

pytestmark = pytest.mark.django_db

PARTS = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}


def with_a_password_only(user):
    """A session as another way in might make it, or one from before there was a second factor."""
    client = Client()
    session = client.session
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "arnsberg_hilfe.core.permissions.RoleBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    client.cookies["session"] = session.session_key
    return client


def staff_pages():
    """An address of every page under /admin/ and /team/, from the configuration itself."""
    found = {address for address in addresses(get_resolver()) if address.startswith(("/admin/", "/team/"))}
    assert len(found) > 200
    return sorted(found - {"/admin/logout/"})  # which leads the anonymous to the home page


def addresses(resolver, before="/"):
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern) if not before.endswith("//") else str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, here)
        elif isinstance(entry, URLPattern):
            plain = re.sub(r"\(\?P<.*?>.*?\)|\^|\$|\\", "", here)
            yield re.sub(r"<(?:(\w+):)?\w+>", lambda match: PARTS.get(match[1] or "str", "x"), plain)


def test_nobody_reaches_a_staff_page_without_signing_in(client):
    reached = [page for page in staff_pages() if not leads(opened(client, page), LOGIN)]
    assert reached == []


def test_nobody_reaches_a_staff_page_with_a_password_only():
    client = with_a_password_only(person(admin=True, second_factor=False))
    reached = [page for page in staff_pages() if not leads(opened(client, page, follow=True), SET_UP)]
    assert reached == []


def opened(client, page, **options):
    """As a browser would, or as a form where a page only takes those."""
    answer = client.get(page, **options)
    return client.post(page, **options) if answer.status_code == 405 else answer


def leads(response, target):
    """To this page and no other; of a chain of redirects the end counts. An address of no page is no way in."""
    if response.status_code == 404 and "team" not in response.request["PATH_INFO"]:
        return True
    url = response.redirect_chain[-1][0] if getattr(response, "redirect_chain", None) else response.get("Location", "")
    return url.partition("?")[0] == target or url == "/admin/login/" or url.startswith("/admin/login/?")


def test_signing_in_takes_a_password_and_a_code(client):
    user = person()
    assert sign_in(client, user, next="/team/").url.partition("?")[0] == CODE
    assert client.get("/team/").url == f"{LOGIN}?next=/team/"
    assert client.post(CODE, {"code": code()}).url == "/team/"
    assert client.get("/team/").status_code == 200


def test_a_code_is_good_for_one_login():
    user, shown = person(), code()
    for expected in (302, 200):
        client = Client()
        sign_in(client, user)
        assert client.post(CODE, {"code": shown}).status_code == expected
        # allauth forgets a used code while it is still good
        cache.delete(f"allauth.mfa.totp.used?user={user.pk}&code={shown}")


@pytest.mark.parametrize("at", [-1, 1])
def test_a_clock_may_be_half_a_minute_wrong(client, at):
    sign_in(client, person())
    assert client.post(CODE, {"code": code(at)}).status_code == 302


@pytest.mark.parametrize("at", [-3, 3])
def test_a_code_of_another_time_is_wrong(client, at):
    sign_in(client, person())
    answer = client.post(CODE, {"code": code(at)})
    assert answer.status_code == 200
    assert "Dieser Code stimmt nicht" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_first_login_leads_to_setting_up_an_app_and_shows_recovery_codes(client):
    user = person(second_factor=False)
    assert sign_in(client, user).url == "/team/"
    assert client.get("/team/", follow=True).redirect_chain[-1][0] == SET_UP
    page = client.get("/konto/app/").content.decode()
    key = client.session["mfa.totp.secret"]
    assert key in page
    assert '<svg role="img"' in page
    done = client.post("/konto/app/", {"code": code(key=key)})
    assert done.url == "/konto/notfallcodes/"
    assert client.get("/team/").status_code == 200
    assert len(re.findall(r"<code>\d{8}</code>", client.get(done.url).content.decode())) == 10


@pytest.mark.django_db(transaction=True)
def test_setting_up_ends_the_other_sessions(client):
    user, thief = person(second_factor=False), Client()
    for one in (client, thief):
        sign_in(one, user)
    client.get("/konto/app/")
    client.post("/konto/app/", {"code": code(key=client.session["mfa.totp.secret"])})
    assert client.get("/team/").status_code == 200
    assert thief.get(SET_UP).url.startswith(LOGIN)


@pytest.mark.parametrize("address", ["/konto/app/", "/konto/passkeys/neu/", SET_UP, LOGIN])
def test_a_session_without_the_factor_cannot_add_another(address):
    client = with_a_password_only(person())
    assert client.get(address, follow=True).redirect_chain[-1][0].partition("?")[0] == LOGIN
    assert SESSION_KEY not in client.session


def test_the_factor_of_one_person_does_not_count_for_another(client):
    one, other = person(), person(second_factor=False)
    client = with_a_password_only(other)
    session = client.session
    session[PASSED] = one.pk
    session.save()
    assert client.get("/team/", follow=True).redirect_chain[-1][0] == SET_UP


def test_nobody_gives_up_their_only_factor(client):
    user = UserFactory()
    client.force_login(user)
    client.post("/konto/bestaetigen/code/?next=/konto/", {"code": code()})
    answer = client.post("/konto/app/entfernen/")
    assert "Das ist Ihr einziger zweiter Faktor" in answer.content.decode()
    key = Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Schlüssel"})
    Authenticator.objects.filter(type=Authenticator.Type.TOTP).delete()
    client.post(f"/konto/passkeys/{key.pk}/entfernen/")
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_factors_are_changed_only_by_somebody_who_has_just_shown_who_they_are(client):
    client.force_login(UserFactory())
    for page in ("/konto/app/entfernen/", "/konto/passkeys/neu/", "/konto/notfallcodes/neu/"):
        assert client.get(page).url.startswith("/konto/bestaetigen/"), page


def test_keys_of_apps_are_encrypted():
    stored = UserFactory().authenticator_set.get().data["secret"]
    assert APP_KEY not in stored
    assert decrypt(stored) == APP_KEY


def test_the_pages_of_ones_account_are_not_kept_by_browsers(client):
    client.force_login(UserFactory())
    for name in ("mfa_index", "sessions", "account_change_password", "second_factor"):
        assert "no-store" in client.get(reverse(name))["Cache-Control"], name


def test_keys_of_apps_are_encrypted_anew_with_a_new_key(settings):
    user = UserFactory()
    codes = RecoveryCodes.activate(user).generate_codes()
    settings.ENCRYPTION_KEYS = ["new", *settings.ENCRYPTION_KEYS]
    call_command("rotate_encryption", verbosity=0)
    settings.ENCRYPTION_KEYS = ["new"]
    assert decrypt(user.authenticator_set.get(type="totp").data["secret"]) == APP_KEY
    assert user.authenticator_set.get(type="recovery_codes").wrap().generate_codes() == codes


def test_the_second_step_asks_nobody_without_a_passkey_for_one(client):
    sign_in(client, person())
    assert "Passkey" not in client.get(CODE).content.decode()
