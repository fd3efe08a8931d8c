import pytest
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import translation

from arnsberg_hilfe.core.accounts.second_factor import mark_passed


@pytest.fixture(autouse=True)
def german():
    """Each test begins in German, whatever language the last request of another test left behind."""
    with translation.override("de"):
        yield


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Slow on purpose elsewhere, and no subject of any test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@receiver(user_logged_in)
def with_second_factor(request, user, **_):
    """`client.force_login` stands for the whole login; its request is the only one without a method."""
    if request.method is None:
        mark_passed(request, user)
