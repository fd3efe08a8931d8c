"""Staff pages of the Bedarfe, under /team/bedarfe/."""

from django.urls import URLPattern, path

from offers.views import needs_team

app_name = "needs_team"

urlpatterns: list[URLPattern] = [
    path("", needs_team.need_list, name="list"),
    path("neu/", needs_team.new, name="new"),
    path("<int:pk>/", needs_team.need, name="need"),
    path("<int:pk>/schritt/", needs_team.step, name="step"),
    path("<int:pk>/deckung/", needs_team.cover, name="cover"),
    path("antwort/<int:pk>/", needs_team.reply, name="reply"),
]
