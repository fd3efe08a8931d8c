"""`python -m tests.security.filling`: a record of each kind, and a coordinator's session, whose cookie is printed."""

import json

import django

django.setup()

from django.conf import settings  # noqa: E402 - needs the settings
from django.test import Client  # noqa: E402

from arnsberg_hilfe.core.accounts.second_factor import PASSED  # noqa: E402
from network.models import Meeting  # noqa: E402
from offers.models import Report  # noqa: E402
from tests.factories import (  # noqa: E402
    NOW,
    TODAY,
    CallFactory,
    HouseholdFactory,
    MeasureFactory,
    OfferFactory,
    RegistrationFactory,
    ResultFactory,
    SponsorFactory,
    SponsorshipFactory,
    ThemeTableFactory,
    UserFactory,
)
from tests.security.public_forms import MEETING, know_inquirer, public_forms  # noqa: E402


def fill() -> None:
    for each in public_forms():
        each.know("bekannt@example.org")
    meeting = Meeting.objects.get(slug=MEETING)
    table = ThemeTableFactory(meeting=meeting)
    RegistrationFactory.create_batch(3, meeting=meeting, wish_1=table)
    offer = OfferFactory(submitted=True, status="email_confirmed", answer_by=TODAY)
    Report.objects.create(offer=offer, key="h", kind="outdated", text="Zu", answer_by=TODAY)
    know_inquirer("andere@example.org")
    SponsorshipFactory(sponsor=SponsorFactory(), household=HouseholdFactory())
    MeasureFactory(meeting=meeting)
    ResultFactory()
    CallFactory()


def coordinator() -> str:
    """Logged in as after password and second factor."""
    client = Client()
    user = UserFactory(admin=True, last_login=NOW)
    client.force_login(user)
    session = client.session
    session[PASSED] = user.pk
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


if __name__ == "__main__":
    fill()
    print(json.dumps({"cookie": coordinator()}))
