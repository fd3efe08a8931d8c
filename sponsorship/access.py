"""Who may see the Patenprojekt's people, and the trace that reading leaves."""

from django.views.decorators.cache import cache_control

from arnsberg_hilfe.core.models import OutgoingMail, User
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import View, staff_of
from sponsorship.models import Access


def fachstelle_only(view: View) -> View:
    """The view's page is for the Fachstelle, and no browser or proxy keeps it."""
    return staff_of(Area.SPONSORSHIP)(cache_control(no_store=True, private=True)(view))


def leadership_only(view: View) -> View:
    """Who has read what is for whoever answers for the accounts, and no browser or proxy keeps it."""
    return staff_of(Area.ACCOUNTS)(cache_control(no_store=True, private=True)(view))


def log_access(by: User, kind: Access.Kind, subject: str) -> None:
    """`subject` names a record («household-7») or, of a list or an export, what kind of records it held."""
    Access.objects.create(by=by, kind=kind, subject=subject)


def log_mail(by: User, mail: OutgoingMail) -> None:
    """A mail about somebody of the Patenprojekt tells as much as their page."""
    label, _colon, key = mail.about.partition(":")
    app, _dot, model = label.partition(".")
    if app == "sponsorship":
        log_access(by, Access.Kind.DETAIL, f"{model}-{key}")
