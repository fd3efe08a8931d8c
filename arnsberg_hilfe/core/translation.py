from modeltranslation.translator import TranslationOptions, register

from arnsberg_hilfe.core.models import Language


@register(Language)
class LanguageTranslation(TranslationOptions):
    fields = ("name",)
