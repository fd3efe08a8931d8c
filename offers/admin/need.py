from functools import partial

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from offers.admin.reporting import report
from offers.models import Need
from offers.workflow.records import each


@admin.register(Need)
class NeedAdmin(TranslationAdmin):
    work = "daily"
    list_display = ["title", "theme", "district", "number", "urgent_until", "status", "created_at"]
    list_filter = ["status", "theme", "district"]
    list_select_related = ["theme", "district"]
    search_fields = ["title", "description"]
    autocomplete_fields = ["district", "language", "covered_by"]
    readonly_fields = ["status", "created_at", "closed_at"]
    actions = ["publish", "cover", "drop", "reopen"]

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
