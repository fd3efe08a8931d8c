"""The staff's matching pages: who fits, who is excluded and why, proposals, and weights with their preview."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arnsberg_hilfe.core.models import District
from sponsorship.models import Access, Criterion, Household, Sponsorship, Weight
from sponsorship.models.choices import Gender, HouseholdExclusion, Interest, Mobility, Side, SponsorStatus
from sponsorship.models.free_times import pack
from sponsorship.models.matching import DEFAULT_WEIGHTS
from sponsorship.presenting import cards
from sponsorship.workflow import weighing
from tests.factories import NOW, TODAY, HouseholdFactory, SponsorFactory, SponsorshipFactory, UserFactory, moderator

pytestmark = pytest.mark.django_db
WEIGHTS = "/team/paten/gewichte/"


@pytest.fixture
def office(client):
    client.force_login(UserFactory(admin=True))
    return client


def of_household(household):
    return f"/team/paten/haushalt/{household.code}/vermitteln/"


def of_sponsor(sponsor):
    return f"/team/paten/person/{sponsor.pk}/vermitteln/"


def text_of(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def propose(client, url, other, **more):
    return client.post(url, {"other": other.pk, **more}, follow=True)


def groups(page):
    return {group.rule.number: [each.other.name for each in group.people] for group in page.groups}


def test_the_pages_are_the_offices_own(client):
    urls = [of_household(HouseholdFactory()), of_sponsor(SponsorFactory()), WEIGHTS]
    for url in urls:
        assert client.get(url).status_code == 302
    for user in (UserFactory(is_staff=False), moderator()):
        client.force_login(user)
        assert [client.get(url).status_code for url in urls] == [404] * 3
        assert [client.post(url, {"other": 1}).status_code for url in urls] == [404] * 3
    client.force_login(UserFactory())
    assert [client.get(url).status_code for url in urls] == [200] * 3


def test_what_does_not_exist_is_not_found(office):
    assert office.get("/team/paten/haushalt/H-0000/vermitteln/").status_code == 404
    assert office.get("/team/paten/person/999/vermitteln/").status_code == 404
    household = HouseholdFactory()
    assert office.post(of_household(household), {"other": 999}).status_code == 404


def test_reading_leaves_a_trace_and_nothing_in_any_cache(office):
    household, sponsor = HouseholdFactory(), SponsorFactory()
    for url in (of_household(household), of_sponsor(sponsor)):
        assert "no-store" in office.get(url)["Cache-Control"]
    entries = [(each.kind, each.subject) for each in Access.objects.order_by("pk")]
    assert entries == [("detail", f"household-{household.pk}"), ("detail", f"sponsor-{sponsor.pk}")]


def test_who_fits_stands_best_first_with_score_reasons_and_doubt(office):
    household = HouseholdFactory()
    SponsorFactory(name="Fern Fitzel", district=District.objects.get(slug="oeventrop"))
    SponsorFactory(name="Nora Nachbarin", hours=None)

    page = office.get(of_household(household)).context["page"]

    assert [row.other.name for row in page.rows] == ["Nora Nachbarin", "Fern Fitzel"]
    first = page.rows[0]
    assert first.score.endswith(" Punkte")
    assert first.best[:2] == ["gleicher Stadtteil", "1 von 2 Themen: Deutsch üben"]
    assert first.doubts[0] == "Lebenslage: unbekannt"
    assert [line.label for line in first.lines] == [str(criterion.label) for criterion in Criterion]


def test_the_bar_is_cut_into_criteria_that_add_up_to_the_score(office):
    household = HouseholdFactory()
    SponsorFactory()

    row = office.get(of_household(household)).context["page"].rows[0]

    assert sum(float(piece.width) for piece in row.pieces) == pytest.approx(row.judged.score, abs=0.05)
    starts = [float(piece.start) for piece in row.pieces]
    assert starts == sorted(starts)
    assert {piece.key for piece in row.pieces if not piece.is_known} == {"situation", "interests"}


def test_what_is_not_known_is_called_unknown_on_both_cards(office):
    household = HouseholdFactory(district=None, hours=None, free_times=None, speaks={}, topics=[], adults_are="")
    sponsor = SponsorFactory(district=None, birth_year=None, mobility="", speaks={}, free_times=None)
    for url, unknown in ((of_household(household), 7), (of_sponsor(sponsor), 7)):
        page = office.get(url).context["page"]
        assert sum(fact.value == "unbekannt" for fact in page.card.facts) == unknown
        assert page.card.times is None


def test_the_card_says_how_many_live_there_and_of_what_age(office):
    household = HouseholdFactory(adults=2, children_0_5=1, children_6_11=0, children_12_17=2)
    who, grown_ups = office.get(of_household(household)).context["page"].card.facts[:2]
    assert who.value == "5 Personen. Erwachsene: 2; Kinder bis 5 Jahre: 1; Jugendliche von 12 bis 17 Jahren: 2"
    assert (grown_ups.label, grown_ups.value) == ("Die Erwachsenen sind", "nur Frauen")
    labels = [each.label for each in cards.of_household(HouseholdFactory(adults=0), TODAY).facts]
    assert "Die Erwachsenen sind" not in labels


def test_the_card_shows_free_times_as_a_week(office):
    household = HouseholdFactory(free_times=pack([(0, 0), (6, 2)]))
    morning, _afternoon, evening = office.get(of_household(household)).context["page"].card.times
    assert morning == ("vormittags", [True] + [False] * 6)
    assert evening == ("abends", [False] * 6 + [True])


def test_everybody_excluded_stands_under_the_rule_that_excludes_them(office):
    household = HouseholdFactory(
        free_times=pack([(1, 1)]), excludes=[HouseholdExclusion.MEN], speaks={"uk": 3}, adults_are=Gender.WOMAN
    )
    uk = {"speaks": {"uk": 2}}
    SponsorFactory(name="Paula Pause", status=SponsorStatus.PAUSED, **uk)
    SponsorFactory(name="Zora Zeugnis", certificate_seen_on=None, certificate_issued_on=None, **uk)
    SponsorFactory(name="Ohne Okay", agreed=False, **uk)
    SponsorFactory(name="Deutsch Dora")
    SponsorshipFactory(sponsor=SponsorFactory(name="Volle Vera", **uk), household=HouseholdFactory())
    SponsorFactory(name="Manfred Mann", gender=Gender.MAN, **uk)
    far = District.objects.get(slug="oeventrop")
    SponsorFactory(name="Frieda Fuß", mobility=Mobility.ON_FOOT, district=far, **uk)
    SponsorFactory(name="Nie Nora", free_times=pack([(0, 0)]), **uk)
    known = SponsorFactory(name="Damals Dina", **uk)
    SponsorshipFactory(sponsor=known, household=household).decline(Side.HOUSEHOLD, now=NOW)

    response = office.get(of_household(household))

    assert groups(response.context["page"]) == {
        1: ["Paula Pause"],
        2: ["Zora Zeugnis"],
        3: ["Ohne Okay"],
        4: ["Deutsch Dora"],
        5: ["Volle Vera"],
        6: ["Manfred Mann"],
        7: ["Frieda Fuß"],
        8: ["Nie Nora"],
        10: ["Damals Dina"],
    }
    assert response.context["page"].excluded == 9
    assert "Es gibt keine gemeinsame freie Zeit." in text_of(response)
    overridable = {group.rule.number for group in response.context["page"].groups if group.people[0].may_be_overridden}
    assert overridable == {7, 8, 10}


def test_an_unaccompanied_minor_is_matched_with_nobody(office):
    household = HouseholdFactory(unaccompanied=True)
    SponsorFactory()
    assert list(groups(office.get(of_household(household)).context["page"])) == [9]


def test_of_many_excluded_the_first_are_shown_and_all_on_demand(office):
    household = HouseholdFactory()
    SponsorFactory.create_batch(8, status=SponsorStatus.PAUSED)
    page = office.get(of_household(household)).context["page"]
    assert (page.groups[0].count, len(page.groups[0].people)) == (8, 5)
    whole = office.get(of_household(household) + page.groups[0].more.partition("#")[0]).context["page"]
    assert (len(whole.groups[0].people), whole.groups[0].is_open, whole.groups[0].more) == (8, True, "")


def test_twenty_are_shown_and_more_on_demand(office):
    household = HouseholdFactory()
    SponsorFactory.create_batch(23)
    page = office.get(of_household(household)).context["page"]
    assert (len(page.rows), page.fitting) == (20, 23)
    more = office.get(of_household(household) + page.more.partition("#")[0]).context["page"]
    assert (len(more.rows), more.more) == (23, "")
    for nonsense in ("?bis=x&regel=x", "?bis=-1", "?bis=99999999999999", "?regel=²"):
        assert len(office.get(of_household(household) + nonsense).context["page"].rows) == 20


def test_who_helps_already_stands_on_top(office):
    found = SponsorshipFactory(household=HouseholdFactory(most_sponsors=2), sponsor=SponsorFactory(name="Ada Schonda"))
    found.ask_sponsor(now=NOW)
    together = office.get(of_household(found.household)).context["page"].together
    assert [(each.name, each.status) for each in together] == [("Ada Schonda", "Pate gefragt")]
    together = office.get(of_sponsor(found.sponsor)).context["page"].together
    assert [(each.name, each.url) for each in together] == [
        (found.household.code, f"/team/paten/patenschaft/{found.pk}/")
    ]


@pytest.mark.parametrize("side", ["household", "sponsor"])
def test_a_proposal_is_one_click_from_either_side(office, side):
    household, sponsor = HouseholdFactory(), SponsorFactory(name="Paula Probe")
    url, other = (of_household(household), sponsor) if side == "household" else (of_sponsor(sponsor), household)
    text = text_of(propose(office, url, other))
    assert f"Vorgeschlagen: Paula Probe für {household.code}." in text
    found = Sponsorship.objects.get()
    assert (found.sponsor, found.household, found.override_reason) == (sponsor, household, "")
    assert found.proposed_by == office.get(url).context["user"]


def test_the_second_of_two_is_told_why_not(office):
    household = HouseholdFactory()
    one, other = SponsorFactory.create_batch(2)
    propose(office, of_household(household), one)
    assert "Der Haushalt ist versorgt" in text_of(propose(office, of_household(household), other))
    assert Sponsorship.objects.count() == 1


def test_a_rule_that_staff_may_judge_yields_to_a_reason_only(office):
    household, sponsor = HouseholdFactory(free_times=pack([(0, 0)])), SponsorFactory(free_times=pack([(1, 1)]))
    assert "keine gemeinsame freie Zeit" in text_of(propose(office, of_household(household), sponsor))
    assert "höchstens 500 Zeichen" in text_of(propose(office, of_household(household), sponsor, reason="x" * 501))
    assert not Sponsorship.objects.exists()
    propose(office, of_household(household), sponsor, reason="Sie finden eine Zeit.")
    assert Sponsorship.objects.get().override_reason == "Sie finden eine Zeit."


def test_no_reason_helps_against_a_rule_that_protects(office):
    household, sponsor = HouseholdFactory(), SponsorFactory(status=SponsorStatus.PAUSED)
    assert "Trotzdem vorschlagen" not in text_of(office.get(of_household(household)))
    assert "nicht freigegeben" in text_of(propose(office, of_household(household), sponsor, reason="Passt schon."))
    assert not Sponsorship.objects.exists()


def test_a_household_is_its_code_and_nothing_that_tells_who_it_is(office):
    secrets = {name: f"Kanarie{name}" for name in ("name", "address", "note", "phone", "reporter")}
    household = HouseholdFactory(email="kanarie@example.org", most_sponsors=2, **secrets)
    sponsor = SponsorFactory(phone="Kanarietelefon", address="Kanariestraße", note="Kanarienotiz", most_sponsorships=2)
    SponsorshipFactory(household=household)
    pages = [of_household(household), of_sponsor(sponsor), WEIGHTS + "?topics=1&district=100"]
    for url in pages:
        assert "kanarie" not in text_of(office.get(url)).lower()
    assert household.code in text_of(office.get(of_sponsor(sponsor)))


def statements(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_one_and_thirty_candidates_take_as_many_statements(office):
    household, sponsor = HouseholdFactory(), SponsorFactory(most_sponsorships=3)
    SponsorFactory(status=SponsorStatus.PAUSED)
    few = [statements(office, url) for url in (of_household(household), of_sponsor(sponsor))]
    SponsorFactory.create_batch(15)
    SponsorFactory.create_batch(14, status=SponsorStatus.PAUSED)
    HouseholdFactory.create_batch(15)
    HouseholdFactory.create_batch(14, unaccompanied=True)
    assert [statements(office, url) for url in (of_household(household), of_sponsor(sponsor))] == few
    assert max(few) <= 20


def all_on(criterion, **more):
    return dict.fromkeys(Criterion.values, 0) | {criterion: 100} | more


def asked(**weights):
    return WEIGHTS + "?" + "&".join(f"{name}={weight}" for name, weight in weights.items())


def saved():
    return dict(Weight.objects.values_list("criterion", "weight"))


def test_the_default_weights_are_those_the_portal_came_with():
    assert saved() == DEFAULT_WEIGHTS


def test_a_preview_names_who_would_come_first_and_saves_nothing(office):
    household = HouseholdFactory(interests=[Interest.MUSIC])
    far = District.objects.get(slug="oeventrop")
    SponsorFactory(name="Nah Naumann", interests=[Interest.SPORT])
    SponsorFactory(name="Musi Meier", interests=[Interest.MUSIC], district=far, topics=[])
    before = saved()

    response = office.get(asked(**all_on("interests")))

    assert [(row.code, row.before, row.after) for row in response.context["page"].rows] == [
        (household.code, "Nah Naumann", "Musi Meier")
    ]
    assert response.context["page"].rows[0].after_score == "100,0 Punkte"
    assert "Bei 1 von 1 wartenden Haushalt stünde jemand anderes" in text_of(response)
    assert saved() == before
    first = office.get(of_household(household)).context["page"].rows[0]
    assert response.context["page"].rows[0].before_score == first.score


def test_weights_are_saved_and_count_from_then_on(office):
    response = office.post(WEIGHTS, all_on("district"), follow=True)
    assert "Ab jetzt wird so gewichtet" in text_of(response)
    assert saved() == all_on("district")
    household = HouseholdFactory()
    SponsorFactory()
    assert office.get(of_household(household)).context["page"].rows[0].score == "100,0 Punkte"


def test_the_default_can_be_looked_at_and_brought_back(office):
    weighing.save({Criterion(name): weight for name, weight in all_on("district").items()})
    response = office.get(office.get(WEIGHTS).context["default_url"])
    assert response.context["is_new"]
    office.post(WEIGHTS, dict(response.context["page"].posted))
    assert saved() == DEFAULT_WEIGHTS
    assert not office.get(office.get(WEIGHTS).context["default_url"]).context["is_new"]


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (dict.fromkeys(Criterion.values, 0), "Mindestens ein Kriterium"),
        (all_on("topics", topics=101), "Kriterium"),
        (all_on("topics", hours=""), ""),
        ({"topics": 5}, ""),
    ],
)
def test_weights_that_make_no_sense_are_refused(office, weights, said):
    before = saved()
    for response in (office.get(asked(**weights)), office.post(WEIGHTS, weights)):
        assert said in text_of(response)
        assert response.context["page"] is None
        assert response.context["form"].errors
    assert saved() == before


def test_a_preview_takes_as_many_statements_for_one_household_as_for_thirty(office):
    def prepare(count):
        HouseholdFactory.create_batch(count, interests=[Interest.MUSIC])

    SponsorFactory(interests=[Interest.MUSIC], district=District.objects.get(slug="oeventrop"))
    SponsorFactory(interests=[Interest.SPORT])
    prepare(1)
    few = statements(office, asked(**all_on("interests")))
    prepare(29)
    assert statements(office, asked(**all_on("interests"))) == few
    assert office.get(asked(**all_on("interests"))).context["page"].changed == 30
    assert len(office.get(asked(**all_on("interests"))).context["page"].rows) == 10


def test_only_the_longest_waiting_are_looked_at_where_there_are_too_many(office, monkeypatch):
    monkeypatch.setattr(weighing, "MOST_HOUSEHOLDS", 2)
    HouseholdFactory.create_batch(3)
    SponsorFactory()
    preview = weighing.preview(DEFAULT_WEIGHTS, TODAY)
    assert (preview.waiting, preview.looked_at, preview.changes) == (3, 2, [])
    assert "insgesamt warten 3" in text_of(office.get(asked(**all_on("hours"))))
    assert Household.objects.count() == 3
