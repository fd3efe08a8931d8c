"""A process killed, or a statement failing, anywhere in a step leaves either everything or nothing.

Each step is taken in a forked process that kills itself before its first, second, third … statement and before the
commit. Whatever it had begun, every table must then read as before; only the step that nobody disturbs leaves a trace.
"""

import os
from dataclasses import dataclass

import pytest
from django.db import IntegrityError, connection, connections

from arnsberg_hilfe.core.models import Language, OutgoingMail
from arnsberg_hilfe.portal import workflow as inquiries
from arnsberg_hilfe.portal.models import Entry, Inquiry
from offers.models import Event, Message, Offer, Report, Revision, Status, ThemeArea
from offers.workflow import changes, messaging, review, steps, submission, upkeep
from tests.factories import NOW, TODAY, OfferFactory, UserFactory

PROVIDER, VISITOR = "mira@example.org", "taras@example.org"
KILLED, UNDISTURBED = 9, 0
MOST_STATEMENTS = 120

TABLES = """SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"""


def everything():
    """Every row of every table as a fingerprint: domain rows, mails, jobs, audit entries, counts for limits."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        whole = " UNION ALL ".join(
            f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {name} t"  # noqa: S608 - our own table names
            for name in tables
        )
        cursor.execute(whole)
        return dict(cursor.fetchall())


@dataclass
class Interruption:
    """Does something at the n-th statement of a step; the commit counts as one, too."""

    at: int
    act: object
    seen: int = 0

    def tick(self):
        self.seen += 1
        if self.seen == self.at:
            self.act()

    def __call__(self, execute, sql, params, many, context):
        self.tick()
        return execute(sql, params, many, context)


def die():
    os._exit(KILLED)


def fail():
    raise IntegrityError("planted")


def killed_at(number, step):
    """Take the step in a process of its own that dies before its n-th statement; False when it got to the end."""
    child = os.fork()
    if child == 0:
        _inherited, connection.connection = connection.connection, None  # the parent's; this process opens its own
        try:
            connection.ensure_connection()
            interruption = Interruption(number, die)
            commit = connection.commit
            vars(connections["default"])["commit"] = lambda: (interruption.tick(), commit())
            with connection.execute_wrapper(interruption):
                step()
            os._exit(UNDISTURBED)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in {KILLED, UNDISTURBED}, "the step failed by itself"
    return code == KILLED


def failed_at(number, step):
    """Take the step with a failing n-th statement, which it must not hide; False when it had fewer statements."""
    interruption = Interruption(number, fail)
    with connection.execute_wrapper(interruption):
        try:
            step()
        except IntegrityError:
            return True
    assert interruption.seen < number, "the step hid the failure"
    return False


def theme():
    values = {"number": 2, "name_de": "Kultur", "icon": "kultur", "colour": "magenta"}
    return ThemeArea.objects.get_or_create(slug="kultur", defaults=values)[0]


def published(**more):
    values = {"email": PROVIDER, "email_confirmed_at": NOW, "slug": "chor", "title": "Chor", "theme": theme()}
    return OfferFactory(**values | more)


def in_review(**more):
    return published(status=Status.IN_REVIEW, published_at=None, fresh_on=None, answer_by=TODAY, **more)


def message(**more):
    return Message.objects.create(
        offer=published(), key="m", name="Taras Test", email=VISITOR, language="uk", text="Ist noch Platz?", **more
    )


def inquiry_of(key, **more):
    values = {"reason": "question", "name": "Taras Test", "email": VISITOR, "language": "uk"}
    return Inquiry(key=key, **values | more)


# Each case prepares its records and returns the step, which must read nothing it prepared from memory


def submit():
    area, spoken = theme(), Language.objects.get_or_create(code="uk", defaults={"name": "Ukrainisch"})[0]

    def step():
        offer = Offer(title_de="Singkreis", summary_de="Wir singen.", theme=area, pillar="ehrenamt", email=PROVIDER)
        submission.submit(offer, [spoken], key="k", now=NOW)

    return step


def confirm():
    OfferFactory(submitted=True, email=PROVIDER, slug="eins", theme=theme())
    OfferFactory(submitted=True, email=PROVIDER.upper(), slug="zwei", theme=theme())
    return lambda: submission.confirm(Offer.objects.get(slug="eins"), now=NOW)


def record():
    user, area = UserFactory(), theme()

    def step():
        offer = Offer(title_de="Singkreis", summary_de="Wir singen.", theme=area, pillar="ehrenamt")
        submission.record(offer, [], by=user, now=NOW)

    return step


def publish():
    offer, user = in_review(), UserFactory()
    return lambda: review.publish(Offer.objects.get(pk=offer.pk), seen=Status.IN_REVIEW, by=user, now=NOW)


def first_review():
    offer, user = in_review(offers_housing=True), UserFactory()
    return lambda: review.review_first(Offer.objects.get(pk=offer.pk), seen=Status.IN_REVIEW, by=user, now=NOW)


def ask_back():
    offer, user = in_review(), UserFactory()
    return lambda: review.ask_back(Offer.objects.get(pk=offer.pk), "Wann?", seen=offer.status, by=user, now=NOW)


def decline():
    offer, user = in_review(), UserFactory()
    return lambda: review.decline(Offer.objects.get(pk=offer.pk), "Werbung", seen=offer.status, by=user, now=NOW)


def undo():
    user = UserFactory()
    decision = review.publish(in_review(), seen=Status.IN_REVIEW, by=user, now=NOW)
    found = type(decision).objects.select_related("mail")
    return lambda: review.undo(found.get(pk=decision.pk), by=user, now=NOW)


def propose():
    offer = published()
    Revision.objects.create(offer=offer, changes={"title_de": "Alt"}, answer_by=TODAY)

    def step():
        edited = Offer.objects.get(pk=offer.pk)
        before = changes.content_of(edited)
        edited.title_de = "Großer Chor"
        changes.propose(edited, before, [], now=NOW)

    return step


def accept():
    user, area = UserFactory(), theme()
    Language.objects.get_or_create(code="uk", defaults={"name": "Ukrainisch"})
    changed = {"title_de": "Großer Chor", "languages": ["uk"], "theme_id": area.pk}
    Revision.objects.create(offer=published(), changes=changed, answer_by=TODAY)
    return lambda: changes.accept(Revision.objects.get(), by=user, now=NOW)


def review_change_first():
    user = UserFactory()
    Revision.objects.create(offer=published(), changes={"offers_housing": True}, answer_by=TODAY)
    return lambda: changes.review_first(Revision.objects.get(), by=user, now=NOW)


def refuse():
    user = UserFactory()
    Revision.objects.create(offer=published(), changes={"title_de": "Werbung"}, answer_by=TODAY)
    return lambda: changes.decline(Revision.objects.get(), "Das geht nicht.", by=user, now=NOW)


def end():
    Revision.objects.create(offer=published(), changes={"title_de": "Neu"}, answer_by=TODAY)
    return lambda: steps.take("end", Offer.objects.get(), now=NOW)


def resume_by_staff():
    user = UserFactory()
    published(status=Status.PAUSED)
    return lambda: steps.take("resume", Offer.objects.get(), by=user, now=NOW)


def confirmed_by_phone():
    user = UserFactory()
    published()
    return lambda: steps.confirmed_by_phone(Offer.objects.get(), by=user, now=NOW)


def pause_unconfirmed():
    published(fresh_on=TODAY.replace(year=TODAY.year - 1))
    return lambda: upkeep.pause_unconfirmed(now=NOW)


def write():
    offer = published()
    text = {"name": "Taras Test", "email": VISITOR, "language": "uk", "text": "Ist noch Platz?"}
    return lambda: messaging.write(Message(offer=offer, key="m", **text), now=NOW)


def relay():
    message()
    return lambda: messaging.relay(Message.objects.get(), now=NOW)


def answer_message():
    message(status=Message.Status.RELAYED)
    return lambda: messaging.answer(Message.objects.get(), "Ja.", now=NOW)


def report():
    offer = published()
    return lambda: messaging.report(Report(offer=offer, key="r", kind="wrong"), now=NOW)


def close_report():
    user = UserFactory()
    Report.objects.create(offer=published(), key="r", kind="wrong", email=VISITOR, answer_by=TODAY)
    return lambda: messaging.close_report(Report.objects.get(), by=user, now=NOW)


def ask_provider():
    published(fresh_on=TODAY.replace(year=TODAY.year - 1))
    return lambda: upkeep.ask_providers(now=NOW)


def still_holds():
    published(asked_times=1)
    return lambda: steps.still_holds(Offer.objects.get(), now=NOW)


def receive():
    return lambda: inquiries.receive(inquiry_of("i"), "Wo?", now=NOW)


def write_again():
    inquiry_of("i", answer_by=TODAY, status=Inquiry.Status.ANSWERED).save()
    return lambda: inquiries.write_again(Inquiry.objects.get(), "Und wann?", now=NOW)


def answer_inquiry():
    user = UserFactory()
    inquiry_of("i", answer_by=TODAY).save()
    return lambda: inquiries.answer(Inquiry.objects.get(), "Im Rathaus.", by=user, now=NOW)


# The step and what it leaves behind when nobody disturbs it: mails, events, entries of threads
CASES = [
    (submit, 1, 1, 0),
    (confirm, 2, 2, 0),
    (record, 0, 1, 0),
    (publish, 1, 1, 0),
    (first_review, 0, 1, 0),
    (ask_back, 1, 1, 0),
    (decline, 1, 1, 0),
    (undo, 0, 1, 0),
    (propose, 0, 1, 0),
    (accept, 1, 1, 0),
    (review_change_first, 0, 1, 0),
    (refuse, 1, 1, 0),
    (end, 0, 1, 0),
    (resume_by_staff, 0, 1, 0),
    (confirmed_by_phone, 0, 1, 0),
    (pause_unconfirmed, 0, 1, 0),
    (write, 1, 0, 0),
    (relay, 1, 0, 0),
    (answer_message, 1, 0, 0),
    (report, 0, 1, 0),
    (close_report, 0, 1, 0),
    (ask_provider, 1, 1, 0),
    (still_holds, 0, 1, 0),
    (receive, 2, 0, 1),
    (write_again, 1, 0, 1),
    (answer_inquiry, 1, 0, 1),
]
NAMES = [case[0].__name__ for case in CASES]
KINDS = (OutgoingMail, Event, Entry)


def jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND queue_name = 'mail'")
        return cursor.fetchone()[0]


def counts():
    return [*(kind.objects.count() for kind in KINDS), jobs()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("prepare", "mails", "events", "entries"), CASES, ids=NAMES)
def test_a_step_killed_between_any_two_statements_leaves_all_or_nothing(prepare, mails, events, entries):
    step = prepare()
    before, had = everything(), counts()
    for number in range(1, MOST_STATEMENTS):
        if not killed_at(number, step):
            break
        assert everything() == before, f"something was left behind before statement {number}"
    else:
        pytest.fail("the step never came to its end")
    added = [now - then for now, then in zip(counts(), had, strict=True)]
    assert added == [mails, events, entries, mails]


@pytest.mark.django_db
@pytest.mark.parametrize("prepare", [case[0] for case in CASES], ids=NAMES)
def test_a_step_whose_statement_fails_leaves_nothing_and_hides_nothing(prepare):
    step = prepare()
    before = everything()
    for number in range(1, MOST_STATEMENTS):
        if not failed_at(number, step):
            break
        assert everything() == before, f"something was left behind after statement {number} failed"
    else:
        pytest.fail("the step never came to its end")
