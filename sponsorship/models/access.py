from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy


class Access(models.Model):
    """That somebody read personal data of the Patenprojekt: who, when, of whom. Nobody can change or delete it here.

    `subject` names the record («sponsor-12», «household-7»); a list or an export is one entry that names its kind.
    """

    class Kind(models.TextChoices):
        LIST = "list", _("Liste")
        DETAIL = "detail", _("Einzelansicht")
        SEARCH = "search", _("Suche")
        EXPORT = "export", _("Export")

    at = models.DateTimeField(_("wann"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("wer"), null=True, related_name="+"
    )
    kind = models.CharField(_("wie"), max_length=6, choices=Kind.choices)
    subject = models.CharField(_("wen"), max_length=60)

    privacy = Privacy.of(personal="by subject", harmless="id at kind")

    class Meta:
        verbose_name = _("Einsicht")
        verbose_name_plural = _("Einsichten")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject", "at"], name="access_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.at:%d.%m.%Y %H:%M}"
