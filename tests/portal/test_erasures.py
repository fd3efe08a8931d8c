"""Erased people leave nothing that tells of them, and stay erased after a restore."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.management import CommandError, call_command

from arnsberg_hilfe.core.admin import ErasingAdmin
from arnsberg_hilfe.core.erasing import erase, erase_mails
from arnsberg_hilfe.core.mail import Attachment, Letter, post
from arnsberg_hilfe.core.models import MailAttachment, OutgoingMail, Tombstone, User
from arnsberg_hilfe.core.privacy import own_models
from arnsberg_hilfe.portal import erasures
from arnsberg_hilfe.portal.own_data import erase_everything
from network.models import Meeting, Registration
from network.workflow.erasing import forget_guests
from offers.models import Edition, Event, Message, Offer, SearchWord
from offers.search import refresh_words
from offers.workflow.erasing import erase_offer
from sponsorship.models import Household, HouseholdLanguage, Sponsor
from sponsorship.workflow.erasing import forget_households, forget_sponsors
from tests.factories import (
    NOW,
    TODAY,
    HouseholdFactory,
    MeasureFactory,
    MeetingFactory,
    OfferFactory,
    RegistrationFactory,
    ResultFactory,
    SponsorFactory,
    SponsorshipFactory,
    SubscriberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
KANARIA = "kanaria@example.org"
LETTER = Letter(subject="Für Kanaria", purpose="test", paragraphs=["Kanaria"])
FILE = Attachment(name="a.ics", content_type="text/calendar", content=b"Kanaria")


def told_of(*records):
    """A mail and an entry of the admin's log about each."""
    user = UserFactory()
    for record in records:
        post(LETTER, to="kanaria@example.org", about=record, attachments=[FILE])
        LogEntry.objects.create(
            user=user,
            content_type=ContentType.objects.get_for_model(type(record)),
            object_id=str(record.pk),
            object_repr="Kanaria",
            action_flag=CHANGE,
        )


def traces():
    return OutgoingMail.objects.count(), MailAttachment.objects.count(), LogEntry.objects.count()


def message_to(offer):
    return Message.objects.create(
        offer=offer, key="m", name="Kanaria", email="kanaria@example.org", language="de", text="Hallo"
    )


def tombstones():
    return list(Tombstone.objects.values_list("label", "key", "cause"))


def test_what_is_erased_takes_along_all_that_tells_of_it():
    offer, other = OfferFactory(), OfferFactory()
    told_of(offer, message_to(offer), other)

    assert erase(Offer.objects.filter(pk=offer.pk), now=NOW, cause="test") == 1

    assert traces() == (1, 1, 1)
    assert OutgoingMail.objects.get().about == f"offers.offer:{other.pk}"
    assert (Offer.objects.get(), Message.objects.count()) == (other, 0)
    assert tombstones() == [("offers.offer", str(offer.pk), "test")]


def test_erasing_nothing_does_nothing():
    assert erase(Offer.objects.none(), now=NOW, cause="test") == 0
    assert tombstones() == []


@pytest.mark.parametrize(
    ("make", "forget"),
    [(SponsorFactory, forget_sponsors), (HouseholdFactory, forget_households), (RegistrationFactory, forget_guests)],
)
def test_who_is_anonymised_leaves_no_trace_either(make, forget):
    record = make()
    told_of(record)
    forget([record.pk], NOW)

    assert traces() == (0, 0, 0)
    assert [key for _label, key, _cause in tombstones()] == [str(record.pk)]


def test_what_a_patenschaft_was_written_about_goes_with_one_of_the_two():
    pair = SponsorshipFactory()
    note = pair.notes.create(on=TODAY, minutes=60, text="Kanarie")
    told_of(pair, pair.sponsor, note)
    forget_sponsors([pair.sponsor_id], NOW)

    assert OutgoingMail.objects.count() == 1  # about the note itself: there are none in life
    assert LogEntry.objects.count() == 0


# Deleting in the admin


def test_deleting_in_the_admin_leaves_no_log_of_the_name(client):
    subscriber = SubscriberFactory(name="Kanaria Muster", email="kanaria@example.org")
    told_of(subscriber)
    client.force_login(UserFactory(admin=True))

    client.post(f"/admin/offers/subscriber/{subscriber.pk}/delete/", {"post": "yes"})

    assert traces() == (0, 0, 0)
    assert tombstones() == [("offers.subscriber", str(subscriber.pk), "staff")]


def test_deleting_many_in_the_admin_does_the_same(client):
    subscribers = SubscriberFactory.create_batch(2)
    client.force_login(UserFactory(admin=True))
    chosen = {"action": "delete_selected", "post": "yes", "_selected_action": [each.pk for each in subscribers]}
    client.post("/admin/offers/subscriber/", chosen)

    assert (Tombstone.objects.count(), LogEntry.objects.count()) == (2, 0)


def test_every_admin_page_that_deletes_people_erases_them(rf):
    request = rf.get("/")
    request.user = UserFactory(admin=True)
    deleting = [
        page
        for model, page in admin.site._registry.items()
        if model in own_models() and model.privacy.personal and page.has_delete_permission(request)
    ]
    assert deleting
    assert [type(page).__name__ for page in deleting if not isinstance(page, ErasingAdmin)] == []


# After a restore


def restore(backup):
    for record in serializers.deserialize("json", backup):
        record.save()


