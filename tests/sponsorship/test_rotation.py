"""A new key: everything is written anew with it, and then the old one can go."""

import pytest
from django.core.management import call_command
from django.db import connection

from arnsberg_hilfe.core.encryption import UnreadableError
from arnsberg_hilfe.core.management.commands import rotate_encryption
from arnsberg_hilfe.core.privacy import own_models
from sponsorship.models import BlockedPair, Household, Sponsor
from tests.factories import HouseholdFactory, SponsorFactory

pytestmark = pytest.mark.django_db


def written_with_the_old_key(settings, count=1):
    settings.ENCRYPTION_KEYS = ["old"]
    for number in range(count):
        sponsor = SponsorFactory(name=f"Paula {number}", note="Ruhig")
        sponsor.set_email(f"paula{number}@example.org")
        sponsor.save()
    settings.ENCRYPTION_KEYS = ["new", "old"]


def test_everything_is_read_with_the_new_key_alone(settings):
    written_with_the_old_key(settings, 3)
    household = HouseholdFactory(phone="02932 1234")
    BlockedPair.objects.create(sponsor=Sponsor.objects.first(), household=household, reason="Nachbarschaft")
    call_command("rotate_encryption", verbosity=0)

    settings.ENCRYPTION_KEYS = ["new"]
    assert [sponsor.name for sponsor in Sponsor.objects.all()] == ["Paula 0", "Paula 1", "Paula 2"]
    assert Sponsor.objects.of_address("paula1@example.org").get().note == "Ruhig"
    assert Household.objects.get().phone == "02932 1234"
    assert BlockedPair.objects.get().reason == "Nachbarschaft"


def test_without_it_the_new_key_alone_reads_nothing(settings):
    written_with_the_old_key(settings)
    settings.ENCRYPTION_KEYS = ["new"]
    with pytest.raises(UnreadableError):
        Sponsor.objects.get()


def test_an_interrupted_run_leaves_everything_readable_and_goes_on(settings, monkeypatch):
    written_with_the_old_key(settings, 5)
    monkeypatch.setattr(rotate_encryption, "BATCH", 2)
    written: list[list[int]] = []

    def interrupted(*args, original=rotate_encryption.rotate_batch):
        if written:
            raise KeyboardInterrupt
        written.append(original(*args))
        return written[0]

    with monkeypatch.context() as patch:
        patch.setattr(rotate_encryption, "rotate_batch", interrupted)
        with pytest.raises(KeyboardInterrupt):
            call_command("rotate_encryption", verbosity=0)
    assert Sponsor.objects.count() == len([sponsor.name for sponsor in Sponsor.objects.all()])
    assert Sponsor.objects.of_address("paula4@example.org").exists()

    call_command("rotate_encryption", verbosity=0)
    settings.ENCRYPTION_KEYS = ["new"]
    assert [sponsor.name for sponsor in Sponsor.objects.all()] == [f"Paula {number}" for number in range(5)]
    assert Sponsor.objects.of_address("paula4@example.org").exists()


def test_what_is_empty_stays_empty(settings):
    settings.ENCRYPTION_KEYS = ["new"]
    SponsorFactory(note="")
    call_command("rotate_encryption", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT note, email, email_key FROM sponsorship_sponsor")
        assert cursor.fetchall() == [("", "", "")]


def test_every_encrypted_column_is_found():
    found = {model.__name__: rotate_encryption.encrypted_columns(model) for model in own_models()}
    assert found["Household"] == ["name", "email", "phone", "address", "wishes", "note", "reporter"]
    assert found["Sponsorship"] == ["override_reason", "meets_where", "interpreter", "end_note"]
    assert found["Offer"] == []
