from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.contact import mentions
from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.status import move

if TYPE_CHECKING:
    from arnsberg_hilfe.core.models.staff import User

KEPT_AFTER_SENDING = timedelta(days=30)


def name_of(record: models.Model) -> str:
    """How a mail names the record it is about: «offers.offer:12»."""
    return f"{record._meta.label_lower}:{record.pk}"


def _kept_from(user: "User") -> Iterator[models.QuerySet]:
    """Names of records that this person may not read though the area is theirs, such as complaints about them."""
    for model in apps.get_models():
        records: Any = model._default_manager
        if model is not OutgoingMail and hasattr(records, "readable_by"):
            hidden = records.exclude(pk__in=records.readable_by(user).values("pk"))
            key = Cast("pk", models.CharField())
            yield hidden.annotate(as_name=Concat(models.Value(f"{model._meta.label_lower}:"), key)).values("as_name")


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def failed(self) -> Self:
        """Mails that reached nobody."""
        return self.filter(status__in=[OutgoingMail.Status.REFUSED, OutgoingMail.Status.BOUNCED])

    def undelivered(self) -> Self:
        """Those of them that staff have not seen to yet."""
        return self.failed().filter(settled_at=None)

    def readable_by(self, user: "User") -> Self:
        """About records of an area that is open to this person; a mail about nothing belongs to the accounts.

        Where records have a rule of their own on who reads them, their mails keep to it.
        """
        labels = [app.label for app in apps.get_app_configs() if getattr(app, "area", None) in user.areas]
        about = models.Q(pk=None)
        for label in labels:
            about |= models.Q(about__startswith=f"{label}.")
        if user.may(Area.ACCOUNTS):
            about |= models.Q(about="") | models.Q(about__startswith="core.")
        found = self.filter(about)
        for names in _kept_from(user):
            found = found.exclude(about__in=names)
        return found

    def concerning(self, *records: models.Model) -> Self:
        return self.filter(about__in=[name_of(record) for record in records])

    def sent_as(self, message_id: str) -> Self:
        """The mail that goes by this name at the e-mail service, or on its own envelope."""
        return self.filter(models.Q(provider_id=message_id) | models.Q(message_id=message_id))

    def of_address(self, address: str) -> Self:
        """To this address, or with it as the one to answer; not those that are forgotten anyway."""
        theirs = models.Q(to__iexact=address) | models.Q(reply_to__iexact=address)
        return self.filter(theirs, forgotten_when_sent=False)

    def mentioning(self, address: str) -> Self:
        """To this address, from it or with it in what they say."""
        return self.filter(mentions(address, "subject", "text")) | self.of_address(address)

    def due_for_erasure(self, now: datetime) -> Self:
        return self.exclude(status=OutgoingMail.Status.QUEUED).filter(created_at__lt=now - KEPT_AFTER_SENDING)


class OutgoingMail(models.Model):
    """A mail on its way: written in the transaction that needs it, sent by a job, erased a month later.

    `forgotten_when_sent`: it is about somebody of whom nothing is to be left, and goes when it has left.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("wartet")
        SENT = "sent", _("gesendet")
        REFUSED = "refused", _("abgewiesen")
        BOUNCED = "bounced", _("unzustellbar")
        CANCELLED = "cancelled", _("zurückgenommen")

    to = models.EmailField(_("an"))
    reply_to = models.EmailField(_("Antwort an"), blank=True)
    subject = models.CharField(_("Betreff"), max_length=200)
    text = models.TextField(_("Text"))
    html = models.TextField(_("Text als HTML"))
    language = models.CharField(_("Sprache"), max_length=8)
    purpose = models.SlugField(_("Anlass"), max_length=40)
    about = models.CharField(_("betrifft"), max_length=60, blank=True, db_index=True)
    message_id = models.CharField(_("Kennung"), max_length=120, unique=True)
    provider_id = models.CharField(_("Kennung beim Versender"), max_length=200, blank=True, db_index=True)
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.QUEUED)
    error = models.CharField(_("Fehler"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("geschrieben am"), default=timezone.now)
    sent_at = models.DateTimeField(_("gesendet am"), null=True, blank=True)
    settled_at = models.DateTimeField(_("erledigt am"), null=True, blank=True)
    forgotten_when_sent = models.BooleanField(
        _("nach dem Senden gelöscht"), default=False, db_default=False, editable=False
    )

    objects = OutgoingMailQuerySet.as_manager()

    area = Area.ACCOUNTS
    privacy = Privacy.of(
        personal="to reply_to subject text html error",
        harmless="id language purpose about message_id provider_id status created_at sent_at settled_at"
        " forgotten_when_sent",
    )

    class Meta:
        verbose_name = _("E-Mail")
        verbose_name_plural = _("E-Mails")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["status", "created_at"], name="mail_status")]

    def __str__(self) -> str:
        return self.subject

    def about_key(self, model: type[models.Model]) -> str | None:
        """The key of the record it is about, when that is one of this model."""
        label, _colon, key = self.about.partition(":")
        return key if label == model._meta.label_lower else None

    def mark_sent(self, *, now: datetime, provider_id: str = "") -> None:
        """Taken by the mail server, or by an e-mail service that has a name of its own for it."""
        move(self, [self.Status.QUEUED], self.Status.SENT, sent_at=now, provider_id=provider_id[:200], error="")

    def refuse(self, error: str) -> None:
        """The mail server will never take it."""
        move(self, [self.Status.QUEUED], self.Status.REFUSED, error=error[:300])

    def bounce(self, error: str) -> None:
        """The mail server took it, and the recipient's did not."""
        move(self, [self.Status.SENT], self.Status.BOUNCED, error=error[:300])

    def settle(self, *, now: datetime) -> bool:
        """Staff have seen to a mail that reached nobody; False when somebody had before."""
        return bool(type(self).objects.undelivered().filter(pk=self.pk).update(settled_at=now))

    def cancel(self) -> None:
        move(self, [self.Status.QUEUED], self.Status.CANCELLED)
