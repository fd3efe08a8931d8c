"""Reading leaves a trace: one entry for each page, which the leadership can read and nobody can delete."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.core.roles import Role
from sponsorship.models import Access, Complaint, Round
from tests.factories import NOW, HouseholdFactory, SponsorFactory, SponsorshipFactory, UserFactory

pytestmark = pytest.mark.django_db

# Pages that show nobody's data, and those that act and show nothing
WITHOUT_PERSONS = {"new_sponsor", "new_household", "handover", "figures", "weights"}
ACTING = {
    *("sponsor_step", "household_step", "sponsorship_step", "sponsorship_note", "check_in_seen", "check_in_phoned"),
    *("begin_round", "decide_pair"),
}
LISTS = {"pipeline": 2}  # sponsors and households


def names():
    """All staff pages of the Patenprojekt, from the URL configuration itself."""
    found = get_resolver().namespace_dict["sponsorship_team"][1].reverse_dict
    return sorted(name for name in found if isinstance(name, str))


def addresses():
    """The address of each page that shows something."""
    pair = SponsorshipFactory(
        sponsor=SponsorFactory(certificate_seen_on=None), household=HouseholdFactory(), status="active"
    )
    complaint = Complaint.objects.create(sponsorship=pair, key="k", side="household", text="x", answer_by=NOW.date())
    keys = {
        **dict.fromkeys(("sponsor", "match_sponsor", "sponsor_facts", "letter"), pair.sponsor.pk),
        **dict.fromkeys(("household", "match_household", "household_facts"), pair.household.code),
        **dict.fromkeys(("sponsorship", "agreement"), pair.pk),
        "complaint": complaint.pk,
        "round": Round.objects.create().pk,
    }
    shown = [name for name in names() if name not in ACTING]
    return {name: reverse(f"sponsorship_team:{name}", args=[keys[name]] if name in keys else []) for name in shown}


def entries_of(client, url):
    """Who left how many entries by opening a page."""
    before = set(Access.objects.values_list("pk", flat=True))
    assert client.get(url).status_code == 200, url
    return list(Access.objects.exclude(pk__in=before).values_list("by", flat=True))


def test_every_page_that_shows_people_leaves_one_entry(client):
    user = UserFactory(roles=[Role.LEADERSHIP])
    client.force_login(user)
    left = {name: entries_of(client, url) for name, url in addresses().items()}
    expected = {name: [user.pk] * (0 if name in WITHOUT_PERSONS else LISTS.get(name, 1)) for name in left}
    assert left == expected


@pytest.mark.parametrize(("role", "entries"), [(Role.FACHSTELLE, 1), (Role.LEADERSHIP, 1), (Role.COORDINATION, 0)])
def test_the_worklist_leaves_one_entry_for_who_sees_the_patenprojekt_there(client, role, entries):
    client.force_login(UserFactory(roles=[role]))
    assert len(entries_of(client, reverse("portal:worklist"))) == entries


def test_a_mail_that_did_not_arrive_tells_of_whom_it_was(client):
    sponsor = SponsorFactory()
    mail = OutgoingMail.objects.create(
        to="a@example.org", subject="x", about=f"sponsorship.sponsor:{sponsor.pk}", status="refused", message_id="1"
    )
    client.force_login(UserFactory(roles=[Role.FACHSTELLE]))
    client.get(reverse("portal:mail", args=[mail.pk]))
    assert list(Access.objects.values_list("kind", "subject")) == [("detail", f"sponsor-{sponsor.pk}")]


def test_nobody_can_delete_an_entry_in_the_portal():
    assert Access not in admin.site._registry
    assert [name for name in names() if "access" in name] == ["accesses"]


# --- the leadership's page ----------------------------------------------------------------------------------


def page(client, query=""):
    return client.get(reverse("sponsorship_team:accesses") + query)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.LEADERSHIP])
def test_only_the_leadership_reads_who_read_what(client, role):
    client.force_login(UserFactory(roles=[role]))
    assert page(client).status_code == 404


def test_it_finds_a_colleague_and_a_record(client):
    reader, other = UserFactory(name="Nadja Nachweis"), UserFactory(name="Otto Ohne")
    household, sponsor = HouseholdFactory(), SponsorFactory()
    Access.objects.create(by=reader, kind="detail", subject=f"household-{household.pk}")
    Access.objects.create(by=other, kind="export", subject=f"sponsor-{sponsor.pk}")
    client.force_login(UserFactory(roles=[Role.LEADERSHIP]))

    def rows(query):
        return [row[1:] for row in page(client, query).context["found"].rows]

    of_household = ["Nadja Nachweis", "Einzelansicht", f"Haushalt {household.code}"]
    of_sponsor = ["Otto Ohne", "Export", f"Pate oder Patin {sponsor.code}"]
    assert rows(f"?wen={household.code.lower()}") == [of_household]
    assert rows(f"?wen={sponsor.code}") == [of_sponsor]
    assert rows(f"?wer={reader.pk}") == [of_household]
    assert rows(f"?wer={reader.pk}&wen={sponsor.code}") == []
    assert rows("?wen=%27;--") == []
    assert rows("?wer=x&wen=")[0] == ["Mira Muster", "Liste", "Einsichten"]


def test_it_takes_no_more_statements_with_more_entries(client):
    client.force_login(UserFactory(roles=[Role.LEADERSHIP]))

    def statements(entries):
        for _each in range(entries):
            Access.objects.create(by=UserFactory(), kind="detail", subject=f"household-{HouseholdFactory().pk}")
        with CaptureQueriesContext(connection) as captured:
            page(client)
        return len(captured)

    assert statements(1) == statements(30)
