"""Limits on public forms: nobody floods a mailbox through us, and a whole town hall behind one address gets through."""

from itertools import cycle, islice

import pytest
from django.db import connection

from arnsberg_hilfe.core.bot_trap import BotTrap
from arnsberg_hilfe.core.limits import client_address
from arnsberg_hilfe.core.models import OutgoingMail
from sponsorship.forms.own_page import ComplaintForm, NoteForm
from tests.security.public_forms import public_forms

VICTIM = "opfer@example.org"
BEHIND_A_LINK = {NoteForm, ComplaintForm}


def every_subclass(form):
    return {one for child in form.__subclasses__() for one in [child, *every_subclass(child)]}


def waiting_mails(email):
    """Occasion and number of mails to this address that leave within the hour."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT purpose, count(*) FROM core_outgoingmail JOIN procrastinate_jobs ON (args->>'mail_id')::bigint ="
            ' core_outgoingmail.id WHERE lower("to") = %s AND (scheduled_at IS NULL OR scheduled_at < now() + interval'
            " '50 minutes') GROUP BY purpose",
            [email],
        )
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_every_public_form_is_in_the_list():
    own = {form for form in every_subclass(BotTrap) if not form.__module__.startswith("tests.")}
    assert own - BEHIND_A_LINK == {each.form for each in public_forms()}


@pytest.mark.django_db
def test_four_hundred_people_behind_one_address_get_through_within_an_hour(client):
    for number, each in enumerate(islice(cycle(public_forms()), 400)):
        answer = client.post(each.path, each.filled(f"gast{number}@example.org"), REMOTE_ADDR="192.0.2.7")
        assert answer.status_code == 302, (number, each.path)


@pytest.mark.django_db
def test_five_hundred_posts_that_name_one_victim_send_one_mail_an_occasion(client):
    for number, each in enumerate(islice(cycle(public_forms()), 500)):
        spelling = VICTIM.upper() if number % 3 else VICTIM
        client.post(each.path, each.filled(spelling), REMOTE_ADDR=f"198.51.100.{number % 250}")
    found = waiting_mails(VICTIM)
    assert found
    assert set(found.values()) == {1}
    assert OutgoingMail.objects.filter(to__iexact=VICTIM).count() <= 2 * len(found), "more than one waits its turn"


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(10))
def test_fifty_posts_of_one_form_that_name_one_victim_send_one_mail_at_most(client, number):
    form = public_forms()[number]
    for post in range(50):
        client.post(form.path, form.filled(VICTIM), REMOTE_ADDR=f"198.51.100.{post}")
    assert sum(waiting_mails(VICTIM).values()) <= 1


# Whose internet address counts


def seen(rf, peer, forwarded=None):
    return client_address(rf.get("/", REMOTE_ADDR=peer, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})))


def test_without_a_proxy_nobody_chooses_an_address(rf):
    assert seen(rf, "192.0.2.7", "203.0.113.9") == "192.0.2.7"


def test_behind_the_proxy_its_own_word_counts_and_the_visitor_s_does_not(rf, settings):
    settings.BEHIND_PROXY = True
    assert seen(rf, "127.0.0.1", "192.0.2.7") == "192.0.2.7"
    assert seen(rf, "127.0.0.1", "203.0.113.9, 10.0.0.1, 192.0.2.7") == "192.0.2.7"
    assert seen(rf, "127.0.0.1") == "127.0.0.1"
    assert seen(rf, "", "192.0.2.7") == "192.0.2.7", "a proxy at a socket has no address"


@pytest.mark.parametrize("made_up", ["x" * 5000, "<script>", "192.0.2.7:80 "])
def test_what_is_no_address_is_nobody_s(rf, settings, made_up):
    settings.BEHIND_PROXY = True
    assert seen(rf, "127.0.0.1", made_up) == ""


def test_a_network_of_ipv6_is_one_visitor(rf):
    assert seen(rf, "2001:db8:1:2:aaaa::1") == seen(rf, "2001:db8:1:2:bbbb::2") == "2001:db8:1:2::/64"
    assert seen(rf, "2001:db8:1:3::1") != seen(rf, "2001:db8:1:2::1")
    assert seen(rf, "::ffff:192.0.2.7") == "192.0.2.7"
