from datetime import datetime, timedelta

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy

COUNT = """
    INSERT INTO core_rate (key, since, count) VALUES (%s, %s, 1)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN core_rate.since <= %s THEN 1 ELSE core_rate.count + 1 END,
        since = CASE WHEN core_rate.since <= %s THEN excluded.since ELSE core_rate.since END
    RETURNING count
"""


class Rate(models.Model):
    """How often something happened since when, by a keyed hash of who did it (never the address itself)."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    privacy = Privacy.of(personal="key", harmless="since count")

    class Meta:
        verbose_name = _("Häufigkeit")
        verbose_name_plural = _("Häufigkeiten")

    def __str__(self) -> str:
        return self.key

    @classmethod
    def add(cls, key: str, *, window: timedelta, now: datetime) -> int:
        """Count one more and return how many there are in the present window; exact under any parallel load."""
        begin = now - window
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [key, now, begin, begin])
            return cursor.fetchone()[0]
