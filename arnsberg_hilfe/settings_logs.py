"""What is written into logs, and what never is; part of settings.py."""

import environ

env = environ.Env()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"without_persons": {"()": "arnsberg_hilfe.core.logs.WithoutPersons"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "without_persons"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Django's own handlers would mail whole requests to ADMINS and print query strings
        "django": {"handlers": [], "level": "NOTSET"},
        "django.server": {"handlers": ["stderr"], "level": "NOTSET", "propagate": False},
        "procrastinate": {"level": "WARNING"},
    },
}
