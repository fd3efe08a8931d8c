"""Who does what is being done: kept beside each change, without an address, a token or a name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

import pghistory
from django.core.management.base import BaseCommand
from django.http import HttpRequest, HttpResponse
from procrastinate import App, JobContext

READING = {"GET", "HEAD", "OPTIONS"}


class Way(StrEnum):
    """How a change came about."""

    WEB = "web"
    LINK = "link"  # in a mail
    JOB = "job"
    COMMAND = "command"


@contextmanager
def acting(way: Way, name: str = "", user: int | None = None) -> Iterator[None]:
    """Whatever is changed within is this actor's doing; afterwards it is the one's from before again.

    `name` is that of a page, a job or a command; a page's address would tell tokens.
    """
    with pghistory.context() as current:
        before = dict(current.metadata)
        current.metadata.clear()
        current.metadata.update(way=way, name=name, user=user)
        try:
            yield
        finally:
            current.metadata.clear()
            current.metadata.update(before)


class ActingVisitor:
    """Middleware: the staff member who is logged in, the owner of a mail link, or anybody on the website."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting(Way.WEB):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:  # noqa: ARG002
        """Now the page is known. Reading asks for no user: public pages stay the same for everybody."""
        page = request.resolver_match.view_name if request.resolver_match else ""
        user = None if request.method in READING else request.user.pk
        pghistory.context(way=Way.LINK if "token" in kwargs else Way.WEB, name=page, user=user)


def job(call_next: Callable[[], Any], context: JobContext, _worker: Any) -> Any:
    with acting(Way.JOB, context.job.task_name):
        return call_next()


def name_jobs(app: App) -> None:
    """Called once procrastinate is ready; jobs that are coroutines write no history."""
    app.worker_defaults["task_middleware"] = [*(app.worker_defaults.get("task_middleware") or []), job]


class RecordedCommand(BaseCommand):
    """A command whose changes carry its name."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        with acting(Way.COMMAND, type(self).__module__.rpartition(".")[2]):
            return super().execute(*args, **options)
