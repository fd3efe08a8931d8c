"""The whole portal with one command, for development and for trying it out."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections
from django.utils.translation import gettext as _

from arnsberg_hilfe import embedded_postgres
from arnsberg_hilfe.core.accounts.factors import new_recovery_codes
from arnsberg_hilfe.core.models import User

HOST = "127.0.0.1"
HIGHEST_PORT = 65535
CODES_SHOWN = 5
DEMO_EMAIL = "koordination@example.org"
STOP_SECONDS = 10
Children = Mapping[str, subprocess.Popen[bytes]]


class Command(BaseCommand):
    help = "Startet das Portal mit Datenbank, Beispieldaten und Auftragsdienst; Strg-C beendet alles."
    requires_system_checks: list[str] = []

    def handle(self, **_options: Any) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a script's background jobs begin deaf to it
        port = free_port(os.environ.get("PORT") or "8000")
        try:
            with nullcontext() if os.environ.get("DATABASE_URL") else embedded_postgres.running():
                self._prepare()
                self._serve(port)
        except KeyboardInterrupt:
            self.stdout.write(_("Beendet."))

    def _say(self, sentence: str) -> None:
        self.stdout.write(f"→ {sentence}")
        self.stdout.flush()

    def _prepare(self) -> None:
        call_command("compile_catalogues", stdout=self.stdout)
        self._say(_("Datenbank einrichten"))
        call_command("migrate", interactive=False, verbosity=0)
        if not apps.get_model("offers", "Offer").objects.exists():
            self._say(_("Angebote einspielen"))
            call_command("import_offers", str(settings.BASE_DIR / "offers/fixtures/offers_arnsberg.csv"))
        if not apps.get_model("network", "Meeting").objects.exists():
            self._say(_("Treffen einspielen"))
            call_command("import_meetings", str(settings.BASE_DIR / "network/fixtures/meetings.csv"))
        if settings.DEVELOPMENT:
            call_command("demo_meeting")
            password = demo_account(settings.VAR_DIR / "demo_account.txt")
            call_command("demo_results")
            self._say(
                _("Zugang für das Team: %(email)s, Passwort %(password)s") % {"email": DEMO_EMAIL, "password": password}
            )
            codes = new_recovery_codes(User.objects.get(email=DEMO_EMAIL))[:CODES_SHOWN]
            self._say(_("Beim zweiten Schritt einer dieser Notfallcodes: %(codes)s") % {"codes": ", ".join(codes)})
            self._say(_("Jeder gilt einmal; beim nächsten Start stehen hier neue."))
        connections.close_all()

    def _serve(self, port: int) -> None:
        children: dict[str, subprocess.Popen[bytes]] = {}
        try:
            children[_("Der Webserver")] = manage("runserver", f"{HOST}:{port}")
            children[_("Der Auftragsdienst")] = manage("procrastinate", "worker")
            self._watch(children, port)
        finally:
            stop(children)

    def _watch(self, children: Children, port: int) -> None:
        """Ends with the exit code of the first child that ends."""
        announced = False
        while True:
            for name, child in children.items():
                if (code := child.poll()) is not None:
                    self.stderr.write(_("%(name)s hat sich beendet (%(code)d).") % {"name": name, "code": code})
                    sys.exit(code if code > 0 else 128 - code if code else 1)
            if not announced and answers(port):
                self._say(_("Das Portal läuft: %(url)s (Strg-C beendet es)") % {"url": f"http://{HOST}:{port}/"})
                announced = True
            time.sleep(0.1)


def free_port(text: str) -> int:
    """The port as a number; leaves with a sentence when it is none or taken."""
    if not (text.isdecimal() and 0 < int(text) <= HIGHEST_PORT):
        sys.exit(_("PORT muss eine Zahl von 1 bis 65535 sein, nicht „%(text)s“.") % {"text": text})
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, int(text)))
    except OSError as problem:
        sys.exit(
            _("Port %(port)s geht nicht (%(reason)s); einen anderen nennen Sie mit: make run PORT=8001")
            % {"port": text, "reason": problem.strerror}
        )
    return int(text)


def manage(*arguments: str) -> subprocess.Popen[bytes]:
    """A process group of its own: it can be stopped whole, and hears of Ctrl-C from here only."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    environment = {**os.environ, "DJANGO_RUNSERVER_HIDE_WARNING": "true"}
    return subprocess.Popen(command, env=environment, process_group=0)  # noqa: S603


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def stop(children: Children) -> None:
    """Waits for all of them; a second Ctrl-C must not leave the database behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    deadline = time.monotonic() + STOP_SECONDS
    left = [child for child in children.values() if send(child, signal.SIGTERM)]
    while left and time.monotonic() < deadline:
        time.sleep(0.05)
        left = [child for child in left if send(child, 0)]
    for child in left:
        send(child, signal.SIGKILL)


def send(child: subprocess.Popen[bytes], number: int) -> bool:
    """Whether `child` or one of its own children was still there to get the signal."""
    child.poll()
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return False
    return True


def demo_account(note: Path) -> str:
    """The password of the demo account; the account and the note that keeps the password are made when missing."""
    account = User.objects.filter(email=DEMO_EMAIL).first()
    if note.exists() and account is not None:
        return note.read_text().split()[-1]
    password = secrets.token_urlsafe(12)
    if account is None:
        User.objects.create_superuser(email=DEMO_EMAIL, password=password, name="Koordination (Beispiel)")
    else:
        account.set_password(password)
        account.save(update_fields=["password"])
    note.parent.mkdir(parents=True, exist_ok=True)
    note.unlink(missing_ok=True)
    note.touch(mode=0o600)
    note.write_text(f"{DEMO_EMAIL} {password}\n")
    return password
