"""Staff pages of meetings, under /team/treffen/."""

from django.urls import path

from network.views import seating

app_name = "network_team"

urlpatterns = [
    path("<slug:slug>/tische/", seating.page, name="seating"),
    path("<slug:slug>/tische/verteilen/", seating.allocate, name="seating_allocate"),
    path("<slug:slug>/tische/mitteilen/", seating.tell, name="seating_tell"),
    path("<slug:slug>/tische/<int:pk>/", seating.decide, name="seating_decide"),
]
