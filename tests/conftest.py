import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def german():
    """Each test begins in German, whatever language the last request of another test left behind."""
    with translation.override("de"):
        yield
