"""Every page of the office as every role: what is not yours is not there, and nothing of it shows elsewhere."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from arnsberg_hilfe.core.privacy import own_models
from arnsberg_hilfe.core.roles import OPENS, Area, Role
from tests.factories import UserFactory
from tests.portal.staff_pages import ADMIN, DECISIONS, EVERYBODY, NOBODY, staff_routes
from tests.whole_office import Office, areas_read, one_of_everything

pytestmark = pytest.mark.django_db

READ_ONLY = {name for name, (_area, _key, done) in ADMIN.items() if "change" not in done}
# What helpers read of the meetings, on the pages that are there for it
SHOWN_TO_HELPERS = {Role.MODERATION: {Area.MEETINGS}, Role.DOOR: {Area.MEETINGS}}
COLLEAGUES = {Area.ACCOUNTS}  # names of colleagues stand beside what they have done
LINK = re.compile(r'(?:href|action)="(/[^"?#]*)')


@pytest.fixture
def office() -> Office:
    return one_of_everything()


def test_every_page_of_the_office_has_a_decision():
    named = {name for _route, name in staff_routes() if not name.endswith(":")}
    assert named == set(DECISIONS)


def test_pages_without_a_name_are_the_admins_old_addresses_and_its_last_word():
    unnamed = sorted(route for route, name in staff_routes() if name.endswith(":"))
    models = sorted(name.replace("_", "/", 1) for name in ADMIN)
    assert unnamed == sorted([*(f"admin/{model}/<path:object_id>/" for model in models), "admin/(?P<url>.*)$"])


def test_there_is_a_record_of_every_kind_while_walking(office):
    assert [model.__name__ for model in own_models() if not model._default_manager.exists()] == []


def urls(office: Office) -> dict[str, str]:
    """The address of every page, of the records that there are."""
    return {name: reverse(name, kwargs=_parts(office, where)) for name, (_who, where) in DECISIONS.items()}


def _parts(office: Office, where: dict[str, str]) -> dict[str, Any]:
    return {part: _part(part, office.get(key, key)) for part, key in where.items()}


def _part(part: str, record: Any) -> Any:
    wanted = {"theme": "slug", "district": "slug", "object_id": "pk", "id": "pk", "pair_pk": "pk"}.get(part, part)
    return record if isinstance(record, str) else getattr(record, wanted)


def said(office: Office) -> dict[str, dict[str, Any]]:
    """Where a page knows only what it is told: something that it takes."""
    return {
        "needs_team:step": {"step": "drop"},
        "needs_team:cover": {"step": "remove", "offer": office["offer"].pk},
        "network_team:result_turn": {"into": "need"},
        "network_team:result_link": {"record": f"need.{office['need'].pk}"},
        "sponsorship_team:decide_pair": {"step": "set_aside"},
    }


def send(client: Client, method: str, url: str, data: dict[str, Any] | None = None) -> tuple[HttpResponse, str]:
    """The answer and its text; whatever the request did is taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response: Any = getattr(client, method)(url, data if method == "post" else None)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    client.cookies = cookies
    return response, body.decode(errors="replace")


def to_login(response: HttpResponse) -> bool:
    logins = (resolve_url(settings.LOGIN_URL), reverse("admin:login"))
    return response.status_code == 302 and response.headers["Location"].startswith(logins)


def colleague(office: Office, *roles: str, **more: Any) -> Any:
    user: Any = UserFactory(roles=roles, **more)
    office["table"].moderators.add(user)
    office["meeting"].doorkeepers.add(user)
    return user


OUTSIDERS: dict[str, Callable[[Office], Any]] = {
    "nobody": lambda _office: None,
    "no account of staff": lambda office: colleague(office, *Role.values, is_staff=False),
    "without a role": colleague,
}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_outsiders_find_nothing_on_any_page(client, office, who):
    user = OUTSIDERS[who](office)
    if user:
        client.force_login(user)
    surprises, data = [], said(office)
    for name, url in urls(office).items():
        for method in ("get", "post"):
            response, text = send(client, method, url, data.get(name))
            if not _is_closed(name, response, to_anybody=user is None) or areas_read(text):
                surprises.append((name, method, response.status_code))
    assert not surprises, "\n".join(map(str, surprises))


def _is_closed(name: str, response: HttpResponse, *, to_anybody: bool) -> bool:
    if DECISIONS[name][0] == EVERYBODY:
        return response.status_code in {200, 302, 404, 405}  # without anything of anybody, as the canaries show
    if to_anybody:
        return to_login(response)
    return not _came_in(response) or _takes_no(name, response)


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_its_pages_and_no_others(client, office, role):
    client.force_login(colleague(office, role))
    known = OPENS[role] | COLLEAGUES | SHOWN_TO_HELPERS.get(role, set())
    surprises, data = [], said(office)
    links: dict[str, str] = {}
    for name, url in urls(office).items():
        for method in ("get", "post"):
            response, text = send(client, method, url, data.get(name))
            opened = _opened(name, method, role)
            if not _as_decided(name, response, opened=opened) or areas_read(text) - (known if opened else set()):
                surprises.append((name, method, response.status_code, sorted(areas_read(text))))
            links |= {link: name for link in LINK.findall(text) if opened and method == "get"}
    assert not surprises, "\n".join(map(str, surprises))
    dead = _dead(client, links)
    assert not dead, "\n".join(map(str, dead))


def _opened(name: str, method: str, role: Role) -> bool:
    who = DECISIONS[name][0]
    if method == "post" and name.removeprefix("admin:").rpartition("_")[0] in READ_ONLY and name.endswith("_change"):
        return False
    return who != NOBODY and (who == EVERYBODY or who in OPENS[role])


def _as_decided(name: str, response: HttpResponse, *, opened: bool) -> bool:
    if DECISIONS[name][0] == EVERYBODY:
        return response.status_code in {200, 302, 404, 405}
    if opened:
        return response.status_code not in {403, 404} and not to_login(response)
    return not _came_in(response) or _takes_no(name, response)


def _takes_no(name: str, response: HttpResponse) -> bool:
    """What is nobody's may say that it takes no such requests."""
    return DECISIONS[name][0] == NOBODY and response.status_code == 405


def _came_in(response: HttpResponse) -> bool:
    """Whoever may not see a single record is sent from it to the admin's front page."""
    sent_away = response.headers.get("Location") == reverse("admin:index")
    return response.status_code not in {403, 404} and not to_login(response) and not sent_away


def _dead(client: Client, links: dict[str, str]) -> list[tuple[str, str]]:
    """Links within the office that lead this person nowhere, and the page where each stands."""
    return [(url, page) for url, page in links.items() if _is_staffs(url) and not _came_in(send(client, "get", url)[0])]


def _is_staffs(url: str) -> bool:
    try:
        resolve(url)
    except Resolver404:
        return False
    return url.startswith(("/team/", "/admin/", "/konto/"))
