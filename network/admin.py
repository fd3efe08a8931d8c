"""Meetings, registrations and addresses in the admin; steps and places belong to the staff pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationTabularInline

from arnsberg_hilfe.core.admin import ConsentsShown, ErasingAdmin
from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.consents import How, agree, keep_ticks
from network.models import AgendaItem, Invitee, Measure, Meeting, Progress, Registration, ThemeTable
from network.slugs import give_slug


class AgendaInline(TranslationTabularInline):
    model = AgendaItem
    extra = 0


class TableInline(TranslationTabularInline):
    model = ThemeTable
    extra = 0
    autocomplete_fields = ["theme"]


@admin.register(Meeting)
class MeetingAdmin(ErasingAdmin, TranslationAdmin):
    """Status, day and places are read-only: their changes lock the meeting, write mails or both."""

    work = "daily"
    inlines = [AgendaInline, TableInline]
    list_display = ["title", "status", "kind", "starts_at", "venue", "taken", "places", "page"]
    list_filter = ["status", "kind"]
    search_fields = ["title_de", "title_uk", "title_en", "venue", "address"]
    date_hierarchy = "starts_at"
    readonly_fields = [
        *("page", "status", "starts_at", "ends_at", "deadline"),
        *("places", "taken", "created_at", "changed_at"),
    ]
    fieldsets = [
        (_("Stand"), {"fields": ["page", "status", "starts_at", "ends_at", "deadline", "places", "taken"]}),
        (_("Was öffentlich wird"), {"fields": ["kind", "title", "slug", "summary", "date_note", "contact"]}),
        (_("Ort"), {"fields": ["venue", "address", "directions", "accessibility"]}),
        (_("Intern"), {"fields": ["rounds", "expected", "source_url", "internal_note", "created_at", "changed_at"]}),
    ]

    @admin.display(description=_("Seite im Büro"))
    def page(self, meeting: Meeting) -> str:
        if not meeting.slug:  # nor while a form that empties it is shown again
            return ""
        url = reverse("network_team:meeting", args=[meeting.slug])
        return format_html('<a href="{}">{}</a>', url, _("Planen"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Meeting, form: Any, change: bool) -> None:  # noqa: FBT001
        """Only what was changed here is written: places and status may change at the same time."""
        give_slug(obj)
        obj.save(update_fields={*_changed(form), "slug", "changed_at"} if change else None)


def _changed(form: Any) -> set[str]:
    """The columns that were changed in the form; the German text's own twin included."""
    columns = {field.name for field in form._meta.model._meta.concrete_fields}
    return {*form.changed_data, *(name.removesuffix("_de") for name in form.changed_data)} & columns


@admin.register(Registration)
class RegistrationAdmin(ConsentsShown, ErasingAdmin):
    """To look up and to search; the staff page of the meeting changes registrations and keeps the places right."""

    work = "daily"
    list_display = ["__str__", "meeting", "status", "size", "pillar", "organisation", "email", "phone", "created_at"]
    list_filter = ["status", "pillar", "source", "meeting"]
    list_select_related = ["meeting"]
    list_per_page = 50
    search_fields = ["name", "companions", "organisation", "email", "phone", "code"]
    readonly_fields = ["consents"]
    date_hierarchy = "created_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Invitee)
class InviteeAdmin(ConsentsShown, ErasingAdmin):
    work = "responsibility"
    list_display = ["email", "name", "organisation", "pillar", "origin", "language", "consented_at", "declined_at"]
    list_filter = ["origin", "pillar", "language", ("declined_at", admin.EmptyFieldListFilter)]
    search_fields = ["email", "name", "organisation"]
    readonly_fields = ["declined_at", "consents"]

    def save_model(self, request: HttpRequest, obj: Invitee, form: Any, change: bool) -> None:  # noqa: FBT001
        """Who is written down here has agreed in a talk; how, says the text."""
        super().save_model(request, obj, form, change)
        if obj.consent and not obj.declined_at and "consent" in form.changed_data:
            told = {"how": How.SPOKEN, "language": obj.language}
            agree(obj, [Purpose.INVITATIONS], now=timezone.now(), **told)


class ProgressInline(admin.TabularInline):
    """What was said of a measure; written on the staff page and at the tables."""

    model = Progress
    extra = 0
    fields = ["at", "status", "note", "meeting", "who"]
    readonly_fields = ["at", "status", "note", "meeting", "who"]

    @admin.display(description=_("notiert von"))
    def who(self, progress: Progress) -> str:
        """The name alone: accounts open to the leadership."""
        return str(progress.by or "")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("meeting", "by")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Measure)
class MeasureAdmin(ConsentsShown, ErasingAdmin, TranslationAdmin):
    """Status is read-only: the staff page says how a measure stands, and writes down who said so."""

    work = "daily"
    inlines = [ProgressInline]
    list_display = ["what", "status", "theme", "meeting", "responsible", "due", "is_public", "page"]
    list_filter = ["status", "theme", "is_public", "meeting"]
    list_select_related = ["theme", "meeting"]
    search_fields = ["what_de", "what_uk", "what_en", "responsible", "email", "outcome_de"]
    date_hierarchy = "due"
    readonly_fields = ["page", "status", "created_at", "closed_at", "asked_on", "asked_times", "consents"]

    @admin.display(description=_("Seite im Büro"))
    def page(self, measure: Measure) -> str:
        if not measure.pk:
            return ""
        url = reverse("measures_team:measure", args=[measure.pk])
        return format_html('<a href="{}">{}</a>', url, _("Ansehen"))

    def save_model(self, request: HttpRequest, obj: Measure, form: Any, change: bool) -> None:  # noqa: FBT001
        """Only what was changed here is written: the status may change at the same time."""
        obj.save(update_fields=_changed(form) if change else None)
        keep_ticks(obj, form.changed_data, now=timezone.now(), how=How.SPOKEN, language=obj.mail_language)
