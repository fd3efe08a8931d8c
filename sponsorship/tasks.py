"""Jobs of the Patenprojekt."""

from sponsorship.workflow import rounds  # noqa: F401 - brings a job of its own
