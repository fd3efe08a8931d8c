"""Staff pages of meetings, under /team/treffen/."""

from django.urls import path

from network.views import door

app_name = "network_team"

urlpatterns = [
    path("<slug:slug>/einlass/", door.door, name="door"),
    path("<slug:slug>/einlass/abhaken/", door.tick, name="door_tick"),
    path("<slug:slug>/einlass/stand/", door.news, name="door_news"),
    path("<slug:slug>/einlass/ohne-anmeldung/", door.walk_in, name="door_walk_in"),
    path("<slug:slug>/einlass/freigeben/", door.release, name="door_release"),
]
