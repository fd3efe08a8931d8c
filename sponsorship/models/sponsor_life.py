"""The life of a Pate: every change of status is a verb. Each may raise WrongStatusError."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.status import move
from sponsorship.models.choices import SponsorStatus as Status


class SponsorLife(models.Model):
    if TYPE_CHECKING:
        status: "models.CharField[str, str]"
        interview_on: "models.DateField[date | None, date | None]"
        confidentiality_on: "models.DateField[date | None, date | None]"
        conduct_on: "models.DateField[date | None, date | None]"

    class Meta:
        abstract = True

    def confirm_email(self, *, now: datetime, answer_by: date) -> None:
        move(self, [Status.INTEREST], Status.CONFIRMED, confirmed_at=now, answer_by=answer_by)

    def arrange_interview(self, *, answer_by: date) -> None:
        """The Erstgespräch is being arranged; it has to be held and written down by that day."""
        move(self, [Status.CONFIRMED], Status.INTERVIEW, answer_by=answer_by)

    def await_papers(self, *, answer_by: date) -> None:
        """The Erstgespräch has been held; declarations and certificate are missing."""
        if self.interview_on is None:
            raise ValidationError(_("Bitte tragen Sie zuerst das Erstgespräch ein."))
        move(self, [Status.INTERVIEW], Status.PAPERS, answer_by=answer_by)

    def approve(self) -> None:
        """ValidationError while a declaration is missing; the certificate is asked for where children are."""
        if not (self.confidentiality_on and self.conduct_on):
            raise ValidationError(_("Verschwiegenheit und Verhaltenskodex sind noch nicht beide unterschrieben."))
        move(self, [Status.PAPERS], Status.APPROVED, answer_by=None)

    def pause(self, *, until: date | None) -> None:
        move(self, [Status.APPROVED], Status.PAUSED, pause_until=until)

    def come_back(self) -> None:
        move(self, [Status.PAUSED], Status.APPROVED, pause_until=None)

    def end(self, *, now: datetime) -> None:
        move(self, [Status.APPROVED, Status.PAUSED], Status.ENDED, closed_at=now, answer_by=None)

    def decline(self, *, now: datetime) -> None:
        move(self, Status.becoming(), Status.DECLINED, closed_at=now, answer_by=None)

    def withdraw(self, *, now: datetime) -> None:
        source = [Status.INTEREST, *Status.in_contact()]
        move(self, source, Status.WITHDRAWN, closed_at=now, answer_by=None)
