from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.models import OutgoingMail, User
from arnsberg_hilfe.core.privacy import Privacy
from offers.models.choices import Status
from offers.models.offer import Offer

UNDO_FOR = timedelta(minutes=1)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def undoable(self, now: datetime) -> Self:
        return self.filter(undone_at=None, at__gt=now - UNDO_FOR)

    def last_undoable(self, by: User, now: datetime) -> "Decision | None":
        """Somebody's own last decision while it can still be taken back."""
        return self.undoable(now).filter(by=by).select_related("offer").first()

    def final(self) -> Self:
        """Published or declined, and not taken back."""
        return self.filter(undone_at=None, after_status__in=[Status.PUBLISHED, Status.DECLINED])


class Decision(models.Model):
    """A reviewer's decision with all it takes to undo it for a minute; its mail waits that long."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="decisions")
    at = models.DateTimeField(_("wann"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("wer"), null=True, related_name="+"
    )
    before = models.JSONField(_("Stand davor"))
    after_status = models.CharField(_("Status danach"), max_length=16)
    mail = models.ForeignKey(OutgoingMail, models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(_("zurückgenommen am"), null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    privacy = Privacy.of(
        personal="by", harmless="id offer at before after_status mail undone_at", erased="with its offer"
    )

    class Meta:
        verbose_name = _("Entscheidung")
        verbose_name_plural = _("Entscheidungen")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.offer}: {self.after_status}"
