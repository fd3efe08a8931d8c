from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection

from arnsberg_hilfe.core.models import Rate
from arnsberg_hilfe.core.once import saved_once
from tests.factories import NOW


def save(key, *more):
    with saved_once(Rate, key=key):
        for each in (key, *more):
            Rate.objects.create(key=each, since=NOW)


def keys():
    return sorted(Rate.objects.values_list("key", flat=True))


@pytest.mark.django_db
def test_what_is_saved_again_changes_nothing():
    save("a", "b")
    save("a", "c")
    assert keys() == ["a", "b"]


@pytest.mark.django_db
def test_a_failure_that_is_not_about_the_key_is_raised_and_leaves_nothing():
    save("b")
    with pytest.raises(IntegrityError):
        save("a", "b")
    assert keys() == ["b"]


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_saves():
    def at_once(number):
        try:
            save("a", f"more {number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(at_once, range(20)))
    assert len(keys()) == 2
