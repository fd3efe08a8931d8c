"""Who may see the Patenprojekt's people, and the trace that reading leaves."""

from django.views.decorators.cache import cache_control

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import View, staff_of
from sponsorship.models import Access


def fachstelle_only(view: View) -> View:
    """The view's page is for the Fachstelle, and no browser or proxy keeps it."""
    return staff_of(Area.SPONSORSHIP)(cache_control(no_store=True, private=True)(view))


def log_access(by: User, kind: Access.Kind, subject: str) -> None:
    """`subject` names a record («household-7») or, of a list or an export, what kind of records it held."""
    Access.objects.create(by=by, kind=kind, subject=subject)
