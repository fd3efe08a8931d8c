from django.urls import path

from sponsorship.views import matching, rounds, weights

app_name = "sponsorship_team"

urlpatterns = [
    path("haushalt/<str:code>/vermitteln/", matching.match_household, name="match_household"),
    path("pate/<int:pk>/vermitteln/", matching.match_sponsor, name="match_sponsor"),
    path("gewichte/", weights.weights, name="weights"),
    path("runden/", rounds.rounds, name="rounds"),
    path("runden/neu/", rounds.begin, name="begin_round"),
    path("runden/<int:pk>/", rounds.round_page, name="round"),
    path("runden/<int:pk>/paare/<int:pair_pk>/", rounds.decide, name="decide_pair"),
]
