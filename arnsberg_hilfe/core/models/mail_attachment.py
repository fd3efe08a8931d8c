from django.db import models
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.models.outgoing_mail import OutgoingMail
from arnsberg_hilfe.core.privacy import Privacy


class MailAttachment(models.Model):
    """A file that travels with a mail and is erased with it."""

    mail = models.ForeignKey(OutgoingMail, models.CASCADE, verbose_name=_("E-Mail"), related_name="attachments")
    name = models.CharField(_("Dateiname"), max_length=100)
    content_type = models.CharField(_("Dateityp"), max_length=100)
    content = models.BinaryField(_("Inhalt"))

    privacy = Privacy.of(personal="content", harmless="id mail name content_type")

    class Meta:
        verbose_name = _("Anhang")
        verbose_name_plural = _("Anhänge")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
