"""What gunicorn writes, by gunicorn.conf.py: no internet address, no query, no token, no referrer."""

from datetime import timedelta
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from arnsberg_hilfe.core.logs import WithoutPersons, scrubbed

FORMAT = "%(t)s %(m)s %(U)s %(s)s %(B)s %(M)s"  # when, method, path, status, bytes, milliseconds
HARMLESS = ("t", "m", "s", "B", "D", "L", "M", "T", "p")


class AccessLog(Logger):
    """Whatever format is asked for, the rest reads «-»."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(WithoutPersons())

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> dict[str, Any]:
        all_of_it = super().atoms(resp, req, environ, request_time)
        return {name: all_of_it[name] for name in HARMLESS} | {"U": scrubbed(all_of_it["U"] or "")}
