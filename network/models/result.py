from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.contact import mentions
from arnsberg_hilfe.core.privacy import Privacy
from network.models.measure import Measure
from network.models.meeting import Meeting
from network.models.programme import ThemeTable
from network.models.registration_query import NAMES_KEPT_FOR
from offers.models import Need, Offer


class ResultQuerySet(models.QuerySet["Result"]):
    def mentioning(self, address: str) -> Self:
        """An address stands in what was said, or beside it; in any language."""
        return self.filter(mentions(address, "who", *Result.texts()))

    def kept(self) -> Self:
        """Without rows that were struck out at the table."""
        return self.filter(struck_at=None)

    def of(self, meeting: Meeting) -> Self:
        """A meeting's rows, table by table, in the order they were written."""
        return self.kept().filter(table__meeting=meeting).order_by("table__number", "created_at", "pk")

    def public(self) -> Self:
        """To be shown once the meeting's results are published; an empty row shows nothing."""
        says_something = Q(text_de__gt="") | Q(text_uk__gt="") | Q(text_en__gt="")
        return self.kept().filter(says_something, is_public=True)

    def with_outcomes(self) -> Self:
        """With the table and all that has become of each row, in one statement."""
        return self.select_related("table__theme", "offer", "need", "measure__meeting")

    def due_to_lose_names(self, now: datetime) -> Self:
        """Naming somebody without their consent, a while after the meeting."""
        return self._of_meetings_before(now - NAMES_KEPT_FOR).filter(names_allowed=False).exclude(who="")

    def struck_for_good(self, now: datetime) -> Self:
        """Struck out, and nobody has brought them back while it was fresh in mind."""
        return self._of_meetings_before(now - NAMES_KEPT_FOR).exclude(struck_at=None)

    def _of_meetings_before(self, moment: datetime) -> Self:
        end = Coalesce("table__meeting__ends_at", "table__meeting__starts_at")
        return self.alias(meeting_end=end).filter(meeting_end__lt=moment)


class Result(models.Model):
    """An Ergebnis: one row of a table sheet, and what has become of it. A row that is struck out stays, unseen."""

    if TYPE_CHECKING:  # modeltranslation's columns
        text_de: str
        text_uk: str
        text_en: str
        answer_de: str
        answer_uk: str

    class Kind(models.TextChoices):
        RUNNING = "running", _("läuft schon")
        NEED = "need", _("Bedarf")
        IDEA = "idea", _("Idee")
        HURDLE = "hurdle", _("Hürde")
        AGREEMENT = "agreement", _("Vereinbarung")
        QUESTION = "question", _("Frage an die Verwaltung")
        CONTACT = "contact", _("Kontaktwunsch")

    table = models.ForeignKey(ThemeTable, models.PROTECT, verbose_name=_("Tisch"), related_name="results")
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices)
    text = models.TextField(_("Was"), max_length=1000, blank=True)
    who = models.CharField(_("Wer"), max_length=150, blank=True)
    until = models.DateField(_("Bis wann"), null=True, blank=True)
    names_allowed = models.BooleanField(
        _("»Wer« darf öffentlich genannt werden"),
        default=False,
        help_text=_("Nur wenn die Person oder Stelle zugestimmt hat."),
    )
    answer = models.TextField(_("Antwort der Verwaltung"), max_length=1500, blank=True)
    unit = models.CharField(_("Zuständige Stelle"), max_length=150, blank=True)
    answered_at = models.DateTimeField(_("beantwortet am"), null=True, blank=True, editable=False)
    is_public = models.BooleanField(_("mit den Ergebnissen veröffentlichen"), default=True)

    offer = models.ForeignKey(
        Offer, models.SET_NULL, verbose_name=_("Angebot"), null=True, blank=True, related_name="results"
    )
    need = models.ForeignKey(
        Need, models.SET_NULL, verbose_name=_("Bedarf"), null=True, blank=True, related_name="results"
    )
    measure = models.ForeignKey(
        Measure, models.SET_NULL, verbose_name=_("Maßnahme"), null=True, blank=True, related_name="results"
    )

    created_at = models.DateTimeField(_("aufgeschrieben am"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(_("geändert am"), default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    struck_at = models.DateTimeField(_("gestrichen am"), null=True, blank=True, editable=False)

    objects = ResultQuerySet.as_manager()

    ticks = {"names_allowed": Purpose.NAMED}

    privacy = Privacy.of(
        personal="text who answer unit created_by changed_by",
        harmless="id table key kind until names_allowed answered_at is_public offer need measure created_at changed_at"
        " struck_at",
    )

    class Meta:
        verbose_name = _("Ergebnis")
        verbose_name_plural = _("Ergebnisse")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["table", "changed_at"], name="result_news")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""),
                name="result_answered_has_answer",
                violation_error_message=_("Eine beantwortete Frage braucht eine Antwort."),
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.get_kind_display()

    @staticmethod
    def texts() -> list[str]:
        """Columns in which people write sentences, all languages."""
        codes = [code for code, _name in settings.LANGUAGES]
        return [*(f"{name}_{code}" for name in ("text", "answer") for code in codes), "unit"]

    @property
    def public_who(self) -> str:
        """Who may be named in public; empty without their consent."""
        return self.who if self.names_allowed else ""

    @property
    def is_published(self) -> bool:
        """Everybody may read it, with the results of its meeting."""
        return self.is_public and self.struck_at is None and self.table.meeting.has_public_results

    @property
    def is_unanswered(self) -> bool:
        return self.kind == self.Kind.QUESTION and not self.answered_at

    @property
    def lacks_ukrainian(self) -> bool:
        """The row itself, or its answer."""
        return not self.text_uk or bool(self.answer_de and not self.answer_uk)

    @property
    def hides_who(self) -> bool:
        """Somebody is named and has not agreed to it."""
        return bool(self.who) and not self.names_allowed

    @property
    def is_settled(self) -> bool:
        """Something has become of it, or it is answered."""
        return bool(self.offer_id or self.need_id or self.measure_id or self.answered_at)

    def strike(self, *, now: datetime) -> None:
        self.struck_at = self.changed_at = now
        self.save(update_fields=["struck_at", "changed_at"])

    def bring_back(self, *, now: datetime) -> None:
        """Undo a strike."""
        self.struck_at, self.changed_at = None, now
        self.save(update_fields=["struck_at", "changed_at"])
