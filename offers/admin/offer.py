from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from arnsberg_hilfe.core.admin import CHECK_BOXES, ConsentsShown, ErasingAdmin
from arnsberg_hilfe.core.consents import How, keep_ticks
from arnsberg_hilfe.core.requests import StaffRequest
from offers.admin.asking import Question
from offers.admin.forms import DeclineForm, HandOverForm, OfferAdminForm
from offers.admin.reporting import report
from offers.forms.review import QuestionForm
from offers.models import Freshness, Offer, Status
from offers.models.offer_life import SENSITIVE
from offers.models.offer_query import OfferQuerySet
from offers.workflow import records as workflow
from offers.workflow import review, steps, submission

FRESHNESS = [
    (Freshness.FRESH, _("aktuell")),
    (Freshness.DUE, _("Bestätigung fällig")),
    (Freshness.UNCONFIRMED, _("unbestätigt")),
]


def _step(name: str, request: StaffRequest, offers: OfferQuerySet) -> None:
    now = timezone.now()
    report(request, *workflow.each(offers, lambda offer: steps.take(name, offer, by=request.user, now=now)))


def _decide(request: StaffRequest, offers: OfferQuerySet, decision: Callable, *words: str) -> None:
    """Decide on many offers as on one: four eyes, mails and the minute to undo included."""
    now = timezone.now()

    def decide(offer: Offer) -> None:
        decision(offer, *words, seen=offer.status, by=request.user, now=now)

    report(request, *workflow.each(offers, decide))


def _decline(request: StaffRequest, offers: OfferQuerySet, answer: dict[str, Any]) -> None:
    _decide(request, offers, review.decline, answer["reason"])


def _ask_back(request: StaffRequest, offers: OfferQuerySet, answer: dict[str, Any]) -> None:
    _decide(request, offers, review.ask_back, answer["text"])


def _hand_over(request: StaffRequest, offers: OfferQuerySet, answer: dict[str, Any]) -> None:
    report(request, workflow.hand_over(offers, answer["contact_point"]), [])


DECLINE = Question(_("Angebote ablehnen"), DeclineForm, _decline)
ASK_BACK = Question(_("Rückfrage stellen"), QuestionForm, _ask_back)
HAND_OVER = Question(_("An eine andere Anlaufstelle übergeben"), HandOverForm, _hand_over)


class FreshnessFilter(admin.SimpleListFilter):
    title = _("Aktualität")
    parameter_name = "aktualitaet"

    def lookups(self, request, model_admin):
        return FRESHNESS

    def queryset(self, request, queryset):
        value = self.value()
        known = next((freshness for freshness in Freshness if freshness == value), None)
        return queryset.of_freshness(known, timezone.localdate()) if known else queryset


