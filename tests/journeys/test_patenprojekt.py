"""The Patenprojekt on phones: two strangers come in, are brought together, and what each may know of the other."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone, translation
from playwright.sync_api import expect

from arnsberg_hilfe.core.models import OutgoingMail
from sponsorship.forms import steps as forms
from sponsorship.models import CheckIn, Complaint, Household, Sponsor, Sponsorship
from sponsorship.models.choices import HouseholdStatus, SponsorshipStatus, SponsorStatus
from sponsorship.presenting.sides import page_url
from sponsorship.workflow import check_ins, steps
from sponsorship.workflow import sponsorships as workflow
from tests.journeys.people import OURS, colleague, for_all
from tests.sponsorship import lives

pytestmark = pytest.mark.django_db
SPONSOR, SUCCESSOR, HOUSEHOLD = f"paula@{OURS}", f"petra@{OURS}", f"halyna@{OURS}"
PAULA = {"name": "Paula Probe", "phone": "02932 700011", "email": SPONSOR}
PETRA = {"name": "Petra Probe", "phone": "02932 700012", "email": SUCCESSOR}
HALYNA = {"name": "Halyna Haushalt", "phone": "02932 700013", "email": HOUSEHOLD}


@pytest.fixture
def nobody_left(portal, records):
    yield
    for model in (Sponsorship, Sponsor, Household):
        for_all(model.objects.all().delete)


def fill(page, values):
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(str(value))


def tick(page, *values):
    """As a thumb does: the whole cell is the target."""
    for value in values:
        page.locator(f"label:has([value='{value}'])").click()


def known_of(other, somebody, link):
    """Which of the other side's contact data somebody's link tells them, now."""
    said = somebody.page.request.get(link).text()
    return {name for name, value in other.items() if value in said}


def own_link(party):
    with translation.override(party.mail_language):
        return page_url(party).removeprefix(settings.PUBLIC_URL)


# Both come in


def show_interest(paula):
    page = paula.page
    page.goto("/paten/")
    paula.look("Patenprojekt")
    paula.follow("Pate oder Patin werden")
    paula.look("Pate oder Patin werden")
    paula.press("Interesse absenden")
    expect(page.locator(".error-summary")).to_be_focused()
    paula.look("Pate oder Patin werden")
    fill(page, PAULA | {"birth_year": 1980})
    tick(page, "0-2", "5-1")
    page.locator("#id_free_times_5-1").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator("[name=consent_given]").check()
    paula.press("Interesse absenden")
    paula.look("Bitte schauen Sie in Ihr Postfach")
    confirm(paula, "sponsor-confirm", SPONSOR)


def ask_for_a_sponsor(halyna):
    page = halyna.page
    page.goto("/uk/paten/suchen/")
    halyna.look("Eine Patin oder einen Paten suchen")
    fill(page, HALYNA | {"adults": 1, "children_6_11": 1})
    page.locator("[name=language_2]").select_option("de")
    tick(page, "0-2")
    halyna.press("Anfrage absenden")
    halyna.look("Eine Patin oder einen Paten suchen")
    page.locator("[name=consent_given]").check()
    halyna.press("Anfrage absenden")
    halyna.look("Bitte schauen Sie in Ihr Postfach")
    confirm(halyna, "household-confirm", HOUSEHOLD)


def confirm(somebody, purpose, address):
    somebody.open_link(purpose, address)
    somebody.look("Adresse bestätigen")
    somebody.press("Ja, Adresse bestätigen")
    somebody.look("Danke, Ihre Adresse ist bestätigt")


# The office gets to know them


def take_up(office, sponsor, household):
    page = office.page
    page.goto("/team/paten/")
    office.look("Patenprojekt")
    expect(page.locator("main")).not_to_contain_text("Halyna")
    office.follow("Paula Probe")
    office.look("Paula Probe")
    office.press("Das Gespräch ist verabredet")
    office.hears("Gespeichert.")
    page.goto("/team/paten/")
    office.follow(household.code)
    office.look(f"Haushalt {household.code}")
    expect(page.locator("main")).to_contain_text("Halyna Haushalt")
    office.press("Das Gespräch ist verabredet")
    office.hears("Gespeichert.")
    office.follow("Angaben ändern")
    office.look("Angaben ändern")
    for_all(get_to_know, sponsor.pk, household.pk)


def get_to_know(sponsor_pk, household_pk):
    """What happens in talks and on paper; the pages of these steps have their own tests."""
    sponsor, household, day = Sponsor.objects.get(pk=sponsor_pk), Household.objects.get(pk=household_pk), today()
    take(sponsor, "gespraech", interview_on=day, interview_by=sponsor.responsible_id)
    take(sponsor, "erklaerungen", confidentiality_on=day, conduct_on=day)
    take(sponsor, "zeugnis", certificate_seen_on=day, certificate_issued_on=day, certificate_entry="no")
    take(sponsor, "freigeben")
    take(household, "gespraech", talked_on=day)
    assert (sponsor.status, household.status) == (SponsorStatus.APPROVED, HouseholdStatus.WAITING)


def take(party, step, **typed):
    asked = forms.SPONSOR if isinstance(party, Sponsor) else forms.HOUSEHOLD
    form = asked[step].form(typed | {"stamp": lives.stamp_for(party, step)}, instance=party, action="", submit="")
    assert form.is_valid(), form.errors
    steps.take(step, form, by=party.responsible, now=timezone.now())


def today():
    return timezone.localdate()


def propose(office, household):
    office.page.goto(f"/team/paten/haushalt/{household.code}/vermitteln/")
    office.look(f"Wer passt zu {household.code}?")
    office.page.get_by_role("button", name="Vorschlagen Paula Probe").click()
    office.hears(f"Vorgeschlagen: Paula Probe für {household.code}. Noch ist niemand gefragt.")
    return Sponsorship.objects.select_related("sponsor", "household").get()


# From the question to the Patenschaft


def open_page(office, sponsorship):
    office.page.goto(f"/team/paten/patenschaft/{sponsorship.pk}/")
    office.look(f"Patenschaft {sponsorship.household.code}")


def both_say_yes(office, sponsor, halyna, sponsorship, contact):
    """Each by the link in the mail. Neither link, nor the sponsor's own page, names anybody until both have agreed."""
    link = own_link(sponsorship.sponsor)
    open_page(office, sponsorship)
    office.press("Jetzt fragen")
    office.hears("Gespeichert. Stand: Pate gefragt")
    for somebody, address, other in ((sponsor, contact["email"], HALYNA), (halyna, HOUSEHOLD, contact)):
        somebody.open_link("sponsorship-asked", address)
        somebody.look("Passt das für Sie?")
        assert known_of(other, somebody, somebody.page.url) == set()
        assert known_of(HALYNA, sponsor, link) == set()
        somebody.press("Ja, das passt")
        somebody.hears("Danke, Ihre Antwort ist notiert.")
        somebody.look("Meine Seite im Patenprojekt")
    assert known_of(HALYNA, sponsor, link) == set(HALYNA)
    assert known_of(contact, halyna, halyna.page.url) == set(contact)


