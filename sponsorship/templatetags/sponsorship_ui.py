"""What templates of the Patenprojekt need beyond the portal's own tags."""

from django import template

from arnsberg_hilfe.core.contact import dialable
from arnsberg_hilfe.core.office import Office
from sponsorship.office import fachstelle

register = template.Library()
register.filter("dialable", dialable)


@register.simple_tag
def fachstelle_contact() -> Office:
    return fachstelle()
