from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

DOOR_OPEN_AROUND = timedelta(days=1)


class MeetingKind(TextChoices):
    NETWORK = "network", _("Netzwerktreffen")
    SPONSORS = "sponsors", _("Patentreffen")


class MeetingStatus(TextChoices):
    DRAFT = "draft", _("Entwurf")
    ANNOUNCED = "announced", _("eingeladen")
    OPEN = "open", _("Anmeldung offen")
    CLOSED = "closed", _("Anmeldeschluss")
    HELD = "held", _("durchgeführt")
    RESULTS_DRAFT = "results_draft", _("Ergebnisentwurf")
    RESULTS_CHECKED = "results_checked", _("Ergebnisse geprüft")
    RESULTS_PUBLISHED = "results_published", _("Ergebnisse veröffentlicht")
    FOLLOWED_UP = "followed_up", _("nachgehalten")
    ARCHIVED = "archived", _("archiviert")
    POSTPONED = "postponed", _("verschoben")
    CANCELLED = "cancelled", _("abgesagt")

    @classmethod
    def upcoming(cls) -> list[str]:
        """Public, with a day that is still to come (or being looked for)."""
        return [cls.ANNOUNCED, cls.OPEN, cls.CLOSED, cls.POSTPONED]

    @classmethod
    def over(cls) -> list[str]:
        return [cls.HELD, cls.RESULTS_DRAFT, cls.RESULTS_CHECKED, cls.RESULTS_PUBLISHED, cls.FOLLOWED_UP, cls.ARCHIVED]

    @classmethod
    def public(cls) -> list[str]:
        return [*cls.upcoming(), *cls.over(), cls.CANCELLED]

    @classmethod
    def with_published_results(cls) -> list[str]:
        return [cls.RESULTS_PUBLISHED, cls.FOLLOWED_UP, cls.ARCHIVED]

    @classmethod
    def taking_people(cls) -> list[str]:
        """Staff may still register somebody, and the waiting list still moves up."""
        return [cls.OPEN, cls.CLOSED]


class RegistrationStatus(TextChoices):
    UNCONFIRMED = "unconfirmed", _("unbestätigt")
    CONFIRMED = "confirmed", _("bestätigt")
    WAITING = "waiting", _("Warteliste")
    OFFERED = "offered", _("nachgerückt")
    ATTENDED = "attended", _("anwesend")
    ABSENT = "absent", _("nicht gekommen")
    CANCELLED = "cancelled", _("abgemeldet")
    LAPSED = "lapsed", _("verfallen")

    @classmethod
    def seated(cls) -> list[str]:
        """These take up places; the database counts them (see the trigger in the first migration)."""
        return [cls.UNCONFIRMED, cls.CONFIRMED, cls.OFFERED, cls.ATTENDED]

    @classmethod
    def coming(cls) -> list[str]:
        """Whose place is certain."""
        return [cls.CONFIRMED, cls.ATTENDED]

    @classmethod
    def active(cls) -> list[str]:
        return [*cls.seated(), cls.WAITING]

    @classmethod
    def given_up(cls) -> list[str]:
        return [cls.CANCELLED, cls.LAPSED]

    @classmethod
    def expected(cls) -> list[str]:
        """Who may still come, and may still say no."""
        return [status for status in cls.active() if status != cls.ATTENDED]


class RegistrationSource(TextChoices):
    ONLINE = "online", _("online")
    PHONE = "phone", _("telefonisch")
    DOOR = "door", _("an der Tür")
