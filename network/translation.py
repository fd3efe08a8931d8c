from modeltranslation.translator import TranslationOptions, register

from network.models import AgendaItem, Measure, Meeting, Result, ThemeTable


@register(Meeting)
class MeetingTranslation(TranslationOptions):
    fields = ("title", "summary", "directions", "accessibility")
    required_languages = ("de",)


@register(AgendaItem)
class AgendaItemTranslation(TranslationOptions):
    fields = ("title", "text")
    required_languages = ("de",)


@register(Measure)
class MeasureTranslation(TranslationOptions):
    fields = ("what", "outcome")
    required_languages = ("de",)


@register(Result)
class ResultTranslation(TranslationOptions):
    fields = ("text", "answer")


@register(ThemeTable)
class ThemeTableTranslation(TranslationOptions):
    fields = ("title", "question")
