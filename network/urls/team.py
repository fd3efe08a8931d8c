"""Staff pages of meetings, under /team/treffen/."""

from django.urls import path

from network.views import capture, door, inviting, papers, planning, registrations, results, seating

app_name = "network_team"

urlpatterns = [
    path("", planning.meetings, name="meetings"),
    path("neu/", planning.new, name="new"),
    path("meine-tische/", capture.my_tables, name="my_tables"),
    path("einlass/", door.my_doors, name="my_doors"),
    path("<slug:slug>/", planning.overview, name="meeting"),
    path("<slug:slug>/bearbeiten/", planning.edit, name="edit"),
    path("<slug:slug>/kopieren/", planning.copy, name="copy"),
    path("<slug:slug>/thementische/", planning.add_theme_tables, name="theme_tables"),
    path("<slug:slug>/schritt/<slug:name>/", planning.step, name="step"),
    path("<slug:slug>/einladen/", inviting.page, name="invite"),
    path("<slug:slug>/anmeldungen/", registrations.page, name="registrations"),
    path("<slug:slug>/anmeldungen/neu/", registrations.new, name="registration_new"),
    path("<slug:slug>/anmeldungen/<int:pk>/", registrations.edit, name="registration"),
    path("<slug:slug>/anmeldungen/<int:pk>/<slug:name>/", registrations.step, name="registration_step"),
    path("<slug:slug>/anmeldungen.csv", registrations.export, {"kind": "csv"}, name="registrations_csv"),
    path("<slug:slug>/anmeldungen.xlsx", registrations.export, {"kind": "xlsx"}, name="registrations_xlsx"),
    path("<slug:slug>/drucken/", papers.page, name="papers"),
    path("<slug:slug>/drucken/<slug:kind>.pdf", papers.as_pdf, name="paper"),
    path("<slug:slug>/drucken/teilnahmeliste.xlsx", papers.as_xlsx, name="attendance_xlsx"),
    path("<slug:slug>/tische/", seating.page, name="seating"),
    path("<slug:slug>/tische/verteilen/", seating.allocate, name="seating_allocate"),
    path("<slug:slug>/tische/mitteilen/", seating.tell, name="seating_tell"),
    path("<slug:slug>/tische/festlegen/<int:pk>/", seating.decide, name="seating_decide"),
    path("<slug:slug>/tische/moderation/", capture.moderators, name="moderators"),
    path("<slug:slug>/tische/<int:number>/", capture.capture, name="capture"),
    path("<slug:slug>/tische/<int:number>/stand/", capture.news, name="capture_news"),
    path("<slug:slug>/ergebnisse/", results.page, name="results"),
    path("<slug:slug>/ergebnisse/senden/", results.send, name="results_send"),
    path("<slug:slug>/ergebnisse/neu/", results.new, name="result_new"),
    path("<slug:slug>/ergebnisse/<int:pk>/", results.result, name="result"),
    path("<slug:slug>/ergebnisse/<int:pk>/machen/", results.turn, name="result_turn"),
    path("<slug:slug>/ergebnisse/<int:pk>/verbinden/", results.link, name="result_link"),
    path("<slug:slug>/ergebnisse/<int:pk>/loesen/", results.loosen, name="result_loosen"),
    path("<slug:slug>/einlass/", door.door, name="door"),
    path("<slug:slug>/einlass/wer/", door.doorkeepers, name="doorkeepers"),
    path("<slug:slug>/einlass/abhaken/", door.tick, name="door_tick"),
    path("<slug:slug>/einlass/stand/", door.news, name="door_news"),
    path("<slug:slug>/einlass/ohne-anmeldung/", door.walk_in, name="door_walk_in"),
    path("<slug:slug>/einlass/freigeben/", door.release, name="door_release"),
]