def meet(office, paula, sponsorship):
    page, day = office.page, timezone.localtime() + timedelta(days=3)
    open_page(office, sponsorship)
    page.locator("[name=meeting-meets_at_0]").fill(f"{day:%Y-%m-%d}")
    page.locator("[name=meeting-meets_at_1]").fill("15:00")
    page.locator("[name=meeting-meets_where]").fill("Bürgerbahnhof")
    office.press("Termin mitteilen")
    office.hears("Gespeichert.")
    for address in (SPONSOR, HOUSEHOLD):
        mail = OutgoingMail.objects.get(purpose="sponsorship-meeting", to=address)
        assert [each.name for each in mail.attachments.all()] == ["termin.ics"]
    paula.open_link("sponsorship-meeting", SPONSOR)
    expect(paula.page.locator("main")).to_contain_text("Bürgerbahnhof")


def try_and_agree(office, sponsorship):
    for_all(Sponsorship.objects.update, meets_at=timezone.now() - timedelta(days=1))
    open_page(office, sponsorship)
    office.press("Schnupperphase beginnen")
    office.hears("Gespeichert.")
    office.look(f"Patenschaft {sponsorship.household.code}")
    office.press("Patenschaft beginnen")
    office.hears("Gespeichert. Stand: aktiv")


# While it lives


def write_a_note(paula):
    paula.open_link("sponsorship-active", SPONSOR)
    paula.follow("Notiz: Wir haben uns getroffen")
    paula.look("Kontaktnotiz")
    paula.page.locator("[name=minutes]").fill("60")
    paula.press("Notiz speichern")
    paula.hears("Danke, die Notiz ist gespeichert.")


def say_red(halyna, office, sponsorship):
    for_all(check_ins.send_due, now=timezone.localtime().replace(hour=12))
    halyna.open_link("check-in", HOUSEHOLD)
    halyna.look("Wie geht es Ihnen?")
    halyna.press("Antworten")
    expect(halyna.page.locator(".error-summary")).to_be_focused()
    halyna.page.get_by_label(halyna.word("gar nicht gut")).check()
    halyna.press("Antworten")
    halyna.hears("Danke, dass Sie uns das gesagt haben.")
    office.page.goto("/team/?art=R%C3%BCckmeldung%3A+Rot+oder+Gelb")
    office.look("Arbeitsliste")
    expect(office.page.locator("main")).to_contain_text(sponsorship.household.code)
    open_page(office, sponsorship)
    office.page.locator(f"#rueckmeldung-{CheckIn.objects.get(light='red').pk}-outcome").fill("Angerufen")
    office.press("Erledigt")
    office.hears("Gespeichert.")


