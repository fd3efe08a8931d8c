from django.urls import path

from network.views import became, manage, public, published, registration

app_name = "network"

urlpatterns = [
    path("", public.meetings, name="list"),
    path("kalender.ics", public.calendar, name="calendar"),
    path("anmeldung/<str:token>/", manage.overview, name="manage"),
    path("anmeldung/<str:token>/aendern/", manage.change, name="manage_change"),
    path("anmeldung/<str:token>/absagen/", manage.cancel, name="manage_cancel"),
    path("bestaetigen/<str:token>/", registration.confirm, name="confirm"),
    path("massnahme/<str:token>/", became.measure, name="measure"),
    path("massnahmen/", became.measures, name="measures"),
    path("platz/<str:token>/", registration.offered_place, name="offered_place"),
    path("keine-einladungen/<str:token>/", registration.stop_invitations, name="stop_invitations"),
    path("<slug:slug>/", public.detail, name="detail"),
    path("<slug:slug>/termin.ics", public.calendar_entry, name="calendar_entry"),
    path("<slug:slug>/ergebnisse/", published.results, name="results"),
    path("<slug:slug>/ergebnisse.pdf", published.results_paper, name="results_pdf"),
    path("<slug:slug>/anmelden/", registration.register, name="register"),
    path("<slug:slug>/anmelden/gesendet/", registration.registered, name="registered"),
]
