from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from arnsberg_hilfe.core.admin import WithHistory
from offers.models import ThemeArea


@admin.register(ThemeArea)
class ThemeAreaAdmin(WithHistory, TranslationAdmin):
    work = "basics"
    list_display = ["number", "name", "intro"]
    list_display_links = ["name"]
    search_fields = ["name", "intro"]
    prepopulated_fields = {"slug": ["name"]}
