"""Links in mails: each purpose signs with a salt of its own, and no page opens to another purpose's token."""

import sys

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from arnsberg_hilfe.core.links import LinkError, LinkPurpose
from tests.security.pages import Page, address, all_pages, pages_with_token

OWN = ("arnsberg_hilfe.", "network.", "offers.", "sponsorship.")


def purposes():
    """All of the project, by the modules that the URL configuration has loaded."""
    assert get_resolver().url_patterns
    modules = [module for name, module in sorted(sys.modules.items()) if name.startswith(OWN)]
    found = {id(each): each for module in modules for each in vars(module).values() if isinstance(each, LinkPurpose)}
    return list(found.values())


def test_all_purposes_are_found():
    text = "".join(path.read_text() for name in OWN for path in (settings.BASE_DIR / name[:-1]).rglob("*.py"))
    assert len(purposes()) == text.count(" = LinkPurpose(")


def test_no_two_purposes_share_a_salt():
    names = [purpose.name for purpose in purposes()]
    assert len(set(names)) == len(names)


def test_no_link_lasts_longer_than_two_years():
    assert max(purpose.lasts.days for purpose in purposes()) <= 730


def own_page(purpose: LinkPurpose) -> Page:
    return next(page for page in all_pages() if page.name == purpose.page)


def test_no_purpose_reads_another_one_s_token():
    for purpose in purposes():
        for other in purposes():
            if other is not purpose:
                with pytest.raises(LinkError):
                    purpose.read(other.token(1))


@pytest.mark.django_db
@pytest.mark.parametrize("place", pages_with_token(), ids=lambda place: place.path)
def test_a_page_refuses_every_other_purpose_s_token_before_it_looks_for_a_record(client, place: Page):
    others = [purpose for purpose in purposes() if not place.path.startswith(own_page(purpose).path)]
    assert len(others) >= len(purposes()) - 2
    for purpose in others:
        path = address(place, token=purpose.token(1))
        with CaptureQueriesContext(connection) as asked:
            answers = [client.get(path), client.post(path)]
        assert {answer.status_code for answer in answers} <= {405, 410}, purpose.name
        assert answers[1].status_code == 410
        assert asked.captured_queries == []


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", purposes(), ids=lambda purpose: purpose.name)
def test_a_token_of_a_record_that_is_gone_is_over(client, purpose):
    assert client.get(address(own_page(purpose), token=purpose.token(999_999))).status_code == 410
