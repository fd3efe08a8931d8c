"""What becomes of a row: a record of its own, or one that is there already. Whoever comes second changes nothing."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.consents import How, agree_as_ticked, keep_ticks
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.stale import check_seen
from network.forms.results import stamp_of
from network.models import Measure, Result
from offers.models import Need, Offer, Source
from offers.workflow import records, submission

Record = Offer | Need | Measure
Make = Callable[[Result, User, datetime], Record]

CODES = [code for code, _name in settings.LANGUAGES]
SENTENCE_END = re.compile(r"(?<=[^\W\d]{3})\. (?=[^\W\d])|[!?] ")  # not of «3. Mai», «z. B.», «Dr.»
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_MEASURE = 150, 600, 300


@transaction.atomic
def turn(result: Result, into: str, *, by: User, now: datetime) -> Record:
    """Make an offer, a need or a measure of a row, filled in from it. A second call finds what the first has made.

    ValidationError where the row has become something else meanwhile, or says too little.
    """
    row = _locked(result)
    if _may_become(row, into):
        _check_says_enough(row, into)
        _put_down(row, **{into: MAKE[into](row, by, now)})
    return getattr(row, into)


@transaction.atomic
def link(result: Result, record: Record) -> None:
    """«Gibt es schon»: the row leads to a record that was there before."""
    row, kind = _locked(result), kind_of(record)
    if not _may_become(row, kind) and getattr(row, kind) != record:
        raise _taken(row)
    _put_down(row, **{kind: record})


@transaction.atomic
def loosen(result: Result) -> None:
    """Undo: nothing has become of the row; the record stays."""
    _put_down(_locked(result), offer=None, need=None, measure=None)


@transaction.atomic
def save(result: Result, *, seen: str, by: User, now: datetime) -> None:
    """Save what the review has put right. Raises StaleError where the row has changed since `seen`."""
    words = _(
        "Inzwischen hat jemand anderes diese Zeile geändert. Ihre Fassung ist noch nicht gespeichert: "
        "Bitte öffnen Sie die Seite in einem zweiten Fenster, vergleichen Sie und tragen Sie dort neu ein."
    )
    check_seen(seen, stamp_of(_locked(result)), words)
    if not result.answer_de:
        result.answered_at = None
    elif result.answered_at is None:
        result.answered_at = now
    result.changed_at, result.changed_by = now, by
    result.save(update_fields=SAVED)
    keep_ticks(result, SAVED, now=now, how=How.SPOKEN)
    _translate(result)


def add(row: Result, *, by: User, now: datetime) -> None:
    """A row that comes after the results were checked; public only when the office says so."""
    row.is_public, row.created_at, row.changed_at = False, now, now
    row.created_by = row.changed_by = by
    row.save()
    agree_as_ticked(row, now=now, how=How.SPOKEN)


SAVED = [
    *(f"{name}_{code}" for name in ("text", "answer") for code in CODES),
    *("text", "answer", "who", "until", "names_allowed", "is_public", "unit", "answered_at"),
    *("changed_at", "changed_by"),
]


def kind_of(record: Record) -> str:
    return {Offer: "offer", Need: "need", Measure: "measure"}[type(record)]


def _locked(result: Result) -> Result:
    """Lock first, read then: a joined read that had to wait would miss the record somebody has just made."""
    Result.objects.kept().select_for_update().get(pk=result.pk)
    return Result.objects.with_outcomes().select_related("table__meeting").get(pk=result.pk)


def _may_become(row: Result, kind: str) -> bool:
    """False where it has become that already. ValidationError where it is something else."""
    if getattr(row, f"{kind}_id"):
        return False
    if row.offer_id or row.need_id or row.measure_id:
        raise _taken(row)
    return True


def _taken(row: Result) -> ValidationError:
    become = str(row.offer or row.need or row.measure)
    return ValidationError(
        _("Aus dieser Zeile ist inzwischen schon »%(record)s« geworden.") % {"record": become}, code="taken"
    )


def _check_says_enough(row: Result, into: str) -> None:
    if not any(_texts(row).values()):
        raise ValidationError(_("In dieser Zeile steht noch nichts."))
    if into != "measure" and row.table.theme is None:
        raise ValidationError(
            _("Der Tisch hat keinen Themenbereich. Bitte tragen Sie ihn zuerst beim Treffen unter »Bearbeiten« ein.")
        )


def _put_down(row: Result, **records: Record | None) -> None:
    for name, record in records.items():
        setattr(row, name, record)
    row.save(update_fields=list(records))


def _offer(row: Result, by: User, now: datetime) -> Offer:
    """Public is what the review makes so; who must not be named is named to the office only."""
    offer = Offer(theme=row.table.theme, provider=row.public_who)
    if row.who and not row.names_allowed:
        offer.internal_note = _("Am Tisch genannt: %(who)s") % {"who": row.who}
    _write(offer, row, "offer")
    submission.record(offer, [], by=by, now=now, source=Source.TABLE)
    return offer


def _need(row: Result, _by: User, now: datetime) -> Need:
    need = Need(theme=row.table.theme, status=Need.Status.DRAFT, urgent_until=row.until, created_at=now)
    _write(need, row, "need")
    need.save()
    return need


def _measure(row: Result, _by: User, now: datetime) -> Measure:
    measure = Measure(
        theme=row.table.theme,
        meeting=row.table.meeting,
        responsible=row.who,
        names_allowed=row.names_allowed,
        due=row.until,
        is_public=row.is_public,
        created_at=now,
    )
    _write(measure, row, "measure")
    measure.save()
    agree_as_ticked(measure, now=now, how=How.SPOKEN)
    return measure


def _words_of_offer(text: str) -> dict[str, str]:
    more = text if len(text) > LONGEST_SUMMARY else ""
    return {"title": title_of(text, LONGEST_TITLE), "summary": cut(text, LONGEST_SUMMARY), "description": more}


def _words_of_need(text: str) -> dict[str, str]:
    title = title_of(text, LONGEST_TITLE)
    return {"title": title, "description": "" if title == text.rstrip(".") else text}


def _words_of_measure(text: str) -> dict[str, str]:
    return {"what": title_of(text, LONGEST_MEASURE, whole=True)}


WORDS: dict[str, Callable[[str], dict[str, str]]] = {
    "offer": _words_of_offer,
    "need": _words_of_need,
    "measure": _words_of_measure,
}


def _columns(row: Result, kind: str) -> dict[str, str]:
    """What a row says, as the columns of what it becomes."""
    return {f"{name}_{code}": words for code, text in _texts(row).items() for name, words in WORDS[kind](text).items()}


def _write(record: Record, row: Result, kind: str) -> None:
    for column, words in _columns(row, kind).items():
        setattr(record, column, words)


def _translate(row: Result) -> None:
    """A translation that came later reaches what the row has become, where that still says the same and has none."""
    for kind in WORDS:
        record: Any = getattr(row, kind)
        columns = _columns(row, kind) if record else {}
        if any(getattr(record, name) != words for name, words in columns.items() if name.endswith("_de")):
            continue
        missing = {name: words for name, words in columns.items() if words and not getattr(record, name)}
        for name, words in missing.items():
            setattr(record, name, words)
        if missing:
            SAVE.get(kind, _save)(record, changed=missing)


def _save(record: Record, *, changed: Iterable[str]) -> None:
    record.save(update_fields=list(changed))


SAVE: dict[str, Any] = {"offer": records.save}
MAKE: dict[str, Make] = {"offer": _offer, "need": _need, "measure": _measure}


def _texts(row: Result) -> dict[str, str]:
    """What the row says, by language; German is always there, with another language's words where nobody has put it."""
    texts: dict[str, Any] = {code: " ".join((getattr(row, f"text_{code}") or "").split()) for code in CODES}
    texts["de"] = texts["de"] or texts["uk"] or texts["en"]
    return {code: text for code, text in texts.items() if text or code == "de"}


def title_of(text: str, longest: int, *, whole: bool = False) -> str:
    """The first sentence, or all of the text, without its full stop; what is too long ends with a whole word."""
    sentence = text if whole else SENTENCE_END.split(text, maxsplit=1)[0]
    return cut(sentence.removesuffix("."), longest)


def cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rsplit(' ', 1)[0].rstrip(',;:–-')}…"
