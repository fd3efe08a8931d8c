"""The published results of a meeting on paper."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from arnsberg_hilfe.core import paper
from arnsberg_hilfe.core.qr import qr_drawing
from network.presenting.published import Published


def results_pdf(results: Published, *, url: str, now: datetime) -> bytes:
    """A PDF in the language that is active; its code leads to the page at `url`, which lives on."""
    words = {
        "table": _("Tisch"),
        "unit": _("Zuständig"),
        "answer": _("Antwort"),
        "outcome": _("Was daraus wurde"),
        "code": _("Code, der zu dieser Seite führt: %(url)s") % {"url": url},
        "online": _("Diese Seite mit dem neuesten Stand"),
        "untranslated": _("Nicht alles ist schon übersetzt. Was fehlt, lesen Sie auf Deutsch."),
    }
    data = {"results": results, "words": words, "qr": qr_drawing(url), "url": url, "site": settings.PUBLIC_URL}
    title = _("Ergebnisse: %(title)s") % {"title": results.title.text}
    return paper.pdf("results", data, title=title, language=get_language() or "de", now=now)