def test_a_restored_backup_cannot_bring_anybody_back(tmp_path):
    offer, household = OfferFactory(provider="Kanaria"), HouseholdFactory(name="Kanaria")
    Event.objects.create(offer=offer, kind=Event.Kind.SUBMITTED, note="Kanaria")
    models = (Offer, Event, Household, HouseholdLanguage)
    backup = serializers.serialize("json", [each for model in models for each in model.objects.all()])
    erase(Offer.objects.all(), now=NOW, cause="staff")
    forget_households([household.pk], NOW)
    call_command("erasures", "export", str(tmp_path / "list.csv"))
    restore(backup)
    Tombstone.objects.all().delete()
    assert (Offer.objects.count(), Event.objects.count(), Household.objects.count()) == (1, 1, 1)

    call_command("erasures", "apply", str(tmp_path / "list.csv"))

    assert (Offer.objects.count(), Event.objects.count(), Household.objects.count()) == (0, 0, 0)
    assert Tombstone.objects.count() == 2


def test_who_counts_is_anonymised_again_and_not_deleted(tmp_path):
    pair = SponsorshipFactory(sponsor=SponsorFactory(name="Kanaria"))
    guest = RegistrationFactory(name="Kanaria")
    backup = serializers.serialize("json", [pair.sponsor, guest])
    forget_sponsors([pair.sponsor_id], NOW)
    forget_guests([guest.pk], NOW)
    erasures.export(tmp_path / "list.csv")
    restore(backup)
    assert Sponsor.objects.get().name == "Kanaria"
    rows = erasures.read(tmp_path / "list.csv")

    assert erasures.apply(rows, now=NOW) == {"sponsorship.sponsor": 1, "network.registration": 1}

    assert (Sponsor.objects.get().name, Registration.objects.get().name) == ("", "")
    assert erasures.apply(rows, now=NOW) == {}


def test_an_offer_that_comes_back_is_forgotten_by_the_search_and_in_print(tmp_path):
    offer = OfferFactory(title_de="Kanariengesang", published_at=NOW)
    erase_offer(offer, now=NOW)
    erasures.export(tmp_path / "list.csv")
    offer.save()
    refresh_words()
    Edition.objects.create(language="de", content="k", status="ready", file=b"Kanaria", finished_at=NOW)

    assert erasures.apply(erasures.read(tmp_path / "list.csv"), now=NOW) == {"offers.offer": 1}

    assert not SearchWord.objects.filter(word__icontains="kanarien").exists()
    assert not Edition.objects.exists()


def test_who_was_cut_out_of_what_stays_is_cut_out_again(tmp_path):
    measure = MeasureFactory(responsible="Kanaria", email=KANARIA, names_allowed=True)
    result = ResultFactory(who="Kanaria", text_de=f"Fragen an {KANARIA}")
    meeting = MeetingFactory(contact=f"Frau K., {KANARIA}")
    backup = serializers.serialize("json", [measure, result, meeting])
    erase_everything(KANARIA, now=NOW)
    erasures.export(tmp_path / "list.csv")
    restore(backup)
    assert KANARIA in Meeting.objects.get(pk=meeting.pk).contact

    erasures.apply(erasures.read(tmp_path / "list.csv"), now=NOW)

    for each in (measure, result, meeting):
        each.refresh_from_db()
    assert (measure.responsible, measure.email, result.who) == ("", "", "")
    assert (result.text_de, meeting.contact) == ("Fragen an …", "Frau K., …")


def test_a_mail_that_was_erased_before_its_time_does_not_come_back(tmp_path):
    mail = post(LETTER, to=KANARIA)
    backup = serializers.serialize("json", [mail])
    erase_mails(OutgoingMail.objects.all(), now=NOW, cause="own-data")
    erasures.export(tmp_path / "list.csv")
    restore(backup)

    assert erasures.apply(erasures.read(tmp_path / "list.csv"), now=NOW) == {"core.outgoingmail": 1}


def test_keys_in_the_list_are_never_given_to_anybody_else():
    """A restore sets the counters back; without care the next offer would get the key of one that was erased."""
    latest = OfferFactory().pk
    row = erasures.Row("offers.offer", str(latest + 5), "staff", NOW)
    erasures.apply([row], now=NOW)

    assert OfferFactory().pk > latest + 5
    erasures.apply([row], now=NOW)
    assert Offer.objects.count() == 2


def test_a_model_that_is_no_more_is_left_out():
    assert erasures.apply([erasures.Row("offers.gone", "1", "staff", NOW)], now=NOW) == {}


def test_the_list_beside_the_backups_outlives_the_database(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    Tombstone.objects.place(Offer, [1], cause="staff", now=NOW)
    assert erasures.keep_list() == 1
    Tombstone.objects.all().delete()  # an older database is restored
    Tombstone.objects.place(User, [7], cause="staff", now=NOW + timedelta(days=1))

    assert erasures.keep_list() == 2
    assert {(row.label, row.key) for row in erasures.read(tmp_path / "erasures.csv")} == {
        ("offers.offer", "1"),
        ("core.user", "7"),
    }
    assert [path.name for path in tmp_path.iterdir()] == ["erasures.csv"]


def test_writing_the_list_that_fails_leaves_the_old_one(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    Tombstone.objects.place(Offer, [1], cause="staff", now=NOW)
    erasures.keep_list()
    monkeypatch.setattr(erasures.csv, "writer", lambda file: file.close())
    with pytest.raises(AttributeError):
        erasures.keep_list()

    assert len(erasures.read(tmp_path / "erasures.csv")) == 1


@pytest.mark.parametrize(
    "content", [None, "", "Hallo\n", "label,key,cause,at\noffers.offer,1,x,gestern\n", "label,key\na,1\n"]
)
def test_a_wrong_file_is_not_taken_for_an_empty_list(tmp_path, content):
    file = tmp_path / "list.csv"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match="Nichts ist gelöscht"):
        call_command("erasures", "apply", str(file))
