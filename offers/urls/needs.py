"""Bedarfe, under /bedarfe/."""

from django.urls import URLPattern, path

from offers.views import needs, subscribing

app_name = "needs"

urlpatterns: list[URLPattern] = [
    path("", needs.need_list, name="list"),
    path("aufrufe/", subscribing.subscribe, name="subscribe"),
    path("aufrufe/angemeldet/", subscribing.subscribed, name="subscribed"),
    path("aufrufe/bestaetigen/<str:token>/", subscribing.confirm, name="confirm_calls"),
    path("aufrufe/verwalten/<str:token>/", subscribing.manage, name="manage_calls"),
    path("aufrufe/abbestellen/<str:token>/", subscribing.stop, name="stop_calls"),
    path("<int:pk>/", needs.detail, name="detail"),
]
