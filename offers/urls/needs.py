"""Bedarfe, under /bedarfe/."""

from django.urls import URLPattern, path

from offers.views import needs

app_name = "needs"

urlpatterns: list[URLPattern] = [
    path("", needs.need_list, name="list"),
    path("antwort/gesendet/", needs.reply_sent, name="reply_sent"),
    path("antwort/<str:token>/", needs.confirm_reply, name="confirm_reply"),
    path("<int:pk>/", needs.detail, name="detail"),
    path("<int:pk>/antwort/", needs.reply, name="reply"),
]
