from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.admin import WithHistory
from offers.models import GlossaryConcept

TERM_LISTS = ["de", "uk", "ru", "en"]


class TermsInput(forms.Textarea):
    """One term a line: commas may stand in a phrase."""

    def __init__(self) -> None:
        super().__init__(attrs={"rows": 4, "cols": 40})

    def format_value(self, value) -> str:
        return "\n".join(value) if isinstance(value, list) else value or ""


class TermsField(forms.Field):
    widget = TermsInput

    def prepare_value(self, value):
        return value

    def to_python(self, value) -> list[str]:
        terms = [" ".join(line.split()) for line in str(value or "").splitlines()]
        return list(dict.fromkeys(filter(None, terms)))

    def has_changed(self, initial, data) -> bool:
        return (initial or []) != self.to_python(data)


class GlossaryConceptForm(forms.ModelForm):
    de = TermsField(
        label=_("Deutsch, auch Abkürzungen"), required=False, help_text=_("Ein Wort oder Ausdruck je Zeile.")
    )
    uk = TermsField(label=_("Ukrainisch"), required=False)
    ru = TermsField(label=_("Russisch"), required=False)
    en = TermsField(label=_("Englisch"), required=False)

    class Meta:
        model = GlossaryConcept
        fields = ["label", *TERM_LISTS, "broader", "related"]


@admin.register(GlossaryConcept)
class GlossaryConceptAdmin(WithHistory):
    work = "search"
    form = GlossaryConceptForm
    list_display = ["label", "german", "ukrainian", "english"]
    search_fields = ["label", *TERM_LISTS]
    autocomplete_fields = ["broader", "related"]

    @admin.display(description=_("Deutsch"))
    def german(self, concept: GlossaryConcept) -> str:
        return ", ".join(concept.de)

    @admin.display(description=_("Ukrainisch"))
    def ukrainian(self, concept: GlossaryConcept) -> str:
        return ", ".join(concept.uk)

    @admin.display(description=_("Englisch"))
    def english(self, concept: GlossaryConcept) -> str:
        return ", ".join(concept.en)
