from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from arnsberg_hilfe.core.history import RecordedCommand
from arnsberg_hilfe.core.models import User
from network.models import Meeting, MeetingStatus, Result
from network.slugs import give_slug
from network.workflow import planning, results
from offers.models import Need, ThemeArea

KEY = "demo-results"
DAYS_AGO = 21
# Theme area, kind of row, German and Ukrainian words, what becomes of it
ROWS = [
    (1, "need", "Nachhilfe in Mathematik auf Ukrainisch", "Репетитор з математики українською", "need"),
    (1, "idea", "Schulranzen vor den Ferien sammeln", "Зібрати шкільні рюкзаки до канікул", "measure"),
    (3, "question", "Ab wann darf man arbeiten?", "Відколи можна працювати?", ""),
    (4, "need", "Begleitung zu Behörden", "Супровід до установ", "need"),
    (5, "need", "Kinderbetten für drei Familien", "Дитячі ліжка для трьох родин", "need"),
    (5, "agreement", "Transporter für Möbel besorgen", "Знайти фургон для меблів", "measure"),
    (6, "hurdle", "Zu viele Sachspenden auf einmal", "Забагато речей одночасно", ""),
]


class Command(RecordedCommand):
    help = "Legt zum Ausprobieren ein vergangenes Beispieltreffen mit Ergebnissen an; nur in der Entwicklung."

    @transaction.atomic
    def handle(self, **_options: Any) -> None:
        if not settings.DEVELOPMENT:
            raise CommandError("Beispiele gibt es nur in der Entwicklung.")
        by = User.objects.filter(is_staff=True).first()
        if by and not Meeting.objects.filter(import_key=KEY).exists():
            meeting = _meeting()
            _work_through(meeting, by)
            for step in ("draft_results", "check_results", "publish_results"):
                planning.take_step(meeting, step, {}, now=timezone.now())


def _meeting() -> Meeting:
    begin = timezone.localtime().replace(hour=15, minute=30, second=0, microsecond=0) - timedelta(days=DAYS_AGO)
    meeting = Meeting(
        title_de="Beispiel: vergangenes Netzwerktreffen",
        title_uk="Приклад: минула мережева зустріч",
        title_en="Example: a past network meeting",
        summary_de="Dieses Treffen gab es nicht wirklich. Es zeigt, was aus Ergebnissen wird.",
        summary_uk="Цієї зустрічі насправді не було. Вона показує, що виходить із підсумків.",
        summary_en="This meeting did not really take place. It shows what becomes of results.",
        starts_at=begin,
        ends_at=begin + timedelta(hours=3),
        venue="Beispielhalle",
        status=MeetingStatus.HELD,
        import_key=KEY,
    )
    give_slug(meeting)
    meeting.save()
    planning.add_theme_tables(meeting)
    return meeting


def _work_through(meeting: Meeting, by: User) -> None:
    now = timezone.now()
    tables = {table.theme: table for table in meeting.tables.select_related("theme")}
    for number, kind, german, ukrainian, into in ROWS:
        table = tables[ThemeArea.objects.get(number=number)]
        row = Result.objects.create(table=table, kind=kind, text_de=german, text_uk=ukrainian, created_by=by)
        if into:
            results.turn(row, into, by=by, now=now)
    for need in Need.objects.drafts().filter(results__table__meeting=meeting):
        need.publish()
