from django.urls import path

from sponsorship.views import becoming, public, requesting

app_name = "sponsorship"

urlpatterns = [
    path("", public.start, name="start"),
    path("werden/", becoming.become, name="become"),
    path("werden/gesendet/", becoming.interest_sent, name="interest_sent"),
    path("werden/bestaetigen/<str:token>/", becoming.confirm, name="confirm_sponsor"),
    path("suchen/", requesting.ask, name="request"),
    path("suchen/gesendet/", requesting.request_sent, name="request_sent"),
    path("suchen/aufgenommen/", requesting.request_taken, name="request_taken"),
    path("suchen/bestaetigen/<str:token>/", requesting.confirm, name="confirm_household"),
    path("suchen/unter-18/", public.minors, name="minors"),
]
