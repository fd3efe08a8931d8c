from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.contact import validate_phone
from arnsberg_hilfe.core.fields import WebAddressField
from arnsberg_hilfe.core.models import District, Language
from arnsberg_hilfe.core.pillar import Pillar
from arnsberg_hilfe.core.privacy import Privacy
from offers.models.choices import Audience, Kind, Source, Status
from offers.models.contact_point import ContactPoint
from offers.models.need import Need
from offers.models.offer_life import OfferLife
from offers.models.offer_query import OfferQuerySet
from offers.models.search_document import SearchDocumentField
from offers.models.theme_area import ThemeArea

ENDS_BEFORE_IT_BEGINS = _("»Gültig bis« liegt vor »gültig ab«.")


class Offer(OfferLife, models.Model):
    """An Angebot: help that is here, help that is wanted (Mitmachen) or a way to donate. Every unknown stays blank."""

    if TYPE_CHECKING:
        title_de: str  # modeltranslation's column

    title = models.CharField(_("Titel"), max_length=150)
    slug = models.SlugField(
        _("Adresszusatz"), max_length=100, unique=True, blank=True, help_text=_("Leer lassen: entsteht aus dem Titel.")
    )
    summary = models.CharField(_("Kurzbeschreibung"), max_length=600)
    description = models.TextField(_("Beschreibung"), blank=True, max_length=6000)
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices, default=Kind.OFFER)
    theme = models.ForeignKey(ThemeArea, models.PROTECT, verbose_name=_("Themenbereich"), related_name="offers")
    provider = models.CharField(_("Anbieter"), max_length=150, blank=True)
    pillar = models.CharField(_("Art des Anbieters"), max_length=12, choices=Pillar.choices, blank=True)

    target_group = models.CharField(_("Zielgruppe"), max_length=200, blank=True)
    audiences = ArrayField(
        models.CharField(max_length=15, choices=Audience.choices),
        verbose_name=_("Zielgruppen"),
        blank=True,
        default=list,
    )
    languages = models.ManyToManyField(Language, verbose_name=_("Sprachen"), blank=True, related_name="offers")
    languages_note = models.CharField(_("Hinweis zu Sprachen"), max_length=120, blank=True)
    district = models.ForeignKey(
        District,
        models.PROTECT,
        verbose_name=_("Stadtteil"),
        null=True,
        blank=True,
        related_name="offers",
        help_text=_("Leer bedeutet: ganze Stadt."),
    )
    venue = models.CharField(_("Ort"), max_length=200, blank=True)
    schedule = models.CharField(_("Termine"), max_length=200, blank=True)
    places = models.PositiveIntegerField(_("Plätze"), null=True, blank=True, validators=[MinValueValidator(1)])
    cost = models.CharField(_("Kosten"), max_length=120, blank=True)
    is_free = models.BooleanField(_("kostenlos"), null=True, blank=True)
    accessibility = models.CharField(_("Barrierefreiheit"), max_length=200, blank=True)
    childcare = models.BooleanField(_("Kinderbetreuung"), null=True, blank=True)
    website = WebAddressField(_("Internetseite"), blank=True)

    contact_point = models.ForeignKey(
        ContactPoint,
        models.PROTECT,
        verbose_name=_("Anlaufstelle"),
        null=True,
        blank=True,
        related_name="offers",
    )
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=30, blank=True, validators=[validate_phone])
    email_public = models.BooleanField(_("E-Mail-Adresse öffentlich zeigen"), default=False)
    phone_public = models.BooleanField(_("Telefon öffentlich zeigen"), default=False)

    valid_from = models.DateField(_("gültig ab"), null=True, blank=True)
    valid_until = models.DateField(_("gültig bis"), null=True, blank=True)
    confirmed_on = models.DateField(_("zuletzt bestätigt am"), null=True, blank=True)
    confirmed_by = models.CharField(_("bestätigt durch"), max_length=60, blank=True)
    fresh_on = models.DateField(_("Stand"), null=True, blank=True, editable=False)
    source = models.CharField(_("Quelle"), max_length=10, choices=Source.choices, default=Source.ONLINE)
    for_need = models.ForeignKey(
        Need,
        models.SET_NULL,
        verbose_name=_("antwortet auf den Bedarf"),
        null=True,
        blank=True,
        related_name="answering_offers",
    )
    source_url = WebAddressField(_("Quelle im Netz"), max_length=500, blank=True)
    import_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    mail_language = models.CharField(
        _("Sprache der Mails"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    offers_housing = models.BooleanField(_("bietet Wohnraum"), default=False)
    offers_lifts = models.BooleanField(_("bietet private Fahrten"), default=False)
    alone_with_children = models.BooleanField(_("einzeln mit Kindern"), default=False)
    wants_calls = models.BooleanField(_("möchte Aufrufe bekommen"), default=False, db_default=False)
    internal_note = models.TextField(_("Interne Notiz"), blank=True)

    status = models.CharField(
        _("Status"), max_length=16, choices=Status.choices, default=Status.SUBMITTED, editable=False
    )
    created_at = models.DateTimeField(_("eingegangen am"), default=timezone.now, editable=False)
    answer_by = models.DateField(_("antworten bis"), null=True, blank=True)
    published_at = models.DateTimeField(_("veröffentlicht am"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("veröffentlicht von"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    submission_key = models.CharField(max_length=40, null=True, blank=True, unique=True, editable=False)
    email_confirmed_at = models.DateTimeField(_("E-Mail bestätigt am"), null=True, blank=True, editable=False)
    first_review_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("zuerst geprüft von"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    asked_on = models.DateField(_("Bestätigung erbeten am"), null=True, blank=True, editable=False)
    asked_times = models.PositiveSmallIntegerField(_("wie oft erbeten"), default=0, editable=False)
    website_checked_at = models.DateTimeField(_("Internetseite geprüft am"), null=True, blank=True, editable=False)
    website_problem = models.CharField(_("Internetseite nicht erreichbar"), max_length=120, blank=True, editable=False)
    website_dead_since = models.DateTimeField(
        _("Internetseite nicht erreichbar seit"), null=True, blank=True, editable=False
    )
    closed_at = models.DateTimeField(_("geschlossen am"), null=True, blank=True, editable=False)
    decline_reason = models.CharField(_("Grund der Ablehnung"), max_length=300, blank=True, editable=False)

    search_document = SearchDocumentField(editable=False)

    objects = OfferQuerySet.as_manager()

    ticks = {"email_public": Purpose.EMAIL_PUBLIC, "phone_public": Purpose.PHONE_PUBLIC}

    privacy = Privacy.of(
        personal="provider email phone email_public phone_public internal_note wants_calls published_by confirmed_by"
        " first_review_by",
        harmless="id title slug summary description kind theme pillar target_group audiences languages languages_note"
        " district venue schedule places cost is_free accessibility childcare website contact_point valid_from"
        " valid_until confirmed_on fresh_on source for_need source_url import_key status created_at answer_by"
        " published_at closed_at decline_reason search_document mail_language offers_housing offers_lifts"
        " alone_with_children submission_key email_confirmed_at asked_on asked_times website_checked_at"
        " website_problem website_dead_since",
    )

    class Meta:
        verbose_name = _("Angebot")
        verbose_name_plural = _("Angebote")
        ordering = ["-created_at", "-pk"]
        indexes = [
            GinIndex(fields=["search_document"], name="offer_search"),
            models.Index(  # counts a theme's offers and finds similar ones without reading the table
                fields=["theme", "kind", "district", "-fresh_on", "-id"],
                include=["valid_until"],
                name="offer_public_theme",
                condition=Q(status__in=Status.live()),
            ),
            models.Index(fields=["-published_at", "-id"], name="offer_newest", condition=Q(status__in=Status.live())),
            models.Index(
                F("fresh_on").desc(), F("id").desc(), name="offer_fresh", condition=Q(status__in=Status.live())
            ),
            models.Index(fields=["status", "answer_by"], name="offer_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="offer_valid_until_after_from",
                violation_error_message=ENDS_BEFORE_IT_BEGINS,
            ),
            models.CheckConstraint(
                condition=~Q(status__in=Status.public()) | Q(published_at__isnull=False, fresh_on__isnull=False),
                name="offer_public_has_date",
                violation_error_message=_("Ein öffentliches Angebot braucht ein Veröffentlichungsdatum."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.DECLINED) | ~Q(decline_reason=""),
                name="offer_declined_has_reason",
                violation_error_message=_("Eine Ablehnung braucht einen Grund."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("offers:detail", args=[self.slug])

    def clean(self) -> None:
        """What the database holds anyway, said beside the field it is about."""
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": ENDS_BEFORE_IT_BEGINS})
