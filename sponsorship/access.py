"""Who may see the Patenprojekt's people, and the trace that reading leaves."""

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.staff import staff_only
from sponsorship.models import Access

fachstelle_only = staff_only


def log_access(by: User, kind: Access.Kind, subject: str) -> None:
    """`subject` names a record («household-7») or, of a list or an export, what kind of records it held."""
    Access.objects.create(by=by, kind=kind, subject=subject)
