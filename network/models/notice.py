from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy
from network.models.registration import Registration


class Notice(models.Model):
    """That a mail of a kind went to a registration: each reminder once, whatever the clock or a second worker does.

    `about` is the beginning of the meeting the mail speaks of; of a change the moment it was made.
    """

    class Kind(models.TextChoices):
        WEEK = "week", _("Erinnerung eine Woche vorher")
        DAY = "day", _("Erinnerung am Tag vorher")
        TABLES = "tables", _("Tischplatz mitgeteilt")
        THANKS = "thanks", _("Dank")
        RESULTS = "results", _("Ergebnisse und Übersicht")
        CHANGE = "change", _("Änderung am Treffen")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="notices")
    kind = models.CharField(_("Anlass"), max_length=8, choices=Kind.choices)
    about = models.DateTimeField(_("für den Termin"))
    at = models.DateTimeField(_("wann"), default=timezone.now)

    privacy = Privacy.of(harmless="id registration kind about at")

    class Meta:
        verbose_name = _("Benachrichtigung")
        verbose_name_plural = _("Benachrichtigungen")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "kind", "about"], name="notice_once"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
