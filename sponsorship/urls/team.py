"""Staff pages of the Patenprojekt, under /team/paten/."""

from django.urls import path

from sponsorship.views import party, pipeline

app_name = "sponsorship_team"

urlpatterns = [
    path("", pipeline.pipeline, name="pipeline"),
    path("uebergabe/", pipeline.handover, name="handover"),
    path("person/neu/", party.new_sponsor, name="new_sponsor"),
    path("person/<int:pk>/", party.sponsor, name="sponsor"),
    path("person/<int:pk>/angaben/", party.sponsor_facts, name="sponsor_facts"),
    path("person/<int:pk>/fuehrungszeugnis.pdf", party.letter, name="letter"),
    path("person/<int:pk>/<slug:step>/", party.sponsor_step, name="sponsor_step"),
    path("haushalt/neu/", party.new_household, name="new_household"),
    path("haushalt/<str:code>/", party.household, name="household"),
    path("haushalt/<str:code>/angaben/", party.household_facts, name="household_facts"),
    path("haushalt/<str:code>/<slug:step>/", party.household_step, name="household_step"),
]
