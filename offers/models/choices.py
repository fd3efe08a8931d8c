from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    OFFER = "angebot", _("Angebot")
    JOIN = "mitmachen", _("Mitmachen")
    DONATION = "spende", _("Spende")


class Status(TextChoices):
    """The life of an offer. Freshness («Bestätigung fällig», «unbestätigt») is computed, not stored."""

    SUBMITTED = "submitted", _("eingereicht")
    EMAIL_CONFIRMED = "email_confirmed", _("E-Mail bestätigt")
    IN_REVIEW = "in_review", _("in Prüfung")
    QUERY = "query", _("Rückfrage")
    PUBLISHED = "published", _("veröffentlicht")
    FULL = "full", _("ausgebucht")
    PAUSED = "paused", _("pausiert")
    ENDED = "ended", _("beendet")
    ARCHIVED = "archived", _("archiviert")
    DECLINED = "declined", _("abgelehnt")
    WITHDRAWN = "withdrawn", _("zurückgezogen")

    @classmethod
    def live(cls) -> tuple["Status", ...]:
        """Statuses in which help can be had (or will be again, when full)."""
        return (cls.PUBLISHED, cls.FULL)

    @classmethod
    def public(cls) -> tuple["Status", ...]:
        """Statuses in which everybody may read the offer; an ended one says so."""
        return (*cls.live(), cls.ENDED)

    @classmethod
    def waiting(cls) -> tuple["Status", ...]:
        """Statuses that wait for the office."""
        return (cls.EMAIL_CONFIRMED, cls.IN_REVIEW)

    @classmethod
    def before_publication(cls) -> tuple["Status", ...]:
        """Statuses on the way to the first publication."""
        return (cls.SUBMITTED, *cls.waiting(), cls.QUERY)

    @classmethod
    def closed(cls) -> tuple["Status", ...]:
        """Statuses in which nothing more is expected of anybody."""
        return (cls.ENDED, cls.ARCHIVED, cls.DECLINED, cls.WITHDRAWN)


class Source(TextChoices):
    ONLINE = "online", _("online")
    PHONE = "phone", _("telefonisch oder vor Ort")
    TABLE = "table", _("Thementisch")
    IMPORT = "import", _("Import")


class Audience(TextChoices):
    """Who an offer is for; the values stand in addresses (`zielgruppe=kinder`)."""

    CHILDREN = "kinder", _("Kinder")
    YOUTH = "jugendliche", _("Jugendliche")
    FAMILIES = "familien", _("Familien und Eltern")
    WOMEN = "frauen", _("Frauen")
    SENIORS = "aeltere", _("Ältere")
    REFUGEES = "gefluechtete", _("Geflüchtete")
    VOLUNTEERS = "freiwillige", _("Freiwillige")
    DONORS = "spendende", _("Spendende")
    LANDLORDS = "vermietende", _("Vermietende")
    ORGANISATIONS = "einrichtungen", _("Einrichtungen und Firmen")
