"""Headers that every answer carries: what browsers may not do with it, and who may keep it."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse

NOBODY = (
    "accelerometer autoplay browsing-topics camera display-capture encrypted-media fullscreen geolocation gyroscope"
    " hid idle-detection local-fonts magnetometer microphone midi payment picture-in-picture screen-wake-lock serial"
    " usb xr-spatial-tracking"
).split()  # passkeys stay with their default, our own pages: staff log in with them
BEHIND_A_LOGIN = ("/team/", "/admin/", "/konto/", "/meine-daten/")
LANGUAGES = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
Answer = Callable[[HttpRequest], HttpResponse]


def permissions(**allowed: str) -> str:
    """Nothing at all, but what is named: `permissions(camera="self")`."""
    return ", ".join(f"{name}=({allowed.get(name.replace('-', '_'), '')})" for name in NOBODY)


def allows(**features: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """The view's page needs something of the browser that others do not: `@allows(camera="self")`."""

    def mark(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def marked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            response = view(request, *args, **kwargs)
            response.headers["Permissions-Policy"] = permissions(**features)
            return response

        return marked

    return mark


def guard_answers(get_response: Answer) -> Answer:
    """Middleware, outside of all that answer by themselves."""
    nothing = permissions()

    def guarded(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", nothing)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if is_personal(request):
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return guarded


def is_personal(request: HttpRequest) -> bool:
    """Whether an answer may hold what is not for everybody: whoever next sits at this computer must not find it.

    So it is for everything behind a login, behind a mail link, and for whatever a form says back. An empty form is not
    personal; browsers must be able to go back to it.
    """
    match = request.resolver_match
    return (
        request.method not in {"GET", "HEAD"}
        or _without_language(request.path_info).startswith(BEHIND_A_LOGIN)
        or (match is not None and "token" in match.kwargs)
        or settings.SESSION_COOKIE_NAME in request.COOKIES
    )


def _without_language(path: str) -> str:
    return path[3:] if path.startswith(LANGUAGES) else path
