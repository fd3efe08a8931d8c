"""The steps of an offer's life, each killed and failing at every statement (see tests/interruptions.py)."""

import pytest

from arnsberg_hilfe.core.models import Language, OutgoingMail
from arnsberg_hilfe.portal import workflow as inquiries
from arnsberg_hilfe.portal.models import Entry, Inquiry
from offers.models import Event, Message, Offer, Report, Revision, Status, ThemeArea
from offers.workflow import changes, decisions, messaging, review, steps, submission, upkeep
from tests.factories import NOW, TODAY, OfferFactory, UserFactory
from tests.interruptions import failing_anywhere, killed_anywhere, mail_jobs

PROVIDER, VISITOR = "mira@example.org", "taras@example.org"


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
    return lambda: decisions.undo(found.get(pk=decision.pk), by=user, now=NOW)


def undo_change():
    user, area = UserFactory(), theme()
    Language.objects.get_or_create(code="uk", defaults={"name": "Ukrainisch"})
    changed = {"title_de": "Großer Chor", "languages": ["uk"], "theme_id": area.pk}
    change = Revision.objects.create(offer=published(), changes=changed, answer_by=TODAY)
    decision = changes.accept(change, by=user, now=NOW)
    found = type(decision).objects.select_related("mail")
    return lambda: decisions.undo(found.get(pk=decision.pk), by=user, now=NOW)


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
    (undo_change, 0, 1, 0),
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


def counts():
    return [*(kind.objects.count() for kind in KINDS), mail_jobs()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("prepare", "mails", "events", "entries"), CASES, ids=NAMES)
def test_a_step_killed_between_any_two_statements_leaves_all_or_nothing(prepare, mails, events, entries):
    step = prepare()
    had = counts()

    killed_anywhere(step)

    added = [now - then for now, then in zip(counts(), had, strict=True)]
    assert added == [mails, events, entries, mails]


@pytest.mark.django_db
@pytest.mark.parametrize("prepare", [case[0] for case in CASES], ids=NAMES)
def test_a_step_whose_statement_fails_leaves_nothing_and_hides_nothing(prepare):
    failing_anywhere(prepare())
