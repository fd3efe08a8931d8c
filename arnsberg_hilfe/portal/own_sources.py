"""Everywhere the portal may hold something on somebody: what the apps list, and here inquiries, mails and accounts."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arnsberg_hilfe.core.erasing import erase_mails
from arnsberg_hilfe.core.models import OutgoingMail, User
from arnsberg_hilfe.core.own_data import CAUSE, Part, Source, Stays, Way, Wish, known, matching, way
from arnsberg_hilfe.portal.emails import THREAD
from arnsberg_hilfe.portal.models import Inquiry
from network import own_data as network
from offers import own_data as offers
from sponsorship import own_data as sponsorship


def _entries(inquiry: Inquiry, _reader: User | None) -> list[Part]:
    return [
        Part(
            _("Antwort der Stelle") if entry.from_office else _("Ihr Text"),
            known((_("Text"), entry.text), (_("wann"), entry.at)),
        )
        for entry in inquiry.entries.all()
    ]


def _thread(inquiry: Inquiry, _now: datetime) -> list[Way]:
    return [way(_("Ansehen und etwas ergänzen"), THREAD, inquiry.pk)]


def _erase_mail(mail: OutgoingMail, wish: Wish) -> None:
    erase_mails(OutgoingMail.objects.filter(pk=mail.pk), now=wish.now, cause=CAUSE)


def _account_stays(_account: User) -> Stays:
    days = settings.FORMER_STAFF_KEPT_DAYS
    return Stays(
        _("Ihr Zugang als Mitarbeiterin oder Mitarbeiter"),
        _("Wer was entschieden hat, muss nachvollziehbar sein. Auskunft dazu gibt Ihnen die Leitung."),
        _("Bis Ihr Zugang gesperrt ist und %(days)s Tage danach.") % {"days": days},
    )


INQUIRIES = Source(
    model=Inquiry,
    kind=gettext_lazy("Ihre Anliegen von der Kontaktseite"),
    of_address=lambda address: Inquiry.objects.filter(email__iexact=address),
    named=lambda words: matching(Inquiry.objects.all(), words, ["name", "phone"]),
    since="created_at",
    told="reason name email phone language status answer_by",
    title=lambda inquiry: inquiry.get_reason_display(),
    parts=_entries,
    ways=_thread,
    corrects=("name", "phone"),
    erasing=gettext_lazy("Ihr Anliegen und unsere Antworten werden gelöscht, auch wenn noch eine Antwort aussteht."),
)
MAILS = Source(
    model=OutgoingMail,
    kind=gettext_lazy("E-Mails an Sie"),
    of_address=OutgoingMail.objects.of_address,
    since="created_at",
    told="to reply_to subject status sent_at error",
    title=lambda mail: mail.subject,
    erase=_erase_mail,
    erasing=gettext_lazy("Die E-Mail wird bei uns gelöscht. Wartet sie noch, dann geht sie nicht mehr ab."),
)
ACCOUNTS = Source(
    model=User,
    kind=gettext_lazy("Ihr Zugang als Mitarbeiterin oder Mitarbeiter"),
    of_address=lambda address: User.objects.filter(email__iexact=address),
    since="date_joined",
    title=lambda user: user.email,
    erase=None,
    stays=_account_stays,
)

# As the page shows them; mails come last, and are erased after everything that may still write some
SOURCES: tuple[Source, ...] = (*offers.SOURCES, *network.SOURCES, *sponsorship.SOURCES, INQUIRIES, ACCOUNTS, MAILS)
