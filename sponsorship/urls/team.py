"""Staff pages of the Patenprojekt, under /team/paten/."""

from django.urls import path

from sponsorship.views import accesses, complaints, figures, matching, party, pipeline, rounds, sponsorships, weights

app_name = "sponsorship_team"

urlpatterns = [
    path("", pipeline.pipeline, name="pipeline"),
    path("uebergabe/", pipeline.handover, name="handover"),
    path("person/neu/", party.new_sponsor, name="new_sponsor"),
    path("person/<int:pk>/", party.sponsor, name="sponsor"),
    path("person/<int:pk>/vermitteln/", matching.match_sponsor, name="match_sponsor"),
    path("person/<int:pk>/angaben/", party.sponsor_facts, name="sponsor_facts"),
    path("person/<int:pk>/fuehrungszeugnis.pdf", party.letter, name="letter"),
    path("person/<int:pk>/<slug:step>/", party.sponsor_step, name="sponsor_step"),
    path("haushalt/neu/", party.new_household, name="new_household"),
    path("haushalt/<slug:code>/", party.household, name="household"),
    path("haushalt/<slug:code>/vermitteln/", matching.match_household, name="match_household"),
    path("haushalt/<slug:code>/angaben/", party.household_facts, name="household_facts"),
    path("haushalt/<slug:code>/<slug:step>/", party.household_step, name="household_step"),
    path("patenschaft/<int:pk>/", sponsorships.sponsorship, name="sponsorship"),
    path("patenschaft/<int:pk>/schritt/<slug:name>/", sponsorships.step, name="sponsorship_step"),
    path("patenschaft/<int:pk>/notiz/", sponsorships.note, name="sponsorship_note"),
    path("patenschaft/<int:pk>/vereinbarung.pdf", sponsorships.agreement, name="agreement"),
    path("rueckmeldung/<int:pk>/gesehen/", sponsorships.seen, name="check_in_seen"),
    path("rueckmeldung/<int:pk>/telefon/", sponsorships.phoned, name="check_in_phoned"),
    path("beschwerden/", complaints.complaints, name="complaints"),
    path("beschwerden/<int:pk>/", complaints.complaint, name="complaint"),
    path("einsicht/", accesses.accesses, name="accesses"),
    path("zahlen/", figures.page, name="figures"),
    path("zahlen.xlsx", figures.as_xlsx, name="figures_xlsx"),
    path("gewichte/", weights.weights, name="weights"),
    path("runden/", rounds.rounds, name="rounds"),
    path("runden/neu/", rounds.begin, name="begin_round"),
    path("runden/<int:pk>/", rounds.round_page, name="round"),
    path("runden/<int:pk>/paare/<int:pair_pk>/", rounds.decide, name="decide_pair"),
]
