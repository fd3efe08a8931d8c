"""How long the meetings keep what."""

from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.retention import Rule, deletes
from network.models import Arrival, Invitation, Invitee, Measure, Meeting, Progress, Registration, Result, ThemeTable
from network.models import measure as measures
from network.models import meeting_query as meetings
from network.models import registration_query as registrations
from network.workflow import erasing, places

RULES = (
    Rule(
        key="network.unconfirmed",
        what=_("Anmeldungen zu Treffen, deren Adresse niemand bestätigt hat"),
        start=_("Das Formular wurde abgeschickt"),
        period=places.HOLD,
        reason=_("Der Platz soll anderen zugutekommen."),
        covers=(Registration,),
        erase=lambda now: places.release_overdue(now=now),
    ),
    Rule(
        key="network.needs",
        what=_("Was Gäste eines Treffens brauchten: Sprachmittlung, Kinderbetreuung, Zugang ohne Stufen"),
        start=_("Das Treffen endet"),
        period=registrations.NEEDS_KEPT_FOR,
        reason=_("Die Angaben dienten nur der Vorbereitung."),
        covers=(Registration,),
        erase=erasing.forget_needs,
    ),
    Rule(
        key="network.names",
        what=_("Namen und Kontakt der Gäste eines Treffens"),
        start=_("Das Treffen endet"),
        period=registrations.NAMES_KEPT_FOR,
        reason=_("So lange gibt es Rückfragen zu den Ergebnissen. Wie viele kamen, bleibt ohne Namen."),
        covers=(Registration, Arrival),
        erase=erasing.forget_names,
        again={Registration: erasing.forget_guests},
    ),
    Rule(
        key="network.invitations",
        what=_("Dass eine Adresse zu einem Treffen eingeladen wurde"),
        start=_("Das Treffen endet"),
        period=registrations.NAMES_KEPT_FOR,
        reason=_("Damit niemand zweimal eingeladen wird."),
        covers=(Invitation,),
        erase=deletes(Invitation.objects.due_for_erasure, "network.invitations"),
    ),
    Rule(
        key="network.invitees",
        what=_("Adressen für Einladungen"),
        start=_("Die Einladungen werden abbestellt"),
        period=_("sofort; nur die Adresse bleibt als Nein"),
        reason=_("Damit wir nicht wieder an jemanden schreiben, der das nicht möchte."),
        covers=(Invitee,),
    ),
    Rule(
        key="network.results",
        what=_("Namen in Ergebnissen, die nicht öffentlich genannt werden dürfen, und gestrichene Zeilen"),
        start=_("Das Treffen endet"),
        period=registrations.NAMES_KEPT_FOR,
        reason=_("So lange wird aus den Zeilen etwas gemacht. Wer der Nennung zugestimmt hat, bleibt genannt."),
        covers=(Result,),
        erase=erasing.forget_rows,
        again={Result: erasing.forget_addresses_again},
    ),
    Rule(
        key="network.measures",
        what=_("Adressen und Notizen zu Maßnahmen, Namen ohne Zustimmung"),
        start=_("Die Maßnahme ist erledigt oder entfallen"),
        period=measures.FINISHED_FOR,
        reason=_("So lange gibt es Rückfragen. Was vereinbart war und daraus wurde, bleibt."),
        covers=(Measure, Progress),
        erase=erasing.forget_measures,
        again={Measure: erasing.forget_responsible_again},
    ),
    Rule(
        key="network.meetings",
        what=_("Ansprechperson und interne Notizen eines Treffens, wer am Einlass und an den Tischen half"),
        start=_("Das Treffen endet"),
        period=meetings.NOTES_KEPT_FOR,
        reason=_("Hilft beim Vorbereiten der nächsten Treffen."),
        covers=(Meeting, ThemeTable),
        erase=erasing.forget_meetings,
        again={Meeting: erasing.forget_contacts_again},
    ),
)
