from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from arnsberg_hilfe.core.history import RecordedCommand
from network.models import AgendaItem, Meeting, MeetingStatus
from network.slugs import give_slug
from network.workflow.planning import add_theme_tables

KEY = "demo"
AGENDA = [("15:30", "Ankommen und Kaffee"), ("16:00", "Runde an den Thementischen"), ("18:00", "Ergebnisse im Plenum")]


class Command(RecordedCommand):
    help = "Legt zum Ausprobieren ein Beispieltreffen in drei Wochen an; nur in der Entwicklung."

    @transaction.atomic
    def handle(self, **_options: Any) -> None:
        if not settings.DEVELOPMENT:
            raise CommandError("Beispiele gibt es nur in der Entwicklung.")
        if Meeting.objects.filter(import_key=KEY).exists():
            return
        meeting = _meeting()
        give_slug(meeting)
        meeting.save()
        AgendaItem.objects.bulk_create(AgendaItem(meeting=meeting, at=at, title_de=title) for at, title in AGENDA)
        add_theme_tables(meeting)


def _meeting() -> Meeting:
    day = timezone.localdate() + timedelta(days=21)
    begin, end = (timezone.make_aware(datetime.combine(day, time(hour, 30))) for hour in (15, 18))
    return Meeting(
        title_de="Beispiel: Netzwerktreffen zum Ausprobieren",
        title_uk="Приклад: мережева зустріч для проби",
        title_en="Example: a network meeting to try out",
        summary_de="Dieses Treffen gibt es nicht wirklich. Es zeigt, wie man sich anmeldet.",
        summary_uk="Цієї зустрічі насправді не буде. Вона показує, як зареєструватися.",
        summary_en="This meeting does not really take place. It shows how to register.",
        starts_at=begin,
        ends_at=end,
        deadline=begin - timedelta(days=2),
        venue="Beispielhalle",
        address="Musterstraße 1, 59821 Arnsberg",
        places=100,
        rounds=2,
        status=MeetingStatus.OPEN,
        import_key=KEY,
    )
