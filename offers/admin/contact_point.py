from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from arnsberg_hilfe.core.admin import CHECK_BOXES, WithHistory
from offers.models import ContactPoint


@admin.register(ContactPoint)
class ContactPointAdmin(WithHistory, TranslationAdmin):
    work = "responsibility"
    list_display = ["name", "responsibility", "email", "phone", "hours", "position"]
    list_editable = ["position"]
    list_filter = ["themes"]
    search_fields = ["name", "responsibility", "email", "phone"]
    formfield_overrides = CHECK_BOXES
