from datetime import timedelta

import pytest
from django.utils import timezone

from arnsberg_hilfe.portal import worklist
from arnsberg_hilfe.portal.models import Inquiry
from offers.models import Status
from offers.workflow import steps
from tests.factories import NOW, TODAY, OfferFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY = TODAY - timedelta(days=TODAY.weekday())


@pytest.fixture
def staff(client):
    user = UserFactory()
    client.force_login(user)
    return user


def waiting(**more):
    return OfferFactory(**{"status": Status.IN_REVIEW, "published_at": None, "fresh_on": None} | more)


def inquiry(**more):
    values = {"name": "Taras Test", "email": "taras@example.org", "reason": "question", "language": "uk"}
    return Inquiry.objects.create(**{"key": "i", "answer_by": TODAY} | values | more)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (MONDAY, [[-1], [0], [1, 6], [7]]),
        (MONDAY + timedelta(days=6), [[-7, -6, -5], [0], [], [1]]),
    ],
)
def test_what_waits_is_grouped_by_urgency_and_the_week_ends_on_sunday(day, expected):
    for due in (MONDAY + timedelta(days=days) for days in (-1, 0, 1, 6, 7)):
        waiting(answer_by=due)
    found = worklist.groups(worklist.tasks(day, UserFactory()), day)
    assert [title for title, _tasks in found] == ["Überfällig", "Heute", "Diese Woche", "Später"]
    assert [[(task.due - day).days for task in tasks] for _title, tasks in found] == expected


def test_each_row_says_its_next_action(client, staff):
    waiting(answer_by=TODAY)
    inquiry()
    page = client.get("/team/").content.decode()
    assert [page.count(f'<span class="kern-label">{action}</span>') for action in ("Prüfen", "Antworten")] == [1, 1]


@pytest.mark.parametrize(("days", "calls"), [(74, 0), (75, 1)])
def test_a_provider_without_an_address_is_to_be_phoned_when_others_are_asked(days, calls):
    offer = OfferFactory(email="")
    OfferFactory(email="mira@example.org")
    OfferFactory(email="", valid_until=TODAY)
    found = worklist.tasks(TODAY + timedelta(days=days), UserFactory())
    assert [task.title for task in found] == [offer.title] * calls
    steps.confirmed_by_phone(offer, by=UserFactory(), now=NOW + timedelta(days=days))
    assert worklist.tasks(TODAY + timedelta(days=days), UserFactory()) == []


def test_after_an_answer_the_next_row_opens_by_itself(client, staff):
    first, second = inquiry(), inquiry(key="j", answer_by=TODAY + timedelta(days=1))
    response = client.post(f"/team/anliegen/{first.pk}/", {"text": "Im Rathaus."})
    assert response.headers["Location"] == f"/team/anliegen/{second.pk}/"
    response = client.post(f"/team/anliegen/{second.pk}/", {"step": "close"})
    assert response.headers["Location"] == "/team/"


def test_a_decision_can_be_undone_from_the_worklist_too(client, staff):
    offer = waiting(answer_by=TODAY)
    client.post(f"/team/angebote/{offer.pk}/entscheiden/", {"step": "publish", "seen_status": offer.status})
    assert f"»{offer.title}« ist entschieden" in client.get("/team/").content.decode()
    offer.decisions.update(at=timezone.now() - timedelta(minutes=2))
    assert "ist entschieden" not in client.get("/team/").content.decode()


def test_a_counter_opens_its_own_kind_only(client, staff):
    waiting(answer_by=TODAY)
    inquiry()
    page = client.get("/team/", {"art": "Angebot prüfen"}).content.decode()
    assert ("Anliegen beantworten: 1" in page, "Taras Test" in page, "Alle anzeigen" in page) == (True, False, True)
    assert "Taras Test" in client.get("/team/", {"art": "quatsch"}).content.decode()
