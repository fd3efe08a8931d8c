"""`python -m tests.security.canary.office STEP`: what has to be in the portal's database; prints JSON.

`begin`: what the public forms are about, a colleague's session, and every kind of record, as if from years before.
`records`: where the office finds what the person has sent.
"""

import json
import sys
from typing import Any

import django

django.setup()

from arnsberg_hilfe.portal.models import Inquiry  # noqa: E402 - needs the settings
from network.models import Meeting, Registration  # noqa: E402
from offers.models import Offer, Revision  # noqa: E402
from sponsorship.models import Household, Sponsor  # noqa: E402
from tests.factories import ThemeTableFactory  # noqa: E402
from tests.portal.canary import everywhere  # noqa: E402
from tests.security.canary.life import OWN  # noqa: E402
from tests.security.filling import coordinator  # noqa: E402
from tests.security.public_forms import MEETING, public_forms  # noqa: E402


def begin() -> dict[str, Any]:
    everywhere()
    Revision.objects.update(status=Revision.Status.ACCEPTED)  # its made-up changes fit no page
    forms = [{"path": each.path, "answers": each.answers} for each in public_forms()]
    ThemeTableFactory(meeting=Meeting.objects.get(slug=MEETING))
    return {"forms": forms, "cookie": coordinator()}


def records() -> dict[str, Any]:
    guest = Registration.objects.get(email=OWN)
    return {
        "offer": Offer.objects.get(email=OWN).pk,
        "inquiry": Inquiry.objects.filter(email=OWN).latest("pk").pk,
        "sponsor": Sponsor.objects.of_address(OWN).get().pk,
        "household": Household.objects.of_address(OWN).get().code,
        "registration": f"{guest.meeting.slug}/anmeldungen/{guest.pk}",
    }


if __name__ == "__main__":
    print(json.dumps({"begin": begin, "records": records}[sys.argv[1]]()))
