from django.utils.translation import gettext as _


def steps_to_a_sponsorship() -> list[dict[str, str]]:
    """From the first click to the agreement, for both sides."""
    return [
        {
            "title": _("Sie melden sich"),
            "text": _("Das Formular dauert zwei Minuten. Am Telefon geht es auch."),
        },
        {
            "title": _("Wir sprechen miteinander"),
            "text": _("Mit Patinnen und Paten über die Aufgabe, mit Familien darüber, was sie brauchen."),
        },
        {
            "title": _("Wir schlagen jemanden vor"),
            "text": _("Beide Seiten entscheiden. Namen und Kontakt erfahren Sie erst, wenn beide Ja gesagt haben."),
        },
        {
            "title": _("Sie lernen sich kennen"),
            "text": _("Beim ersten Treffen sind wir dabei, bei Bedarf mit Sprachmittlung."),
        },
        {
            "title": _("Vier Wochen Schnupperphase"),
            "text": _("Danach sagen beide, ob es weitergeht. Wenn nicht, suchen wir neu. Niemand hat Schuld."),
        },
    ]
