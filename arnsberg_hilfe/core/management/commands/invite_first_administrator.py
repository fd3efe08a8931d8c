"""How a new portal gets its first account: nobody types a password into a terminal, and none is shared."""

from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.accounts import workflow
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.roles import Role


class Command(BaseCommand):
    help = "Lädt die erste Person mit der Rolle Leitung ein: per E-Mail, und der Link steht auch hier."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument("--again", action="store_true", help="auch wenn es schon eine Leitung gibt")

    def handle(self, *, email: str, name: str, again: bool, **_options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if User.objects.leading().exists() and not again:
            raise CommandError(_("Es gibt schon eine Leitung. Sie lädt im Portal ein; sonst hilft --again."))
        self.stdout.write(_("Dieser Link gilt drei Tage und nur einmal:"))
        self.stdout.write(invite(email, name))


@transaction.atomic
def invite(email: str, name: str) -> str:
    """The link; of somebody who has a password already, too: it sets another one."""
    person = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email, name=name)
    person.groups.add(Group.objects.get(name=Role.LEADERSHIP))
    return workflow.send_invitation(person)
