"""The person walks through all that the public may do, and the office writes about her; both over HTTP."""

import json
import re
import time
from collections.abc import Iterable
from http.client import GONE, INTERNAL_SERVER_ERROR, OK
from typing import Any

from psycopg import connect, sql

from tests.bench.databases import execute
from tests.bench.servers import module
from tests.portal.canary import CANARY, word
from tests.security.canary.mailboxes import Mailboxes, text_of
from tests.security.canary.visitor import TEXTS, Field, Form, Page, Visitor
from tests.security.portal import Portal

OWN = f"{CANARY}.selbst@example.org"
DIGITS = "471181537"
PHONE = f"02932 {DIGITS}"
TICKED = ("consent", "photo_consent", "wants_", "email_public", "phone_public")
BY_TYPE = {"email": lambda: OWN, "tel": lambda: PHONE, "url": lambda: f"https://{CANARY}.invalid/"}
ALSO = {"companions": "1"}
SENT = {"send"}  # what buttons say
TRAP = "internet_site"
CONFIRMING = re.compile(r"/bestaetigen/|/nachricht/|/bedarfe/antwort/")
PATIENCE = 60
WAITING = (
    "SELECT count(*) FROM procrastinate_jobs"
    " WHERE status IN ('todo', 'doing') AND coalesce(scheduled_at, now()) <= now()"
)


class Life:
    def __init__(self, portal: Portal, boxes: Mailboxes) -> None:
        self.portal, self.boxes, self.person = portal, boxes, Visitor(portal.url)
        self._opened: set[str] = set()

    def lives(self) -> None:
        """All that follows; the contact page is the form that breaks."""
        begun = self.step("begin")
        self.sends_every_form(begun["forms"])
        self.opens_what_came()
        self.is_worked_on(begun["cookie"])
        self.meets_errors(next(each for each in begun["forms"] if each["path"] == "/kontakt/"))
        self.waits()

    # What she does

    def sends_every_form(self, forms: Iterable[dict[str, Any]]) -> None:
        for each in forms:
            page = self.fills_in(each["path"], each["answers"])
            _ok(page)
            assert page.url != self.portal.url + each["path"], each["path"]

    def fills_in(self, path: str, answers: dict[str, Any]) -> Page:
        """Every text field gets a word of hers; what is to be chosen, the given answer."""
        page = self.person.get(path)
        form = page.form("stamp")
        return self.person.send(page, form, **_typed(form, answers))

    def opens_what_came(self) -> None:
        """Every link that asks her to confirm something; and she presses the button."""
        self.waits()
        for link in self._links(OWN):
            if link not in self._opened and CONFIRMING.search(link):
                self._opened.add(link)
                page = self.person.get(link)
                assert self.person.send(page, page.form("csrfmiddlewaretoken")).status == OK, link

    def erases_everything(self, address: str) -> None:
        page = self.person.get("/meine-daten/")
        self.person.send(page, page.form("stamp"), email=address)
        self.waits()
        link = next(link for link in reversed(self._links(address)) if "/meine-daten/" in link)
        assert CANARY in self.person.get(link).text
        page = self.person.get(f"{link}alles-loeschen/")
        assert self.person.send(page, page.form("csrfmiddlewaretoken")).status == OK
        self.waits()

    def _links(self, address: str) -> list[str]:
        texts = (text_of(mail) for mail in self.boxes.mails(address))
        return [link for text in texts for link in re.findall(re.escape(self.portal.url) + r"\S+", text)]

    # What the office does

    def is_worked_on(self, cookie: str) -> None:
        """Her offer is published, she gets an answer, notes are written; the printed edition tells of her."""
        staff, found = Visitor(self.portal.url, cookie), self.step("records")
        offer, inquiry = found["offer"], found["inquiry"]
        _change(staff, f"/admin/offers/offer/{offer}/change/", "internal_note", _save="1")
        page = staff.get(f"/team/angebote/{offer}/")
        _ok(staff.send(page, page.form("seen_status"), step="publish"))
        _change(staff, f"/team/anliegen/{inquiry}/", "text")
        _change(staff, f"/team/paten/person/{found['sponsor']}/angaben/", "note")
        _change(staff, f"/team/paten/haushalt/{found['household']}/angaben/", "note")
        _change(staff, f"/team/treffen/{found['registration']}/", "needs_note")
        for path in ("/angebote/gesamt.pdf", f"/angebote/?q={OWN}", f"/admin/offers/offer/?q={OWN}"):
            _ok(self.person.get(path) if path.startswith("/angebote") else staff.get(path))
        page = staff.get("/team/auskunft/")
        _ok(staff.send(page, page.form("words"), words=OWN))

    def step(self, name: str) -> dict[str, Any]:
        return json.loads(module(self.portal.env, "tests.security.canary.office", name))

    # What goes wrong

    def meets_errors(self, inquiry: dict[str, Any]) -> None:
        """The database fails amid what she typed; a mail server refuses her by name."""
        url = self.portal.env["DATABASE_URL"]
        execute(url, sql.SQL("ALTER TABLE portal_entry ADD CONSTRAINT broken CHECK (text = '') NOT VALID"))
        assert self.fills_in(inquiry["path"], inquiry["answers"]).status == INTERNAL_SERVER_ERROR
        execute(url, sql.SQL("ALTER TABLE portal_entry DROP CONSTRAINT broken"))
        assert self.person.get(f"/kontakt/{OWN}/?von={OWN}").status == GONE
        self.boxes.refusing.add(OWN)
        an_hour_later = sql.SQL("DELETE FROM core_rate")
        execute(url, an_hour_later)
        self.fills_in(inquiry["path"], inquiry["answers"])
        self.waits()
        self.boxes.refusing.clear()
        self.fills_in(inquiry["path"], inquiry["answers"])  # its mail waits, so as not to flood anybody
        execute(url, an_hour_later)

    def waits(self) -> None:
        """Until the worker has done what it has to do now."""
        deadline = time.monotonic() + PATIENCE
        with connect(self.portal.env["DATABASE_URL"], autocommit=True) as link:
            while link.execute(WAITING).fetchone() != (0,):
                assert time.monotonic() < deadline, "the worker is stuck"
                time.sleep(0.1)


def _typed(form: Form, answers: dict[str, Any]) -> dict[str, Any]:
    typed = {each.name: _words(each) for each in form.fields if each.kind in TEXTS | BY_TYPE.keys()}
    ticked = {each.name: each.value for each in form.fields if each.kind == "checkbox" and each.name.startswith(TICKED)}
    chosen = {
        name: value for name, value in (answers | ALSO).items() if name not in typed and name in form.names | SENT
    }
    return ticked | chosen | typed


def _words(each: Field) -> str:
    if each.name == TRAP:
        return ""
    return BY_TYPE.get("tel" if each.name == "phone" else each.kind, word)()


def _change(staff: Visitor, path: str, name: str, **more: str) -> None:
    page = staff.get(path)
    _ok(staff.send(page, page.form(name), **{name: f"{word()} {OWN} {PHONE}"}, **more))


def _ok(page: Page) -> None:
    assert page.status == OK, page.url
    wrong = re.search(r'class="(?:error-summary|errornote).{,1500}', page.text, re.DOTALL)
    assert wrong is None, f"{page.url}: {' '.join(re.sub('<[^>]+>', '', wrong[0]).split())[:300]}"
