"""The Fachstelle of the Patenprojekt: the office, with a role address of its own."""

from django.conf import settings

from arnsberg_hilfe.core.office import Office, office


def fachstelle() -> Office:
    return office(settings.SPONSORSHIP_EMAIL)
