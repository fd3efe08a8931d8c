"""The glossary's files: what their authors cannot see in one line."""

import csv
import re
from collections.abc import Iterator

import pytest

from arnsberg_hilfe.core.words import pieces, tokens
from offers.models.glossary_keys import LANGUAGES, keys_of, meaningful
from offers.search.glossary import COLUMNS, FOLDER

FOREIGN_LETTERS = {"uk": re.compile("[a-zыэъё]"), "ru": re.compile("[a-zіїєґ]")}


def concepts() -> list[dict[str, str]]:
    rows = []
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    return rows


def terms() -> Iterator[tuple[str, str, str]]:
    """Concept, language, term."""
    for row in concepts():
        yield row["concept"], "de", row["concept"]
        for language in LANGUAGES:
            yield from ((row["concept"], language, term.strip()) for term in row[language].split(";") if term.strip())


def is_shortened(term: str) -> bool:
    """Whether a single word is left of a phrase when its stop words are taken away."""
    return len(meaningful(term)) == 1 and sum(len(pieces(token) or [token]) for token in tokens(term)) > 1


def test_links_lead_to_concepts():
    rows = concepts()
    labels = {row["concept"] for row in rows}
    links = {link.strip() for row in rows for name in COLUMNS[-2:] for link in row[name].split(";")} - {""}
    assert links <= labels


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_cyrillic_terms_are_spelled_with_their_own_letters(language):
    wrong = [
        term for _concept, code, term in terms() if code == language and FOREIGN_LETTERS[language].search(term.lower())
    ]
    assert wrong == []


def test_no_phrase_shrinks_to_a_word_that_means_something_else():
    owners: dict[tuple[str, str], set[str]] = {}
    for concept, language, term in terms():
        if not is_shortened(term) and len(meaningful(term)) == 1:
            for key in keys_of(meaningful(term), language):
                owners.setdefault((language, key), set()).add(concept)
    wrong = [
        (concept, term)
        for concept, language, term in terms()
        if term != concept
        and is_shortened(term)
        and (found := set().union(*(owners.get((language, key), set()) for key in keys_of(meaningful(term), language))))
        and concept not in found
    ]
    assert wrong == []


def test_terms_stand_once_in_their_concept():
    cells = [cell.split("; ") for row in concepts() for cell in (row[language] for language in LANGUAGES) if cell]
    assert [cell for cell in cells if len(set(cell)) < len(cell)] == []
