from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import ManyToManyField
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin
from procrastinate.contrib.django.models import ProcrastinateJob

from arnsberg_hilfe.core.accounts import workflow
from arnsberg_hilfe.core.accounts.forms import InvitationForm
from arnsberg_hilfe.core.erasing import erase
from arnsberg_hilfe.core.history import history_of
from arnsberg_hilfe.core.models import Consent, District, Language, OutgoingMail, User

# Nothing to look at or to change by hand
admin.site.unregister([ProcrastinateJob, Authenticator, EmailAddress, UserSession])

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


@admin.register(User)
class StaffAdmin(ErasingAdmin):
    """Whoever is added gets an invitation; nobody sets a password for somebody else."""

    list_display = ["email", "name", "initials", "is_active", "is_invited", "last_login"]
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

    def get_fieldsets(self, request, obj=None):
        return super().get_fieldsets(request, obj) if obj else [(None, {"fields": InvitationForm.Meta.fields})]

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 - Django's signature
        return super().get_form(request, obj, change, **kwargs if obj else kwargs | {"form": InvitationForm})

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
        for person in people.filter(pk__in=User.objects.invited()):
            workflow.send_invitation(person)

    @admin.action(description=_("Zweiten Faktor zurücknehmen (Telefon verloren)"))
    def take_factors_back(self, request, people) -> None:
        for person in people:
            workflow.take_factors_back(person)

    @admin.action(description=_("Zugang sperren und überall abmelden"))
    def lock(self, request, people) -> None:
        for person in people.exclude(pk=request.user.pk):
            workflow.lock(person)


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
