"""Lücken-Radar and calls, under /team/luecken/."""

from django.urls import path

from offers.views import calls, gaps

app_name = "gaps_team"

urlpatterns = [
    path("", gaps.radar, name="radar"),
    path("aufrufe/", calls.call_list, name="calls"),
    path("aufrufe/<int:pk>/", calls.call, name="call"),
    path("aufrufe/<int:pk>/verschicken/", calls.send, name="send"),
    path("<slug:theme>/<slug:district>/", gaps.gap, name="gap"),
    path("<slug:theme>/<slug:district>/aufruf/", gaps.draft_call, name="draft"),
]
