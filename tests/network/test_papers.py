"""What the office prints."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from network.presenting.sheets import sheet_of
from network.workflow import seating
from tests.factories import MeetingFactory, RegistrationFactory, ThemeTableFactory, UserFactory

pytestmark = pytest.mark.django_db
KINDS = ["teilnahmeliste", "namensschilder", "tischblaetter"]


@pytest.fixture
def meeting():
    meeting = MeetingFactory(rounds=2)
    for number in (1, 2):
        ThemeTableFactory(meeting=meeting, number=number)
    RegistrationFactory(meeting=meeting, name="Tara Test", companions=["Tom Test", ""], organisation="=1+1")
    RegistrationFactory(meeting=meeting, name="Nora Niemand", waiting=True)
    seating.allocate(meeting)
    return meeting


@pytest.mark.parametrize("kind", KINDS)
def test_each_paper_is_a_pdf_of_the_people_with_a_place(client, meeting, kind):
    client.force_login(UserFactory())

    answer = client.get(reverse("network_team:paper", args=[meeting.slug, kind]))

    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]


def test_the_spreadsheet_holds_each_person_with_tables_and_no_formula(client, meeting):
    client.force_login(UserFactory())

    file = client.get(reverse("network_team:attendance_xlsx", args=[meeting.slug])).content
    _head, *rows = load_workbook(BytesIO(file)).active.iter_rows(values_only=True)

    assert {row[0] for row in rows} == {"Tara Test", "Tom Test", "Begleitung 2"}
    assert all(row[2] == "'=1+1" for row in rows)
    assert {tuple(sorted(row[3:5])) for row in rows} == {(1, 2)}


def test_a_companion_without_a_name_stands_below_the_one_who_brings_them(meeting):
    RegistrationFactory(meeting=meeting, name="Anna Anders")

    people = sheet_of(meeting, meeting.starts_at).sorted_people()

    assert [person.name for person in people] == ["Anna Anders", "Tara Test", "Begleitung 2", "Tom Test"]


def test_papers_are_for_staff_and_for_meetings_with_a_day(client, meeting):
    url = reverse("network_team:paper", args=[meeting.slug, KINDS[0]])
    assert client.get(url).status_code == 302
    client.force_login(UserFactory())
    assert client.get(reverse("network_team:paper", args=[meeting.slug, "geheim"])).status_code == 404
    undated = MeetingFactory(draft=True, starts_at=None, ends_at=None, deadline=None)
    assert client.get(reverse("network_team:paper", args=[undated.slug, KINDS[0]])).status_code == 404
