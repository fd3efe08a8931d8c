from django.contrib import admin

from offers.models import ContactPoint


@admin.register(ContactPoint)
class ContactPointAdmin(admin.ModelAdmin):
    list_display = ["name", "responsibility", "email", "phone", "hours", "position"]
    list_editable = ["position"]
    list_filter = ["themes"]
    search_fields = ["name", "responsibility", "email", "phone"]
    filter_horizontal = ["themes"]
