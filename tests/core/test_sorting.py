import pytest

from arnsberg_hilfe.core.sorting import name_order, title_order


@pytest.mark.parametrize(
    "ordered",
    [
        ["Anna Adler", "Änne Ähre", "Anna von der Ahre", "Zoe Beispiel"],  # Ähre is spelled aehre
        ["Mira Müller", "Mira Muller", "Taras Muller"],
        ["Jan Strasse", "Jan Straße", "Jan Strauß"],
        ["Mira Ecker", "Émile Éclair", "Mira Edel"],
        ["Li", "Mira Muster", "Mira  MUSTER-Probe"],
        ["Mira Zettel", "Олена Андрієнко", "Олена Ярова"],
        ["О Гай", "О Ґава", "О Дуб", "О Ель", "О Єва", "О Жук", "О Инь", "О Іва", "О Їжак", "О Йота", "О Кіт"],
        ["", "Mira Muster"],
    ],
)
def test_names_stand_in_the_order_of_family_names(ordered):
    shuffled = ordered[::-1]
    assert sorted(shuffled, key=name_order) == ordered


def test_titles_are_sorted_from_their_first_letter():
    titles = ["Zelt", "Übersetzen", "Ähren lesen", "»Chor«", "Хор", "Англійська"]
    assert sorted(titles, key=title_order) == ["Ähren lesen", "»Chor«", "Übersetzen", "Zelt", "Англійська", "Хор"]
