"""What the catalogue holds on somebody: their offers, answers, messages, hints, calls."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.own_data import Part, Source, Way, facts_of, known, matching, way
from offers import links
from offers.models import Message, NeedReply, Offer, Report, Status, Subscriber
from offers.workflow.erasing import erase_offer

OFFER = (
    "title summary description kind theme provider pillar target_group audiences languages languages_note district"
    " venue schedule places cost is_free accessibility childcare website contact_point email email_public phone"
    " phone_public"
    " valid_from valid_until confirmed_on confirmed_by mail_language offers_housing offers_lifts alone_with_children"
    " wants_calls internal_note status published_at decline_reason"
)


def by_address(model: type[models.Model]) -> Callable[[str], "models.QuerySet[Any]"]:
    return lambda address: model._default_manager.filter(email__iexact=address)


def by_words(model: type[models.Model], *names: str) -> Callable[[str], "models.QuerySet[Any]"]:
    return lambda words: matching(model._default_manager.all(), words, names)


# Offers


def _offer_ways(offer: Offer, _now: datetime) -> list[Way]:
    if offer.status == Status.ARCHIVED:
        return []
    return [way(_("Angebot ansehen, ändern oder beenden"), links.MANAGE, offer.pk)]


def _offer_parts(offer: Offer, _reader: User | None) -> list[Part]:
    """What others wrote about it or to its provider is theirs: of that here stands only that there is something."""
    return [*_history(offer), *_changes(offer), *_written_to(offer)]


def _history(offer: Offer) -> Iterator[Part]:
    for event in offer.events.all():
        yield Part(event.get_kind_display(), known((_("wann"), event.at), (_("Notiz"), event.note)))
    for decision in offer.decisions.exclude(after={}):
        facts = facts_of(decision, "at before after")
        yield Part(_("Entscheidung, die sich noch zurücknehmen lässt"), facts)


def _changes(offer: Offer) -> Iterator[Part]:
    for revision in offer.revisions.all():
        yield Part(_("Änderung, die Sie eingereicht haben"), facts_of(revision, "created_at status changes"))


def _written_to(offer: Offer) -> Iterator[Part]:
    for message in offer.messages.exclude(status=Message.Status.UNCONFIRMED):
        rows = (_("weitergeleitet am"), message.relayed_at), (_("Ihre Antwort"), message.answer)
        yield Part(_("Nachricht an Sie (sie selbst gehört der Person, die schrieb)"), known(*rows))
    for report in offer.reports.all():
        facts = facts_of(report, "kind created_at status")
        yield Part(_("Hinweis zu Ihrem Angebot (der Text gehört der Person, die schrieb)"), facts)


# Subscribers


def _calls(subscriber: Subscriber, _reader: User | None) -> list[Part]:
    letters = subscriber.letters.select_related("call").order_by("-sent_at")
    return [
        Part(_("Aufruf, den Sie bekommen haben"), known((_("Betreff"), each.call.subject), (_("wann"), each.sent_at)))
        for each in letters
    ]


SOURCES = (
    Source(
        model=Offer,
        kind=gettext_lazy("Ihre Angebote"),
        of_address=by_address(Offer),
        named=by_words(Offer, "provider", "phone"),
        since="created_at",
        told=OFFER,
        parts=_offer_parts,
        ways=_offer_ways,
        erase=lambda offer, wish: erase_offer(offer, now=wish.now),
        erasing=gettext_lazy(
            "Das Angebot ist sofort nicht mehr zu sehen. Es wird gelöscht, mit Verlauf, Änderungen, Nachrichten und"
            " Hinweisen dazu, auch aus der gedruckten Übersicht."
        ),
    ),
    Source(
        model=NeedReply,
        kind=gettext_lazy("Ihre Antworten auf Bedarfe"),
        of_address=by_address(NeedReply),
        named=by_words(NeedReply, "name", "phone"),
        since="created_at",
        told="need text name email phone offer language status answer_by done_at",
        title=lambda reply: str(reply.need),
        corrects=("name", "phone"),
        erasing=gettext_lazy("Die Antwort wird gelöscht, auch wenn sie noch niemand gelesen hat."),
    ),
    Source(
        model=Message,
        kind=gettext_lazy("Ihre Nachrichten zu Angeboten"),
        of_address=by_address(Message),
        named=by_words(Message, "name"),
        since="created_at",
        told="offer text name email language status relayed_at answer answered_at",
        title=lambda message: str(message.offer),
        corrects=("name",),
        erasing=gettext_lazy(
            "Nachricht und Antwort werden bei uns gelöscht. Was schon weitergeleitet ist, liegt im Postfach der anderen"
            " Seite; das können wir nicht löschen."
        ),
    ),
    Source(
        model=Report,
        kind=gettext_lazy("Ihre Hinweise zu Angeboten"),
        of_address=by_address(Report),
        since="created_at",
        told="offer kind text email status answer_by",
        title=lambda report: str(report.offer),
        erasing=gettext_lazy("Der Hinweis wird gelöscht, auch wenn ihn noch niemand gelesen hat."),
    ),
    Source(
        model=Subscriber,
        kind=gettext_lazy("Aufrufe, wenn etwas fehlt"),
        of_address=by_address(Subscriber),
        named=by_words(Subscriber, "name"),
        since="consented_at",
        told="email name themes district languages mail_language consent confirmed_at declined_at",
        title=lambda subscriber: subscriber.email,
        parts=_calls,
        ways=lambda subscriber, _now: [way(_("Aufrufe ändern oder abbestellen"), links.MANAGE_CALLS, subscriber.pk)],
        erasing=gettext_lazy(
            "Ihre Adresse wird gelöscht, und Sie bekommen keine Aufrufe mehr. Haben Sie die Aufrufe abbestellt, dann"
            " wissen wir das danach nicht mehr."
        ),
    ),
)
