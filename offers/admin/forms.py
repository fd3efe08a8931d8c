from django import forms
from django.utils.translation import gettext_lazy as _

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

    class Meta:
        model = Offer
        exclude = ["search_document"]  # noqa: DJ006 - the admin names its fields in fieldsets
