"""Short addresses on paper, under /a/."""

from django.urls import path

from offers.views import catalogue

app_name = "short"

urlpatterns = [path("<int:pk>", catalogue.short_address, name="offer")]
