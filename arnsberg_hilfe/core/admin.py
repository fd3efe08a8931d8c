from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import ManyToManyField
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin
from procrastinate.contrib.django.models import ProcrastinateJob

from arnsberg_hilfe.core.history import history_of
from arnsberg_hilfe.core.models import District, Language, OutgoingMail, User

admin.site.unregister(ProcrastinateJob)

# Few values: check boxes instead of two lists and arrows
CHECK_BOXES: dict[Any, Any] = {ManyToManyField: {"widget": CheckboxSelectMultiple}}


class WithHistory(admin.ModelAdmin):
    """«Verlauf» tells what the database has kept, whoever changed it and in whatever way; nobody can change it here."""

    object_history_template = "admin/history.html"

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        changes = history_of(record) if record else []
        return super().history_view(request, object_id, {"changes": changes, **(extra_context or {})})


class StaffCreationForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("email", "name", "initials")
        field_classes = {}


@admin.register(User)
class StaffAdmin(WithHistory, UserAdmin):
    add_form = StaffCreationForm
    list_display = ["email", "name", "initials", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["email", "name", "initials"]
    ordering = ["email"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name", "initials"]}),
        (_("Zugang"), {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        (_("Zeiten"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "initials", "usable_password", "password1", "password2"]})]


@admin.register(District)
class DistrictAdmin(WithHistory):
    work = "basics"
    list_display = ["name", "aliases"]
    search_fields = ["name", "aliases"]
    formfield_overrides = CHECK_BOXES
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Language)
class LanguageAdmin(WithHistory, TranslationAdmin):
    work = "basics"
    list_display = ["name", "code", "position"]
    list_editable = ["position"]
    search_fields = ["name", "code"]


@admin.register(OutgoingMail)
class OutgoingMailAdmin(admin.ModelAdmin):
    """What was sent and what reached nobody; nothing to change here."""

    list_display = ["created_at", "to", "subject", "status", "error"]
    list_filter = ["status", "purpose", "language"]
    search_fields = ["to", "subject"]
    exclude = ["html"]

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
