from modeltranslation.translator import TranslationOptions, register

from network.models import AgendaItem, Meeting, ThemeTable


@register(Meeting)
class MeetingTranslation(TranslationOptions):
    fields = ("title", "summary", "directions", "accessibility")
    required_languages = ("de",)


@register(AgendaItem)
class AgendaItemTranslation(TranslationOptions):
    fields = ("title", "text")
    required_languages = ("de",)


@register(ThemeTable)
class ThemeTableTranslation(TranslationOptions):
    fields = ("title", "question")
