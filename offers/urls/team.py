"""Staff pages of the catalogue, under /team/angebote/."""

from django.urls import path

from offers.views import editions, review, revision

app_name = "offers_team"

urlpatterns = [
    path("", review.queue, name="queue"),
    path("gesamt/", editions.editions, name="editions"),
    path("gesamt/vorbereiten/", editions.prepare, name="prepare_editions"),
    path("gesamt/<int:pk>/neu/", editions.ask_again, name="edition_again"),
    path("neu/", review.new, name="new"),
    path("<int:pk>/", review.offer, name="offer"),
    path("<int:pk>/entscheiden/", review.decide, name="decide"),
    path("<int:pk>/telefonisch-bestaetigt/", review.confirm_by_phone, name="confirm_by_phone"),
    path("entscheidung/<int:pk>/zuruecknehmen/", review.undo, name="undo"),
    path("aenderung/<int:pk>/", revision.revision, name="revision"),
    path("hinweis/<int:pk>/erledigt/", review.close_report, name="close_report"),
]
