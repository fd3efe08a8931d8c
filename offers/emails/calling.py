"""Aufrufe: their words, the letter they become, and the letters about getting them."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.mail import Letter
from offers import links
from offers.models import Call, Need, Subscriber

MOST_NEEDS = 8


def subject_for(call: Call) -> str:
    """A first proposal, in the active language; the office makes it its own."""
    words = {"theme": call.theme, "place": call.district}
    if call.district:
        return _("%(theme)s: Wer kann in %(place)s helfen?") % words
    return _("%(theme)s: Wer kann in Arnsberg helfen?") % words


def text_for(call: Call, needs: Sequence[Need]) -> str:
    """What is missing, where and until when; in the active language."""
    lines = [_line(need) for need in needs[:MOST_NEEDS]]
    parts = [_opening(call, is_named=bool(lines)), "\n".join(lines)]
    if call.language:
        parts.append(_("Gebraucht wird die Sprache: %(language)s.") % {"language": call.language})
    parts.append(request())
    return "\n\n".join(filter(None, parts))


def request() -> str:
    """The same for every call; what it says tells whether the language has words for them at all."""
    return _(
        "Können Sie helfen oder kennen Sie jemanden? Sie können ohne Anmeldung antworten. Wir melden uns bei Ihnen."
    )


def _opening(call: Call, *, is_named: bool) -> str:
    words = {"place": call.district or _("ganz Arnsberg"), "theme": call.theme}
    if is_named:
        return _("für %(place)s suchen wir beim Thema »%(theme)s« gerade Hilfe. Das fehlt:") % words
    return _("für %(place)s suchen wir beim Thema »%(theme)s« gerade Hilfe.") % words


def _line(need: Need) -> str:
    number = f" ({need.number})" if need.number else ""
    if need.urgent_until:
        until = _("bis %(day)s") % {"day": date_format(need.urgent_until, "j. F")}
        return f"– {need.title}{number}, {until}"
    return f"– {need.title}{number}"


def call_letter(call: Call, subscriber: Subscriber, needs: Sequence[Need]) -> Letter:
    """Says why it comes and how to get no more of them."""
    return Letter(
        "call",
        call.subject,
        [*paragraphs(call), why()],
        button(call, needs),
        stop=(_("Keine Aufrufe mehr"), links.STOP_CALLS.url(subscriber.pk)),
    )


def paragraphs(call: Call) -> list[str]:
    text = call.text.replace("\r\n", "\n")
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def why() -> str:
    return _("Sie bekommen diese Mail, weil Sie gesagt haben, dass wir Ihnen schreiben dürfen, wenn etwas fehlt.")


def button(call: Call, needs: Sequence[Need]) -> tuple[str, str]:
    """To the need itself where it is the only one, else to all of them."""
    if len(needs) == 1:
        return _("Das fehlt: ansehen und antworten"), settings.PUBLIC_URL + needs[0].get_absolute_url()
    chosen = {"thema": call.theme.slug} | ({"stadtteil": call.district.slug} if call.district else {})
    return _("Ansehen, was fehlt"), f"{settings.PUBLIC_URL}{reverse('needs:list')}?{urlencode(chosen)}"


def confirm_subscription(subscriber: Subscriber) -> Letter:
    """Asks whether the address is right; quotes nothing, because anybody may have typed it."""
    return Letter(
        "calls-confirm",
        _("Dürfen wir Ihnen schreiben, wenn etwas fehlt?"),
        [
            _("jemand hat mit dieser E-Mail-Adresse um unsere Aufrufe gebeten: kurze Mails, wenn Hilfe fehlt."),
            _("Waren Sie das? Dann bestätigen Sie bitte Ihre Adresse."),
        ],
        (_("Adresse bestätigen"), links.CONFIRM_CALLS.url(subscriber.pk)),
        _("Waren Sie es nicht, dann tun Sie einfach nichts. Nach 7 Tagen löschen wir die Angaben."),
    )


def manage_subscription(subscriber: Subscriber) -> Letter:
    """To an address that has answered already: its owner may change or end it."""
    return Letter(
        "calls-manage",
        _("Ihre Aufrufe"),
        [
            _("jemand hat mit dieser E-Mail-Adresse um unsere Aufrufe gebeten. Ihre Adresse kennen wir schon."),
            _("Über diesen Link sehen und ändern Sie, worüber wir Ihnen schreiben, oder beenden es."),
        ],
        (_("Meine Aufrufe"), links.MANAGE_CALLS.url(subscriber.pk)),
        _("Waren Sie es nicht, dann tun Sie einfach nichts. Es ändert sich nichts."),
    )
