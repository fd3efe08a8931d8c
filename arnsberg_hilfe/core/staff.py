from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from arnsberg_hilfe.core.models import User

View = Callable[..., HttpResponse]


def staff_only(view: View) -> View:
    """The office's own pages: the anonymous are sent to the login, everybody else sees no such page."""
    return _guarded(view, lambda user: not user.only_moderates)


def staff_and_moderators(view: View) -> View:
    """Pages for moderators too; the view itself sees to it that they reach their own tables only."""
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
