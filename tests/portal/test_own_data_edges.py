"""«Meine Daten» of people whose addresses are alike, who write nonsense, and who come twice."""

import pytest

from arnsberg_hilfe.core.contact import whole
from arnsberg_hilfe.core.mail import Letter, post
from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.portal import own_data
from tests.factories import NOW, MeasureFactory, MeetingFactory, ResultFactory
from tests.portal.test_own_data import MIRA, path

pytestmark = pytest.mark.django_db
OTHERS = ["el" + MIRA, "el-" + MIRA, "el." + MIRA, "el+" + MIRA, MIRA + ".example", MIRA + "a"]


def naming(address):
    """Everything in whose words an address stands."""
    letter = Letter("test", "Betreff", [f"Bitte an {address}, danke."])
    return [
        MeasureFactory(responsible=f"Elmira <{address}>"),
        ResultFactory(who=f"Elmira, {address}", text_de=f"{address} fragen", answer_de=f"({address})"),
        MeetingFactory(contact=f"Fragen an {address}.", internal_note=f"mailto:{address}"),
        post(letter, to="stelle@example.org"),
    ]


def said(records):
    for record in records:
        record.refresh_from_db()
    measure, result, meeting, mail = records
    return (measure.responsible, result.who, result.text_de, result.answer_de, meeting.contact, mail.text)


@pytest.mark.parametrize("other", OTHERS)
def test_an_address_that_ends_or_begins_alike_is_somebody_elses(other):
    records = naming(other)
    before = said(records)
    assert own_data.holdings_of(MIRA) == []

    naming(MIRA)
    assert len(own_data.holdings_of(MIRA)) == 3
    own_data.erase_everything(MIRA, now=NOW)

    assert said(records) == before
    assert own_data.holdings_of(MIRA) == []
    assert not OutgoingMail.objects.filter(text__regex=whole(MIRA)).exists()
