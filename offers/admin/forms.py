from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from offers.importing import RESERVED
from offers.models import Audience, ContactPoint, Offer


class DeclineForm(forms.Form):
    reason = forms.CharField(label=_("Grund"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class HandOverForm(forms.Form):
    contact_point: forms.ModelChoiceField = forms.ModelChoiceField(
        ContactPoint.objects.all(), label=_("Neue Anlaufstelle")
    )


class OfferAdminForm(forms.ModelForm):
    audiences = forms.MultipleChoiceField(
        label=_("Zielgruppen"), choices=Audience.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean_slug(self) -> str:
        """An address in use stays; names of pages are none for offers."""
        slug = self.cleaned_data["slug"] or self.instance.slug
        if slug in RESERVED:
            raise ValidationError(_("So heißt schon eine Seite."))
        return slug

    class Meta:
        model = Offer
        exclude = ["search_document"]  # noqa: DJ006 - the admin names its fields in fieldsets
