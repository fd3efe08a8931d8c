from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy
from offers.models.offer import Offer


class Event(models.Model):
    """What happened to an offer, for the people who look after it."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("eingereicht")
        RECORDED = "recorded", _("von der Stelle aufgenommen")
        EMAIL_CONFIRMED = "email_confirmed", _("E-Mail bestätigt")
        FIRST_REVIEW = "first_review", _("erste Prüfung")
        ASKED_BACK = "asked_back", _("Rückfrage gestellt")
        ANSWERED = "answered", _("Rückfrage beantwortet")
        PUBLISHED = "published", _("veröffentlicht")
        DECLINED = "declined", _("abgelehnt")
        UNDONE = "undone", _("zurückgenommen")
        REVISED = "revised", _("Änderung eingereicht")
        REVISION_SEEN = "revision_seen", _("erste Prüfung der Änderung")
        REVISION_ACCEPTED = "revision_accepted", _("Änderung übernommen")
        REVISION_DECLINED = "revision_declined", _("Änderung abgelehnt")
        ASKED = "asked", _("um Bestätigung gebeten")
        CONFIRMED = "confirmed", _("bestätigt")
        CHANGED = "changed", _("Stand geändert")
        REPORTED = "reported", _("Hinweis eingegangen")
        REPORT_CLOSED = "report_closed", _("Hinweis erledigt")
        UNDELIVERABLE = "undeliverable", _("Mail unzustellbar")

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="events")
    kind = models.CharField(_("was"), max_length=20, choices=Kind.choices)
    at = models.DateTimeField(_("wann"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("wer"), null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("Notiz"), blank=True)

    privacy = Privacy.of(personal="by note", harmless="id offer kind at")

    class Meta:
        verbose_name = _("Ereignis")
        verbose_name_plural = _("Verlauf")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
