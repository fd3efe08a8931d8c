"""Who walks through the journeys: somebody with a browser, who reads one language and looks at every page."""

from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from arnsberg_hilfe.core.models import OutgoingMail, Rate, User
from arnsberg_hilfe.portal.models import Inquiry
from offers.models import Event, Offer
from tests.factories import UserFactory

OURS = "journey.example.org"
PHONE, DESKTOP = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
PREFIX = {"de": "", "uk": "/uk"}


def for_all(act, *args, **options):
    """Do something that the portal's server is to see: outside the transaction that a test runs in."""

    def alone():
        try:
            return act(*args, **options)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(alone).result()


def clear_away():
    others = Offer.objects.exclude(email__endswith=OURS)
    others.update(asked_on=None, asked_times=0)
    Event.objects.filter(offer__in=others, kind=Event.Kind.ASKED).delete()
    for left in (Offer, Inquiry, User):
        left.objects.filter(email__endswith=OURS).delete()
    OutgoingMail.objects.all().delete()
    Rate.objects.all().delete()


def colleague(initials):
    return for_all(UserFactory, email=f"{initials}@{OURS}", initials=initials)


def cookie_of(user):
    """Somebody's login."""
    client = Client()
    for_all(client.force_login, user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Person:
    """Somebody with a browser, who reads one language."""

    def __init__(self, page, size, language, accessible):
        self.page, self.size, self.language, self.accessible = page, size, language, accessible
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))

    def word(self, german):
        with translation.override(self.language):
            return gettext(german)

    def look(self, heading):
        """The page has this heading, and neither a narrow nor a wide screen has anything axe objects to."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.word(heading))
        for size, scheme in ((PHONE, "light"), (DESKTOP, "dark")):
            self.page.set_viewport_size(size)
            self.page.emulate_media(color_scheme=scheme)
            self.accessible(self.page)
            assert self.page.evaluate("document.documentElement.scrollWidth") <= size["width"], heading
        self.page.set_viewport_size(self.size)
        self.page.emulate_media(color_scheme="light")

    def press(self, german):
        self.page.locator("main").get_by_role("button", name=self.word(german), exact=True).first.click()

    def follow(self, german):
        self.page.locator("main").get_by_role("link", name=self.word(german), exact=True).first.click()

    def open_link(self, purpose, to):
        """The link in the newest mail of its kind; mails are read from the database."""
        mail = OutgoingMail.objects.filter(purpose=purpose, to=to).latest("pk")
        assert mail.language == self.language
        self.page.goto(mail.text.partition(settings.PUBLIC_URL)[2].split()[0])

    def hears(self, german):
        """One message, announced to everybody."""
        expect(self.page.locator(".messages").get_by_role("status")).to_contain_text(self.word(german))
