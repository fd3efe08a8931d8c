"""How long the Patenprojekt keeps what (§ 17 DSGVO; certificates: § 72a Absatz 5 SGB VIII)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.erasing import erase_in_batches, in_batches
from arnsberg_hilfe.core.retention import Rule, deletes
from sponsorship.models import (
    Access,
    BlockedPair,
    CheckIn,
    Complaint,
    ContactNote,
    Household,
    Round,
    RoundPair,
    Sponsor,
    Sponsorship,
)
from sponsorship.models import household as households
from sponsorship.models import sponsor as sponsors
from sponsorship.models.step import Digest, Step
from sponsorship.workflow import erasing

ACCESS_KEPT_FOR = timedelta(days=730)
ROUNDS_KEPT_FOR = timedelta(days=90)
DIGESTS_KEPT_FOR = timedelta(days=365)


def _delete_unconfirmed(now: datetime) -> int:
    due = (Sponsor.objects.unconfirmed_for_long(now), Household.objects.unconfirmed_for_long(now))
    return sum(erase_in_batches(each, now=now, cause="sponsorship.unconfirmed") for each in due)


def _forget_sponsors(now: datetime) -> int:
    return in_batches(Sponsor.objects.due_for_erasure(now), lambda keys: erasing.forget_sponsors(keys, now))


def _forget_households(now: datetime) -> int:
    return in_batches(Household.objects.due_for_erasure(now), lambda keys: erasing.forget_households(keys, now))


def _delete_digests(now: datetime) -> int:
    return Digest.objects.filter(monday__lt=timezone.localdate(now) - DIGESTS_KEPT_FOR).delete()[0]


RULES = (
    Rule(
        key="sponsorship.unconfirmed",
        what=_("Anmeldungen zum Patenprojekt, deren Adresse niemand bestätigt hat"),
        start=_("Das Formular wurde abgeschickt"),
        period=sponsors.UNCONFIRMED_FOR,
        reason=_("Ohne Bestätigung wissen wir nicht, ob die Adresse stimmt."),
        covers=(Sponsor, Household),
        erase=_delete_unconfirmed,
    ),
    Rule(
        key="sponsorship.certificates",
        what=_("Die drei Angaben zum Führungszeugnis einer Patin oder eines Paten"),
        start=_("Die Tätigkeit endet"),
        period=timedelta(days=settings.CERTIFICATE_FACTS_KEPT_DAYS),
        reason=_("Das Gesetz erlaubt höchstens drei Monate (§ 72a Absatz 5 SGB VIII)."),
        covers=(Sponsor,),
        erase=erasing.forget_certificates,
    ),
    Rule(
        key="sponsorship.sponsors",
        what=_("Alle persönlichen Angaben zu Patinnen und Paten, mit Notizen und Rückmeldungen"),
        start=_("Die Tätigkeit endet"),
        period=sponsors.KEPT_FOR,
        reason=_("So lange kann es Rückfragen geben. Wie viele Patenschaften es gab, bleibt ohne Namen."),
        covers=(Sponsor, Sponsorship, ContactNote, CheckIn, Step, Complaint, BlockedPair),
        erase=_forget_sponsors,
        again={Sponsor: erasing.forget_sponsors},
    ),
    Rule(
        key="sponsorship.households",
        what=_("Alle persönlichen Angaben zu Haushalten, mit Notizen und Rückmeldungen"),
        start=_("Die Begleitung endet, der Haushalt zieht um oder widerruft"),
        period=households.KEPT_FOR,
        reason=_("So lange kann es Rückfragen geben. Wie viele Patenschaften es gab, bleibt ohne Namen."),
        covers=(Household, Sponsorship, ContactNote, CheckIn, Step, Complaint, BlockedPair),
        erase=_forget_households,
        again={Household: erasing.forget_households},
    ),
    Rule(
        key="sponsorship.rounds",
        what=_("Vorschläge, wer zusammenpasst, aus einer Runde über alle"),
        start=_("Die Runde wurde berechnet"),
        period=ROUNDS_KEPT_FOR,
        reason=_("Danach sind die Vorschläge überholt."),
        covers=(Round, RoundPair),
        erase=deletes(lambda now: Round.objects.filter(created_at__lt=now - ROUNDS_KEPT_FOR), "sponsorship.rounds"),
    ),
    Rule(
        key="sponsorship.access",
        what=_("Wer im Patenprojekt wessen Angaben gelesen hat"),
        start=_("Die Einsicht"),
        period=ACCESS_KEPT_FOR,
        reason=_("Nachweis, dass nur Berechtigte die Angaben gesehen haben."),
        covers=(Access,),
        erase=lambda now: Access.objects.filter(at__lt=now - ACCESS_KEPT_FOR).delete()[0],
    ),
    Rule(
        key="sponsorship.digests",
        what=_("Dass eine Mitarbeiterin oder ein Mitarbeiter den Wochenbrief bekommen hat"),
        start=_("Der Montag der Woche"),
        period=DIGESTS_KEPT_FOR,
        reason=_("Damit der Brief nicht doppelt kommt."),
        covers=(),
        erase=_delete_digests,
    ),
)
