"""Measures at the office: writing them down, saying how they stand."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.consents import How, keep_ticks
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.stale import check_seen
from arnsberg_hilfe.core.status import WrongStatusError
from network.forms.measures import MeasureForm, stamp_of
from network.models import Measure
from network.workflow.measuring import note_progress


@transaction.atomic
def save(form: MeasureForm, *, now: datetime) -> Measure:
    """Save the facts; StaleError where somebody else has saved them since the page was opened."""
    measure = form.instance
    if measure.pk is None:
        measure.save()
    else:
        _check_unchanged(_locked(measure), form.cleaned_data["stamp"])
        measure.save(update_fields=form.columns)
    keep_ticks(measure, measure.ticks, now=now, how=How.SPOKEN, language=measure.mail_language)
    return measure


def _check_unchanged(measure: Measure, seen: str) -> None:
    words = _(
        "Inzwischen hat jemand anderes diese Maßnahme gespeichert. Ihre Änderung ist noch nicht gespeichert: "
        "Bitte öffnen Sie die Seite in einem zweiten Fenster, vergleichen Sie und tragen Sie dort neu ein."
    )
    check_seen(seen, stamp_of(measure), words)


@transaction.atomic
def take_step(  # noqa: PLR0913 - all but the measure and its status by name
    measure: Measure, status: str, *, note: str, seen: str, by: User, now: datetime
) -> None:
    """Say at the office how it stands; WrongStatusError where it is no longer as the page has shown."""
    current = _locked(measure)
    if current.status != seen:
        raise WrongStatusError(
            _("Inzwischen hat jemand anderes den Stand geändert: Er ist jetzt »%(status)s«. Ihre Notiz: %(note)s")
            % {"status": current.get_status_display(), "note": note or "–"},
            code="wrong_status",
        )
    note_progress(measure, status, note, by=by, now=now)


@transaction.atomic
def answer(measure: Measure, status: str, note: str, *, now: datetime) -> None:
    """The responsible person's word, by the link in the mail; WrongStatusError once the measure is finished."""
    current = _locked(measure)
    if current.is_finished:
        raise WrongStatusError(_("Diese Maßnahme ist schon abgeschlossen."), code="wrong_status")
    note_progress(measure, status, note, now=now)


def _locked(measure: Measure) -> Measure:
    """As it stands now; nobody else changes it until the transaction ends."""
    return Measure.objects.select_for_update().get(pk=measure.pk)
