"""The search: `understand` a text, find what is `matching`, `learn` the words of what became public.

Documents and queries are analysed in Python (core.words); PostgreSQL compares lexemes and ranks.
"""

from offers.search.glossary import load_glossary
from offers.search.matching import matching
from offers.search.query import Alternative, Query, Term
from offers.search.understanding import understand
from offers.search.vocabulary import learn, refresh_words, reindex

__all__ = [
    "Alternative",
    "Query",
    "Term",
    "learn",
    "load_glossary",
    "matching",
    "refresh_words",
    "reindex",
    "understand",
]
