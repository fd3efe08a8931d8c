"""Calls reach who fits and wants to hear of it, each once, never too often, in their language."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from arnsberg_hilfe.core.models import District, Language, OutgoingMail
from arnsberg_hilfe.core.status import WrongStatusError
from offers.models import Call, CallLetter, NeedReply, Subscriber, ThemeArea
from offers.radar import Gap
from offers.workflow import calling
from tests.factories import NOW, CallFactory, NeedFactory, SubscriberFactory, UserFactory
from tests.interruptions import killed_anywhere, killed_at, mail_jobs
from tests.nights import night

pytestmark = pytest.mark.django_db
CALLS = "/team/luecken/aufrufe/"


@pytest.fixture
def office(client):
    client.force_login(UserFactory(admin=True))
    return client


def theme(slug="wohnen"):
    """A transactional test has lost what the migrations have written."""
    values = {"number": 5, "name": "Wohnen und Familie", "intro": "Wohnen", "icon": "home", "colour": "teal"}
    return ThemeArea.objects.get_or_create(slug=slug, defaults=values)[0]


def district(slug="neheim"):
    return District.objects.get(slug=slug)


def ukrainian():
    return Language.objects.get(pk="uk")


def call(**more):
    return CallFactory(**{"theme": theme()} | more)


def someone(*, themes=(), languages=(), **more):
    person = SubscriberFactory(**more)
    person.themes.set(themes)
    person.languages.set(languages)
    return person


def deliver(found, now=NOW):
    found.send(now=now)
    return calling.deliver(found.pk, now=now)


# Who is written to


@pytest.mark.parametrize("no", ["unconfirmed", "declined", "without_consent"])
def test_who_has_not_agreed_never_gets_a_letter(no):
    someone(**{no: True})

    assert deliver(call()) == 0
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(("chosen", "fits"), [([], 1), (["wohnen", "kultur"], 1), (["kultur"], 0)])
def test_a_theme_must_be_among_theirs_and_none_means_all(chosen, fits):
    someone(themes=[theme(slug) for slug in chosen])

    assert deliver(call()) == fits


@pytest.mark.parametrize(("home", "fits"), [(None, 1), ("neheim", 1), ("huesten", 1), ("uentrop", 0)])
def test_a_stadtteil_fits_with_its_neighbours(home, fits):
    someone(district=district(home) if home else None)

    assert deliver(call(district=district())) == fits


def test_a_call_for_the_whole_city_goes_to_every_stadtteil():
    someone(district=district("uentrop"))

    assert deliver(call()) == 1


@pytest.mark.parametrize(
    ("spoken", "needed", "fits"), [([], False, 1), ([], True, 0), (["de"], True, 0), (["uk"], True, 1)]
)
def test_who_is_asked_for_a_language_speaks_it(spoken, needed, fits):
    someone(languages=spoken)

    assert deliver(call(language=ukrainian() if needed else None)) == fits


@pytest.mark.parametrize(("days", "fits"), [(0, 0), (6.9, 0), (7, 1)])
def test_nobody_gets_two_calls_in_a_week(days, fits):
    someone()
    assert deliver(call()) == 1

    assert deliver(call(), now=NOW + timedelta(days=days)) == fits


def test_who_rests_is_told_to_the_office_as_a_number():
    someone()
    someone()
    deliver(call())
    someone(district=district("huesten"))
    someone(themes=[theme()], district=district())

    reach = calling.reach(call(district=district()), now=NOW)

    assert reach == calling.Reach(people=2, by_theme=1, in_district=1, nearby=1, anywhere=0, resting=2)


# Once and only once


def test_a_call_is_sent_once_and_to_nobody_it_is_not_sent():
    found = call()
    with pytest.raises(ValidationError):
        calling.send(found, now=NOW)
    assert Call.objects.get().status == Call.Status.DRAFT

    someone()
    calling.send(found, now=NOW)

    assert mail_jobs() == 1
    with pytest.raises(WrongStatusError):
        calling.send(Call.objects.get(), now=NOW)
    assert mail_jobs() == 1


def test_a_draft_is_never_delivered():
    someone()

    assert calling.deliver(call().pk, now=NOW) == 0


def test_running_the_job_again_writes_to_nobody_twice():
    someone()
    found = call()

    assert [deliver(found), calling.deliver(found.pk, now=NOW), calling.deliver(found.pk, now=NOW)] == [1, 0, 0]


def test_a_no_that_comes_while_the_job_runs_counts(monkeypatch):
    people = [someone(), someone()]
    found, real = call(), calling.post

    def says_no(*args, **options):
        for person in people:
            if person.email != options["to"]:
                person.decline(now=NOW)
        return real(*args, **options)

    monkeypatch.setattr(calling, "post", says_no)

    assert deliver(found) == 1


@pytest.mark.django_db(transaction=True)
def test_sending_is_all_or_nothing():
    someone()
    key, jobs = call().pk, mail_jobs()

    killed_anywhere(lambda: calling.send(Call.objects.get(pk=key), now=NOW))

    assert (Call.objects.get().status, mail_jobs()) == (Call.Status.SENT, jobs + 1)


@pytest.mark.django_db(transaction=True)
def test_a_job_killed_anywhere_has_written_to_everybody_once_in_the_end():
    for _number in range(3):
        someone()
    found, jobs = call(), mail_jobs()
    found.send(now=NOW)

    number = 1
    while killed_at(number, lambda: calling.deliver(found.pk, now=NOW)):
        assert CallLetter.objects.count() == OutgoingMail.objects.count() == mail_jobs() - jobs
        number += 1

    assert number > 3
    assert CallLetter.objects.count() == OutgoingMail.objects.values("to").distinct().count() == mail_jobs() - jobs == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("different", [False, True])
def test_of_two_workers_or_two_calls_at_once_one_writes(different):
    someone()
    calls = [call(), call()] if different else [call()] * 2
    for found in set(calls):
        found.send(now=NOW)

    def run(number):
        try:
            return calling.deliver(calls[number % 2].pk, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(run, range(4))) == 1
    assert OutgoingMail.objects.count() == 1


# What they read


def test_the_letter_says_why_it_comes_where_to_answer_and_how_to_stop():
    need = NeedFactory()
    someone()
    deliver(call())

    mail = OutgoingMail.objects.get()

    assert mail.subject == "Wer kann helfen?"
    assert "Es fehlen Betten." in mail.text
    assert f"/bedarfe/{need.pk}/" in mail.text
    assert "weil Sie gesagt haben, dass wir Ihnen schreiben dürfen" in mail.text
    assert "/bedarfe/aufrufe/abbestellen/" in mail.text


def test_of_several_needs_the_button_leads_to_the_list_of_the_theme_and_stadtteil():
    NeedFactory(district=district())
    NeedFactory(district=district())
    someone()
    deliver(call(district=district()))

    assert "/bedarfe/?thema=wohnen&stadtteil=neheim" in OutgoingMail.objects.get().text


def test_everybody_reads_their_language_where_the_call_speaks_it_else_german():
    for code in ["de", "uk", "en"]:
        someone(email=f"{code}@example.org", mail_language=code)
    deliver(call(subject_uk="Хто допоможе?", text_uk="Бракує ліжок."))

    mails = {mail.to: (mail.subject, mail.language) for mail in OutgoingMail.objects.all()}
    assert mails == {
        "de@example.org": ("Wer kann helfen?", "de"),
        "uk@example.org": ("Хто допоможе?", "uk"),
        "en@example.org": ("Wer kann helfen?", "de"),
    }


def test_a_draft_says_what_is_missing_where_and_until_when():
    NeedFactory(title="Kinderbetten", number=4, district=district(), urgent_until="2026-06-01", language=ukrainian())
    NeedFactory(title="Sofas")

    with translation.override("uk"):
        found = calling.draft(Gap(theme(), district(), ukrainian()), by=UserFactory(), now=NOW)

    assert found.subject_de == "Wohnen und Familie: Wer kann in Neheim helfen?"
    assert "– Kinderbetten (4), bis 1. Juni" in found.text_de
    assert "Gebraucht wird die Sprache: Ukrainisch." in found.text_de
    assert "Sofas" not in found.text_de


def test_a_language_that_has_no_words_for_it_is_left_to_the_office(monkeypatch):
    monkeypatch.setattr(calling.emails, "request", lambda: "Können Sie helfen?")

    found = calling.draft(Gap(theme(), None, None), by=UserFactory(), now=NOW)

    assert (bool(found.text_de), bool(found.text_uk), bool(found.text_en)) == (True, False, False)


def test_a_language_that_has_words_for_it_gets_them(monkeypatch):
    monkeypatch.setattr(calling.emails, "request", lambda: f"<{translation.get_language()}>")

    found = calling.draft(Gap(theme(), None, None), by=UserFactory(), now=NOW)

    assert ["<uk>" in found.text_uk, "<en>" in found.text_en, "<uk>" in found.text_de] == [True, True, False]


def test_a_gap_has_one_draft():
    gap, staff = Gap(theme(), None, None), UserFactory()

    assert calling.draft(gap, by=staff, now=NOW) == calling.draft(gap, by=staff, now=NOW)


# The office's pages


def test_from_the_gap_to_the_letter(office):
    NeedFactory(district=district())
    someone(name="Hilde Hilft", email="hilde@example.org")

    page = office.post("/team/luecken/wohnen/neheim/aufruf/")
    found = Call.objects.get()
    assert page.headers["Location"] == f"{CALLS}{found.pk}/"
    text = office.get(page.headers["Location"]).content.decode()
    assert "Der Aufruf ginge jetzt an 1 Person" in text
    assert "Hilde" not in text

    words = {
        "subject_de": "Bitte helfen",
        "text_de": "Es fehlt viel.",
        "subject_uk": "Допоможіть",
        "text_uk": "Бракує.",
    }
    assert office.post(page.headers["Location"], words).status_code == 302
    assert "geht an 1 Person." in office.get(f"{CALLS}{found.pk}/verschicken/").content.decode()
    assert mail_jobs() == 0
    for _click in range(2):
        assert office.post(f"{CALLS}{found.pk}/verschicken/").status_code == 302

    found.refresh_from_db()
    assert (found.status, found.subject_de, found.text_uk, mail_jobs()) == ("sent", "Bitte helfen", "Бракує.", 1)


def test_a_sent_call_keeps_its_words(office):
    found = call(status="sent", sent_at=NOW)

    office.post(f"{CALLS}{found.pk}/", {"subject_de": "Anders", "text_de": "Anders."})

    assert Call.objects.get().subject_de == "Wer kann helfen?"
    with pytest.raises(WrongStatusError):
        calling.rewrite(found, {"subject_de": "Anders"})


def test_a_language_has_subject_and_text_or_neither(office):
    found = call()
    words = {"subject_de": "Bitte", "text_de": "Bitte.", "subject_uk": "Допоможіть"}

    assert "text_uk" in office.post(f"{CALLS}{found.pk}/", words).context["form"].errors


def test_getting_the_drafting_page_drafts_nothing(office):
    assert office.get("/team/luecken/wohnen/neheim/aufruf/").status_code == 405
    assert not Call.objects.exists()


@pytest.mark.parametrize(
    "gap", [{}, {"district": "neheim"}, {"language": "uk"}, {"district": "neheim", "language": "uk"}]
)
def test_what_came_of_a_call_are_answers_to_its_gap_since(office, gap):
    place, code = gap.get("district"), gap.get("language")
    found = call(district=district(place) if place else None, language_id=code, status="sent", sent_at=NOW)
    same = NeedFactory(district=found.district, language_id=code)
    elsewhere = NeedFactory(district=district("uentrop"), language_id=code)
    reply(same, "a", NOW)
    reply(same, "b", NOW - timedelta(minutes=1))
    reply(same, "c", NOW, status="unconfirmed", answer_by=None)
    reply(elsewhere, "d", NOW)
    if code:
        reply(NeedFactory(district=found.district), "e", NOW)
    CallLetter.objects.create(call=found, subscriber=SubscriberFactory())
    CallLetter.objects.create(call=found, subscriber=SubscriberFactory())

    assert [(each.letter_count, each.reply_count) for each in Call.objects.with_outcome()] == [(2, 1)]
    text = " ".join(office.get(CALLS).content.decode().split())
    assert "2 Briefe · 1 Antwort" in text


def reply(need, key, at, **more):
    values = {"name": "Rita Rat", "email": "rita@example.org", "text": "Ja", "status": "open", "answer_by": NOW.date()}
    return NeedReply.objects.create(need=need, key=key, created_at=at, **values | more)


def test_calls_are_kept_for_two_years():
    call(status="sent", sent_at=NOW)
    call(created_at=NOW)

    assert night("offers", NOW + timedelta(days=729))["calls"] == 0
    assert night("offers", NOW + timedelta(days=731))["calls"] == 2
    assert not Subscriber.objects.exists()


def test_the_list_of_calls_takes_as_many_statements_for_thirty_as_for_one(office, django_assert_num_queries):
    call(status="sent", sent_at=NOW)
    with django_assert_num_queries(3):
        office.get(CALLS)
    for _number in range(29):
        call(district=district(), language=ukrainian())
    with django_assert_num_queries(3):
        office.get(CALLS)
