from django.urls import path

from arnsberg_hilfe.core.accounts import team

app_name = "accounts_team"

urlpatterns = [
    path("einladen/", team.invite, name="invite"),
    path("einladen/<int:pk>/", team.invite_again, name="invite_again"),
]
