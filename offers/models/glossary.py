from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy
from offers.models.glossary_keys import GlossaryKeysField


class TermsField(ArrayField):
    """Words and phrases that mean the same."""

    def __init__(self, verbose_name=None, **options) -> None:
        options.setdefault("base_field", models.CharField(max_length=80))
        super().__init__(verbose_name=verbose_name, blank=True, default=list, **options)

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        options.pop("blank", None)
        options.pop("default", None)
        return name, path, args, options


class GlossaryConcept(models.Model):
    """A concept of the domain with the words people use for it; the search understands each of them."""

    label = models.CharField(_("Begriff"), max_length=80, unique=True)
    de = TermsField(_("Deutsch, auch Abkürzungen"))
    uk = TermsField(_("Ukrainisch"))
    ru = TermsField(_("Russisch"))
    en = TermsField(_("Englisch"))
    broader = models.ManyToManyField(
        "self",
        verbose_name=_("Oberbegriffe"),
        blank=True,
        symmetrical=False,
        related_name="narrower",
        help_text=_("Wer den Oberbegriff sucht, findet auch diesen Begriff."),
    )
    related = models.ManyToManyField("self", verbose_name=_("verwandte Begriffe"), blank=True)

    keys = GlossaryKeysField()

    privacy = Privacy.of(harmless="id label de uk ru en broader related keys")

    class Meta:
        verbose_name = _("Begriff im Suchglossar")
        verbose_name_plural = _("Suchglossar")
        ordering = ["label"]
        indexes = [GinIndex(fields=["keys"], name="glossary_keys")]

    def __str__(self) -> str:
        return self.label


class SearchWord(models.Model):
    """A word of the public offers, folded for comparison: what «Meinten Sie» and typing errors are held against."""

    folded = models.CharField(max_length=60, primary_key=True)
    word = models.CharField(max_length=60)
    offers = models.PositiveIntegerField(default=0)

    privacy = Privacy.of(harmless="folded word offers")

    class Meta:
        verbose_name = _("Wort der Suche")
        verbose_name_plural = _("Wörter der Suche")
        indexes = [GinIndex(fields=["folded"], name="search_word_trigrams", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.word
