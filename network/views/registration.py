from django.http import Http404, HttpRequest, HttpResponse


def manage(request: HttpRequest, token: str) -> HttpResponse:
    raise Http404


def register(request: HttpRequest, slug: str) -> HttpResponse:
    raise Http404


confirm = offered_place = stop_invitations = manage
registered = register
