from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import ManyToManyField
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltranslation.admin import TranslationAdmin

from arnsberg_hilfe.core.account_form import StaffChangeForm
from arnsberg_hilfe.core.models import District, Language, OutgoingMail, User

# Few values: check boxes instead of two lists and arrows
CHECK_BOXES: dict[Any, Any] = {ManyToManyField: {"widget": CheckboxSelectMultiple}}


class StaffCreationForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("email", "name", "initials")
        field_classes = {}


@admin.register(User)
class StaffAdmin(UserAdmin):
    """Accounts are never deleted but disabled: what somebody has done keeps its name."""

    add_form = StaffCreationForm
    form = StaffChangeForm
    list_display = ["email", "name", "initials", "roles", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["email", "name", "initials"]
    ordering = ["email"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name", "initials"]}),
        (_("Zugang"), {"fields": ["is_active", "is_staff", "groups"]}),
        (_("Zeiten"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "initials", "usable_password", "password1", "password2"]})]

    @admin.display(description=_("Rollen"))
    def roles(self, user: User) -> str:
        return ", ".join(sorted(group.name for group in user.groups.all()))

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """That an account may everything is seen and said by those of whom it is said."""
        fieldsets = super().get_fieldsets(request, obj)
        everything = [(_("Technische Vollmacht"), {"fields": ["is_superuser"]})]
        return [*fieldsets, *everything] if obj and request.user.is_superuser else fieldsets

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody comes into an account that may more than their own."""
        return super().has_change_permission(request, obj) and (
            request.user.is_superuser or not (obj and obj.is_superuser)
        )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:  # noqa: FBT001, FBT002
        """The history says which role was given and which taken."""
        words = form.role_changes() if isinstance(form, StaffChangeForm) else ""
        return words or super().construct_change_message(request, form, formsets, add)


class CountedDeletion(admin.ModelAdmin):
    """Before deleting, numbers instead of names: what lies in a Stadtteil is not for all who keep the list of them."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        _names, counts, forbidden, protected = super().get_deleted_objects(objs, request)
        kept = [ngettext("%(n)s Eintrag", "%(n)s Einträge", len(protected)) % {"n": len(protected)}]
        return [], counts, forbidden, kept if protected else []


@admin.register(District)
class DistrictAdmin(CountedDeletion):
    work = "basics"
    list_display = ["name", "aliases"]
    search_fields = ["name", "aliases"]
    formfield_overrides = CHECK_BOXES
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Language)
class LanguageAdmin(CountedDeletion, TranslationAdmin):
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

    def get_queryset(self, request) -> Any:
        return OutgoingMail.objects.readable_by(request.user)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
