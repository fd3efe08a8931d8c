from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from offers.models import ContactPoint


@admin.register(ContactPoint)
class ContactPointAdmin(TranslationAdmin):
    list_display = ["name", "responsibility", "email", "phone", "hours", "position"]
    list_editable = ["position"]
    list_filter = ["themes"]
    search_fields = ["name", "responsibility", "email", "phone"]
    filter_horizontal = ["themes"]
