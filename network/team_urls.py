"""Staff pages of meetings, under /team/treffen/."""

from django.urls import path

from network.views import door, papers, seating

app_name = "network_team"

urlpatterns = [
    path("<slug:slug>/drucken/", papers.page, name="papers"),
    path("<slug:slug>/drucken/<slug:kind>.pdf", papers.as_pdf, name="paper"),
    path("<slug:slug>/drucken/teilnahmeliste.xlsx", papers.as_xlsx, name="attendance_xlsx"),
    path("<slug:slug>/tische/", seating.page, name="seating"),
    path("<slug:slug>/tische/verteilen/", seating.allocate, name="seating_allocate"),
    path("<slug:slug>/tische/mitteilen/", seating.tell, name="seating_tell"),
    path("<slug:slug>/tische/<int:pk>/", seating.decide, name="seating_decide"),
    path("<slug:slug>/einlass/", door.door, name="door"),
    path("<slug:slug>/einlass/abhaken/", door.tick, name="door_tick"),
    path("<slug:slug>/einlass/stand/", door.news, name="door_news"),
    path("<slug:slug>/einlass/ohne-anmeldung/", door.walk_in, name="door_walk_in"),
    path("<slug:slug>/einlass/freigeben/", door.release, name="door_release"),
]
