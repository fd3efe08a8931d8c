"""A colleague from the invitation to the passkey, and out of a session that was left open."""

import re

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from arnsberg_hilfe.core.accounts import workflow
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.roles import Role
from tests.journeys.people import DESKTOP, OURS, for_all
from tests.logins import PASSWORD, code

pytestmark = pytest.mark.django_db

KEY_IN_A_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def portal_by_name(portal):
    """Browsers give passkeys to names, not to numbers."""
    return portal.replace("127.0.0.1", "localhost")


def invited():
    user = User(email=f"nora.neu@{OURS}", name="Nora Neu")
    workflow.invite(user, groups=[Group.objects.get_or_create(name=Role.COORDINATION)[0]])
    return user


def first_step(somebody, address, user):
    somebody.page.goto(f"{address}/konto/anmelden/")
    somebody.page.get_by_label("E-Mail-Adresse").fill(user.email)
    somebody.page.get_by_label("Passwort").fill(PASSWORD)
    somebody.press("Weiter")


def test_from_the_invitation_to_the_passkey(person, portal_by_name):
    user, nora = for_all(invited), person(size=DESKTOP)
    nora.open_link("account-invitation", user.email)
    nora.look("Passwort vergeben")
    nora.page.get_by_label("Neues Passwort", exact=False).first.fill(PASSWORD)
    nora.page.get_by_label("Noch einmal").fill(PASSWORD)
    nora.press("Passwort speichern")
    nora.look("Zweiten Faktor einrichten")
    nora.page.goto("/team/")
    nora.look("Zweiten Faktor einrichten")
    nora.follow("App einrichten")
    nora.look("App einrichten")
    nora.page.get_by_label("Code aus der App").fill(code(key=nora.page.locator("main strong code").inner_text()))
    nora.press("App einrichten")
    nora.look("Ihre Notfallcodes")
    spare = nora.page.locator("main li code").all_inner_texts()
    assert len(spare) == 10
    nora.follow("Fertig, weiter zur Arbeitsliste")
    expect(nora.page).to_have_url(re.compile("/team/$"))

    at_home = person(size=DESKTOP)
    first_step(at_home, portal_by_name, user)
    at_home.look("Zweiter Schritt")
    at_home.page.get_by_label("Code").fill(spare[0])
    at_home.press("Anmelden")
    expect(at_home.page).to_have_url(re.compile("/team/$"))
    at_home.page.goto(f"{portal_by_name}/konto/")
    at_home.look("Mein Konto")
    with_passkey(at_home)
    at_home.page.goto(f"{portal_by_name}/konto/anmeldungen/")
    at_home.look("Wo Sie angemeldet sind")
    assert at_home.page.locator("main h2").count() == 1  # the passkey ended the login at the office
    nora.page.goto("/team/")
    nora.look("Anmelden")


def with_passkey(somebody):
    """Sets one up, signs out and comes in with nothing else."""
    protocol = somebody.page.context.new_cdp_session(somebody.page)
    protocol.send("WebAuthn.enable")
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": KEY_IN_A_DEVICE})
    somebody.follow("Passkey einrichten")
    somebody.look("Passkey einrichten")
    somebody.press("Passkey einrichten")
    somebody.hears("Der Passkey ist eingerichtet.")
    somebody.follow("Abmelden")
    somebody.look("Abmelden")
    somebody.press("Abmelden")
    somebody.hears("Sie sind abgemeldet.")
    somebody.page.goto(somebody.page.url.partition("?")[0].rstrip("/") + "/konto/anmelden/")
    somebody.press("Mit Passkey anmelden")
    expect(somebody.page).to_have_url(re.compile("/team/$"))
