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
from offers.models.revision import Revision

UNDO_FOR = timedelta(minutes=1)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def undoable(self, now: datetime) -> Self:
        return self.filter(undone_at=None, at__gt=now - UNDO_FOR).exclude(after={})

    def last_undoable(self, by: User, now: datetime) -> "Decision | None":
        """Somebody's own last decision while it can still be taken back."""
        return self.undoable(now).filter(by=by).select_related("offer").first()

    def final(self) -> Self:
        """Offers published or declined for the first time, and not taken back."""
        decided = [Status.PUBLISHED, Status.DECLINED]
        return self.filter(undone_at=None, revision=None, after_status__in=decided)

    def final_with_texts(self, now: datetime) -> Self:
        """Texts and numbers that a decision replaced are kept only while they may be needed again."""
        return self.filter(at__lte=now - UNDO_FOR).exclude(after={})


class Decision(models.Model):
    """A reviewer's decision on an offer or a change of it, with all it takes to undo it for a minute.

    `before` and `after` hold, for the offer and the change, the columns that the decision wrote, as they were and as
    it left them: `{"offer": {"status": …}, "revision": {…}}`. Its mail waits for that minute.
    """

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="decisions")
    revision = models.ForeignKey(
        Revision, models.CASCADE, verbose_name=_("Änderung"), null=True, blank=True, related_name="decisions"
    )
    at = models.DateTimeField(_("wann"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("wer"), null=True, related_name="+"
    )
    before = models.JSONField(_("Stand davor"))
    after = models.JSONField(_("Stand danach"), default=dict, db_default={})
    after_status = models.CharField(_("Status danach"), max_length=16)
    mail = models.ForeignKey(OutgoingMail, models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(_("zurückgenommen am"), null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    privacy = Privacy.of(
        personal="by before after",
        harmless="id offer revision at after_status mail undone_at",
    )

    class Meta:
        verbose_name = _("Entscheidung")
        verbose_name_plural = _("Entscheidungen")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.offer}: {self.after_status}"
