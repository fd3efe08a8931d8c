"""The letter with which a volunteer gets the erweitertes Führungszeugnis free of charge (§ 30a BZRG)."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arnsberg_hilfe.core import paper
from arnsberg_hilfe.core.mail import written_in
from sponsorship.models import Sponsor
from sponsorship.office import fachstelle


def certificate_letter(sponsor: Sponsor, *, now: datetime) -> bytes:
    """In German: the Bürgerbüro reads it. The day of birth is not known here; it is written in by hand."""
    with written_in("de"):
        data = {
            "sender": _("Stadt Arnsberg, Fachstelle Zukunft Alter, Patenprojekt"),
            "contact": "{email} · {phone}".format(**fachstelle()),
            "day": _("Arnsberg, %(day)s") % {"day": date_format(timezone.localdate(now), "DATE_FORMAT")},
            "paragraphs": _paragraphs(),
            "lines": [(_("Name"), sponsor.name), (_("Geburtsdatum"), ""), (_("Anschrift"), "")],
            "signature": _("Unterschrift und Stempel der Fachstelle"),
        }
        title = _("Bitte um ein erweitertes Führungszeugnis")
        return paper.pdf("certificate_letter", data, title=title, language="de", now=now)


def _paragraphs() -> list[str]:
    return [
        _(
            "die unten genannte Person möchte ehrenamtlich eine Patenschaft für einen Haushalt mit Kindern übernehmen. "
            "Dafür braucht sie ein erweitertes Führungszeugnis. Wir bestätigen, dass die Voraussetzungen des § 30a "
            "Absatz 1 des Bundeszentralregistergesetzes (BZRG) vorliegen."
        ),
        _("Die Tätigkeit ist ehrenamtlich. Wir bitten deshalb, keine Gebühr zu erheben."),
        _(
            "Das Führungszeugnis geht an die Person selbst. Sie zeigt es uns; wir sehen es ein, notieren drei Angaben "
            "und geben es zurück."
        ),
    ]
