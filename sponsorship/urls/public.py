from django.urls import path

from sponsorship.views import public

app_name = "sponsorship"

urlpatterns = [path("", public.start, name="start")]
