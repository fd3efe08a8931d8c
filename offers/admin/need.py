from functools import partial

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from arnsberg_hilfe.core.admin import ErasingAdmin
from offers.admin.reporting import report
from offers.models import Need, NeedReply
from offers.workflow.records import each


@admin.register(Need)
class NeedAdmin(ErasingAdmin, TranslationAdmin):
    work = "daily"
    list_display = ["title", "theme", "district", "number", "urgent_until", "status", "created_at"]
    list_filter = ["status", "theme", "district"]
    list_select_related = ["theme", "district"]
    search_fields = ["title", "description"]
    autocomplete_fields = ["district", "language", "covered_by"]
    readonly_fields = ["status", "created_at", "closed_at", "work_page"]
    actions = ["publish", "cover", "drop", "reopen"]

    @admin.display(description=_("Antworten und passende Angebote"))
    def work_page(self, need: Need) -> SafeString:
        if need.pk is None:
            return SafeString("–")
        return format_html('<a href="{}">{}</a>', reverse("needs_team:need", args=[need.pk]), _("zur Teamseite"))

    @admin.action(description=_("Veröffentlichen"))
    def publish(self, request: HttpRequest, needs: QuerySet[Need]) -> None:
        report(request, *each(needs, Need.publish))

    @admin.action(description=_("Als gedeckt markieren"))
    def cover(self, request: HttpRequest, needs: QuerySet[Need]) -> None:
        report(request, *each(needs, partial(Need.cover, now=timezone.now())))

    @admin.action(description=_("Als entfallen markieren"))
    def drop(self, request: HttpRequest, needs: QuerySet[Need]) -> None:
        report(request, *each(needs, partial(Need.drop, now=timezone.now())))

    @admin.action(description=_("Wieder öffnen"))
    def reopen(self, request: HttpRequest, needs: QuerySet[Need]) -> None:
        report(request, *each(needs, Need.reopen))


@admin.register(NeedReply)
class NeedReplyAdmin(ErasingAdmin):
    """To read and to erase; the answer is written on the need's staff page."""

    work = "daily"
    list_display = ["name", "need", "status", "created_at", "answer_by", "done_by"]
    list_filter = ["status"]
    list_select_related = ["need", "done_by"]
    search_fields = ["name", "email", "text", "need__title"]
    date_hierarchy = "created_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: NeedReply | None = None) -> bool:
        return False
