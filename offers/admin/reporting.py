from collections.abc import Sequence

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NAMED = 3


def report(request: HttpRequest, done: int, refused: Sequence[Model]) -> None:
    """Say how many records took a step and which did not because their status or a missing review does not allow it."""
    if done:
        messages.success(request, ngettext("%(n)s Eintrag geändert.", "%(n)s Einträge geändert.", done) % {"n": done})
    if refused:
        names = ", ".join(f"»{record}«" for record in refused[:NAMED]) + (" …" if len(refused) > NAMED else "")
        messages.warning(
            request, _("Nicht möglich im jetzigen Status oder ohne zweite Prüfung: %(names)s") % {"names": names}
        )
