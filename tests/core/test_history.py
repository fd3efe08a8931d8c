"""What the database keeps of each record's past, who did it, and how it is told and forgotten."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import DjangoApp, app

from arnsberg_hilfe.core.admin import WithHistory
from arnsberg_hilfe.core.erasing import erase
from arnsberg_hilfe.core.history import (
    NOT_KEPT,
    RecordedCommand,
    acting,
    forget,
    forget_old,
    history_of,
    kept,
)
from arnsberg_hilfe.core.history.acting import Way, job
from arnsberg_hilfe.core.history.keeping import KEPT
from arnsberg_hilfe.core.models import Language, User
from arnsberg_hilfe.core.privacy import own_models
from arnsberg_hilfe.core.roles import Role
from offers.links import MANAGE
from offers.models import Kind, Offer, Report, ThemeArea
from sponsorship.models import Sponsor
from sponsorship.workflow.erasing import forget_sponsors
from tests.factories import HouseholdFactory, OfferFactory, RegistrationFactory, SponsorFactory, UserFactory

pytestmark = pytest.mark.django_db


def told(record):
    """Each change as (who, what, lines in short)."""
    return [
        (change.who, change.what, [(line.label, line.before, line.after) for line in change.lines])
        for change in history_of(record)
    ]


def lines(record):
    return [line for change in history_of(record) for line in change.lines]


def entries(*models):
    return sum(kept(model).events.objects.count() for model in models)


def test_every_record_has_a_history_or_a_reason_why_not():
    assert [model.__name__ for model in own_models() if not kept(model) and model not in NOT_KEPT] == []


def test_every_many_to_many_field_has_a_history():
    fields = [field for model in own_models() if kept(model) for field in model._meta.local_many_to_many]
    followed = {each.links for each in KEPT.values()}
    without = [str(field) for field in fields if field not in followed]
    assert without == ["core.User.user_permissions", "sponsorship.Complaint.kept_from"]


def test_every_admin_page_of_such_a_record_tells_it():
    registered = admin.site._registry.items()
    assert [model.__name__ for model, page in registered if kept(model) and not isinstance(page, WithHistory)] == []


def test_nobody_can_open_history_itself_in_the_admin():
    events = {each.events for each in KEPT.values()}
    assert events.isdisjoint(admin.site._registry)
    assert [model for model in admin.site._registry if model._meta.app_label == "pghistory"] == []


def test_each_change_is_told_with_before_and_after():
    offer = OfferFactory(title="Singkreis", is_free=None)
    offer.title = "Chor"
    offer.is_free = True
    offer.save()
    assert told(offer)[0][1:] == ("geändert", [("Titel [de]", "Singkreis", "Chor"), ("kostenlos", "leer", "ja")])
    assert told(offer)[-1][1:] == ("angelegt", [])


def test_a_save_without_a_change_is_none():
    offer = OfferFactory()
    before = entries(Offer)
    offer.save()
    assert entries(Offer) == before


def test_bulk_changes_and_raw_sql_are_recorded():
    offer = OfferFactory(venue="")
    Offer.objects.filter(pk=offer.pk).update(venue="Bürgerbahnhof")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE offers_offer SET venue = 'Altes Rathaus' WHERE id = %s", [offer.pk])
    assert [(line.before, line.after) for line in lines(offer)] == [
        ("Bürgerbahnhof", "Altes Rathaus"),
        ("leer", "Bürgerbahnhof"),
    ]
    assert told(offer)[0][0] == "direkt auf dem Server"


def test_bulk_creation_and_deletion_are_recorded():
    Language.objects.bulk_create([Language(code="xx", name="Probe")])
    Language.objects.filter(code="xx").delete()
    labels = kept(Language).events.objects.filter(pgh_obj="xx").values_list("pgh_label", flat=True)
    assert sorted(labels) == ["delete", "insert"]


def test_choices_days_names_and_lists_are_told_in_words():
    offer = OfferFactory(kind=Kind.OFFER, valid_until=None, audiences=[])
    Offer.objects.filter(pk=offer.pk).update(kind=Kind.JOIN, valid_until="2026-06-30", audiences=["frauen"])
    words = {line.label: line.after for line in lines(offer)}
    assert words["gültig bis"] == "30.06.2026"
    assert words["Zielgruppen"] == "Frauen"
    assert words["Art"] == "Mitmachen"


def test_of_a_long_text_only_the_difference_is_told():
    text = "Wir singen jeden Montag miteinander und lernen dabei ganz nebenbei viele neue Wörter auf Deutsch kennen"
    offer = OfferFactory(description=f"{text}. {text}. {text}.")
    offer.description = f"{text}. {text}. {text} und Ukrainisch."
    offer.save()
    pieces = lines(offer)[0].pieces
    assert [(piece.kind, piece.text) for piece in pieces[1:]] == [
        ("gone", "kennen."),
        ("new", "kennen und Ukrainisch."),
    ]
    assert len(pieces[0].text) < len(text)


def test_languages_that_come_and_go_are_told_on_the_offers_page():
    offer = OfferFactory()
    offer.languages.set(["uk"])
    offer.languages.set(["de"])
    found = [(line.label, line.before, line.after) for line in lines(offer)]
    assert ("Sprachen", "", "Ukrainisch") in found
    assert ("Sprachen", "Ukrainisch", "") in found


def test_roles_that_come_and_go_are_told_on_the_persons_page():
    user = UserFactory(roles=[])
    user.groups.set(Group.objects.filter(name=Role.DOOR))
    assert [line.after for line in lines(user)] == ["Einlass"]


def test_a_password_is_told_as_changed_and_kept_nowhere():
    user = UserFactory()
    user.set_password("ein sehr langes Passwort")
    user.save()
    assert [(line.label, line.hidden) for line in lines(user)][:1] == [("Passwort", True)]
    assert "password" not in {field.name for field in kept(User).events._meta.get_fields()}


def test_encrypted_text_is_told_as_changed_and_kept_nowhere():
    sponsor = SponsorFactory(name="Paula Probe", phone="02932 1")
    sponsor = Sponsor.objects.get(pk=sponsor.pk)
    sponsor.phone = "02932 2"
    sponsor.name = str(sponsor.name)  # as a form sets it: the same text again
    sponsor.save()
    assert [(line.label, line.hidden, line.after) for line in history_of(sponsor)[0].lines] == [("Telefon", True, "")]
    columns = {field.name for each in KEPT.values() for field in each.events._meta.get_fields()}
    assert columns.isdisjoint({"phone_key", "email_key", "wishes", "reporter", "interpreter"})
    assert not any(
        type(field).__name__.startswith("Encrypted") for each in KEPT.values() for field in each.events._meta.fields
    )


def test_a_new_key_is_no_change(settings):
    settings.ENCRYPTION_KEYS = ["old"]
    sponsor = SponsorFactory(name="Paula Probe")
    settings.ENCRYPTION_KEYS = ["new", "old"]
    before = entries(Sponsor)
    call_command("rotate_encryption", verbosity=0)
    assert entries(Sponsor) == before
    Sponsor.objects.filter(pk=sponsor.pk).update(hours=3)
    assert entries(Sponsor) == before + 1


def test_counters_are_no_change():
    registration = RegistrationFactory()
    meeting = registration.meeting
    before = entries(type(meeting))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE network_meeting SET taken = taken + 1, sequence = 7 WHERE id = %s", [meeting.pk])
    assert entries(type(meeting)) == before


def test_nothing_stays_of_a_transaction_that_failed():
    offer, before = OfferFactory(venue=""), entries(Offer)
    with transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(venue="Altes Rathaus")
        transaction.set_rollback(True)
    assert entries(Offer) == before


@pytest.mark.parametrize("statement", ["UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_delete_history(statement):
    OfferFactory()
    table = kept(Offer).events._meta.db_table
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


# --- who ----------------------------------------------------------------------------------------------------


def test_a_staff_member_in_the_admin_is_named(client):
    user = UserFactory(name="Nadja Nachweis", admin=True)
    language = Language.objects.get(code="uk")
    client.force_login(user)
    url = reverse("admin:core_language_change", args=["uk"])
    client.post(url, {"code": "uk", "name_de": language.name_de, "name_uk": "x", "name_en": "y", "position": 3})
    assert told(language)[0][0] == "Nadja Nachweis"
    assert b"Nadja Nachweis" in client.get(reverse("admin:core_language_history", args=["uk"])).content


def test_whoever_uses_a_mail_link_is_named_by_the_link_alone(client):
    offer = OfferFactory(email="anbieter@example.org")
    token = MANAGE.token(offer.pk)
    client.post(reverse("offers:manage_step", args=[token]), {"step": "pause"})
    assert told(offer)[0][0] == "über einen Link"
    contexts = str(contexts_of(offer))
    assert token not in contexts
    assert "anbieter" not in contexts


def test_a_visitor_of_the_website_is_nobody_in_particular(client):
    offer = OfferFactory()
    with acting(Way.WEB):
        Offer.objects.filter(pk=offer.pk).update(venue="Hof")
    assert told(offer)[0][0] == "über die Website"


def test_a_command_is_named():
    offer = OfferFactory()

    class Command(RecordedCommand):
        def handle(self, **options):
            Offer.objects.filter(pk=offer.pk).update(venue="Hof")

    Command.__module__ = "offers.management.commands.tidy"
    call_command(Command())
    assert told(offer)[0][0] == "auf dem Server (tidy)"


@pytest.mark.django_db(transaction=True)
def test_a_job_is_named():
    theme = ThemeArea.objects.get_or_create(number=2, defaults={"slug": "kultur", "name_de": "Kultur", "icon": "x"})[0]
    offer = OfferFactory(theme=theme)
    jobs = DjangoApp(connector=app.connector.get_worker_connector(), worker_defaults={"task_middleware": [job]})

    @jobs.task(name="offers.tasks.tidy", queue="history-test")
    def tidy():
        Offer.objects.filter(pk=offer.pk).update(venue="Hof")

    app.configure_task("offers.tasks.tidy", queue="history-test", allow_unknown=True).defer()
    jobs.run_worker(queues=["history-test"], wait=False, install_signal_handlers=False, listen_notify=False)
    assert told(offer)[0][0] == "automatisch (tidy)"
    assert job in app.worker_defaults["task_middleware"]


def test_an_actor_within_another_one_gives_back_the_place():
    offer = OfferFactory()
    with acting(Way.COMMAND, "outer"):
        with acting(Way.JOB, "a.inner"):
            Offer.objects.filter(pk=offer.pk).update(venue="Hof")
        Offer.objects.filter(pk=offer.pk).update(schedule="montags")
    assert [event["name"] for event in contexts_of(offer)] == ["a.inner", "outer"]


def contexts_of(offer):
    found = kept(Offer).events.objects.filter(pgh_obj=offer.pk, pgh_label="update").order_by("pgh_id")
    return [event.pgh_context for event in found]


# --- forgetting ---------------------------------------------------------------------------------------------


def test_erasure_leaves_nothing_of_a_record_and_its_parts():
    offer = OfferFactory(email="kanarienvogel@example.org")
    offer.languages.set(["uk"])
    Report.objects.create(offer=offer, text="Kanarienvogel", key="k", answer_by=timezone.localdate())
    other = OfferFactory()
    key = offer.pk
    offer.delete()
    assert forget(Offer, [key]) > 3
    assert not kept(Offer).events.objects.filter(pgh_obj=key).exists()
    assert entries(Report) == 0
    assert kept(Offer).events.objects.filter(pgh_obj=other.pk).exists()
    assert_in_no_table("kanarienvogel")


def assert_in_no_table(word):
    with connection.cursor() as cursor:
        for each in KEPT.values():
            table = each.events._meta.db_table
            cursor.execute(f"SELECT count(*) FROM {table} AS row WHERE row::text ILIKE %s", [f"%{word}%"])  # noqa: S608
            assert cursor.fetchone() == (0,), table


def test_erasure_leaves_nothing_whatever_comes_first():
    sponsor = SponsorFactory()
    forget_sponsors([sponsor.pk], timezone.now())
    assert entries(Sponsor) == 0
    offer = OfferFactory(email="kanarienvogel@example.org")
    erase(Offer.objects.filter(pk=offer.pk), now=timezone.now(), cause="staff")
    assert_in_no_table("kanarienvogel")


def test_history_is_kept_for_two_years():
    offer = OfferFactory()
    now = timezone.now()
    assert forget_old(now + timedelta(days=729)) == 0
    assert forget_old(now + timedelta(days=731)) > 0
    assert history_of(offer) == []


def test_what_is_left_of_a_deleted_record_goes_after_three_months():
    offer, staying = OfferFactory(), OfferFactory()
    offer.delete()
    now = timezone.now()
    assert forget_old(now + timedelta(days=89)) == 0
    forget_old(now + timedelta(days=91))
    assert set(kept(Offer).events.objects.values_list("pgh_obj", flat=True)) == {staying.pk}


# --- pages --------------------------------------------------------------------------------------------------


def test_the_history_of_a_busy_record_takes_no_more_statements():
    offer = OfferFactory()
    user = UserFactory()

    def change(times):
        for number in range(times):
            with acting(Way.WEB, user=user.pk):
                Offer.objects.filter(pk=offer.pk).update(venue=f"Raum {times} {number}")

    change(1)
    with CaptureQueriesContext(connection) as few:
        history_of(offer)
    change(30)
    with CaptureQueriesContext(connection) as many:
        history_of(offer)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("factory", "page", "by"), [(SponsorFactory, "sponsor", "pk"), (HouseholdFactory, "household", "code")]
)
def test_the_fachstelle_reads_the_history_of_both_sides(client, factory, page, by):
    party = factory()
    client.force_login(UserFactory(name="Nadja Nachweis"))
    type(party).objects.filter(pk=party.pk).update(hours=7)
    shown = client.get(reverse(f"sponsorship_team:{page}", args=[getattr(party, by)])).content.decode()
    assert "Was geändert wurde" in shown
    assert "→ 7" in shown
