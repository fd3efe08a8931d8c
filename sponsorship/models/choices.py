"""What can be chosen about sponsors and households. Religion, health, flight story and residence status never can."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class SponsorStatus(TextChoices):
    """The life of a Pate. «ausgelastet» is computed, not stored."""

    INTEREST = "interest", _("Interesse")
    CONFIRMED = "confirmed", _("E-Mail bestätigt")
    INTERVIEW = "interview", _("Erstgespräch")
    PAPERS = "papers", _("Nachweise offen")
    APPROVED = "approved", _("freigegeben")
    PAUSED = "paused", _("pausiert")
    ENDED = "ended", _("beendet")
    DECLINED = "declined", _("abgelehnt")
    WITHDRAWN = "withdrawn", _("zurückgezogen")

    @classmethod
    def becoming(cls) -> list[str]:
        """On the way to be approved."""
        return [cls.CONFIRMED, cls.INTERVIEW, cls.PAPERS]

    @classmethod
    def in_contact(cls) -> list[str]:
        """The office still owes them an answer or a household."""
        return [*cls.becoming(), cls.APPROVED, cls.PAUSED]

    @classmethod
    def closed(cls) -> list[str]:
        return [cls.ENDED, cls.DECLINED, cls.WITHDRAWN]


class HouseholdStatus(TextChoices):
    """The life of a household's request. «in Vermittlung» and «begleitet» are computed, not stored."""

    UNCONFIRMED = "unconfirmed", _("E-Mail noch nicht bestätigt")
    REQUEST = "request", _("Anfrage")
    TALK = "talk", _("Bedarfsgespräch")
    CONSENT = "consent", _("Einwilligung offen")
    WAITING = "waiting", _("wartend")
    ENDED = "ended", _("beendet")
    MOVED = "moved", _("verzogen")
    WITHDRAWN = "withdrawn", _("zurückgezogen")

    @classmethod
    def preparing(cls) -> list[str]:
        return [cls.REQUEST, cls.TALK, cls.CONSENT]

    @classmethod
    def closed(cls) -> list[str]:
        return [cls.ENDED, cls.MOVED, cls.WITHDRAWN]


class SponsorshipStatus(TextChoices):
    """The life of a Patenschaft, from a proposal that only staff see to its end."""

    PROPOSED = "proposed", _("Vorschlag")
    SPONSOR_ASKED = "sponsor_asked", _("Pate gefragt")
    HOUSEHOLD_ASKED = "household_asked", _("Haushalt gefragt")
    MEETING = "meeting", _("Kennenlernen")
    TRIAL = "trial", _("Schnupperphase")
    ACTIVE = "active", _("aktiv")
    PAUSED = "paused", _("pausiert")
    ENDED = "ended", _("beendet")
    DECLINED = "declined", _("abgelehnt")
    BROKEN_OFF = "broken_off", _("abgebrochen")
    HANDED_OVER = "handed_over", _("übergeben")

    @classmethod
    def proposals(cls) -> list[str]:
        """Not yet agreed by both."""
        return [cls.PROPOSED, cls.SPONSOR_ASKED, cls.HOUSEHOLD_ASKED]

    @classmethod
    def agreed(cls) -> list[str]:
        """Both have said yes: each may know how to reach the other."""
        return [cls.MEETING, cls.TRIAL, cls.ACTIVE, cls.PAUSED]

    @classmethod
    def accompanied(cls) -> list[str]:
        """They meet."""
        return [cls.TRIAL, cls.ACTIVE, cls.PAUSED]

    @classmethod
    def open(cls) -> list[str]:
        """These take up a sponsor's and a household's room; the database counts them (trigger in the migration)."""
        return [*cls.proposals(), *cls.agreed()]

    @classmethod
    def closed(cls) -> list[str]:
        return [cls.ENDED, cls.DECLINED, cls.BROKEN_OFF, cls.HANDED_OVER]


class Topic(TextChoices):
    """What a household wants support with, and a sponsor offers it for."""

    EVERYDAY = "everyday", _("Alltag und Einkaufen")
    OFFICES = "offices", _("Ämter und Briefe")
    GERMAN = "german", _("Deutsch üben")
    SCHOOL = "school", _("Schule und Hausaufgaben")
    CHILDCARE = "childcare", _("Kita und Kinderbetreuung")
    LEISURE = "leisure", _("Freizeit und Sport")
    HOUSING = "housing", _("Wohnungssuche und Umzug")
    WORK = "work", _("Arbeit und Ausbildung")
    DOCTORS = "doctors", _("Wege zu Ärztinnen und Ärzten")
    COMPANY = "company", _("Gesellschaft und Gespräche")


