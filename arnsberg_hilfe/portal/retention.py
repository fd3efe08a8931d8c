"""The whole Löschkonzept: every app's rules, carried out night by night, printed and kept in a protocol."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core import retention as core
from arnsberg_hilfe.core.models import Consent, ErasureCount, ErasureRun
from arnsberg_hilfe.core.retention import Rule, deletes
from arnsberg_hilfe.portal import consents, own_data
from arnsberg_hilfe.portal.models import KEPT_FOR, REQUESTS_KEPT_FOR, DataRequest, Entry, Inquiry
from network import retention as network
from offers import retention as offers
from sponsorship import retention as sponsorship
from sponsorship.models import Consent as PartyConsent

logger = logging.getLogger(__name__)

OWN_RULES = (
    Rule(
        key="portal.inquiries",
        what=_("Anliegen von der Kontaktseite, mit unseren Antworten"),
        start=_("Das Anliegen ging ein"),
        period=KEPT_FOR,
        reason=_("So lange kommen Rückfragen."),
        covers=(Inquiry, Entry),
        erase=deletes(Inquiry.objects.due_for_erasure, "portal.inquiries"),
    ),
    Rule(
        key="portal.consents",
        what=_("Einwilligungen: Wortlaut, Sprache, wann erteilt, wann widerrufen"),
        start=_("Der Eintrag, zu dem sie gehören, wird gelöscht"),
        period=_("sofort"),
        reason=_("Bis dahin müssen wir nachweisen können, wozu jemand ja gesagt hat."),
        covers=(Consent, PartyConsent),
        again={Consent: consents.withdraw_again, PartyConsent: consents.withdraw_again_of_parties},
    ),
    Rule(
        key="portal.promised",
        what=_("Was jemand unter »Meine Daten« löschen wollte und was noch bleiben musste"),
        start=_("Der Grund, aus dem es bleiben musste, ist weggefallen"),
        period=_("in der Nacht danach"),
        reason=_("Zum Beispiel eine Beschwerde, die noch geklärt wurde."),
        covers=(),
        erase=own_data.erase_promised,
    ),
    Rule(
        key="portal.requests",
        what=_("Dass jemand Auskunft bekam oder gelöscht wurde, und wer das für die Person tat"),
        start=_("Die Auskunft oder Löschung"),
        period=REQUESTS_KEPT_FOR,
        reason=_("Nachweis, dass Wünsche erfüllt wurden. Wessen Wünsche es waren, steht nicht darin."),
        covers=(DataRequest,),
        erase=lambda now: DataRequest.objects.due_for_erasure(now).delete()[0],
    ),
)

# In the order in which they are printed: what people know best comes first
RULES: tuple[Rule, ...] = (*OWN_RULES, *offers.RULES, *network.RULES, *sponsorship.RULES, *core.RULES)


def carry_out(rules: Iterable[Rule] = RULES, *, now: datetime) -> ErasureRun:
    """Each rule on its own: one that fails is written down, and the others are carried out all the same."""
    run = ErasureRun.objects.create(started_at=now)
    for rule in rules:
        if rule.erase:
            ErasureCount.objects.create(run=run, rule=rule.key, **_outcome(rule, now))
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])
    return run


def _outcome(rule: Rule, now: datetime) -> dict[str, int | bool]:
    """The error's own words stay out of the log: they may name somebody."""
    try:
        return {"count": rule.erase(now) if rule.erase else 0}
    except Exception as error:  # noqa: BLE001 - whatever it is, the other rules have to be carried out
        logger.error("rule %s was not carried out: %s", rule.key, type(error).__name__)  # noqa: TRY400 - see above
        return {"failed": True}


def named(key: str) -> str:
    """What a rule of the protocol is about, in words; the key of one that is no more."""
    return next((str(rule.what) for rule in RULES if rule.key == key), key)


def table() -> list[tuple[Rule, int]]:
    """Every rule with how many records it has erased so far."""
    totals = ErasureCount.objects.totals()
    return [(rule, totals.get(rule.key, 0)) for rule in RULES]


def last_failure() -> ErasureRun | None:
    """The last run, where something could not be erased in it."""
    latest = ErasureRun.objects.first()
    return latest if latest and latest.counts.filter(failed=True).exists() else None
