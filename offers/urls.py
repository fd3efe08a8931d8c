from django.urls import path

from offers import open_data, views

app_name = "offers"

urlpatterns = [
    path("", views.offer_list, name="list"),
    path("daten.json", open_data.as_json, name="data_json"),
    path("daten.csv", open_data.as_csv, name="data_csv"),
    path("feed.atom", open_data.NewestOffers(), name="feed"),
    path("neu/", views.submit, name="submit"),
    path("thema/<slug:slug>/", views.theme, name="theme"),
    path("<slug:slug>/", views.detail, name="detail"),
]
