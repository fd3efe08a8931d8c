"""The Patenprojekt at the office: lists without needless names, steps in their order, a trace of each reading."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.portal import worklist
from sponsorship.models import Access, Consent, Household, Sponsor, Sponsorship
from sponsorship.models.choices import EndReason, HouseholdStatus, SponsorshipStatus, SponsorStatus
from sponsorship.urls import team
from sponsorship.workflow.reassigning import hand_over
from sponsorship.workflow.withdrawing import withdraw
from tests.factories import (
    NOW,
    TODAY,
    HouseholdFactory,
    SponsorFactory,
    SponsorshipFactory,
    UserFactory,
    moderator,
)
from tests.sponsorship import lives

pytestmark = pytest.mark.django_db
LIST = "/team/paten/"
CANARY = {"name": "Kanarina Geheim", "phone": "0293177777", "address": "Kanarienweg 1", "note": "Kanariennotiz"}


@pytest.fixture
def staff(client):
    user = UserFactory(initials="MM")
    client.force_login(user)
    return user


def page_of(party):
    return f"{LIST}person/{party.pk}/" if isinstance(party, Sponsor) else f"{LIST}haushalt/{party.code}/"


def take(client, party, step, **answers):
    answers = {"stamp": lives.stamp_for(party, step)} | answers
    typed = {f"{step}-{name}": value for name, value in answers.items()}
    return client.post(f"{page_of(party)}{step}/", typed, follow=True)


def facts_stamp(client, party):
    return client.get(f"{page_of(party)}angaben/").context["form"]["stamp"].value()


def with_email(party, email="kanarina@example.org"):
    party.set_email(email)
    party.save(update_fields=["email", "email_key"])
    return party


# Lists


def test_the_list_shows_households_by_code_and_sponsors_by_name(client, staff):
    household = with_email(HouseholdFactory(**CANARY))
    SponsorFactory(name="Paula Probe", phone="0293188888")
    page = client.get(LIST).content.decode()
    assert household.code in page
    assert "Paula Probe" in page
    assert "anari" not in page
    assert "0293188888" not in page


def test_the_worklist_names_nobody(client, staff):
    overdue = timezone.localdate() - timedelta(days=1)
    household = HouseholdFactory(requested=True, answer_by=overdue, **CANARY)
    sponsor = SponsorFactory(status=SponsorStatus.CONFIRMED, answer_by=overdue, **CANARY)
    page = client.get("/team/").content.decode()
    assert household.code in page
    assert sponsor.code in page
    assert "anari" not in page


def test_overdue_promises_come_first(client, staff):
    for days in (-2, 3):
        due = timezone.localdate() + timedelta(days=days)
        SponsorFactory(name=f"Paula {days}", status=SponsorStatus.CONFIRMED, answer_by=due)
    groups = [group for group in client.get(LIST).context["sponsors"] if group.count]
    assert [(group.title, group.count, [row.title for row in group.rows]) for group in groups] == [
        ("Überfällig", 1, ["Paula -2"]),
        ("E-Mail bestätigt", 2, ["Paula 3"]),
    ]


def test_the_filter_shows_what_one_colleague_looks_after(client, staff):
    mine, _others = HouseholdFactory(responsible=staff), HouseholdFactory()
    groups = client.get(LIST, {"zustaendig": staff.pk}).context["households"]
    assert [row.title for group in groups for row in group.rows] == [mine.code]


@pytest.mark.parametrize("page", [LIST, f"{LIST}person/neu/", f"{LIST}haushalt/neu/", f"{LIST}uebergabe/"])
def test_the_pages_are_the_fachstelle_s(client, page):
    assert client.get(page).status_code == 302
    client.force_login(moderator())
    assert client.get(page).status_code == 404


def test_every_page_and_step_is_the_fachstelle_s_alone(client):
    sponsorship, key = SponsorshipFactory(), 1
    given = {"pk": key, "pair_pk": key, "code": sponsorship.household.code, "step": "pause", "name": "ask"}
    urls = [
        reverse(f"sponsorship_team:{each.name}", kwargs={name: given[name] for name in each.pattern.converters})
        for each in team.urlpatterns
    ]
    for ask in (client.get, client.post):
        assert {ask(url).status_code for url in urls} == {302}
        assert {ask(url).headers["Location"].partition("?")[0] for url in urls} == {"/konto/anmelden/"}
    client.force_login(moderator())
    for ask in (client.get, client.post):
        assert {url: ask(url).status_code for url in urls} == dict.fromkeys(urls, 404)
    assert not Access.objects.exists()


@pytest.mark.parametrize("make", [SponsorFactory, HouseholdFactory])
def test_a_moderator_sees_no_record_and_leaves_no_trace(client, make):
    client.force_login(moderator())
    party = make()
    assert client.get(page_of(party)).status_code == 404
    assert client.post(f"{page_of(party)}widerruf/").status_code == 404
    assert not Access.objects.exists()


def many(count):
    colleague = UserFactory()
    for _ in range(count):
        SponsorshipFactory(
            sponsor__responsible=colleague,
            sponsor__certificate_seen_on=None,
            sponsor__certificate_issued_on=None,
            sponsor__certificate_entry=None,
            household__responsible=colleague,
        )


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_needs_the_same_statements_however_long_it_is(client, staff, django_assert_num_queries, count):
    many(count)
    for asked in ({}, {"alle": "pate-approved"}):
        with django_assert_num_queries(13):
            client.get(LIST, asked)


def list_of(client, anchor, **asked):
    context = client.get(LIST, asked).context
    return next(group for side in ("households", "sponsors") for group in context[side] if group.anchor == anchor)


def test_of_each_state_the_most_urgent_are_shown_and_all_on_demand(client, staff):
    today = timezone.localdate()
    SponsorFactory.create_batch(22, answer_by=today + timedelta(days=9))
    SponsorFactory(name="Eva Eilig", answer_by=today + timedelta(days=1))
    SponsorFactory.create_batch(2, status=SponsorStatus.CONFIRMED)

    few = list_of(client, "pate-approved", zustaendig="")
    assert (few.count, len(few.rows), few.left_out, few.rows[0].title) == (23, 20, 3, "Eva Eilig")
    assert few.more == "?alle=pate-approved#pate-approved"
    assert "Nicht gezeigt: 3 weitere." in client.get(LIST).content.decode()
    whole = list_of(client, "pate-approved", alle="pate-approved")
    assert (len(whole.rows), whole.left_out, whole.more) == (23, 0, "")
    assert len(list_of(client, "pate-confirmed", alle="pate-approved").rows) == 2


def test_all_of_a_state_are_those_of_the_colleague_asked_for(client, staff):
    HouseholdFactory.create_batch(21, responsible=staff)
    HouseholdFactory()
    group = list_of(client, "haushalt-waiting", zustaendig=staff.pk)
    assert (group.count, group.more) == (21, f"?zustaendig={staff.pk}&alle=haushalt-waiting#haushalt-waiting")


def test_who_is_overdue_counts_with_their_status_and_stands_first(client, staff):
    HouseholdFactory.create_batch(2, answer_by=timezone.localdate() - timedelta(days=1))
    group = list_of(client, "haushalt-waiting")
    assert (group.count, group.rows, group.left_out) == (2, [], 0)
    assert len(list_of(client, "haushalt-ueberfaellig").rows) == 2


def test_of_the_closed_the_last_are_shown_first_and_nobody_anonymised(client, staff):
    for days, more in ((3, {}), (1, {}), (2, {"anonymised_at": NOW})):
        closed = NOW - timedelta(days=days)
        SponsorFactory(name=f"Vor {days}", status=SponsorStatus.ENDED, closed_at=closed, **more)
    group = list_of(client, "pate-abgeschlossen", alle="pate-abgeschlossen")
    assert (group.count, [row.title for row in group.rows], group.is_whole) == (2, ["Vor 1", "Vor 3"], True)


def test_of_many_wiedervorlagen_the_first_are_shown(client, staff):
    SponsorFactory.create_batch(21, status=SponsorStatus.PAUSED, pause_until=timezone.localdate())
    again = client.get(LIST).context["again"]
    assert (again.count, len(again.rows), again.more) == (21, 20, "?alle=wiedervorlagen#wiedervorlagen")
    assert len(client.get(LIST, {"alle": "wiedervorlagen"}).context["again"].rows) == 21


def test_who_waits_and_has_room_is_to_be_matched_next(client, staff):
    SponsorFactory()
    HouseholdFactory()
    SponsorshipFactory()
    context = client.get(LIST).context
    rows = [row for side in ("households", "sponsors") for group in context[side] for row in group.rows]
    assert sorted(row.action for row in rows) == ["Ansehen", "Ansehen", "Vermitteln", "Vermitteln"]


def test_an_exchange_of_sponsors_is_planned_from_here(client, staff):
    url = "/team/treffen/neu/?art=sponsors"
    assert url in client.get(LIST).content.decode()
    assert client.get(url).context["plan"].facts["kind"].value() == "sponsors"
    assert client.get("/team/treffen/neu/?art=x").context["plan"].facts["kind"].value() == "network"


# Reading leaves a trace


def test_each_reading_leaves_one_entry(client, staff):
    sponsor, household = SponsorFactory(), HouseholdFactory()
    for page in (LIST, page_of(sponsor), page_of(household), f"{page_of(sponsor)}fuehrungszeugnis.pdf"):
        assert client.get(page).headers["Cache-Control"].count("no-store") == 1
    seen = Access.objects.order_by("pk").values_list("kind", "subject", "by")
    assert list(seen) == [
        ("list", "sponsor", staff.pk),
        ("list", "household", staff.pk),
        ("detail", f"sponsor-{sponsor.pk}", staff.pk),
        ("detail", f"household-{household.pk}", staff.pk),
        ("export", f"sponsor-{sponsor.pk}", staff.pk),
    ]


def test_reading_leaves_no_name_in_the_log(client, staff, caplog):
    household = with_email(HouseholdFactory(**CANARY))
    with caplog.at_level("DEBUG"):
        assert "Kanarina" in client.get(page_of(household)).content.decode()
        take(client, household, "zustaendig", responsible=staff.pk)
    ours = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert "anari" not in " ".join(ours)


# A sponsor's way


def test_a_sponsor_goes_from_the_first_call_to_the_approval(client, staff):
    sponsor = SponsorFactory(interested=True, status=SponsorStatus.CONFIRMED)
    take(client, sponsor, "verabreden")
    sponsor.refresh_from_db()
    assert (sponsor.status, sponsor.responsible) == (SponsorStatus.INTERVIEW, staff)

    take(client, sponsor, "gespraech", interview_on="2026-05-04", interview_by=staff.pk, note="Ruhig und klar.")
    take(client, sponsor, "freigeben")
    sponsor.refresh_from_db()
    assert (sponsor.status, sponsor.note) == (SponsorStatus.PAPERS, "Ruhig und klar.")

    take(client, sponsor, "erklaerungen", confidentiality_on="2026-05-05", conduct_on="2026-05-05")
    certificate = {"certificate_seen_on": "2026-05-06", "certificate_issued_on": "2026-04-01"}
    take(client, sponsor, "zeugnis", **certificate, certificate_entry="no")
    take(client, sponsor, "schulung", training_on="2026-05-07")
    take(client, sponsor, "freigeben")

    sponsor.refresh_from_db()
    assert (sponsor.status, sponsor.answer_by) == (SponsorStatus.APPROVED, None)
    assert (sponsor.certificate_seen_by, sponsor.certificate_entry) == (staff, False)
    assert sponsor.training_on == date(2026, 5, 7)


@pytest.mark.parametrize(
    ("step", "answers", "field"),
    [
        ("gespraech", {"interview_on": ""}, "interview_on"),
        ("zeugnis", {"certificate_seen_on": "2026-05-06", "certificate_entry": "no"}, "certificate_issued_on"),
        ("zeugnis", {"certificate_seen_on": "2026-05-06", "certificate_issued_on": "2026-05-01"}, "certificate_entry"),
    ],
)
def test_what_is_missing_is_said_where_it_was_typed(client, staff, step, answers, field):
    sponsor = SponsorFactory(interested=True, status=SponsorStatus.INTERVIEW)
    answer = take(client, sponsor, step, **answers)
    context = answer.context
    forms = [form for _title, form in [context["next"], *context["more"]] if form.errors]
    assert [field in form.errors for form in forms] == [True]
    assert Sponsor.objects.get().certificate_seen_on is None


def test_a_certificate_is_not_older_than_its_reading(client, staff):
    sponsor = SponsorFactory(interested=True, status=SponsorStatus.PAPERS)
    days = {"certificate_seen_on": "2026-05-06", "certificate_issued_on": "2026-06-01", "certificate_entry": "no"}
    assert "vor der Einsicht datiert" in take(client, sponsor, "zeugnis", **days).content.decode()


def test_a_certificate_is_never_uploaded(client, staff):
    page = client.get(page_of(SponsorFactory())).content.decode()
    assert 'type="file"' not in page


def test_a_pause_has_an_end_and_comes_up_again(client, staff):
    sponsor = SponsorFactory()
    take(client, sponsor, "pause", pause_until=timezone.localdate().isoformat())
    assert [row.note for row in client.get(LIST).context["again"].rows] == ["Pause ist vorbei"]
    take(client, sponsor, "zurueck")
    assert Sponsor.objects.get().status == SponsorStatus.APPROVED
    assert client.get(LIST).context["again"].rows == []


def test_a_no_is_kind_and_names_another_task(client, staff):
    sponsor = with_email(SponsorFactory(interested=True, status=SponsorStatus.CONFIRMED, **CANARY))
    take(client, sponsor, "ablehnen", words="Beim Sommerfest brauchen wir Sie gern.")
    letter = OutgoingMail.objects.get()
    assert "Sommerfest" in letter.text
    assert "anari" not in letter.text
    assert Sponsor.objects.get().status == SponsorStatus.DECLINED


@pytest.mark.parametrize("status", SponsorStatus)
def test_a_step_that_is_too_late_is_told(client, staff, status):
    sponsor = SponsorFactory(status=status)
    page = take(client, sponsor, "verabreden").content.decode()
    assert ("Status ist inzwischen" in page) == (status != SponsorStatus.CONFIRMED)


def test_an_unknown_step_is_no_page(client, staff):
    assert client.post(f"{page_of(SponsorFactory())}loeschen/").status_code == 404
    assert client.get(f"{page_of(SponsorFactory())}freigeben/").status_code == 405


# A household's way


def test_a_household_goes_from_the_request_to_waiting(client, staff):
    household = HouseholdFactory(requested=True, agreed=False)
    take(client, household, "verabreden")
    take(client, household, "gespraech", talked_on="2026-05-05", note="Zwei Kinder, viel Musik.")
    household.refresh_from_db()
    assert (household.status, household.responsible) == (HouseholdStatus.CONSENT, staff)

    take(client, household, "einwilligung", how="paper", language="uk")
    household.refresh_from_db()
    assert household.status == HouseholdStatus.WAITING
    assert household.answer_by > timezone.localdate()
    consent = Consent.objects.get()
    assert (consent.how, consent.language, consent.version) == ("paper", "uk", "2026-11")


def test_who_has_agreed_online_waits_after_the_talk(client, staff):
    household = HouseholdFactory(status=HouseholdStatus.TALK)
    take(client, household, "gespraech", talked_on="2026-05-05")
    assert Household.objects.get().status == HouseholdStatus.WAITING


@pytest.mark.parametrize(("step", "status"), [("beenden", HouseholdStatus.ENDED), ("verzogen", HouseholdStatus.MOVED)])
def test_a_household_ends_or_moves_away(client, staff, step, status):
    household = HouseholdFactory()
    take(client, household, step)
    household.refresh_from_db()
    assert household.status == status
    assert household.closed_at


@pytest.mark.parametrize(
    ("side", "step"), [("sponsor", "beenden"), ("household", "beenden"), ("household", "verzogen")]
)
@pytest.mark.parametrize("status", [SponsorshipStatus.PROPOSED, SponsorshipStatus.ACTIVE])
def test_nobody_leaves_while_a_patenschaft_is_open(client, staff, side, step, status):
    """It would go on showing how to reach somebody who is gone."""
    party = getattr(SponsorshipFactory(status=status), side)
    page = take(client, party, step).content.decode()
    assert "zuerst die offenen Vorschläge und Patenschaften" in page
    assert type(party).objects.get(pk=party.pk).status == party.status


# Withdrawal


@pytest.mark.parametrize("side", ["sponsor", "household"])
@pytest.mark.parametrize("status", [SponsorshipStatus.SPONSOR_ASKED, SponsorshipStatus.ACTIVE])
def test_a_withdrawn_consent_ends_everything_at_once(client, staff, side, status):
    sponsorship = SponsorshipFactory(status=status)
    party = with_email(getattr(sponsorship, side))
    take(client, party, "widerruf")

    party.refresh_from_db()
    sponsorship.refresh_from_db()
    assert not party.consents.current().exists()
    assert party.status == "withdrawn"
    assert (sponsorship.status, sponsorship.end_reason) == (SponsorshipStatus.BROKEN_OFF, EndReason.WITHDRAWN)
    assert not sponsorship.discloses
    assert OutgoingMail.objects.get().to == party.email


def test_withdrawing_twice_changes_nothing():
    sponsor = with_email(SponsorFactory())
    for days in (0, 1):
        withdraw(sponsor, now=NOW + timedelta(days=days))
    assert Consent.objects.get().withdrawn_at == NOW
    assert OutgoingMail.objects.count() == 1


# Written down by the office


def test_somebody_who_phones_is_written_down_without_an_address(client, staff):
    typed = {"name": "Paula Probe", "phone": "02932 1234", "most_sponsorships": 1, "mail_language": "de", "key": "k"}
    answer = client.post(f"{LIST}person/neu/", typed | {"consent_how": "spoken", "language_1": "de"})
    sponsor = Sponsor.objects.get()
    assert answer.headers["Location"] == page_of(sponsor)
    assert (sponsor.status, sponsor.email_key, sponsor.responsible) == (SponsorStatus.CONFIRMED, "", staff)
    assert (Consent.objects.get().how, sponsor.answer_by > timezone.localdate()) == ("spoken", True)
    assert not OutgoingMail.objects.exists()


def test_a_shelter_reports_a_household(client, staff):
    typed = {"name": "Halyna Haushalt", "adults": 1, "most_sponsors": 1, "mail_language": "uk", "key": "k"}
    shelter = {"reported_by": "shelter", "reporter": "Unterkunft am Bach", "shelter": "Unterkunft am Bach"}
    answer = client.post(f"{LIST}haushalt/neu/", typed | shelter)
    household = Household.objects.get()
    assert answer.headers["Location"] == page_of(household)
    assert (household.status, household.reporter) == (HouseholdStatus.REQUEST, "Unterkunft am Bach")
    assert not Consent.objects.exists()


@pytest.mark.parametrize(("page", "most"), [("person", "most_sponsorships"), ("haushalt", "most_sponsors")])
def test_a_new_record_sent_twice_is_one_record(client, staff, page, most):
    url = f"{LIST}{page}/neu/"
    key = client.get(url).context["form"]["key"].value()
    typed = {"name": "Robin Probe", "email": "robin@example.org", "adults": 1, most: 1, "mail_language": "de"}
    typed |= {"reported_by": "staff"}
    answers = [client.post(url, typed | {"key": key}) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Sponsor.objects.count() + Household.objects.count() == 1


def test_nobody_is_written_down_twice(client, staff):
    with_email(SponsorFactory())
    typed = {
        "name": "Paula",
        "email": "Kanarina@example.org",
        "most_sponsorships": 1,
        "mail_language": "de",
        "key": "k",
    }
    assert "email" in client.post(f"{LIST}person/neu/", typed).context["form"].errors
    assert Sponsor.objects.count() == 1


def test_corrections_keep_what_others_have_written(client, staff):
    sponsor = with_email(SponsorFactory())
    typed = {"name": "Paula Neu", "email": "neu@example.org", "most_sponsorships": 2, "mail_language": "uk"}
    typed |= {"language_1": "uk", "level_1": 3, "has_pets": "true", "stamp": facts_stamp(client, sponsor)}
    client.post(f"{page_of(sponsor)}angaben/", typed)
    found = Sponsor.objects.of_address("neu@example.org").get()
    assert (found.name, found.most_sponsorships, found.has_pets) == ("Paula Neu", 2, True)
    assert (found.status, found.confidentiality_on) == (SponsorStatus.APPROVED, TODAY)
    assert dict(found.languages.values_list("language", "level")) == {"uk": 3}


@pytest.mark.parametrize(
    ("step", "answers"),
    [
        ("gespraech", {"interview_on": "0001-01-01"}),
        ("zustaendig", {"answer_by": "9999-12-31"}),
        ("zustaendig", {"answer_by": "2020-01-01"}),
        ("pause", {"pause_until": "9999-12-31"}),
        ("pause", {"pause_until": "2020-01-01"}),
    ],
)
def test_a_day_that_cannot_be_meant_is_asked_again(client, staff, step, answers):
    sponsor = SponsorFactory(status=SponsorStatus.INTERVIEW if step == "gespraech" else SponsorStatus.APPROVED)
    context = take(client, sponsor, step, **({"interview_by": staff.pk} | answers)).context
    assert [
        list(form.errors) for _title, form in [context["next"] or ("", None), *context["more"]] if form and form.errors
    ] == [list(answers)]


# Two colleagues at once


def test_facts_that_somebody_else_has_changed_are_not_overwritten(client, staff):
    sponsor = SponsorFactory(name="Paula Alt")
    typed = {"name": "Paula Zweit", "most_sponsorships": 1, "mail_language": "de"}
    typed |= {"stamp": facts_stamp(client, sponsor), "language_1": "de", "level_1": 3}
    url = f"{page_of(sponsor)}angaben/"
    assert client.post(url, typed | {"name": "Paula Erst"}).status_code == 302
    answer = client.post(url, typed).content.decode()
    assert "Inzwischen hat jemand anderes diese Angaben geändert" in answer
    assert 'value="Paula Zweit"' in answer
    assert Sponsor.objects.get().name == "Paula Erst"


@pytest.mark.parametrize("changed", ["languages", "email"])
def test_whatever_the_form_of_facts_writes_is_in_its_stamp(client, staff, changed):
    household = with_email(HouseholdFactory())
    before = facts_stamp(client, household)
    if changed == "languages":
        household.languages.filter(language="de").update(level=3)
    else:
        with_email(household, "andere@example.org")
    assert facts_stamp(client, household) != before


@pytest.mark.parametrize(("step", "column"), [("gespraech", "note"), ("zustaendig", "responsible_id")])
def test_a_step_does_not_overwrite_what_somebody_else_has_written(client, staff, step, column):
    household, other = HouseholdFactory(), UserFactory()
    typed = {"stamp": lives.stamp_for(household, step), "talked_on": "2026-05-04"}
    take(client, household, step, **typed, note="Erste", responsible=other.pk)
    answer = take(client, household, step, **typed, note="Zweite", responsible=staff.pk).content.decode()
    assert "Inzwischen hat jemand anderes diese Angaben geändert" in answer
    assert ("Zweite" in answer) == (step == "gespraech")
    household.refresh_from_db()
    assert getattr(household, column) == {"note": "Erste", "responsible_id": other.pk}[column]


def test_what_was_typed_too_late_stays_on_the_page(client, staff):
    sponsor = SponsorFactory(status=SponsorStatus.INTERVIEW, interested=True)
    stamp = lives.stamp_for(sponsor, "ablehnen")
    take(client, sponsor, "widerruf")
    answer = take(client, sponsor, "ablehnen", words="Beim Sommerfest gern.", stamp=stamp)
    assert "Beim Sommerfest gern." in answer.content.decode()
    assert "inzwischen »zurückgezogen«" in answer.content.decode()
    assert answer.context["next"] is None


# Who looks after whom, and when it comes up again


@pytest.mark.parametrize(("side", "column"), [("sponsor", "most_sponsorships"), ("household", "most_sponsors")])
def test_nobody_is_set_to_fewer_patenschaften_than_there_are(client, staff, side, column):
    party = {"sponsor": SponsorFactory, "household": HouseholdFactory}[side](**{column: 2})
    SponsorshipFactory.create_batch(2, **{side: party})
    url = f"{page_of(party)}angaben/"
    form = client.get(url).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    response = client.post(url, typed | {column: 1})
    assert list(response.context["form"].errors) == [column]


def test_everything_open_is_handed_over_at_once(client, staff):
    taker = UserFactory()
    open_ones = [SponsorFactory(responsible=staff), HouseholdFactory(responsible=staff)]
    over = SponsorFactory(responsible=staff, status=SponsorStatus.ENDED, closed_at=NOW)
    client.post(f"{LIST}uebergabe/", {"giver": staff.pk, "taker": taker.pk})
    for party in open_ones:
        party.refresh_from_db()
        assert party.responsible == taker
    over.refresh_from_db()
    assert over.responsible == staff
    assert hand_over(staff, taker) == 0


@pytest.mark.parametrize(("days", "again"), [(59, 1), (60, 1), (61, 0)])
def test_a_certificate_comes_up_sixty_days_before_it_lapses(days, again):
    lapses = TODAY + timedelta(days=days)
    seen = lapses.replace(year=lapses.year - 5)
    SponsorFactory(certificate_seen_on=seen, certificate_issued_on=seen)
    assert Sponsor.objects.certificate_lapsing(TODAY).count() == again


@pytest.mark.parametrize(
    ("children", "status", "again"),
    [(1, SponsorshipStatus.PROPOSED, 1), (0, SponsorshipStatus.PROPOSED, 0), (1, SponsorshipStatus.DECLINED, 0)],
)
def test_a_missing_certificate_comes_up_where_children_are(children, status, again):
    none = {"certificate_seen_on": None, "certificate_issued_on": None, "certificate_entry": None}
    Sponsorship.objects.create(
        sponsor=SponsorFactory(**none),
        household=HouseholdFactory(children_6_11=children),
        status=status,
        **({"closed_at": NOW, "declined_by": "sponsor"} if status == SponsorshipStatus.DECLINED else {}),
    )
    assert Sponsor.objects.without_wanted_certificate().count() == again


@pytest.mark.parametrize(
    ("party", "listed"),
    [
        (lambda: SponsorFactory(status=SponsorStatus.CONFIRMED, answer_by=TODAY), True),
        (lambda: SponsorFactory(status=SponsorStatus.PAPERS, answer_by=TODAY + timedelta(days=9)), True),
        (lambda: SponsorFactory(status=SponsorStatus.DECLINED, closed_at=NOW), False),
        (lambda: SponsorFactory(status=SponsorStatus.PAUSED, pause_until=TODAY), True),
        (lambda: SponsorFactory(status=SponsorStatus.PAUSED, pause_until=TODAY + timedelta(days=1)), False),
        (lambda: HouseholdFactory(requested=True, answer_by=TODAY), True),
        (lambda: HouseholdFactory(answer_by=TODAY), True),
        (lambda: HouseholdFactory(answer_by=TODAY + timedelta(days=1)), False),
    ],
)
def test_nobody_is_forgotten(party, listed):
    code = party().code
    assert (code in [task.title for task in worklist.tasks(TODAY, UserFactory())]) == listed


def test_the_letter_asks_for_a_certificate_free_of_charge(client, staff):
    sponsor = SponsorFactory(name="Paula Probe", birth_year=1980)
    answer = client.get(f"{page_of(sponsor)}fuehrungszeugnis.pdf")
    text = " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Paula Probe" in text
    assert "30a" in text
    assert "keine Gebühr" in text
    assert "1980" not in text


def test_odd_codes_and_days_of_the_far_future_are_answered(client):
    client.force_login(UserFactory())
    assert client.get("/team/paten/haushalt/%00/").status_code == 404
    assert client.get("/team/paten/zahlen/?von=0001-01-01&bis=9999-12-31").status_code == 200
