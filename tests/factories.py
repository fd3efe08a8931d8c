"""Records for tests; invented people have obviously invented names and addresses at example.org."""

from datetime import UTC, datetime, timedelta
from typing import Any

import factory
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from arnsberg_hilfe.core.encryption import encrypt
from arnsberg_hilfe.core.models import District, User
from arnsberg_hilfe.core.pillar import Pillar
from arnsberg_hilfe.core.roles import Role
from network.models import Measure, Meeting, MeetingStatus, Registration, RegistrationStatus, Result, ThemeTable
from offers.models import Call, ContactPoint, GlossaryConcept, Need, Offer, Status, Subscriber, ThemeArea
from sponsorship.models import Consent, Household, HouseholdLanguage, Sponsor, SponsorLanguage, Sponsorship
from sponsorship.models.choices import Gender, HouseholdStatus, Level, Mobility, SponsorStatus, Topic
from sponsorship.models.free_times import ALWAYS

APP_KEY = "JBSWY3DPEHPK3PXP"  # what everybody's app makes its codes from
NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"mira.muster{number}@example.org")
    name = "Mira Muster"
    initials = "MM"
    is_staff = True

    class Params:
        admin = factory.Trait(is_superuser=True)

    @factory.post_generation
    def second_factor(user, create, wanted):  # noqa: N805 - factory_boy hands over the person
        """An app that makes codes from APP_KEY; `second_factor=False`: somebody who has none yet."""
        if create and wanted is not False:
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(APP_KEY)})

    @factory.post_generation
    def roles(user, create, names):  # noqa: N805 - factory_boy hands over the person
        """By default somebody who does all the office's daily work."""
        if create and not user.is_superuser:
            names = (Role.COORDINATION, Role.FACHSTELLE) if names is None else names
            user.groups.set(Group.objects.get_or_create(name=name)[0] for name in names)


class ContactPointFactory(DjangoModelFactory):
    class Meta:
        model = ContactPoint

    name = factory.Sequence(lambda number: f"Anlaufstelle {number}")
    responsibility = "Fragen aller Art"
    email = factory.Sequence(lambda number: f"stelle{number}@example.org")


class OfferFactory(DjangoModelFactory):
    """A published offer of the theme «Kultur»; traits change its state."""

    class Meta:
        model = Offer

    title = factory.Sequence(lambda number: f"Singkreis {number}")
    slug = factory.Sequence(lambda number: f"singkreis-{number}")
    summary = "Wir singen zusammen."
    theme = factory.LazyFunction(lambda: ThemeArea.objects.get(slug="kultur"))
    pillar = Pillar.VOLUNTEERS
    provider = "Chorverein Beispielhausen"
    status = Status.PUBLISHED
    published_at = NOW
    fresh_on = TODAY

    class Params:
        submitted = factory.Trait(status=Status.SUBMITTED, published_at=None, fresh_on=None)
        ended = factory.Trait(status=Status.ENDED)
        declined = factory.Trait(status=Status.DECLINED, decline_reason="doppelt")


class NeedFactory(DjangoModelFactory):
    class Meta:
        model = Need

    title = "Kinderbetten"
    theme = factory.LazyFunction(lambda: ThemeArea.objects.get(slug="wohnen"))


class CallFactory(DjangoModelFactory):
    """A draft for the whole city's theme «Wohnen»."""

    class Meta:
        model = Call

    theme = factory.LazyFunction(lambda: ThemeArea.objects.get(slug="wohnen"))
    subject_de = "Wer kann helfen?"
    text_de = "Es fehlen Betten."


class SubscriberFactory(DjangoModelFactory):
    """Somebody who gets calls on all themes; traits change the state."""

    class Meta:
        model = Subscriber

    email = factory.Sequence(lambda number: f"hilde.hilft{number}@example.org")
    name = "Hilde Hilft"
    consent = "Formular Aufrufe, Fassung 1"
    consented_at = NOW
    confirmed_at = NOW

    class Params:
        unconfirmed = factory.Trait(confirmed_at=None)
        declined = factory.Trait(declined_at=NOW)
        without_consent = factory.Trait(consent="")


