from django.urls import path

from arnsberg_hilfe.portal.views import contact, disclosure, machinery, numbers, own_data, public, team

app_name = "portal"

urlpatterns = [
    path("", public.home, name="home"),
    path("kontakt/", contact.contact, name="contact"),
    path("impressum/", public.legal, {"page": "imprint"}, name="imprint"),
    path("datenschutz/", public.privacy, name="privacy"),
    path("barrierefreiheit/", public.legal, {"page": "accessibility"}, name="accessibility"),
    path("leichte-sprache/", public.legal, {"page": "plain_language"}, name="plain_language"),
    path("gebaerdensprache/", public.legal, {"page": "sign_language"}, name="sign_language"),
    path("sicherheit/", public.legal, {"page": "security"}, name="security"),
    path("kontakt/gesendet/", contact.inquiry_sent, name="inquiry_sent"),
    path("kontakt/<str:token>/", contact.thread, name="thread"),
    path("meine-daten/", own_data.ask, name="own_data_ask"),
    path("meine-daten/gesendet/", own_data.asked, name="own_data_asked"),
    path("meine-daten/<str:token>/", own_data.page, name="own_data"),
    path("meine-daten/<str:token>/meine-daten.json", own_data.as_json, name="own_data_json"),
    path("meine-daten/<str:token>/meine-daten.pdf", own_data.as_pdf, name="own_data_pdf"),
    path("meine-daten/<str:token>/alles-loeschen/", own_data.erase_all, name="own_data_erase_all"),
    path("meine-daten/<str:token>/<str:kind>/<int:pk>/aendern/", own_data.correct, name="own_data_correct"),
    path("meine-daten/<str:token>/<str:kind>/<int:pk>/loeschen/", own_data.erase_one, name="own_data_erase"),
    path(
        "meine-daten/<str:token>/<str:kind>/<int:pk>/einwilligung/<int:consent>/",
        own_data.withdraw,
        name="own_data_withdraw",
    ),
    path("team/auskunft/", disclosure.search, name="disclosure"),
    path("team/auskunft/person/", disclosure.person, name="disclosure_person"),
    path("team/auskunft/person.pdf", disclosure.paper, name="disclosure_paper"),
    path("team/auskunft/loeschen/", disclosure.erase, name="disclosure_erase"),
    path("team/", team.work, name="worklist"),
    path("team/anliegen/<int:pk>/", team.inquiry, name="inquiry"),
    path("team/mail/<int:pk>/", team.mail, name="mail"),
    path("team/zahlen/", numbers.page, name="numbers"),
    path("team/zahlen.csv", numbers.as_csv, name="numbers_csv"),
    path("team/zahlen.xlsx", numbers.as_xlsx, name="numbers_xlsx"),
    path("team/technik/", machinery.page, name="machinery"),
    path("team/bausteine/", team.components, name="components"),
]
