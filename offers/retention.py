"""How long the catalogue keeps what."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.erasing import blanked, erase_in_batches, in_batches
from arnsberg_hilfe.core.retention import Rule, deletes
from offers.models import Call, Decision, Event, Message, Need, NeedReply, Offer, Report, Revision, Subscriber
from offers.models import call as calls
from offers.models import message as messages
from offers.models import need as needs
from offers.models import offer_query as offers
from offers.models import report as reports
from offers.workflow import editions, erasing


def _delete_unconfirmed(now: datetime) -> int:
    found = (Offer, Subscriber, Message, NeedReply)
    due = (model.objects.unconfirmed_for_long(now) for model in found)
    return sum(erase_in_batches(each, now=now, cause="offers.unconfirmed") for each in due)


def _delete_messages(now: datetime) -> int:
    due = (Message.objects.due_for_erasure(now), NeedReply.objects.due_for_erasure(now))
    return sum(erase_in_batches(each, now=now, cause="offers.messages") for each in due)


def _forget_replaced(now: datetime) -> int:
    return in_batches(Decision.objects.final_with_texts(now), _forget_texts)


def _forget_texts(keys: list[int]) -> None:
    blanked(Decision, keys)
    Decision.objects.filter(pk__in=keys).update(before={}, after={})


RULES = (
    Rule(
        key="offers.unconfirmed",
        what=_("Angebote, Nachrichten und Bestellungen, deren Adresse niemand bestätigt hat"),
        start=_("Das Formular wurde abgeschickt"),
        period=offers.UNCONFIRMED_FOR,
        reason=_("Ohne Bestätigung wissen wir nicht, ob die Adresse stimmt."),
        covers=(Offer, Message, NeedReply, Subscriber),
        erase=_delete_unconfirmed,
    ),
    Rule(
        key="offers.closed",
        what=_("Angebote mit Kontakt, Verlauf, Änderungen und Hinweisen"),
        start=_("Das Angebot wird beendet, abgelehnt oder zurückgezogen"),
        period=offers.CLOSED_FOR,
        reason=_("Viele Angebote kehren wieder, und so lange kann es Rückfragen geben."),
        covers=(Offer, Event, Revision, Decision, Report, Message),
        erase=deletes(Offer.objects.due_for_erasure, "offers.closed"),
        again={Offer: erasing.erase_offers_again},
    ),
    Rule(
        key="offers.replaced",
        what=_("Texte und Nummern, die bei einer Entscheidung ersetzt wurden"),
        start=_("Die Entscheidung"),
        period=_("in der Nacht danach"),
        reason=_("Eine Minute lang lässt sich die Entscheidung zurücknehmen."),
        covers=(Decision,),
        erase=_forget_replaced,
    ),
    Rule(
        key="offers.messages",
        what=_("Nachrichten an Anbietende und Antworten auf Bedarfe"),
        start=_("Die Nachricht wurde geschrieben"),
        period=messages.KEPT_FOR,
        reason=_("So lange kann ein Gespräch dauern."),
        covers=(Message, NeedReply),
        erase=_delete_messages,
    ),
    Rule(
        key="offers.reports",
        what=_("Hinweise zu Angeboten; die Adresse darin gleich, wenn der Hinweis erledigt ist"),
        start=_("Der Hinweis ist erledigt"),
        period=reports.KEPT_FOR,
        reason=_("Erkennen, ob dasselbe wieder gemeldet wird."),
        covers=(Report,),
        erase=deletes(Report.objects.due_for_erasure, "offers.reports"),
    ),
    Rule(
        key="offers.needs",
        what=_("Bedarfe mit internen Notizen"),
        start=_("Der Bedarf ist gedeckt oder entfallen"),
        period=needs.CLOSED_FOR,
        reason=_("Zahlen darüber, was fehlte und was half."),
        covers=(Need, NeedReply),
        erase=deletes(Need.objects.due_for_erasure, "offers.needs"),
    ),
    Rule(
        key="offers.calls",
        what=_("Aufrufe, und wer sie bekommen hat"),
        start=_("Der Aufruf wurde verschickt"),
        period=calls.KEPT_FOR,
        reason=_("Damit niemand denselben Aufruf zweimal bekommt, und für Zahlen darüber, was Aufrufe bringen."),
        covers=(Call,),
        erase=deletes(Call.objects.due_for_erasure, "offers.calls"),
    ),
    Rule(
        key="offers.subscribers",
        what=_("Adressen für Aufrufe"),
        start=_("Die Aufrufe werden abbestellt"),
        period=_("sofort; nur die Adresse bleibt als Nein"),
        reason=_("Damit wir nicht wieder an jemanden schreiben, der das nicht möchte."),
        covers=(Subscriber,),
    ),
    Rule(
        key="offers.editions",
        what=_("Gedruckte Ausgaben der Gesamtdarstellung"),
        start=_("Es gibt zwei neuere"),
        period=_("in der Nacht danach"),
        reason=_("Wer eine Ausgabe geöffnet hat, soll sie noch laden können."),
        covers=(),
        erase=lambda _now: editions.forget_old(),
    ),
)
