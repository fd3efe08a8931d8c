"""Days that people type: not before the portal began, not after the life of its data."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

YEARS = range(2000, 2101)
MOST_AHEAD = timedelta(days=365)


def not_in_future(day: date) -> date:
    if day > timezone.localdate():
        raise ValidationError(_("Dieser Tag liegt in der Zukunft."))
    if day.year not in YEARS:
        raise ValidationError(_("Bitte prüfen Sie das Jahr."))
    return day


def coming(day: date) -> None:
    """From today on, and within a year; a validator."""
    if day < timezone.localdate():
        raise ValidationError(_("Dieser Tag ist schon vorbei."))
    not_far_ahead(day)


def not_far_ahead(day: date) -> date:
    if day > timezone.localdate() + MOST_AHEAD:
        raise ValidationError(_("Dieser Tag liegt mehr als ein Jahr in der Zukunft."))
    return day
