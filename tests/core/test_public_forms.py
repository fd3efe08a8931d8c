"""What guards public forms and mail links: purposes, limits, the trap for programs."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.utils import timezone

from arnsberg_hilfe.core.bot_trap import SIGNER, BotTrap
from arnsberg_hilfe.core.limits import PER_CONNECTION, Limit
from arnsberg_hilfe.core.links import LinkError, LinkPurpose
from arnsberg_hilfe.core.logs import WithoutPersons
from arnsberg_hilfe.core.models import Rate
from tests.factories import NOW

CONFIRM = LinkPurpose("test-confirm", "offers:detail", timedelta(days=7))
MANAGE = LinkPurpose("test-manage", "offers:detail", timedelta(days=7))
HOURLY = Limit("test", most=3, window=timedelta(hours=1))


def test_a_link_opens_its_own_purpose_only():
    token = CONFIRM.token(12)
    assert CONFIRM.read(token) == "12"
    with pytest.raises(LinkError):
        MANAGE.read(token)


@pytest.mark.parametrize("token", ["", "12", "12:abc:def", "12:1tEst:" + "x" * 43])
def test_a_forged_link_opens_nothing(token):
    with pytest.raises(LinkError):
        CONFIRM.read(token)


def test_a_link_ends(monkeypatch):
    token = CONFIRM.token(12)
    now = timezone.now().timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: now + 8 * 24 * 3600)
    with pytest.raises(LinkError):
        CONFIRM.read(token)


def test_tokens_stay_out_of_the_log():
    record = logging.LogRecord("x", logging.WARNING, "", 0, "Gone: %s", (f"/angebote/{CONFIRM.token(12)}/",), None)
    assert WithoutPersons().format(record).endswith("WARNING x Gone: /angebote/…/")


@pytest.mark.django_db
def test_a_limit_counts_each_person_apart_and_starts_anew():
    asked = [HOURLY.allows("Mira@example.org ", now=NOW) for _ in range(4)]
    assert asked == [True, True, True, False]
    assert not HOURLY.allows("mira@example.org", now=NOW + timedelta(minutes=59))
    assert HOURLY.allows("taras@example.org", now=NOW)
    assert HOURLY.allows("mira@example.org", now=NOW + timedelta(hours=1))


@pytest.mark.django_db
def test_a_limit_remembers_no_address():
    HOURLY.allows("mira@example.org", now=NOW)
    assert "mira" not in Rate.objects.get().key


@pytest.mark.django_db(transaction=True)
def test_a_limit_is_exact_in_parallel():
    def ask(_number):
        try:
            return HOURLY.allows("mira@example.org", now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(ask, range(40))) == 3


def test_a_form_sent_by_a_person_passes():
    form = BotTrap({"stamp": BotTrap().fields["stamp"].initial, "internet_site": ""})
    assert form.is_valid()
    assert len(form.key) == 22


@pytest.mark.parametrize(
    "data", [{"internet_site": "https://example.org"}, {"stamp": ""}, {"stamp": "gefälscht"}, {"stamp": "a:b:c"}]
)
def test_a_form_filled_by_a_program_does_not(data):
    form = BotTrap({"stamp": BotTrap().fields["stamp"].initial} | data)
    assert not form.is_valid()


def test_a_form_left_open_too_long_can_be_sent_again_at_once(monkeypatch):
    old = SIGNER.sign("x" * 22)
    now = timezone.now().timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: now + 25 * 3600)
    form = BotTrap({"stamp": old})
    assert "zu lange offen" in str(form.errors)
    assert BotTrap({"stamp": form["stamp"].value()}).is_valid()


@pytest.mark.django_db
def test_one_form_too_many_from_a_connection_is_answered_beside_the_form(rf):
    request = rf.post("/", {"stamp": BotTrap().fields["stamp"].initial})
    for _ in range(PER_CONNECTION.most):
        assert BotTrap(request.POST).is_valid_from(request, now=NOW)
    form = BotTrap(request.POST)
    assert not form.is_valid_from(request, now=NOW)
    assert "sehr viele Nachrichten" in str(form.non_field_errors())


@pytest.mark.django_db
def test_a_form_that_is_not_sent_or_wrong_counts_for_nothing(rf):
    request = rf.get("/")
    assert not BotTrap(None).is_valid_from(request, now=NOW)
    assert not BotTrap({"stamp": ""}).is_valid_from(request, now=NOW)
    assert not Rate.objects.exists()


@pytest.mark.django_db
def test_a_form_without_its_cookie_is_answered_with_a_way_on():
    response = Client(enforce_csrf_checks=True).post("/kontakt/", {})
    assert response.status_code == 403
    assert "laden Sie die Seite neu" in response.content.decode()  # and not Django's words about CSRF
