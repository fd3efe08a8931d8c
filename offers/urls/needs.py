"""Bedarfe, under /bedarfe/."""

from django.urls import URLPattern, path

from offers.views import needs

app_name = "needs"

urlpatterns: list[URLPattern] = [
    path("", needs.need_list, name="list"),
    path("<int:pk>/", needs.detail, name="detail"),
]