class GlossaryConceptFactory(DjangoModelFactory):
    class Meta:
        model = GlossaryConcept

    label = factory.Sequence(lambda number: f"Begriff {number}")


class MeetingFactory(DjangoModelFactory):
    """An open Netzwerktreffen with 100 places on 17 June 2026, 15:30 in Arnsberg; traits change its state."""

    class Meta:
        model = Meeting

    title = factory.Sequence(lambda number: f"Netzwerktreffen {number}")
    slug = factory.Sequence(lambda number: f"netzwerktreffen-{number}")
    starts_at = datetime(2026, 6, 17, 13, 30, tzinfo=UTC)
    ends_at = datetime(2026, 6, 17, 16, 30, tzinfo=UTC)
    deadline = datetime(2026, 6, 14, 22, 0, tzinfo=UTC)
    venue = "Beispielhalle"
    address = "Musterstraße 1, 59821 Arnsberg"
    places = 100
    status = MeetingStatus.OPEN

    class Params:
        draft = factory.Trait(status=MeetingStatus.DRAFT)
        coming = factory.Trait(  # by the real clock, for tests of pages
            starts_at=factory.LazyFunction(lambda: timezone.now().replace(microsecond=0) + timedelta(days=20)),
            ends_at=None,
            deadline=None,
        )
        over = factory.Trait(
            status=MeetingStatus.HELD,
            starts_at=datetime(2026, 3, 17, 14, 30, tzinfo=UTC),
            ends_at=datetime(2026, 3, 17, 17, 30, tzinfo=UTC),
            deadline=None,
        )


class ThemeTableFactory(DjangoModelFactory):
    class Meta:
        model = ThemeTable

    meeting = factory.SubFactory(MeetingFactory)
    number = factory.Sequence(lambda number: number + 1)
    theme = factory.LazyAttribute(lambda table: ThemeArea.objects.get(number=(table.number - 1) % 6 + 1))
    moderator = "Fachdienst Beispiel"
    seats = 20


class RegistrationFactory(DjangoModelFactory):
    """One person with a certain place; traits change the state."""

    class Meta:
        model = Registration

    meeting = factory.SubFactory(MeetingFactory)
    name = factory.Sequence(lambda number: f"Tara Test {number}")
    email = factory.Sequence(lambda number: f"tara.test{number}@example.org")
    pillar = Pillar.VOLUNTEERS
    status = RegistrationStatus.CONFIRMED
    created_at = NOW
    confirmed_at = NOW

    class Params:
        unconfirmed = factory.Trait(
            status=RegistrationStatus.UNCONFIRMED, confirmed_at=None, held_until=NOW + timedelta(hours=48)
        )
        waiting = factory.Trait(status=RegistrationStatus.WAITING, waiting_since=NOW)
        offered = factory.Trait(
            status=RegistrationStatus.OFFERED, waiting_since=NOW, held_until=NOW + timedelta(hours=48)
        )


class MeasureFactory(DjangoModelFactory):
    """An open measure of the theme «Wohnen»; traits change its state."""

    class Meta:
        model = Measure

    what = factory.Sequence(lambda number: f"Betten besorgen {number}")
    theme = factory.LazyFunction(lambda: ThemeArea.objects.get(slug="wohnen"))
    responsible = "Möbellager Beispielhausen"

    class Params:
        done = factory.Trait(status=Measure.Status.DONE, closed_at=NOW)
        dropped = factory.Trait(status=Measure.Status.DROPPED, closed_at=NOW)


