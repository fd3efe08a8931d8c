import pytest

from arnsberg_hilfe.core.words import (
    cyrillic,
    fold,
    forms,
    is_action,
    is_english,
    is_faint,
    is_infinitive,
    is_mere_grammar,
    is_purpose,
    is_stopword,
    joined_in,
    latin,
    parts,
    pieces,
    rejoined,
    schedule_words,
    sound,
    sounds_empty,
    time_words,
    tokens,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Öventrop", "Oeventrop"),
        ("Oventrop", "Oeventrop"),
        ("Fußball", "FUSSBALL"),
        ("Café", "cafe"),
        ("Müller", "Mueller"),
        ("ґанок", "ганок"),
        ("ёлка", "елка"),
        ("п’ятниця", "п'ятниця"),
        ("cпорт", "спорт"),  # a Latin c in a Cyrillic word
    ],
)
def test_spellings_of_one_word_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["frauen", "neue", "bauen", "quelle", "steuer"])
def test_a_genuine_ue_stays(word):
    assert fold(word) == word


@pytest.mark.parametrize("text", ["", "'", "-", "\0", "🙂", "\u0301"])
def test_what_is_no_word_folds_to_nothing_and_has_no_forms(text):
    assert fold(text) == ""
    assert forms(text) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kindergärten", "Kindergarten"),
        ("Wohnungen", "wohnung"),
        ("Patinnen", "Pate"),
        ("Ärztin", "Arzt"),
        ("Helferinnen", "Helfer"),
        ("дитячого", "дитячий"),
        ("садка", "садок"),
        ("квартиру", "квартира"),
        ("children", "child"),
    ],
)
def test_inflections_share_a_form(one, other):
    assert set(forms(one)) & set(forms(other))


@pytest.mark.parametrize(("one", "other"), [("Kuchen", "Küche"), ("Termin", "Term")])
def test_different_words_share_no_form(one, other):
    assert not set(forms(one, "de")) & set(forms(other, "de"))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Kerzenreste", ("Kerze", "Rest")),
        ("Kinderbetreuung", ("Kind", "Betreuung")),
        ("Sprachkurse", ("Sprache", "Kurs")),
        ("Begegnungsorte", ("Begegnung", "Ort")),
        ("Lebensmittelausgabe", ("Lebensmittel", "Ausgabe")),
        ("Kleidung", ()),
        ("Dienstag", ()),
        ("dauerhaft", ()),
        ("садок", ()),
        ("a" * 500, ()),
    ],
)
def test_compounds_are_cut_into_their_parts(word, expected):
    assert parts(word) == expected


def test_gendered_words_are_read_as_one_word():
    found = tokens("Helfer:innen, Bürger*innen, Macher_innen und Pat/-innen")
    assert found == ["Helferinnen", "Bürgerinnen", "Macherinnen", "und", "Patinnen"]


def test_hyphened_words_stay_together_and_have_pieces():
    assert tokens("im Anton-Schwede-Haus") == ["im", "Anton-Schwede-Haus"]
    assert pieces("Anton-Schwede-Haus") == ["Anton", "Schwede", "Haus"]


def test_shortened_compounds_are_completed():
    assert "Migrationsberatung" in tokens("Migrations- und Flüchtlingsberatung")
    assert "Deutschkurse" in tokens("Deutsch- und Schulkurse")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("dienstags", ("dienstag",)),
        ("Freitagvormittags", ("freitag", "vormittag")),
        ("Sonnabend", ("samstag",)),
        ("вівторок", ("dienstag",)),
        ("Tuesday", ("dienstag",)),
        ("Sonne", ()),
    ],
)
def test_words_of_time_lead_to_days_and_times_of_day(word, expected):
    assert time_words(word) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mo-Mi 17-19 Uhr", {"montag", "dienstag", "mittwoch", "abend"}),
        ("Fr–So", {"freitag", "samstag", "sonntag", "wochenende"}),
        ("Sa–Mo", {"samstag", "sonntag", "montag", "wochenende"}),
        ("Di 25.10.2022, 8.30 Uhr", {"dienstag", "vormittag"}),
        ("nach Absprache", set()),
    ],
)
def test_schedules_are_spelled_out(text, expected):
    assert schedule_words(text) == expected


def test_cyrillic_names_have_latin_spellings():
    assert "arnsberg" in latin("Арнсберг")
    assert "muschede" in latin("Мюшеде")
    assert latin("Arnsberg") == ()


