from django.urls import path

from arnsberg_hilfe.portal.views import contact, numbers, public, team

app_name = "portal"

urlpatterns = [
    path("", public.home, name="home"),
    path("kontakt/", contact.contact, name="contact"),
    path("impressum/", public.legal, {"page": "imprint"}, name="imprint"),
    path("datenschutz/", public.privacy, name="privacy"),
    path("barrierefreiheit/", public.legal, {"page": "accessibility"}, name="accessibility"),
    path("leichte-sprache/", public.legal, {"page": "plain_language"}, name="plain_language"),
    path("gebaerdensprache/", public.legal, {"page": "sign_language"}, name="sign_language"),
    path("kontakt/gesendet/", contact.inquiry_sent, name="inquiry_sent"),
    path("kontakt/<str:token>/", contact.thread, name="thread"),
    path("team/", team.work, name="worklist"),
    path("team/anliegen/<int:pk>/", team.inquiry, name="inquiry"),
    path("team/mail/<int:pk>/", team.mail, name="mail"),
    path("team/zahlen/", numbers.page, name="numbers"),
    path("team/zahlen.csv", numbers.as_csv, name="numbers_csv"),
    path("team/zahlen.xlsx", numbers.as_xlsx, name="numbers_xlsx"),
    path("team/bausteine/", team.components, name="components"),
]
