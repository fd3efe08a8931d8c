from django import template

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.portal import menu

register = template.Library()


@register.simple_tag
def staff_menu(user: User) -> list[menu.Entry]:
    """The pages that this person's roles open; none for who has not logged in."""
    return menu.entries(user) if isinstance(user, User) else []
