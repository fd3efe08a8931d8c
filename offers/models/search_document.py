from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Model


class SearchDocumentField(SearchVectorField):
    """A tsvector computed from the record's other fields whenever the record is saved (like `auto_now`).

    The words are analysed in Python (core.words), so that documents and queries go through the same analysis.
    """

    def pre_save(self, model_instance: Model, add: bool) -> Any:  # noqa: FBT001 - Django's signature
        value = ""
        setattr(model_instance, self.attname, value)
        return value
