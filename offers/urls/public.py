from django.urls import path

from arnsberg_hilfe.core.pages import at_public_url
from offers import open_data
from offers.views import catalogue, manage, overview, submission, talk

app_name = "offers"

urlpatterns = [
    path("", catalogue.offer_list, name="list"),
    path("daten.json", open_data.as_json, name="data_json"),
    path("daten.csv", open_data.as_csv, name="data_csv"),
    path("feed.atom", at_public_url(open_data.NewestOffers()), name="feed"),
    path("gesamt/", overview.page, name="overview"),
    path("gesamt.pdf", overview.as_pdf, name="overview_pdf"),
    path("neu/", submission.submit, name="submit"),
    path("neu/eingereicht/", submission.submitted, name="submitted"),
    path("bestaetigen/danke/", submission.confirmed, name="confirmed"),
    path("bestaetigen/<str:token>/", submission.confirm, name="confirm"),
    path("verwalten/", manage.lost_link, name="lost_link"),
    path("verwalten/gesendet/", manage.lost_link_sent, name="lost_link_sent"),
    path("verwalten/<str:token>/", manage.overview, name="manage"),
    path("verwalten/<str:token>/bearbeiten/", manage.edit, name="manage_edit"),
    path("verwalten/<str:token>/schritt/", manage.step, name="manage_step"),
    path("frage/<str:token>/", talk.still_valid, name="still_valid"),
    path("nachricht/gesendet/", talk.message_sent, name="message_sent"),
    path("nachricht/<str:token>/", talk.confirm_message, name="confirm_message"),
    path("antwort/<str:token>/", talk.answer_message, name="answer_message"),
    path("thema/<slug:slug>/", catalogue.theme, name="theme"),
    path("<slug:slug>/aushang.pdf", overview.notice_pdf, name="notice_pdf"),
    path("<slug:slug>/kontakt/", talk.message, name="message"),
    path("<slug:slug>/hinweis/", talk.report, name="report"),
    path("<slug:slug>/", catalogue.detail, name="detail"),
]
