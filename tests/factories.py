"""Records for tests; invented people have obviously invented names and addresses at example.org."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.pillar import Pillar
from offers.models import ContactPoint, GlossaryConcept, Need, Offer, Status, ThemeArea

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


class GlossaryConceptFactory(DjangoModelFactory):
    class Meta:
        model = GlossaryConcept

    label = factory.Sequence(lambda number: f"Begriff {number}")
