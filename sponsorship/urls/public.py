from django.urls import path

from sponsorship.models.choices import Side
from sponsorship.views import answers, becoming, check_in, own_page, public, requesting

app_name = "sponsorship"

SPONSOR, HOUSEHOLD = {"side": Side.SPONSOR}, {"side": Side.HOUSEHOLD}

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
    path("antwort/<str:token>/", answers.answer, SPONSOR, name="sponsor_answer"),
    path("haushalt/antwort/<str:token>/", answers.answer, HOUSEHOLD, name="household_answer"),
    path("rueckmeldung/<str:token>/", check_in.check_in, name="check_in"),
    path("widerrufen/", own_page.withdrawn, name="withdrawn"),
    path("meine-seite/<str:token>/", own_page.page, SPONSOR, name="sponsor_page"),
    path("meine-seite/<str:token>/notiz/<int:pk>/", own_page.note, SPONSOR, name="sponsor_note"),
    path("meine-seite/<str:token>/beschwerde/", own_page.complaint, SPONSOR, name="sponsor_complaint"),
    path("meine-seite/<str:token>/widerrufen/", own_page.withdraw, SPONSOR, name="sponsor_withdraw"),
    path("haushalt/<str:token>/", own_page.page, HOUSEHOLD, name="household_page"),
    path("haushalt/<str:token>/beschwerde/", own_page.complaint, HOUSEHOLD, name="household_complaint"),
    path("haushalt/<str:token>/widerrufen/", own_page.withdraw, HOUSEHOLD, name="household_withdraw"),
]
