"""A Patenschaft from the proposal to its end: who is asked, who is told, and what two at once may do."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from arnsberg_hilfe.core.models import District, OutgoingMail
from arnsberg_hilfe.core.status import WrongStatusError
from sponsorship import links
from sponsorship.models import Sponsor, Sponsorship
from sponsorship.models.choices import EndReason, Side, SponsorshipStatus
from sponsorship.models.sponsorship_query import ASKED
from sponsorship.workflow import returning
from sponsorship.workflow import sponsorships as workflow
from sponsorship.workflow.handing_over import hand_over
from sponsorship.workflow.proposing import ExcludedError, judgement, propose
from tests.factories import NOW, TODAY, UserFactory
from tests.sponsorship.lives import BARE, HOUSEHOLD_CANARIES, SPONSOR_CANARIES, bare_pair, household, pair, sponsor

pytestmark = pytest.mark.django_db
Status = SponsorshipStatus
SPONSOR, HOUSEHOLD = SPONSOR_CANARIES["email"], HOUSEHOLD_CANARIES["email"]
STEPS = {
    "ask_sponsor": ({}, [Status.PROPOSED]),
    "sponsor_says_yes": ({}, [Status.SPONSOR_ASKED]),
    "household_says_yes": ({}, [Status.HOUSEHOLD_ASKED]),
    "call_meeting_off": ({}, [Status.MEETING]),
    "begin_trial": ({}, [Status.MEETING]),
    "activate": ({"agreed_on": TODAY}, [Status.TRIAL]),
    "pause": ({"until": None}, [Status.ACTIVE]),
    "resume": ({}, [Status.PAUSED]),
}


def told():
    """Whom the letters went to, with what they were about."""
    return sorted(OutgoingMail.objects.values_list("to", "purpose"))


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_taken_only_from_its_status_and_a_forbidden_one_tells_nobody(step, status):
    options, allowed = STEPS[step]
    sponsorship = pair(status)
    if status in allowed:
        getattr(workflow, step)(sponsorship, by=None, now=NOW, **options)
        assert sponsorship.steps.count() == 1
    else:
        with pytest.raises(WrongStatusError):
            getattr(workflow, step)(sponsorship, by=None, now=NOW, **options)
        assert (sponsorship.steps.count(), told()) == (0, [])


def test_the_way_from_proposal_to_end_tells_each_side_in_its_turn():
    sponsorship, user = pair(), UserFactory()
    workflow.ask_sponsor(sponsorship, by=user, now=NOW)
    assert told() == [(SPONSOR, "sponsorship-asked")]
    workflow.sponsor_says_yes(sponsorship, now=NOW)
    assert told() == [(HOUSEHOLD, "sponsorship-asked"), (SPONSOR, "sponsorship-asked")]
    workflow.household_says_yes(sponsorship, now=NOW)
    workflow.begin_trial(sponsorship, by=user, now=NOW)
    workflow.activate(sponsorship, agreed_on=TODAY, by=user, now=NOW)
    workflow.end(sponsorship, EndReason.GOAL, note="Alles gut", by=user, now=NOW)

    both = ["sponsorship-active", "sponsorship-agreed", "sponsorship-asked", "sponsorship-over", "sponsorship-trial"]
    assert told() == [(HOUSEHOLD, each) for each in both] + [(SPONSOR, each) for each in both]
    sponsorship.refresh_from_db()
    assert (sponsorship.status, sponsorship.end_note) == (Status.ENDED, "Alles gut")
    assert [step.status for step in sponsorship.steps.all()][::-1] == [
        Status.SPONSOR_ASKED,
        Status.HOUSEHOLD_ASKED,
        Status.MEETING,
        Status.TRIAL,
        Status.ACTIVE,
        Status.ENDED,
    ]


@pytest.mark.parametrize(
    ("status", "side", "informed"),
    [
        (Status.PROPOSED, Side.OFFICE, []),
        (Status.SPONSOR_ASKED, Side.SPONSOR, []),
        (Status.SPONSOR_ASKED, Side.OFFICE, [SPONSOR]),
        (Status.HOUSEHOLD_ASKED, Side.HOUSEHOLD, [SPONSOR]),
        (Status.HOUSEHOLD_ASKED, Side.SPONSOR, [HOUSEHOLD]),
        (Status.MEETING, Side.OFFICE, [HOUSEHOLD, SPONSOR]),
        (Status.TRIAL, Side.HOUSEHOLD, [SPONSOR]),
    ],
)
def test_a_no_is_told_to_the_other_side_if_it_knew_and_without_the_reason(status, side, informed):
    sponsorship = pair(status)
    workflow.decline(sponsorship, side, note="Kanariengrund", now=NOW)

    assert told() == [(address, "sponsorship-not-this-one") for address in informed]
    assert not any("Kanariengrund" in mail.text for mail in OutgoingMail.objects.all())
    assert sponsorship.steps.get().note == "Kanariengrund"
    sponsorship.sponsor.refresh_from_db()
    assert (sponsorship.declined_by, sponsorship.sponsor.taken) == (side, 0)


def test_a_meeting_is_entered_moved_and_struck_out_of_the_same_calendar_entry():
    sponsorship = pair(Status.MEETING, meets_where="Rathaus")
    day = NOW + timedelta(days=5)
    workflow.plan_meeting(sponsorship, day, by=None, now=NOW)
    workflow.plan_meeting(sponsorship, day + timedelta(days=1), by=None, now=NOW)
    workflow.call_meeting_off(sponsorship, by=None, now=NOW)

    files = [mail.attachments.get().content for mail in OutgoingMail.objects.filter(to=SPONSOR).order_by("pk")]
    entries = [bytes(file).decode() for file in files]
    assert [line for entry in entries for line in entry.splitlines() if line.startswith(("SEQUENCE", "METHOD"))] == [
        "METHOD:PUBLISH",
        "SEQUENCE:1",
        "METHOD:PUBLISH",
        "SEQUENCE:2",
        "METHOD:CANCEL",
        "SEQUENCE:3",
    ]
    assert len({line for entry in entries for line in entry.splitlines() if line.startswith("UID")}) == 1
    sponsorship.refresh_from_db()
    assert (sponsorship.status, sponsorship.meets_at) == (Status.MEETING, None)


def test_whoever_says_no_before_the_meeting_takes_it_out_of_the_others_calendar():
    sponsorship = pair(Status.MEETING, meets_at=NOW + timedelta(days=5), uid="6a0f1b3e-0000-4000-8000-000000000000")
    workflow.decline(sponsorship, Side.HOUSEHOLD, now=NOW)

    mail = OutgoingMail.objects.get(to=SPONSOR)
    assert b"METHOD:CANCEL" in bytes(mail.attachments.get().content)


def test_who_has_no_address_is_not_written_to_and_staff_write_down_the_answer(client):
    sponsorship = pair(Status.SPONSOR_ASKED, sponsor=sponsor(email=""))
    client.force_login(UserFactory())
    page = f"/team/paten/patenschaft/{sponsorship.pk}/"
    client.post(
        page + "schritt/answer/", {"answer-side": "sponsor", "answer-answer": "yes", "answer-note": "am Telefon"}
    )

    sponsorship.refresh_from_db()
    assert sponsorship.status == Status.HOUSEHOLD_ASKED
    assert "am Telefon" in client.get(page).content.decode()
    assert told() == [(HOUSEHOLD, "sponsorship-asked")]


def test_two_colleagues_at_once_take_one_step_and_the_other_is_told(client):
    sponsorship = pair(Status.SPONSOR_ASKED)
    client.force_login(UserFactory())
    response = client.post(f"/team/paten/patenschaft/{sponsorship.pk}/schritt/ask/", follow=True)

    assert "inzwischen »Pate gefragt«" in response.content.decode()
    assert told() == []


def send(client, sponsorship, name, **answers):
    typed = {f"{name}-{key}": value for key, value in answers.items()}
    return client.post(f"/team/paten/patenschaft/{sponsorship.pk}/schritt/{name}/", typed, follow=True).content.decode()


def test_two_colleagues_who_find_a_date_at_once_do_not_overwrite_each_other(client):
    sponsorship = pair(Status.MEETING)
    client.force_login(UserFactory())
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    typed = {"meets_at_0": day, "meets_at_1": "10:00", "seen": 0}
    send(client, sponsorship, "meeting", **typed, meets_where="Bürgerbahnhof")
    page = send(client, sponsorship, "meeting", **typed, meets_where="Café am Markt")
    assert [word in page for word in ("Termin geändert", "Café am Markt")] == [True] * 2
    assert "Termin geändert" in send(client, sponsorship, "call_off", seen=0)
    sponsorship.refresh_from_db()
    assert (sponsorship.meets_where, sponsorship.sequence) == ("Bürgerbahnhof", 1)


def test_a_hand_over_that_a_rule_forbids_keeps_its_note(client):
    sponsorship = pair(Status.ACTIVE)
    client.force_login(UserFactory())
    far = sponsor(email="", mobility="on_foot", district=District.objects.get(slug="oeventrop"))
    page = send(client, sponsorship, "hand_over", to=far.pk, note="Mag Schach")
    assert [word in page for word in ("Der Weg ist zu weit", "Mag Schach</textarea>")] == [True] * 2


def test_an_end_that_comes_too_late_keeps_its_note(client):
    sponsorship = pair(Status.ENDED)
    client.force_login(UserFactory())
    page = send(client, sponsorship, "end", reason=EndReason.GOAL, note="Mit Blumen")
    assert [word in page for word in ("inzwischen »beendet«", "Mit Blumen</textarea>")] == [True] * 2


@pytest.mark.parametrize("until", ["2020-01-01", "9999-12-31"])
def test_a_pause_ends_on_a_day_that_comes(client, until):
    sponsorship = pair(Status.ACTIVE)
    client.force_login(UserFactory())
    assert "Dieser Tag" in send(client, sponsorship, "pause", until=until)
    sponsorship.refresh_from_db()
    assert sponsorship.status == Status.ACTIVE


def test_a_sponsors_yes_noted_twice_is_not_the_households(client):
    client.force_login(UserFactory())
    sponsorship = pair(Status.SPONSOR_ASKED)
    page = f"/team/paten/patenschaft/{sponsorship.pk}/"
    form = client.get(page).context["next_step"].form
    typed = {"answer-side": form["side"].value(), "answer-answer": "yes"}
    for _time in range(2):
        client.post(page + "schritt/answer/", typed)
    sponsorship.refresh_from_db()
    assert sponsorship.status == Status.HOUSEHOLD_ASKED


def test_the_page_offers_one_next_step_and_never_a_contact_of_the_household(client):
    client.force_login(UserFactory())
    for status in Status:
        sponsorship = pair(status)
        page = client.get(f"/team/paten/patenschaft/{sponsorship.pk}/").content.decode()
        assert sponsorship.household.code in page
        assert HOUSEHOLD_CANARIES["name"] not in page
        assert page.count("kern-btn--next") <= 1


def test_a_hand_over_ends_the_old_and_proposes_the_new_pair():
    old, new = pair(Status.ACTIVE), sponsor(name="Nina Neu", email="nina@example.org")
    proposal = hand_over(old, new, note="Mag Tee", by=UserFactory(), now=NOW)

    old.refresh_from_db()
    assert (old.status, old.handed_to, proposal.status) == (Status.HANDED_OVER, proposal, Status.PROPOSED)
    assert proposal.steps.get().note == "Mag Tee"
    assert [Sponsor.objects.get(pk=each.pk).taken for each in (old.sponsor, new)] == [0, 1]
    assert told() == [(HOUSEHOLD, "sponsorship-handed-over"), (SPONSOR, "sponsorship-over")]


def test_a_hand_over_to_somebody_who_has_no_room_or_breaks_a_rule_changes_nothing():
    old = pair(Status.ACTIVE)
    full = pair(Status.ACTIVE, sponsor=sponsor(name="Frieda Voll"), household=household()).sponsor
    for somebody in (full, sponsor(agreed=False)):
        with pytest.raises(ExcludedError):
            hand_over(old, somebody, note="x", by=None, now=NOW)
    with pytest.raises(ValidationError):
        hand_over(old, old.sponsor, note="x", by=None, now=NOW)

    old.refresh_from_db()
    assert (old.status, Sponsorship.objects.count(), told()) == (Status.ACTIVE, 2, [])


@pytest.mark.django_db(transaction=True)
def test_of_many_who_answer_at_once_one_is_heard():
    key = bare_pair(Status.SPONSOR_ASKED).pk

    def answer(says_yes):
        try:
            one = Sponsorship.objects.select_related("sponsor", "household").get(pk=key)
            if says_yes:
                workflow.sponsor_says_yes(one, now=NOW)
            else:
                workflow.decline(one, Side.OFFICE, now=NOW)
        except WrongStatusError:
            return 0
        else:
            return 1
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(answer, [True, False, True, False, True, False]))
    # A yes may be followed by a no of the office, never the other way round
    assert sum(done) == Sponsorship.objects.get(pk=key).steps.count() <= 2


@pytest.mark.django_db(transaction=True)
def test_a_sponsor_with_one_free_place_gets_one_of_two_handed_over_at_once():
    keys = [bare_pair(Status.ACTIVE).pk for _number in range(2)]
    new = sponsor(**BARE)

    def pass_on(key):
        try:
            hand_over(Sponsorship.objects.get(pk=key), new, note="x", by=None, now=NOW)
        except ExcludedError:
            return 0
        else:
            return 1
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(pass_on, keys)) == 1
    assert Sponsor.objects.get(pk=new.pk).taken == 1


@pytest.mark.parametrize("begin", ["2026-03-25", "2026-10-20", "2026-06-01"])
@pytest.mark.parametrize("status", [Status.SPONSOR_ASKED, Status.HOUSEHOLD_ASKED])
def test_an_unanswered_proposal_is_reminded_of_once_and_returns_a_week_later(status, begin):
    start = datetime.fromisoformat(begin).replace(tzinfo=UTC)
    sponsorship = pair(status, answer_by=start.date())
    happened = []
    for half_hour in range(48 * 14):
        moment = start + timedelta(minutes=30 * half_hour)
        if returning.keep_moving(now=moment):
            happened.append(timezone.localtime(moment))

    assert [(each.date() - start.date()).days for each in happened] == [1, 8]
    assert [each.hour for each in happened] == [9, 9]
    sponsorship.refresh_from_db()
    assert (sponsorship.status, sponsorship.end_reason) == (Status.BROKEN_OFF, EndReason.UNANSWERED)
    assert (sponsorship.declined_by, sponsorship.steps.get().side) == ("", "")
    assert OutgoingMail.objects.filter(purpose="sponsorship-asked-again").count() == 1


@pytest.mark.parametrize("status", Status)
def test_only_a_question_can_stay_without_an_answer(status):
    sponsorship = pair(status)
    if status in ASKED:
        workflow.lapse(sponsorship, now=NOW)
        sponsorship.refresh_from_db()
        assert sponsorship.end_reason == EndReason.UNANSWERED
    else:
        with pytest.raises(WrongStatusError):
            workflow.lapse(sponsorship, now=NOW)
        assert told() == []


def test_a_pair_that_was_never_answered_may_be_proposed_again_with_a_doubt():
    sponsorship = pair(Status.SPONSOR_ASKED)
    workflow.lapse(sponsorship, now=NOW)
    both = (sponsorship.sponsor_id, sponsorship.household_id)
    assert "ohne Antwort" in judgement(*both, TODAY).doubts[0].words
    assert propose(sponsorship.sponsor, sponsorship.household, by=None, now=NOW).override_reason == ""


def test_a_proposal_that_nobody_was_asked_about_stays_with_the_office():
    pair(Status.PROPOSED, answer_by=TODAY - timedelta(days=60))
    assert returning.keep_moving(now=NOW) == 0


def test_the_mails_link_asks_first_and_the_button_answers_once(client):
    sponsorship = pair(Status.SPONSOR_ASKED)
    url = "/paten/antwort/" + links.SPONSOR_ANSWERS.token(sponsorship.pk) + "/"
    assert client.get(url).status_code == client.get(url).status_code == 200
    sponsorship.refresh_from_db()
    assert sponsorship.status == Status.SPONSOR_ASKED

    assert client.post(url, {"answer": "yes", "reason": "Gern"}).status_code == 302
    assert client.post(url, {"answer": "no"}).status_code == client.get(url).status_code == 410
    sponsorship.refresh_from_db()
    assert (sponsorship.status, sponsorship.steps.get().note) == (Status.HOUSEHOLD_ASKED, "Gern")


def test_one_sides_link_never_answers_for_the_other(client):
    sponsorship = pair(Status.HOUSEHOLD_ASKED)
    token = links.SPONSOR_ANSWERS.token(sponsorship.pk)
    assert client.get(f"/paten/haushalt/antwort/{token}/").status_code == 410
    assert client.get(f"/paten/antwort/{token}/").status_code == 410


@pytest.mark.parametrize(("status", "code"), [(Status.MEETING, 200), (Status.TRIAL, 200), (Status.ENDED, 404)])
def test_the_agreement_is_a_paper_with_both_names_while_both_agree(client, status, code):
    sponsorship = pair(status)
    client.force_login(UserFactory())
    response = client.get(f"/team/paten/patenschaft/{sponsorship.pk}/vereinbarung.pdf")
    assert response.status_code == code
    if code == 200:
        assert response.content.startswith(b"%PDF")


def test_of_an_active_patenschaft_nothing_is_asked_but_a_note(client):
    client.force_login(UserFactory())
    context = client.get(f"/team/paten/patenschaft/{pair(Status.ACTIVE).pk}/").context
    assert context["next_step"] is None
    assert [step.name for step in context["other_steps"]] == ["pause", "hand_over", "end"]


def test_the_page_says_in_words_why_the_two_were_proposed(client):
    proposal = propose(sponsor(), household(), by=None, now=NOW)
    client.force_login(UserFactory())
    assert "1 von 2 Themen: Deutsch üben" in client.get(f"/team/paten/patenschaft/{proposal.pk}/").content.decode()
