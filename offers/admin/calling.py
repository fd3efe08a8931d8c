"""Who gets calls, and the calls as a record; they are written on the staff pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from arnsberg_hilfe.core.admin import ConsentsShown, ErasingAdmin
from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.consents import How, agree
from offers.models import Call, Subscriber


@admin.register(Subscriber)
class SubscriberAdmin(ConsentsShown, ErasingAdmin):
    work = "responsibility"
    list_display = ["email", "name", "district", "mail_language", "confirmed_at", "declined_at"]
    list_filter = ["themes", "district", "mail_language", ("declined_at", admin.EmptyFieldListFilter)]
    list_select_related = ["district"]
    search_fields = ["email", "name"]
    autocomplete_fields = ["district", "languages"]
    filter_horizontal = ["themes"]
    readonly_fields = ["confirmed_at", "declined_at", "consents"]

    def save_model(self, request: HttpRequest, obj: Subscriber, form: Any, change: bool) -> None:  # noqa: FBT001
        """Who is written down here has agreed in a talk; how, says the text."""
        super().save_model(request, obj, form, change)
        if obj.consent and not obj.declined_at and "consent" in form.changed_data:
            agree(obj, [Purpose.CALLS], now=timezone.now(), how=How.SPOKEN, language=obj.mail_language)


@admin.register(Call)
class CallAdmin(ErasingAdmin):
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
