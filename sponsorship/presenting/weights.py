"""What other weights would change, before they are saved."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from sponsorship.models import Household, Sponsor
from sponsorship.models.matching import DEFAULT_WEIGHTS
from sponsorship.presenting.reasons import score_in_words
from sponsorship.workflow.weighing import Change, Preview, Weights

if TYPE_CHECKING:
    from sponsorship.matching.comparing import First

SHOWN = 10


@dataclass(frozen=True)
class Row:
    code: str
    url: str
    before: str
    before_score: str
    after: str
    after_score: str


@dataclass(frozen=True)
class Page:
    """`posted`: the weights as a form hands them on."""

    preview: Preview
    rows: list[Row]
    posted: list[tuple[str, int]]

    @property
    def changed(self) -> int:
        return len(self.preview.changes)


def preview_page(preview: Preview, weights: Weights) -> Page:
    shown = preview.changes[:SHOWN]
    sponsors = Sponsor.objects.only("name").in_bulk(
        {one.sponsor for each in shown for one in (each.before, each.after)}
    )
    households = Household.objects.only("code").in_bulk([change.household for change in shown])
    rows = [_row(change, households[change.household], sponsors) for change in shown]
    return Page(preview, rows, [(str(criterion), weight) for criterion, weight in weights.items()])


def _row(change: Change, household: Household, sponsors: dict[int, Sponsor]) -> Row:
    return Row(
        household.code,
        reverse("sponsorship_team:match_household", args=[household.code]),
        *_named(change.before, sponsors),
        *_named(change.after, sponsors),
    )


def _named(first: "First", sponsors: dict[int, Sponsor]) -> tuple[str, str]:
    return str(sponsors[first.sponsor]), score_in_words(first.score)


def default_url() -> str:
    """The preview of what the portal came with."""
    return f"{reverse('sponsorship_team:weights')}?{urlencode(list(DEFAULT_WEIGHTS.items()))}"
