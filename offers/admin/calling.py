"""Who gets calls, and the calls as a record; they are written on the staff pages."""

from django.contrib import admin
from django.http import HttpRequest

from arnsberg_hilfe.core.admin import WithHistory
from offers.models import Call, Subscriber


@admin.register(Subscriber)
class SubscriberAdmin(WithHistory):
    work = "responsibility"
    list_display = ["email", "name", "district", "mail_language", "confirmed_at", "declined_at"]
    list_filter = ["themes", "district", "mail_language", ("declined_at", admin.EmptyFieldListFilter)]
    list_select_related = ["district"]
    search_fields = ["email", "name"]
    autocomplete_fields = ["district", "languages"]
    filter_horizontal = ["themes"]
    readonly_fields = ["confirmed_at", "declined_at"]


@admin.register(Call)
class CallAdmin(WithHistory):
    work = "responsibility"
    list_display = ["subject", "theme", "district", "language", "status", "sent_at"]
    list_filter = ["status", "theme"]
    list_select_related = ["theme", "district", "language"]
    search_fields = ["subject", "text"]
    date_hierarchy = "sent_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Call | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Call | None = None) -> bool:
        return False