class ResultFactory(DjangoModelFactory):
    """A row «Bedarf» at the table of a meeting that is over."""

    class Meta:
        model = Result

    table = factory.SubFactory(ThemeTableFactory, meeting=factory.SubFactory(MeetingFactory, over=True))
    kind = Result.Kind.NEED
    text = factory.Sequence(lambda number: f"Es fehlen Kinderbetten {number}.")


def moderator(*tables: ThemeTable) -> User:
    """Somebody who writes at these tables and sees nothing else of the office."""
    user: Any = UserFactory(name="Moritz Muster", initials="MoM", roles=[Role.MODERATION])
    for table in tables:
        table.moderators.add(user)
    return user


class SponsorFactory(DjangoModelFactory):
    """An approved Pate with everything a household with children needs; traits change the state."""

    class Meta:
        model = Sponsor
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Paula Probe {number}")
    birth_year = 1980
    gender = Gender.WOMAN
    mobility = Mobility.CAR
    district = factory.LazyFunction(lambda: District.objects.get(slug="neheim"))
    free_times = ALWAYS
    hours = 4
    topics = factory.LazyFunction(lambda: [Topic.GERMAN, Topic.OFFICES])
    status = SponsorStatus.APPROVED
    created_at = NOW
    confirmed_at = NOW
    interview_on = TODAY
    confidentiality_on = TODAY
    conduct_on = TODAY
    certificate_issued_on = TODAY - timedelta(days=30)
    certificate_seen_on = TODAY
    certificate_entry = False

    class Params:
        interested = factory.Trait(
            status=SponsorStatus.INTEREST,
            confirmed_at=None,
            interview_on=None,
            confidentiality_on=None,
            conduct_on=None,
            certificate_issued_on=None,
            certificate_seen_on=None,
            certificate_entry=None,
        )

    @factory.post_generation
    def speaks(self, create: Any, codes: Any, **_: Any) -> None:
        """`speaks={"uk": Level.GOOD}`; German without it."""
        for code, level in (codes if codes is not None else {"de": Level.FLUENT}).items():
            SponsorLanguage.objects.create(sponsor=self, language_id=code, level=level)

    @factory.post_generation
    def agreed(self, create: Any, wanted: Any, **_: Any) -> None:
        if wanted is not False:
            Consent.objects.create(sponsor=self, language="de", given_at=NOW)


class HouseholdFactory(DjangoModelFactory):
    """A woman with a school child in Neheim who waits for a sponsor; traits change the state."""

    class Meta:
        model = Household
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Halyna Haushalt {number}")
    district = factory.LazyFunction(lambda: District.objects.get(slug="neheim"))
    adults = 1
    adults_are = Gender.WOMAN
    children_6_11 = 1
    free_times = ALWAYS
    hours = 3
    topics = factory.LazyFunction(lambda: [Topic.GERMAN, Topic.SCHOOL])
    status = HouseholdStatus.WAITING
    mail_language = "uk"
    created_at = NOW
    confirmed_at = NOW
    talked_on = TODAY

    class Params:
        requested = factory.Trait(status=HouseholdStatus.REQUEST, talked_on=None)

    @factory.post_generation
    def speaks(self, create: Any, codes: Any, **_: Any) -> None:
        """`speaks={"uk": Level.FLUENT}`; Ukrainian and a little German without it."""
        for code, level in (codes if codes is not None else {"uk": Level.FLUENT, "de": Level.A_LITTLE}).items():
            HouseholdLanguage.objects.create(household=self, language_id=code, level=level)

    @factory.post_generation
    def agreed(self, create: Any, wanted: Any, **_: Any) -> None:
        if wanted is not False:
            Consent.objects.create(household=self, language="uk", given_at=NOW)


class SponsorshipFactory(DjangoModelFactory):
    """A proposal that nobody has been asked about yet."""

    class Meta:
        model = Sponsorship

    sponsor = factory.SubFactory(SponsorFactory)
    household = factory.SubFactory(HouseholdFactory)
    proposed_at = NOW
