"""An offer from the first word to its end: a provider with a phone, two coordinators, a visitor; in two languages."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from arnsberg_hilfe.core.models import OutgoingMail
from offers.models import Offer, Status
from offers.workflow import upkeep
from tests.factories import OfferFactory
from tests.journeys.people import DESKTOP, OURS, PREFIX, colleague, for_all

pytestmark = pytest.mark.django_db

WORDS = {
    "de": {
        "title": "Zimmer für Mutter und Kind",
        "summary": "Ein ruhiges Zimmer mit eigenem Bad.",
        "changed": "Zwei Zimmer mit Bad.",
    },
    "uk": {
        "title": "Кімната для мами з дитиною",
        "summary": "Тиха кімната з власною ванною.",
        "changed": "Дві кімнати з ванною.",
    },
}


def fill(page, words, email):
    page.locator("[name=kind][value=angebot]").check()
    page.locator("[name=theme]").select_option(index=5)
    page.locator("[name=title_text]").fill(words["title"])
    page.locator("[name=summary_text]").fill(words["summary"])
    page.locator("[name=languages]").first.check()
    page.locator("[name=provider]").fill("Mira Muster")
    page.locator("[name=pillar]").select_option(index=1)
    page.locator("[name=email]").fill(email)
    page.locator("[name=offers_housing]").check()
    if page.locator("[name=consent]").count():  # staff fill in the same form without it
        page.locator("[name=consent]").check()


def submit(provider, words, email):
    page = provider.page
    page.goto(f"{PREFIX[provider.language]}/angebote/neu/")
    provider.look("Hilfe anbieten")
    page.locator("[name=title_text]").fill(words["title"])
    provider.press("Vorschau ansehen")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("[name=title_text]")).to_have_value(words["title"])
    provider.look("Hilfe anbieten")
    fill(page, words, email)
    provider.press("Vorschau ansehen")
    expect(page.locator("#vorschau")).to_contain_text(words["summary"])
    assert not Offer.objects.filter(email=email).exists()
    provider.look("Hilfe anbieten")
    provider.press("Jetzt absenden")
    provider.look("Bitte schauen Sie in Ihr Postfach")


def confirm(provider, email):
    provider.open_link("offer-confirm", email)
    provider.look("Angebot bestätigen")
    assert Offer.objects.get(email=email).status == Status.SUBMITTED
    provider.press("Ja, Adresse bestätigen")
    provider.look("Danke, Ihre Adresse ist bestätigt")
    provider.open_link("offer-received", email)
    provider.look("Mein Angebot")


def review(coordinators, title):
    """Four eyes: the first may not be the second as well."""
    first, second = coordinators
    first.page.goto("/team/")
    first.look("Arbeitsliste")
    first.page.goto("/team/angebote/")
    first.look("Angebote prüfen")
    first.follow(title)
    first.look(title)
    first.press("Erste Prüfung abschließen")
    first.page.goto(f"/team/angebote/{Offer.objects.get(title_de=title).pk}/")
    expect(first.page.get_by_text("Sie haben die erste Prüfung gemacht.")).to_be_visible()
    expect(first.page.get_by_role("button", name="Veröffentlichen")).to_have_count(0)
    first.look(title)
    second.page.goto("/team/angebote/")
    second.follow(title)
    second.press("Veröffentlichen")
    second.hears(title)
    expect(second.page.get_by_role("button", name="Zurücknehmen")).to_be_visible()
    second.look("Angebote prüfen")


def write_message(visitor, provider, offer, email):
    page = visitor.page
    page.goto(PREFIX[visitor.language] + f"/angebote/{offer.slug}/")
    visitor.look(offer.title_uk if visitor.language == "uk" else offer.title_de)
    visitor.follow("Nachricht schreiben")
    visitor.look("Nachricht schreiben")
    visitor.press("Nachricht senden")
    visitor.look("Nachricht schreiben")
    page.locator("[name=name]").fill("Taras Test")
    page.locator("[name=email]").fill(email)
    page.locator("[name=text]").fill("Ist das Zimmer noch frei?")
    visitor.press("Nachricht senden")
    visitor.look("Bitte schauen Sie in Ihr Postfach")
    visitor.open_link("message-confirm", email)
    visitor.look("Nachricht absenden")
    visitor.press("Jetzt absenden")
    visitor.hears("Ihre Nachricht ist unterwegs.")
    provider.open_link("message-relayed", offer.email)
    expect(provider.page.locator("blockquote")).to_contain_text("Ist das Zimmer noch frei?")
    provider.look(provider.word("Antwort an %(name)s") % {"name": "Taras Test"})
    provider.press("Antwort senden")
    provider.look(provider.word("Antwort an %(name)s") % {"name": "Taras Test"})
    provider.page.locator("[name=text]").fill("Ja, kommen Sie vorbei.")
    provider.press("Antwort senden")
    provider.hears("Ihre Antwort ist unterwegs.")
    answer = OutgoingMail.objects.get(purpose="message-answered")
    assert (answer.to, answer.reply_to, answer.language) == (email, offer.email, visitor.language)


def report(visitor, coordinator, offer):
    visitor.page.goto(PREFIX[visitor.language] + f"/angebote/{offer.slug}/")
    visitor.page.get_by_role("link", name=visitor.word("Stimmt etwas nicht?")).click()
    visitor.look("Stimmt etwas nicht?")
    visitor.press("Hinweis senden")
    visitor.look("Stimmt etwas nicht?")
    visitor.page.locator("[name=kind]").first.check()
    visitor.press("Hinweis senden")
    visitor.hears("Danke für Ihren Hinweis. Wir sehen nach.")
    coordinator.page.goto("/team/angebote/")
    coordinator.look("Angebote prüfen")
    coordinator.press("Erledigt")
    expect(coordinator.page.get_by_text("Keine Hinweise.")).to_be_visible()


def answer_the_question(provider, offer):
    assert for_all(upkeep.ask_providers, now=timezone.now() + timedelta(days=76)) >= 1
    provider.open_link("offer-still-valid", offer.email)
    provider.look("Stimmt Ihr Angebot noch?")
    provider.press("Ja, es gilt weiter")
    provider.hears("Danke, das ist notiert.")
    provider.look("Mein Angebot")
    offer.refresh_from_db()
    assert (offer.confirmed_by, offer.asked_times) == ("Anbieter", 0)


def change(provider, coordinators, offer, words):
    coordinator = coordinators[0]
    provider.open_link("offer-published", offer.email)
    provider.follow("Angebot ändern")
    provider.look("Angebot ändern")
    provider.page.locator("[name=summary_text]").fill("")
    provider.press("Änderung absenden")
    provider.look("Angebot ändern")
    provider.page.locator("[name=summary_text]").fill(words["changed"])
    provider.press("Änderung absenden")
    provider.hears("Danke. Wir sehen Ihre Änderung durch; bis dahin bleibt die alte Fassung stehen.")
    provider.look("Mein Angebot")
    offer.refresh_from_db()
    assert offer.summary_de == words["summary"]
    coordinator.page.goto("/team/")
    coordinator.follow(offer.title_de)
    coordinator.look(f"Änderung an »{offer.title_de}«")
    coordinator.press("Erste Prüfung abschließen")
    coordinator.hears("Erste Prüfung vermerkt.")
    coordinator = coordinators[1]
    coordinator.page.goto("/team/")
    coordinator.follow(offer.title_de)
    coordinator.press("Nicht übernehmen")
    coordinator.look(f"Änderung an »{offer.title_de}«")
    coordinator.press("Übernehmen")
    coordinator.hears("Erledigt. Der Anbieter bekommt eine Mail.")
    coordinator.press("Zurücknehmen")
    coordinator.hears("Zurückgenommen. Es wurde keine Mail verschickt.")
    offer.refresh_from_db()
    assert offer.summary_de == words["summary"]
    coordinator.press("Übernehmen")
    offer.refresh_from_db()
    assert offer.summary_de == words["changed"]


def end(provider, visitor, offer):
    provider.open_link("revision-accepted", offer.email)
    provider.press("Das Angebot ist beendet")
    provider.hears("Gespeichert.")
    provider.look("Mein Angebot")
    visitor.page.goto(PREFIX[visitor.language] + f"/angebote/{offer.slug}/")
    expect(visitor.page.get_by_text(visitor.word("Dieses Angebot ist beendet"))).to_be_visible()
    expect(visitor.page.get_by_role("link", name=visitor.word("Nachricht schreiben"))).to_have_count(0)


@pytest.mark.parametrize("language", ["de", "uk"])
def test_an_offer_lives_from_its_submission_to_its_end(person, language):
    words, email = WORDS[language], f"mira-{language}@{OURS}"
    provider, visitor = person(language=language, has_touch=True), person(language=language)
    coordinators = [person(size=DESKTOP, staff=colleague(initials)) for initials in ("MM", "TT")]
    submit(provider, words, email)
    confirm(provider, email)
    review(coordinators, words["title"])
    offer = Offer.objects.get(email=email)
    assert (offer.status, offer.first_review_by_id != offer.published_by_id) == (Status.PUBLISHED, True)
    write_message(visitor, provider, offer, f"taras-{language}@{OURS}")
    report(visitor, coordinators[0], offer)
    answer_the_question(provider, offer)
    change(provider, coordinators, offer, words)
    end(provider, visitor, offer)
    assert Offer.objects.get(email=email).status == Status.ENDED
    assert not OutgoingMail.objects.filter(to=email).exclude(language=language).exists()


def test_an_offer_is_submitted_without_javascript(person):
    provider, email = person(java_script_enabled=False), f"ohne@{OURS}"
    provider.page.goto("/angebote/neu/")
    provider.press("Vorschau ansehen")
    expect(provider.page.locator(".error-summary")).to_be_visible()
    fill(provider.page, WORDS["de"], email)
    provider.press("Vorschau ansehen")
    provider.press("Jetzt absenden")
    expect(provider.page).to_have_url(re.compile("/angebote/neu/eingereicht/"))
    provider.open_link("offer-confirm", email)
    provider.press("Ja, Adresse bestätigen")
    assert Offer.objects.get(email=email).status == Status.EMAIL_CONFIRMED


SHOWS_FOCUS = """() => {
  const styles = [document.activeElement, document.activeElement.parentElement]
    .flatMap((element) => [null, "::before", "::after"].map((part) => getComputedStyle(element, part)));
  return styles.some((style) => style.outlineStyle !== "none" || style.boxShadow !== "none");
}"""


def tab_to(page, selector, most=70):
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            assert page.evaluate(SHOWS_FOCUS), f"nobody sees where {selector} is"
            return
    pytest.fail(f"{selector} is out of the keyboard's reach")


def test_an_offer_is_submitted_with_the_keyboard_alone(person):
    provider, email = person(size=DESKTOP), f"tasten@{OURS}"
    page, keys, words = provider.page, provider.page.keyboard, WORDS["de"]
    page.goto("/angebote/neu/")
    tab_to(page, "[name=kind]")
    keys.press("Space")
    tab_to(page, "[name=theme]")
    keys.type("Wohnen")
    for name in ("title_text", "summary_text"):
        tab_to(page, f"[name={name}]")
        keys.type(words[name.removesuffix("_text")])
    tab_to(page, "[name=provider]")
    keys.type("Mira Muster")
    tab_to(page, "[name=pillar]")
    keys.type("Ehrenamt")
    tab_to(page, "[name=consent]")
    keys.press("Space")
    tab_to(page, "main button, main [type=submit]")
    keys.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    tab_to(page, ".error-summary a", most=1)
    keys.press("Enter")
    expect(page.locator("[name=email]")).to_be_focused()
    keys.type(email)
    keys.press("Enter")
    expect(page.locator("#vorschau")).to_be_visible()
    assert not Offer.objects.filter(email=email).exists()
    tab_to(page, "#vorschau [type=submit]")
    keys.press("Enter")
    expect(page).to_have_url(re.compile("/angebote/neu/eingereicht/"))
    offer = Offer.objects.get(email=email)
    assert (offer.theme.slug, offer.pillar, offer.kind) == ("wohnen", "ehrenamt", "angebot")


@pytest.mark.parametrize("language", ["de", "uk"])
def test_somebody_asks_the_office_and_is_answered(person, language):
    email = f"frage-{language}@{OURS}"
    writer, coordinator = person(language=language), person(size=DESKTOP, staff=colleague("MM"))
    writer.page.goto(PREFIX[language] + "/kontakt/")
    writer.page.locator("#schreiben summary").click()
    writer.look("Kontakt")
    writer.press("Nachricht senden")
    expect(writer.page.locator(".error-summary")).to_be_focused()
    writer.look("Kontakt")
    writer.page.locator("[name=reason]").last.check()
    for name, text in {"text": "Wo treffe ich andere?", "name": "Taras Test", "email": email}.items():
        writer.page.locator(f"[name={name}]").fill(text)
    writer.press("Nachricht senden")
    writer.look("Ihre Nachricht ist angekommen")
    coordinator.page.goto("/team/")
    coordinator.page.get_by_role("link", name=re.compile("Taras Test")).click()
    coordinator.look("Taras Test")
    coordinator.press("Antworten")
    coordinator.look("Taras Test")
    coordinator.page.locator("[name=text]").fill("Am Donnerstag im Theater.")
    coordinator.press("Antworten")
    coordinator.look("Arbeitsliste")
    writer.open_link("inquiry-answer", email)
    expect(writer.page.locator("main")).to_contain_text("Am Donnerstag im Theater.")
    writer.look("Meine Nachricht")


def test_staff_write_down_what_somebody_says_on_the_phone(person):
    coordinator = person(size=DESKTOP, staff=colleague("MM"))
    coordinator.page.goto("/team/angebote/neu/")
    coordinator.look("Angebot aufnehmen")
    coordinator.press("Aufnehmen")
    expect(coordinator.page.locator(".error-summary")).to_be_focused()
    coordinator.look("Angebot aufnehmen")
    fill(coordinator.page, WORDS["de"], f"anbieter@{OURS}")
    coordinator.press("Aufnehmen")
    coordinator.hears("Aufgenommen.")
    coordinator.look(WORDS["de"]["title"])


def test_a_draft_survives_an_accidental_close_and_is_forgotten_once_it_is_sent(person):
    provider, email, words = person(), f"entwurf@{OURS}", WORDS["de"]
    page, stored = provider.page, "[sessionStorage, localStorage].map((storage) => storage.getItem('angebot') !== null)"
    page.goto("/angebote/neu/")
    expect(page.get_by_text("verlässt Ihr Gerät vorher nicht")).to_be_visible()
    fill(page, words, email)
    assert page.evaluate(stored) == [
        True,
        False,
    ]  # in this window only, until somebody says more
    page.goto("/")
    page.goto("/angebote/neu/")
    for name in ("title_text", "summary_text"):
        expect(page.locator(f"[name={name}]")).to_have_value(words[name.removesuffix("_text")])
    expect(page.locator("[name=offers_housing]")).to_be_checked()
    expect(page.locator("[name=consent]")).not_to_be_checked()
    page.get_by_label("Auch eine Woche lang behalten").check()
    page = provider.page = reopened(page)
    page.goto("/angebote/neu/")
    expect(page.locator("[name=email]")).to_have_value(email)
    page.locator("[name=consent]").check()
    provider.press("Vorschau ansehen")
    provider.look("Hilfe anbieten")
    provider.press("Jetzt absenden")
    provider.look("Bitte schauen Sie in Ihr Postfach")
    assert page.evaluate(stored) == [False, False]


def reopened(page):
    """The window is closed, and a new one opened in the same browser."""
    context = page.context
    page.close()
    return context.new_page()


def test_the_worklist_is_walked_with_the_keyboard(person):
    for number in (1, 2, 3):
        day = timezone.localdate() + timedelta(days=number)
        row = {"title": f"Zeile {number}", "slug": f"zeile-{number}", "email": f"zeile@{OURS}", "answer_by": day}
        for_all(OfferFactory, status=Status.IN_REVIEW, **row)
    coordinator = person(size=DESKTOP, staff=colleague("MM"))
    page, keys = coordinator.page, coordinator.page.keyboard
    page.goto("/team/")
    coordinator.look("Arbeitsliste")
    keys.press("j")  # outside the list a letter does nothing
    assert page.evaluate("document.activeElement === document.body")
    tab_to(page, ".worklist__link")
    for key, title in (("j", "Zeile 2"), ("j", "Zeile 3"), ("j", "Zeile 3"), ("k", "Zeile 2")):
        keys.press(key)
        expect(page.get_by_role("link", name=title, exact=True)).to_be_focused()
    keys.press("Enter")
    coordinator.look("Zeile 2")
    coordinator.press("Veröffentlichen")
    coordinator.look("Zeile 1")
    coordinator.press("Zurücknehmen")
    coordinator.hears("Zurückgenommen.")
    assert Offer.objects.get(slug="zeile-2").status == Status.IN_REVIEW
