"""The one error of this package, made to be read by people."""

from pathlib import Path


class EmbeddedPostgresError(RuntimeError):
    """The built-in PostgreSQL cannot serve; the message is one sentence that says what helps."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Das eingebaute PostgreSQL läuft hier nicht ({reason}); bitte DATABASE_URL auf eine eigene Datenbank "
            "setzen, zum Beispiel DATABASE_URL=postgres://name:passwort@host/datenbank."
        )


def last_line(log: Path) -> str:
    """What the program said last, in a form that fits into a sentence."""
    try:
        lines = log.read_text(errors="replace").strip().splitlines()
    except OSError:
        lines = []
    return lines[-1].strip(" .") if lines else "ohne Meldung"
