"""Every public form with what a visitor types: for limits, for the probe, for whatever else must hold for all of them.

A new form with a trap for programs that stands here nowhere fails a test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from arnsberg_hilfe.core.accounts.forms import ForgottenForm
from arnsberg_hilfe.core.bot_trap import BotTrap, new_stamp
from arnsberg_hilfe.portal.forms import InquiryForm, OwnDataForm
from arnsberg_hilfe.portal.models import Inquiry
from network.forms.registration import RegistrationForm
from offers.forms.need import ReplyForm
from offers.forms.submission import LostLinkForm, SubmissionForm
from offers.forms.subscribing import SubscribeForm
from offers.forms.talk import MessageForm, ReportForm
from offers.models import ThemeArea
from sponsorship.forms.becoming import BecomeForm
from sponsorship.forms.requesting import RequestForm
from tests.factories import (
    NOW,
    TODAY,
    HouseholdFactory,
    MeetingFactory,
    NeedFactory,
    OfferFactory,
    RegistrationFactory,
    SponsorFactory,
    SubscriberFactory,
    UserFactory,
)

MEETING, OFFER = "fuer-die-proben", "chor-fuer-die-proben"
MANY = 100_000


@dataclass(frozen=True)
class PublicForm:
    """A form, where it stands, what is typed beside the address, and how an address becomes known to it."""

    form: type[BotTrap]
    path: str
    answers: dict[str, Any]
    know: Callable[[str], Any]

    def filled(self, email: str) -> dict[str, Any]:
        """As from a page of its own."""
        return self.answers | {"email": email, "stamp": new_stamp()}


def know_provider(email: str) -> Any:
    return OfferFactory(email=email, email_confirmed_at=NOW)


def know_inquirer(email: str) -> Any:
    values = {"name": "Taras Test", "reason": "question", "language": "de", "answer_by": TODAY}
    return Inquiry.objects.create(key=email[:22], email=email, **values)


def know_party(factory: Any, email: str) -> Any:
    party = factory()
    party.set_email(email)
    party.save()
    return party


def public_forms() -> list[PublicForm]:
    """Makes what the forms are about: an offer, a need, a meeting with room for everybody."""
    begin = timezone.now().replace(microsecond=0) + timedelta(days=20)
    meeting = MeetingFactory(slug=MEETING, starts_at=begin, ends_at=None, deadline=None, places=MANY // 10)
    offer = OfferFactory(slug=OFFER, email="chor@example.org", email_confirmed_at=NOW, fresh_on=timezone.localdate())
    need, theme = NeedFactory(), ThemeArea.objects.get(slug="kultur").pk
    name, consent = {"name": "Taras Test"}, {"consent_given": "on"}
    text = name | {"text": "Ist noch Platz?"}
    offered = {"kind": "angebot", "theme": theme, "title_text": "Singen", "summary_text": "Wir singen.", "send": "1"}
    offered |= {"pillar": "ehrenamt", "provider": "Taras Test", "consent": "on"}
    guest = name | {"pillar": "ehrenamt", "companions": "0", "companion_names": ""}
    return [
        PublicForm(SubmissionForm, "/angebote/neu/", offered, know_provider),
        PublicForm(LostLinkForm, "/angebote/verwalten/", {}, know_provider),
        PublicForm(MessageForm, f"/angebote/{offer.slug}/kontakt/", text, know_provider),
        PublicForm(ReportForm, f"/angebote/{offer.slug}/hinweis/", {"kind": "outdated", "text": "Zu."}, know_provider),
        PublicForm(ReplyForm, f"/bedarfe/{need.pk}/antwort/", text, know_provider),
        PublicForm(SubscribeForm, "/bedarfe/aufrufe/", consent, lambda email: SubscriberFactory(email=email)),
        PublicForm(
            RegistrationForm,
            f"/treffen/{meeting.slug}/anmelden/",
            guest,
            lambda email: RegistrationFactory(meeting=meeting, email=email),
        ),
        PublicForm(
            BecomeForm,
            "/paten/werden/",
            name | consent | {"most_sponsorships": 1},
            lambda email: know_party(SponsorFactory, email),
        ),
        PublicForm(
            RequestForm,
            "/paten/suchen/",
            name | consent | {"adults": 1},
            lambda email: know_party(HouseholdFactory, email),
        ),
        PublicForm(InquiryForm, "/kontakt/", text | {"reason": "question"}, know_inquirer),
        PublicForm(OwnDataForm, "/meine-daten/", {}, know_provider),
        PublicForm(ForgottenForm, "/konto/passwort/vergessen/", {}, lambda email: UserFactory(email=email)),
    ]