@admin.register(Offer)
class OfferAdmin(ConsentsShown, ErasingAdmin, TranslationAdmin):
    work = "daily"
    form = OfferAdminForm
    list_display = ["title", "status", "theme", "kind", "district_or_city", "fresh_on", "answer_by"]
    list_filter = ["status", FreshnessFilter, "theme", "kind", "pillar", "district", "source", "contact_point"]
    list_select_related = ["theme", "district"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["title_de", "title_uk", "title_en", "summary_de", "provider", "venue", "email", "phone"]
    date_hierarchy = "created_at"
    autocomplete_fields = ["contact_point", "district"]
    formfield_overrides = CHECK_BOXES
    readonly_fields = [
        "status",
        "source",
        "created_at",
        "published_at",
        "published_by",
        "fresh_on",
        "decline_reason",
        "consents",
    ]
    actions = [
        *("take_up", "ask_back", "publish", "decline", "confirm", "mark_full", "reopen"),
        *("pause", "resume", "end", "withdraw", "archive", "hand_over"),
    ]
    fieldsets = [
        (_("Stand"), {"fields": ["status", "answer_by", "published_at", "published_by", "decline_reason"]}),
        (_("Was öffentlich wird"), {"fields": ["title", "slug", "summary", "description", "kind", "theme"]}),
        (_("Wer"), {"fields": ["provider", "pillar", "target_group", "audiences", "languages", "languages_note"]}),
        (_("Wo und wann"), {"fields": ["district", "venue", "schedule", "places", "valid_from", "valid_until"]}),
        (_("Vier Augen vor der Veröffentlichung"), {"fields": SENSITIVE}),
        (_("Bedingungen"), {"fields": ["cost", "is_free", "accessibility", "childcare"]}),
        (
            _("Kontakt"),
            {"fields": ["contact_point", "email", "email_public", "phone", "phone_public", "website", "consents"]},
        ),
        (
            _("Bleibt intern"),
            {
                "fields": [
                    "confirmed_on",
                    "confirmed_by",
                    "fresh_on",
                    "source",
                    "source_url",
                    "created_at",
                    "internal_note",
                ]
            },
        ),
    ]

    @admin.display(description=_("Stadtteil"), ordering="district__name")
    def district_or_city(self, offer: Offer) -> str:
        return offer.district.name if offer.district else gettext("ganze Stadt")

    def get_readonly_fields(self, request, obj=None):
        """What asks for four eyes is settled before publication; afterwards it changes by a reviewed revision."""
        settled = obj is not None and obj.status not in Status.before_publication()
        return [*self.readonly_fields, *(SENSITIVE if settled else ())]

    def get_view_on_site_url(self, obj=None) -> str | None:
        return super().get_view_on_site_url(obj) if obj and obj.status in Status.public() else None

    def formfield_for_dbfield(self, db_field, request, **options):
        if db_field.name.startswith("summary"):
            options["widget"] = AdminTextareaWidget({"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **options)

    def save_model(self, request: Any, obj: Offer, form, change) -> None:
        """A new offer is one that staff write down; of a known one only what was changed is written."""
        if change:
            workflow.save(obj, changed=form.changed_data)
            told = {"how": How.SPOKEN, "language": obj.mail_language}
            keep_ticks(obj, form.changed_data, now=timezone.now(), **told)
        else:
            submission.record(obj, [], by=request.user, now=timezone.now())

    @admin.action(description=_("Prüfung beginnen"))
    def take_up(self, request: StaffRequest, offers: OfferQuerySet) -> None:
        report(request, *workflow.each(offers, Offer.take_up))

    @admin.action(description=_("Rückfrage stellen …"))
    def ask_back(self, request: StaffRequest, offers: OfferQuerySet) -> HttpResponse | None:
        return ASK_BACK.put(self, request, offers)

    @admin.action(description=_("Veröffentlichen"))
    def publish(self, request: StaffRequest, offers: OfferQuerySet) -> None:
        _decide(request, offers, review.publish)

    @admin.action(description=_("Ablehnen …"))
    def decline(self, request: StaffRequest, offers: OfferQuerySet) -> HttpResponse | None:
        return DECLINE.put(self, request, offers)

    @admin.action(description=_("Telefonisch bestätigt"))
    def confirm(self, request: StaffRequest, offers: OfferQuerySet) -> None:
        now = timezone.now()
        report(request, *workflow.each(offers, lambda offer: steps.confirmed_by_phone(offer, by=request.user, now=now)))

    @admin.action(description=_("Als ausgebucht markieren"))
    def mark_full(self, request: StaffRequest, offers: OfferQuerySet) -> None:
        _step("full", request, offers)

    @admin.action(description=_("Wieder Plätze frei"))
    def reopen(self, request: StaffRequest, offers: OfferQuerySet) -> None:
        _step("reopen", request, offers)

    @admin.action(description=_("Pausieren"))
    def pause(self, request: StaffRequest, offers: OfferQuerySet) -> None:
        _step("pause", request, offers)

    @admin.action(description=_("Pause beenden"))
    def resume(self, request: StaffRequest, offers: OfferQuerySet) -> None:
        _step("resume", request, offers)

    @admin.action(description=_("Beenden"))
    def end(self, request: StaffRequest, offers: OfferQuerySet) -> None:
        _step("end", request, offers)

    @admin.action(description=_("Zurückziehen"))
    def withdraw(self, request: StaffRequest, offers: OfferQuerySet) -> None:
        _step("withdraw", request, offers)

    @admin.action(description=_("Archivieren"))
    def archive(self, request: StaffRequest, offers: OfferQuerySet) -> None:
        _step("archive", request, offers)

    @admin.action(description=_("Zuständigkeit übergeben …"))
    def hand_over(self, request: StaffRequest, offers: OfferQuerySet) -> HttpResponse | None:
        return HAND_OVER.put(self, request, offers)
