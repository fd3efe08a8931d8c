from django.urls import path

from arnsberg_hilfe.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("kontakt/", views.contact, name="contact"),
    path("impressum/", views.legal, {"page": "imprint"}, name="imprint"),
    path("datenschutz/", views.legal, {"page": "privacy"}, name="privacy"),
    path("barrierefreiheit/", views.legal, {"page": "accessibility"}, name="accessibility"),
    path("leichte-sprache/", views.legal, {"page": "plain_language"}, name="plain_language"),
    path("gebaerdensprache/", views.legal, {"page": "sign_language"}, name="sign_language"),
    path("team/bausteine/", views.components, name="components"),
]
