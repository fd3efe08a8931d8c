"""Mails about offers: one function a mail, in the language that is active when it is called."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.mail import Letter
from offers import links
from offers.models import Message, NeedReply, Offer


def confirm_submission(offer: Offer) -> Letter:
    """Asks whether the address is right; quotes nothing, because anybody may have typed it."""
    return Letter(
        "offer-confirm",
        _("Bitte bestätigen Sie Ihr Angebot"),
        [
            _("jemand hat mit dieser E-Mail-Adresse ein Hilfsangebot eingereicht."),
            _("Waren Sie das? Dann bestätigen Sie bitte Ihre Adresse. Danach prüfen wir das Angebot."),
        ],
        (_("Adresse bestätigen"), links.CONFIRM.url(offer.pk)),
        _("Waren Sie es nicht, dann tun Sie einfach nichts. Nach 7 Tagen löschen wir die Angaben."),
    )


def submission_confirmed(offer: Offer) -> Letter:
    return Letter(
        "offer-received",
        _("Danke, wir prüfen Ihr Angebot"),
        [
            _("Ihr Angebot »%(title)s« ist bei uns angekommen.") % {"title": offer.title},
            _("Wir melden uns spätestens in drei Arbeitstagen."),
            _("Über diesen Link können Sie Ihr Angebot jederzeit ansehen, ändern oder zurückziehen."),
        ],
        (_("Mein Angebot"), links.MANAGE.url(offer.pk)),
    )


def published(offer: Offer) -> Letter:
    return Letter(
        "offer-published",
        _("Ihr Angebot ist veröffentlicht"),
        [
            _("Ihr Angebot »%(title)s« ist jetzt für alle zu sehen. Vielen Dank!") % {"title": offer.title},
            _("Bitte sagen Sie Bescheid, wenn sich etwas ändert. Das geht mit einem Klick:"),
        ],
        (_("Mein Angebot"), links.MANAGE.url(offer.pk)),
    )


def asked_back(offer: Offer, question: str) -> Letter:
    return Letter(
        "offer-question",
        _("Eine Frage zu Ihrem Angebot"),
        [_("zu Ihrem Angebot »%(title)s« haben wir noch eine Frage:") % {"title": offer.title}],
        (_("Angebot ergänzen"), links.MANAGE.url(offer.pk)),
        _("Sie können auch einfach auf diese E-Mail antworten."),
        quote=question,
    )


def declined(offer: Offer, reason: str) -> Letter:
    return Letter(
        "offer-declined",
        _("Ihr Angebot können wir leider nicht veröffentlichen"),
        [
            _("danke für Ihr Angebot »%(title)s«. Wir können es leider nicht veröffentlichen:")
            % {"title": offer.title},
        ],
        after=_("Wenn Sie Fragen dazu haben, antworten Sie einfach auf diese E-Mail."),
        quote=reason,
    )


def revision_accepted(offer: Offer) -> Letter:
    return Letter(
        "revision-accepted",
        _("Ihre Änderung ist veröffentlicht"),
        [_("Ihre Änderung am Angebot »%(title)s« ist jetzt zu sehen.") % {"title": offer.title}],
        (_("Mein Angebot"), links.MANAGE.url(offer.pk)),
    )


def revision_declined(offer: Offer, reason: str) -> Letter:
    return Letter(
        "revision-declined",
        _("Ihre Änderung haben wir nicht übernommen"),
        [_("Ihre Änderung am Angebot »%(title)s« haben wir nicht übernommen:") % {"title": offer.title}],
        (_("Mein Angebot"), links.MANAGE.url(offer.pk)),
        quote=reason,
    )


def manage_links(offers: list[Offer]) -> Letter:
    """The links to all offers of one address, on request."""
    lines = [f"{offer.title}\n{links.MANAGE.url(offer.pk)}" for offer in offers]
    return Letter("offer-links", _("Links zu Ihren Angeboten"), [_("hier sind die Links zu Ihren Angeboten:"), *lines])


def still_valid(offer: Offer) -> Letter:
    return Letter(
        "offer-still-valid",
        _("Stimmt Ihr Angebot noch?"),
        [
            _("Ihr Angebot »%(title)s« ist seit einer Weile veröffentlicht.") % {"title": offer.title},
            _("Bitte sagen Sie uns mit einem Klick, ob es noch gilt. Sie müssen sich nicht anmelden."),
        ],
        (_("Antworten"), links.STILL_VALID.url(offer.pk)),
        _("Ohne Antwort kennzeichnen wir das Angebot als unbestätigt und nehmen es später aus der Liste."),
    )


def confirm_reply(reply: NeedReply) -> Letter:
    """Quotes nothing, because anybody may have typed the address."""
    return Letter(
        "need-reply-confirm",
        _("Bitte bestätigen Sie Ihre Antwort"),
        [
            _("jemand hat mit dieser E-Mail-Adresse geschrieben, dass er oder sie bei einem Bedarf helfen kann."),
            _("Waren Sie das? Dann bestätigen Sie bitte Ihre Adresse. Danach liest die Stelle Ihre Antwort."),
        ],
        (_("Antwort absenden"), links.CONFIRM_REPLY.url(reply.pk)),
        _("Waren Sie es nicht, dann tun Sie einfach nichts. Nach 7 Tagen löschen wir die Angaben."),
    )


def reply_received(reply: NeedReply) -> Letter:
    until = date_format(reply.answer_by) if reply.answer_by else ""
    return Letter(
        "need-reply-received",
        _("Danke, Ihre Antwort ist bei uns"),
        [
            _("Sie wollen helfen: »%(title)s«. Vielen Dank!") % {"title": reply.need.title},
            _("Wir sehen uns Ihre Antwort an und melden uns spätestens am %(day)s bei Ihnen.") % {"day": until},
        ],
        after=_("Hat sich etwas geändert, dann antworten Sie einfach auf diese E-Mail."),
    )


def reply_answered(reply: NeedReply, text: str) -> Letter:
    return Letter(
        "need-reply-answered",
        _("Antwort der Koordinierungsstelle"),
        [_("zu Ihrem Hilfsangebot für »%(title)s« schreibt Ihnen die Stelle:") % {"title": reply.need.title}],
        after=_("Wenn Sie auf diese E-Mail antworten, schreiben Sie direkt der Stelle."),
        quote=text,
    )


def confirm_message(message: Message) -> Letter:
    """Quotes nothing, because anybody may have typed the address."""
    return Letter(
        "message-confirm",
        _("Bitte bestätigen Sie Ihre Nachricht"),
        [
            _("jemand hat mit dieser E-Mail-Adresse eine Nachricht an einen Anbieter geschrieben."),
            _("Waren Sie das? Dann bestätigen Sie bitte Ihre Adresse. Danach leiten wir die Nachricht weiter."),
        ],
        (_("Nachricht absenden"), links.CONFIRM_MESSAGE.url(message.pk)),
        _("Waren Sie es nicht, dann tun Sie einfach nichts. Nach 7 Tagen löschen wir die Nachricht."),
    )


def relayed_message(message: Message) -> Letter:
    return Letter(
        "message-relayed",
        _("Eine Nachricht zu Ihrem Angebot"),
        [
            _("%(name)s hat Ihnen zu »%(title)s« geschrieben:") % {"name": message.name, "title": message.offer.title},
        ],
        (_("Antworten"), links.ANSWER_MESSAGE.url(message.pk)),
        _("Ihre E-Mail-Adresse sieht die Person erst, wenn Sie antworten."),
        quote=message.text,
    )


def answered_message(message: Message) -> Letter:
    return Letter(
        "message-answered",
        _("Antwort auf Ihre Nachricht"),
        [_("auf Ihre Nachricht zu »%(title)s« gibt es eine Antwort:") % {"title": message.offer.title}],
        after=_("Wenn Sie auf diese E-Mail antworten, schreiben Sie direkt dem Anbieter."),
        quote=message.answer,
    )
