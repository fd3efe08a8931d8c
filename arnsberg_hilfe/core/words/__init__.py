"""How words are analysed, the same way for what is searched and for what is asked.

Pure functions, no database: a text is cut into words (`tokens`), a word has `forms` (folded spelling, stem, dictionary
form) by which it is compared, a German compound has `parts`, a Cyrillic word has `latin` spellings.
"""

from arnsberg_hilfe.core.words.compounds import parts
from arnsberg_hilfe.core.words.folding import fold, is_cyrillic
from arnsberg_hilfe.core.words.forms import forms
from arnsberg_hilfe.core.words.lexicon import is_action, is_english, is_infinitive, is_thing
from arnsberg_hilfe.core.words.stopwords import (
    is_faint,
    is_mere_grammar,
    is_negating,
    is_purpose,
    is_stopword,
    sounds_empty,
)
from arnsberg_hilfe.core.words.times import TIMES, schedule_words, time_words
from arnsberg_hilfe.core.words.tokens import pieces, tokens
from arnsberg_hilfe.core.words.transliteration import cyrillic, latin, sound
from arnsberg_hilfe.core.words.verbs import joined_in, rejoined

__all__ = [
    "TIMES",
    "cyrillic",
    "fold",
    "forms",
    "is_action",
    "is_cyrillic",
    "is_english",
    "is_faint",
    "is_infinitive",
    "is_mere_grammar",
    "is_negating",
    "is_purpose",
    "is_stopword",
    "is_thing",
    "joined_in",
    "latin",
    "parts",
    "pieces",
    "rejoined",
    "schedule_words",
    "sound",
    "sounds_empty",
    "time_words",
    "tokens",
]
