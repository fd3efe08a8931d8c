from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import ManyToManyField
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltranslation.admin import TranslationAdmin

from arnsberg_hilfe.core.account_form import StaffChangeForm
from arnsberg_hilfe.core.accounts import workflow
from arnsberg_hilfe.core.accounts.forms import InvitationForm
from arnsberg_hilfe.core.erasing import erase
from arnsberg_hilfe.core.history import history_of
from arnsberg_hilfe.core.models import Consent, District, Language, OutgoingMail, User

# Few values: check boxes instead of two lists and arrows
CHECK_BOXES: dict[Any, Any] = {ManyToManyField: {"widget": CheckboxSelectMultiple}}


class WithHistory(admin.ModelAdmin):
    """«Verlauf» tells what the database has kept, whoever changed it and in whatever way; nobody can change it here."""

    object_history_template = "admin/history.html"

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        changes = history_of(record) if record else []
        return super().history_view(request, object_id, {"changes": changes, **(extra_context or {})})


class ErasingAdmin(WithHistory):
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


def _try(act: Callable[[User], Any], person: User) -> str:
    """Why it was refused; empty once it is done."""
    try:
        act(person)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@admin.register(User)
class StaffAdmin(WithHistory):
    """Whoever is added gets an invitation; nobody sets a password for somebody else.

    Accounts are never deleted but disabled: what somebody has done keeps its name.
    """

    form = StaffChangeForm
    list_display = ["email", "name", "initials", "roles", "is_active", "is_invited", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["email", "name", "initials"]
    ordering = ["email"]
    readonly_fields = ["last_login", "date_joined"]
    formfield_overrides = CHECK_BOXES
    actions = ["invite_again", "take_factors_back", "lock"]
    fieldsets = [
        (None, {"fields": ["email", "name", "initials"]}),
        (_("Zugang"), {"fields": ["is_active", "groups"]}),
        (_("Zeiten"), {"fields": ["last_login", "date_joined"]}),
    ]

    def save_model(self, request, obj, form, change) -> None:
        if not change:
            workflow.invite(obj)
            return
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            workflow.lock(obj)

    @admin.display(description=_("noch ohne Passwort"), boolean=True)
    def is_invited(self, person: User) -> bool:
        return person.is_invited

    @admin.action(description=_("Einladung noch einmal senden"))
    def invite_again(self, request, people) -> None:
        self._with_each(request, people, User.objects.invited(), workflow.send_invitation)

    @admin.action(description=_("Zweiten Faktor zurücknehmen (Telefon verloren)"))
    def take_factors_back(self, request, people) -> None:
        self._with_each(request, people, User.objects.under(request.user), workflow.take_factors_back)

    @admin.action(description=_("Zugang sperren und überall abmelden"))
    def lock(self, request, people) -> None:
        self._with_each(request, people, User.objects.under(request.user), workflow.lock)

    def _with_each(self, request: HttpRequest, people: Any, fit: Any, act: Callable[[User], Any]) -> None:
        """Do it with all of the people with whom it may be done, and say with whom it was and was not."""
        may = set(fit.filter(pk__in=people))
        for person in people:
            refused = _try(act, person) if person in may else _("geht hier nicht.")
            level = messages.WARNING if refused else messages.SUCCESS
            self.message_user(request, f"{person}: {refused or _('erledigt.')}", level)

    @admin.display(description=_("Rollen"))
    def roles(self, user: User) -> str:
        return ", ".join(sorted(group.name for group in user.groups.all()))

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """That an account may everything is seen and said by those of whom it is said."""
        if obj is None:
            return [(None, {"fields": InvitationForm.Meta.fields})]
        everything = [(_("Technische Vollmacht"), {"fields": ["is_superuser"]})]
        return [*self.fieldsets, *everything] if request.user.is_superuser else self.fieldsets

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        if obj is None:
            return super().get_form(request, obj, change=change, **kwargs, form=InvitationForm)
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


class CountedDeletion(WithHistory):
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
