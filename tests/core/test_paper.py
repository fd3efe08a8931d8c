"""Papers read by a program that knows PDF, as a screen reader would: tags, language, title, words."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.utils.translation import gettext_lazy
from pypdf import PdfReader

from arnsberg_hilfe.core import paper

NOW = datetime(2022, 3, 16, 13, 5, tzinfo=UTC)
MARKUP = [
    '#eval("1") #let x = 1 #panic()',
    "*fett* _schief_ `roh`",
    "$x^2$ \\ ] [ ) }",
    "// weg /* weg */",
    "= Kopf",
    "<a> @b",
]


@dataclass(frozen=True)
class Entry:
    what: str
    until: date


@pytest.fixture
def probe(tmp_path, monkeypatch):
    """A paper with the shared look that shows everything it is given."""
    look = (paper.TEMPLATES / "look.typ").read_text()
    (tmp_path / "look.typ").write_text(look)
    (tmp_path / "probe.typ").write_text(
        '#import "look.typ": *\n#show: paper\n= #data.heading\n#for line in data.lines [#line #parbreak()]\n'
        "#for each in data.entries [#each.what: #each.until #parbreak()]"
    )
    monkeypatch.setattr(paper, "TEMPLATES", tmp_path)

    def write(*lines, entries=(), heading="Kopf", language="de"):
        data = {"heading": heading, "lines": lines, "entries": entries}
        return paper.pdf("probe", data, title=f"Titel {heading}", language=language, now=NOW)

    return write


def words_of(file):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages).split())


def test_a_paper_is_tagged_for_screen_readers(probe):
    root = PdfReader(BytesIO(probe("Absatz"))).trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert (root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (True, True)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_a_paper_says_its_title_and_language(probe, language):
    reader = PdfReader(BytesIO(probe("Absatz", heading="Зустріч", language=language)))
    assert (reader.metadata.title, reader.trailer["/Root"]["/Lang"]) == ("Titel Зустріч", language)


@pytest.mark.parametrize("text", MARKUP)
def test_no_text_is_read_as_markup(probe, text):
    assert words_of(probe(text, heading=text)).count(text) == 2


def test_a_paper_is_set_in_the_letters_of_the_pages(probe):
    page = PdfReader(BytesIO(probe("Їжа"))).pages[0]
    fonts = [font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()]
    assert {name.partition("+")[2] for name in fonts} <= {"FiraSans-Regular", "FiraSans-SemiBold"}


def test_ukrainian_letters_and_german_signs_are_there_to_read_and_copy(probe):
    text = "Їжа, Єва, Ґанок, їхній — „Straße“, ÄÖÜß, 5 €"
    assert text in words_of(probe(text))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Teddys 🧸 für alle", "Teddys für alle"),
        ("Mit ❤️ und 🇺🇦", "Mit und"),
        ("Kein\x07Ton \ufeff\U000e0001", "KeinTon"),
        (r"C:\u0007 \b", r"C:\u0007 \b"),
        ("«مرحبا»", "«مرحبا»"),
        ("«你好»", "«??»"),
        ("Чарівний Іди\u0306", "Чарівний Ідй"),
    ],
)
def test_signs_that_the_letters_do_not_have_leave_a_paper_a_paper(probe, text, printed):
    assert words_of(probe(text, heading=text)).count(printed) == 2


def test_a_foot_tells_page_and_time(probe):
    assert "Seite 1 von 2" in words_of(probe(*["Zeile"] * 60))
    assert "Stand: 16. März 2022 14:05" in words_of(probe("Absatz"))


def test_days_and_lazy_words_and_dataclasses_are_set(probe):
    words = words_of(probe(gettext_lazy("Angebote"), entries=[Entry("Schlüssel", date(2022, 4, 1))]))
    assert "Angebote" in words
    assert "Schlüssel: 1. April 2022" in words


def test_what_has_no_plain_form_is_refused(probe):
    with pytest.raises(TypeError, match="datetime"):
        probe(NOW)


def test_the_same_data_give_the_same_file(probe):
    file = probe("Absatz")
    assert file == probe("Absatz")
    assert PdfReader(BytesIO(file)).metadata.creation_date == NOW
