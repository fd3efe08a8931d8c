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
    path("antwort/gesendet/", needs.reply_sent, name="reply_sent"),
    path("antwort/<str:token>/", needs.confirm_reply, name="confirm_reply"),
    path("<int:pk>/", needs.detail, name="detail"),
    path("<int:pk>/antwort/", needs.reply, name="reply"),
]