def complain(halyna, office, second):
    """Who is responsible for both finds no complaint; a second colleague settles it."""
    halyna.follow("Beschwerde schreiben")
    halyna.look("Etwas stimmt nicht")
    halyna.page.locator("[name=text]").fill("Das war mir zu viel.")
    halyna.press("Absenden")
    halyna.hears("Ihre Nachricht ist angekommen. Eine zweite Person in der Fachstelle liest sie.")
    complaints = "/team/paten/beschwerden/"
    of_hers = f"{complaints}{Complaint.objects.get().pk}/"
    office.page.goto(complaints)
    office.look("Beschwerden")
    expect(office.page.locator(f"a[href='{of_hers}']")).to_have_count(0)
    assert office.page.request.get(of_hers).status == 404
    second.page.goto(complaints)
    second.page.locator(f"a[href='{of_hers}']").first.click()
    second.look("Beschwerde")
    expect(second.page.locator("main")).to_contain_text("Das war mir zu viel.")
    second.press("Ich kümmere mich")
    second.page.locator("[name=outcome]").fill("Mit beiden gesprochen")
    second.press("Als geklärt abschließen")
    second.hears("Gespeichert.")


# Its end


def hand_over(office, paula, sponsorship):
    petra = for_all(lives.sponsor, **PETRA)
    open_page(office, sponsorship)
    office.page.locator("summary", has_text="An jemand anderen übergeben").click()
    office.page.locator("[name=hand_over-to]").select_option(str(petra.pk))
    office.page.locator("[name=hand_over-note]").fill("Sie lesen gern zusammen.")
    office.look(f"Patenschaft {sponsorship.household.code}")
    office.press("Übergeben")
    office.hears("Gespeichert.")
    paula.open_link("sponsorship-over", SPONSOR)
    paula.look("Meine Seite im Patenprojekt")
    assert known_of(HALYNA, paula, paula.page.url) == set()
    return Sponsorship.objects.select_related("sponsor", "household").get(sponsor=petra)


def begin(sponsorship_pk):
    """The successor's first weeks, as those before."""
    sponsorship, who = Sponsorship.objects.get(pk=sponsorship_pk), {"by": None, "now": timezone.now()}
    sponsorship.meets_where = "Bürgerbahnhof"
    workflow.plan_meeting(sponsorship, who["now"] - timedelta(days=1), **who)
    workflow.begin_trial(sponsorship, **who)
    workflow.activate(sponsorship, agreed_on=today(), **who)


def end(office, petra, halyna, sponsorship):
    open_page(office, sponsorship)
    office.page.locator("summary", has_text="Beenden").click()
    office.look(f"Patenschaft {sponsorship.household.code}")
    office.press("Patenschaft beenden")
    office.hears("Gespeichert. Stand: beendet")
    petra.open_link("sponsorship-over", SUCCESSOR)
    petra.look("Meine Seite im Patenprojekt")
    assert known_of(HALYNA, petra, petra.page.url) == set()
    halyna.open_link("sponsorship-over", HOUSEHOLD)
    assert known_of(PETRA, halyna, halyna.page.url) == set()
    office.page.goto("/team/paten/zahlen/")
    office.look("Zahlen zum Patenprojekt")


def test_two_strangers_become_a_patenschaft_that_is_handed_over_and_ends(person, nobody_left):
    paula, halyna = person(), person(language="uk")
    show_interest(paula)
    ask_for_a_sponsor(halyna)
    office = person(staff=colleague("mm"))
    sponsor, household = Sponsor.objects.get(), Household.objects.get()
    take_up(office, sponsor, household)
    sponsorship = propose(office, household)
    both_say_yes(office, paula, halyna, sponsorship, PAULA)
    meet(office, paula, sponsorship)
    try_and_agree(office, sponsorship)
    write_a_note(paula)
    say_red(halyna, office, sponsorship)
    complain(halyna, office, person(staff=colleague("zz")))
    successor = hand_over(office, paula, sponsorship)
    petra = person()
    both_say_yes(office, petra, halyna, successor, PETRA)
    for_all(begin, successor.pk)
    end(office, petra, halyna, successor)


@pytest.fixture
def active(nobody_left):
    sides = {"sponsor": lives.sponsor, "household": lives.household}
    values = {"sponsor": PAULA, "household": HALYNA | {"mail_language": "uk"}}
    return for_all(
        lambda: lives.pair(SponsorshipStatus.ACTIVE, **{side: make(**values[side]) for side, make in sides.items()})
    )


def test_withdrawal_takes_everything_back_at_once(person, active):
    paula, halyna = person(), person(language="uk")
    of_paula, of_halyna = own_link(active.sponsor), own_link(active.household)
    assert known_of(HALYNA, paula, of_paula) == set(HALYNA)
    halyna.page.goto(of_halyna)
    halyna.follow("Einwilligung widerrufen")
    halyna.look("Einwilligung widerrufen")
    halyna.press("Jetzt widerrufen")
    halyna.look("Ihre Einwilligung ist widerrufen")
    assert known_of(HALYNA, paula, of_paula) == set()
    assert halyna.page.request.get(of_halyna).status == 410


def test_somebody_under_age_and_alone_is_shown_to_the_jugendamt(person, nobody_left):
    youth = person()
    youth.page.goto("/paten/suchen/")
    youth.page.locator("[name=unaccompanied]").check()
    youth.press("Anfrage absenden")
    youth.look("Unter 18 und ohne Eltern hier")
    assert not Household.objects.exists()
