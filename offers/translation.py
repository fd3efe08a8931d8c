from modeltranslation.translator import TranslationOptions, register

from offers.models import Call, ContactPoint, Need, Offer, ThemeArea


@register(ContactPoint)
class ContactPointTranslation(TranslationOptions):
    fields = ("responsibility", "hours")


@register(ThemeArea)
class ThemeAreaTranslation(TranslationOptions):
    fields = ("name", "intro")
    required_languages = ("de",)


@register(Offer)
class OfferTranslation(TranslationOptions):
    fields = ("title", "summary", "description")
    required_languages = ("de",)


@register(Call)
class CallTranslation(TranslationOptions):
    fields = ("subject", "text")
    required_languages = ("de",)


@register(Need)
class NeedTranslation(TranslationOptions):
    fields = ("title", "description")
    required_languages = ("de",)
