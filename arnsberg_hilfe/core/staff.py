"""Which staff may open a page; a test walks all of them as every role."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.roles import Area

View = Callable[..., HttpResponse]


def staff_of(area: Area) -> Callable[[View], View]:
    """Pages of one part of the office: the anonymous are sent to the login, other staff see no such page."""

    def guard(view: View) -> View:
        return _guarded(view, lambda user: user.may(area))

    return guard


def any_staff(view: View) -> View:
    """Pages for everybody with an account; what they show there follows from their roles."""
    return _guarded(view, lambda _user: True)


def _guarded(view: View, may_see: Callable[[User], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        if not request.user.is_staff or not may_see(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
