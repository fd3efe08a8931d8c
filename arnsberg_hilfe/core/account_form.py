"""A colleague's account as the leadership sees it: roles as check boxes, each with what it opens."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import Case, QuerySet, When
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arnsberg_hilfe.core.accounts.workflow import LAST_LEADER
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.roles import MEANS, Role


def _roles() -> QuerySet[Group]:
    places = [When(name=name, then=place) for place, name in enumerate(Role.values)]
    return Group.objects.filter(name__in=Role.values).order_by(Case(*places))


class RolesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(_roles(), label=gettext_lazy("Rollen"), **options)

    def label_from_instance(self, obj: Group) -> SafeString:
        role = Role(obj.name)
        return format_html("<strong>{}</strong>: {}", role.label, MEANS[role])


class StaffChangeForm(forms.ModelForm):
    """`by` is who fills it in; set by the admin."""

    by: User
    groups = RolesField(
        required=False,
        help_text=gettext_lazy("Gilt vom nächsten Seitenaufruf an. Ohne Rolle sieht die Person nichts."),
    )

    class Meta:
        model = User
        fields = ("email", "name", "initials", "is_active", "is_superuser", "groups")

    def clean(self) -> dict[str, Any]:
        """Two who take each other's role at the same moment come one after the other."""
        said = super().clean() or {}
        User.objects.hold()
        comes_in = said.get("is_active")
        leads = comes_in and any(group.name == Role.LEADERSHIP for group in said.get("groups", ()))
        if self.instance == self.by and not (leads or (comes_in and said.get("is_superuser"))):
            raise ValidationError(_("Sie können sich nicht selbst aussperren. Bitten Sie jemand anderes darum."))
        if not leads and self.instance.is_last_leader:
            raise ValidationError(LAST_LEADER)
        return said

    def role_changes(self) -> str:
        """For the history; empty where no role has changed."""
        before = {group.name for group in self.initial.get("groups", ())}
        after = {group.name for group in self.cleaned_data.get("groups", ())}
        words = [_("Rolle gegeben: %s.") % name for name in sorted(after - before)]
        words += [_("Rolle entzogen: %s.") % name for name in sorted(before - after)]
        others = [str(self.fields[name].label) for name in self.changed_data if name != "groups"]
        if words and others:
            words.append(_("Geändert: %s.") % ", ".join(others))
        return " ".join(words)
