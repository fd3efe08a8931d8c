from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.status import move
from offers.models.four_eyes import FourEyes
from offers.models.offer import Offer
from offers.models.offer_life import SENSITIVE


class RevisionQuerySet(models.QuerySet["Revision"]):
    def pending(self) -> Self:
        return self.filter(status=Revision.Status.PENDING)

    def left_to(self, user: User) -> Self:
        """Without those that this person has reviewed first and somebody else has to decide."""
        return self.exclude(first_review_by=user)

    def replace(self, *, now: datetime) -> int:
        """A newer change takes the place of these."""
        return self.update(status=Revision.Status.REPLACED, decided_at=now)

    def close(self, *, now: datetime) -> int:
        """Their offer is over; nobody has to look at them any more."""
        return self.update(status=Revision.Status.CLOSED, decided_at=now)


class Revision(FourEyes, models.Model):
    """A provider's edit of a published offer; the live version stays until somebody accepts it."""

    class Status(models.TextChoices):
        PENDING = "pending", _("wartet")
        ACCEPTED = "accepted", _("übernommen")
        DECLINED = "declined", _("abgelehnt")
        REPLACED = "replaced", _("durch eine neuere ersetzt")
        CLOSED = "closed", _("mit dem Angebot geschlossen")

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="revisions")
    changes = models.JSONField(_("Änderungen"))
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.PENDING)
    created_at = models.DateTimeField(_("eingereicht am"), default=timezone.now)
    answer_by = models.DateField(_("antworten bis"))
    first_review_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("zuerst geprüft von"),
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("entschieden am"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("entschieden von"),
        null=True,
        blank=True,
        related_name="+",
    )

    objects = RevisionQuerySet.as_manager()

    privacy = Privacy.of(
        personal="changes first_review_by decided_by",
        harmless="id offer status created_at answer_by decided_at",
    )

    class Meta:
        verbose_name = _("Änderung")
        verbose_name_plural = _("Änderungen")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer"],
                condition=Q(status="pending"),
                name="revision_one_pending",
                violation_error_message=_("Zu diesem Angebot wartet schon eine Änderung."),
            )
        ]

    def __str__(self) -> str:
        return str(self.offer)

    @property
    def is_sensitive(self) -> bool:
        """Four eyes, as for a new offer: housing, lifts or one-to-one with children are offered or would be."""
        return self.offer.is_sensitive or any(self.changes.get(name) for name in SENSITIVE)

    def note_first_review(self, by: User) -> None:
        move(self, [self.Status.PENDING], self.Status.PENDING, first_review_by=by)

    def decide(self, target: Status, *, by: User | None, now: datetime) -> None:
        move(self, [self.Status.PENDING], target, decided_at=now, decided_by=by)

    def changed(self) -> dict[str, tuple[Any, Any]]:
        """For each changed field its live and its proposed value."""
        return {name: (getattr(self.offer, name), value) for name, value in self.changes.items()}
