"""The yardstick: a Django view with a constant answer and no middleware, served like the portal."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], MIDDLEWARE=[], ROOT_URLCONF=__name__, SECRET_KEY="only-a-yardstick")


def constant(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("Guten Tag")


urlpatterns = [path("", constant)]
application = get_wsgi_application()
