"""The Löschprotokoll: to read, never to change."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, Sum
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.models import ErasureCount, ErasureRun
from arnsberg_hilfe.portal.models import DataRequest
from arnsberg_hilfe.portal.retention import named


class ReadOnly:
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class CountInline(ReadOnly, admin.TabularInline):
    model = ErasureCount
    fields = ["what", "count", "failed"]
    readonly_fields = ["what"]
    extra = 0

    @admin.display(description=_("Was"))
    def what(self, count: ErasureCount) -> str:
        return named(count.rule)


@admin.register(ErasureRun)
class ErasureRunAdmin(ReadOnly, admin.ModelAdmin):
    work = "basics"
    inlines = [CountInline]
    list_display = ["started_at", "finished_at", "records", "failures"]
    list_filter = ["counts__failed"]
    date_hierarchy = "started_at"

    def get_queryset(self, request: HttpRequest) -> Any:
        failures = Count("counts", filter=Q(counts__failed=True))
        return super().get_queryset(request).annotate(records=Sum("counts__count"), failures=failures)

    @admin.display(description=_("gelöscht"))
    def records(self, run: Any) -> int:
        return run.records or 0

    @admin.display(description=_("fehlgeschlagene Regeln"))
    def failures(self, run: Any) -> int:
        return run.failures


@admin.register(DataRequest)
class DataRequestAdmin(ReadOnly, admin.ModelAdmin):
    """The protocol of what people asked for; of the people themselves it knows nothing."""

    list_display = ["at", "kind", "by", "checked", "records", "kept"]
    list_filter = ["kind", "checked"]
    list_select_related = ["by"]
    date_hierarchy = "at"
