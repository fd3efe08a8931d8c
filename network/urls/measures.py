"""Staff pages of measures, under /team/massnahmen/."""

from django.urls import path

from network.views import measures

app_name = "measures_team"

urlpatterns = [
    path("", measures.measures, name="list"),
    path("neu/", measures.new, name="new"),
    path("massnahmen.csv", measures.export, {"kind": "csv"}, name="csv"),
    path("massnahmen.xlsx", measures.export, {"kind": "xlsx"}, name="xlsx"),
    path("<int:pk>/", measures.measure, name="measure"),
    path("<int:pk>/stand/", measures.step, name="step"),
]
