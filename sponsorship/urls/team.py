from django.urls import path

from sponsorship.views import complaints, figures, sponsorships

app_name = "sponsorship_team"

urlpatterns = [
    path("patenschaft/<int:pk>/", sponsorships.sponsorship, name="sponsorship"),
    path("patenschaft/<int:pk>/schritt/<slug:name>/", sponsorships.step, name="sponsorship_step"),
    path("patenschaft/<int:pk>/notiz/", sponsorships.note, name="sponsorship_note"),
    path("patenschaft/<int:pk>/vereinbarung.pdf", sponsorships.agreement, name="agreement"),
    path("rueckmeldung/<int:pk>/gesehen/", sponsorships.seen, name="check_in_seen"),
    path("rueckmeldung/<int:pk>/telefon/", sponsorships.phoned, name="check_in_phoned"),
    path("beschwerden/", complaints.complaints, name="complaints"),
    path("beschwerden/<int:pk>/", complaints.complaint, name="complaint"),
    path("zahlen/", figures.page, name="figures"),
    path("zahlen.xlsx", figures.as_xlsx, name="figures_xlsx"),
]