@pytest.mark.parametrize(
    ("cyrillic", "typed"), [("дитячий", "dytyachyy"), ("садок", "sadok"), ("квартира", "kvartyra"), ("лікар", "likar")]
)
def test_ukrainian_in_latin_letters_sounds_the_same(cyrillic, typed):
    assert sound(cyrillic) == sound(typed)


@pytest.mark.parametrize("word", ["für", "FUER", "для", "the", "möchte", "потрібно"])
def test_words_without_meaning_are_known_in_every_language(word):
    assert is_stopword(word)


@pytest.mark.parametrize("word", ["suche", "шукаю", "ищу", "finding", "Hilfe", "ohne", "немає"])
def test_words_that_need_another_word_are_no_stop_words(word):
    assert is_faint(word)
    assert not is_stopword(word)


@pytest.mark.parametrize(("word", "expected"), [("sucht", True), ("Sucht", False), ("it", True), ("IT", False)])
def test_texts_are_searched_for_nouns_that_look_like_stop_words(word, expected):
    assert is_mere_grammar(word) is expected


@pytest.mark.parametrize(
    ("asked", "understood"),
    [
        ("wo gebe ich Möbel ab", "wo abgeben ich Möbel"),
        ("ich biete ein Zimmer an", "ich anbieten ein Zimmer"),
        ("Leute kennen lernen", "Leute kennenlernen"),
        ("Deutsch an der VHS", "Deutsch an der VHS"),
        ("mit Kindern spielen", "mit Kindern spielen"),
        ("ab Montag", "ab Montag"),
        ("an", "an"),
    ],
)
def test_verbs_in_two_pieces_are_joined(asked, understood):
    assert rejoined(asked.split()) == understood.split()


def test_verbs_in_two_pieces_are_found_in_texts():
    text = "Städtische Teams packen mit an. Helfende tauschen sich über Angebote, Bedarfe und anderes aus; alle kommen."
    assert list(joined_in(text)) == ["anpacken", "austauschen"]


def test_english_words_are_known_as_such_unless_german_has_them():
    assert is_english("Racism")
    assert not is_english("Film")
    assert not is_english("Teezeit")


@pytest.mark.parametrize(
    ("word", "found"), [("Nähkurs", ("nähen", "Kurs")), ("Antidiskriminierung", ("anti", "Diskriminierung"))]
)
def test_compounds_begin_with_short_verbs_and_prefixes_too(word, found):
    assert parts(word) == found


def test_participles_are_not_taken_for_nouns():
    assert "gebet" not in forms("gebeten", "de")


def test_actions_are_infinitives_that_are_no_other_noun():
    assert [word for word in ("verschenken", "karten", "kostenlos", "Reparieren", "kuchen") if is_action(word)] == [
        "verschenken"
    ]
    assert is_infinitive("karten")
    assert not is_infinitive("offenes")


def test_prepositions_of_purpose_are_known_in_every_language():
    assert all(is_purpose(word) for word in ("für", "Fuer", "for", "для"))
    assert not is_purpose("mit")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dokumentamy", "документ"),
        ("kvartyry", "квартира"),
        ("perekladacha", "перекладач"),
        ("nimetskoi", "німецької"),
        ("shukayu", "шукати"),
        ("Nemetskiy", "немецкий"),
        ("schukaju", "шукати"),
    ],
)
def test_latin_letters_are_read_as_the_cyrillic_word_with_its_forms(typed, meant):
    assert fold(meant) in {form for spelled in cyrillic(typed) for form in forms(spelled, "uk")}


@pytest.mark.parametrize("word", ["мова", "Straße"])
def test_only_plain_latin_letters_can_stand_for_cyrillic_ones(word):
    assert cyrillic(word) == ()


@pytest.mark.parametrize(("word", "empty"), [("dlya", True), ("hochu", True), ("z", True), ("mova", False)])
def test_stop_words_are_known_in_latin_letters_too(word, empty):
    assert sounds_empty(word) is empty


@pytest.mark.parametrize("word", ["nehmt", "Nehmt", "brauchte"])
def test_all_forms_of_a_verb_without_meaning_are_stop_words(word):
    assert is_stopword(word)


@pytest.mark.parametrize(("word", "action"), [("verschenke", True), ("kocht", True), ("Reise", False), ("ward", False)])
def test_a_verb_is_an_action_in_every_form(word, action):
    assert is_action(word) is action


def test_the_first_word_of_a_sentence_may_be_a_verb_in_two_pieces():
    assert rejoined(["Nehmt", "ihr", "Sachen", "an"]) == ["annehmen", "ihr", "Sachen"]


def test_things_are_no_part_of_a_compound_for_sounding_like_an_ache():
    assert parts("Babysachen") == ("Baby", "Sache")