class Interest(TextChoices):
    MUSIC = "music", _("Musik")
    SPORT = "sport", _("Sport")
    COOKING = "cooking", _("Kochen und Backen")
    NATURE = "nature", _("Natur und Wandern")
    CRAFTS = "crafts", _("Handwerk und Basteln")
    BOOKS = "books", _("Bücher und Filme")
    GARDEN = "garden", _("Garten")
    ART = "art", _("Kunst und Kultur")
    GAMES = "games", _("Spiele")
    TECHNOLOGY = "technology", _("Technik und Computer")


class Situation(TextChoices):
    """Where people stand in life; the same on both sides makes talking easier."""

    SMALL_CHILDREN = "small_children", _("mit kleinen Kindern")
    SCHOOL_CHILDREN = "school_children", _("mit Schulkindern")
    SINGLE_PARENT = "single_parent", _("allein mit Kindern")
    COUPLE = "couple", _("zu zweit")
    ALONE = "alone", _("allein")
    STUDENT = "student", _("in Ausbildung oder Studium")
    WORKING = "working", _("berufstätig")
    RETIRED = "retired", _("im Ruhestand")


class Mobility(TextChoices):
    """How far a sponsor gets."""

    ON_FOOT = "on_foot", _("zu Fuß, im eigenen Stadtteil")
    BUS_BIKE = "bus_bike", _("mit Bus oder Rad, auch in Nachbarorte")
    CAR = "car", _("mit dem Auto, in die ganze Stadt")


class Gender(TextChoices):
    WOMAN = "woman", _("Frau")
    MAN = "man", _("Mann")
    DIVERSE = "diverse", _("divers")


class Level(IntegerChoices):
    """How well somebody speaks a language."""

    A_LITTLE = 1, _("ein wenig")
    GOOD = 2, _("gut")
    FLUENT = 3, _("fließend")


class SponsorExclusion(TextChoices):
    """Whom a sponsor does not want to be proposed."""

    SMALL_CHILDREN = "small_children", _("Haushalte mit Kindern unter 6 Jahren")
    CHILDREN = "children", _("Haushalte mit Kindern")
    LARGE = "large", _("Haushalte ab 5 Personen")
    ONLY_MEN = "only_men", _("Haushalte nur mit Männern")
    ONLY_WOMEN = "only_women", _("Haushalte nur mit Frauen")


class HouseholdExclusion(TextChoices):
    """Whom a household does not want to be proposed."""

    MEN = "men", _("keinen Mann")
    WOMEN = "women", _("keine Frau")
    UNDER_30 = "under_30", _("niemanden unter 30 Jahren")
    OVER_65 = "over_65", _("niemanden über 65 Jahren")
    PETS = "pets", _("niemanden mit Haustieren")


class Side(TextChoices):
    """Who said so."""

    SPONSOR = "sponsor", _("Pate oder Patin")
    HOUSEHOLD = "household", _("Haushalt")
    OFFICE = "office", _("Fachstelle")


class ReportedBy(TextChoices):
    SELF = "self", _("selbst, über die Seite")
    STAFF = "staff", _("von der Stelle aufgenommen")
    SHELTER = "shelter", _("von einer Unterkunft")


class EndReason(TextChoices):
    """Why a Patenschaft ended, for the numbers; what else there is to say stands in the note."""

    GOAL = "goal", _("Ziel erreicht")
    TIME = "time", _("keine Zeit mehr")
    MOVED = "moved", _("weggezogen")
    DRIFTED = "drifted", _("auseinandergelebt")
    CONFLICT = "conflict", _("Konflikt")
    SAFETY = "safety", _("zum Schutz beendet")
    UNREACHABLE = "unreachable", _("nicht mehr erreichbar")
    UNANSWERED = "unanswered", _("keine Antwort auf die Anfrage")
    WITHDRAWN = "withdrawn", _("Einwilligung zurückgezogen")
    NOT_ASKED = "not_asked", _("niemand wurde gefragt")
    OTHER = "other", _("anderes")

    @classmethod
    def chosen(cls) -> list[tuple[str, str]]:
        """What people choose from; the others come of themselves."""
        return [(value, str(label)) for value, label in cls.choices if value not in {cls.NOT_ASKED, cls.UNANSWERED}]
