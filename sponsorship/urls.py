from django.urls import path

from sponsorship import views

app_name = "sponsorship"

urlpatterns = [path("", views.start, name="start")]
