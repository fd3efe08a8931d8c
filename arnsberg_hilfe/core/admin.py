from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import ManyToManyField
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin
from procrastinate.contrib.django.models import ProcrastinateJob

from arnsberg_hilfe.core.erasing import erase
from arnsberg_hilfe.core.models import Consent, District, Language, OutgoingMail, User

admin.site.unregister(ProcrastinateJob)

# Few values: check boxes instead of two lists and arrows
CHECK_BOXES: dict[Any, Any] = {ManyToManyField: {"widget": CheckboxSelectMultiple}}


class ErasingAdmin(admin.ModelAdmin):
    """What staff delete here is erased: mails and log entries about it go too, and it stays away after a restore."""

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.delete_queryset(request, type(obj)._default_manager.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        erase(queryset, now=timezone.now(), cause="staff")


class ConsentsShown(admin.ModelAdmin):
    """Adds «consents» to the fields: what was agreed to about the record, in words."""

    @admin.display(description=_("Einwilligungen"))
    def consents(self, record: Any) -> str:
        found = Consent.objects.concerning([record]) if record.pk else ()
        return format_html_join(mark_safe("<br>"), "{}", ((each.in_words,) for each in found))


class StaffCreationForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("email", "name", "initials")
        field_classes = {}


@admin.register(User)
class StaffAdmin(ErasingAdmin, UserAdmin):
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
class DistrictAdmin(admin.ModelAdmin):
    work = "basics"
    list_display = ["name", "aliases"]
    search_fields = ["name", "aliases"]
    formfield_overrides = CHECK_BOXES
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Language)
class LanguageAdmin(TranslationAdmin):
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
