"""All settings; values come from the environment, see the table in the README.

Without DATABASE_URL the project runs in development mode on the built-in PostgreSQL under var/.
Outside development mode nothing secret has a default.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe import embedded_postgres
from arnsberg_hilfe.settings_login import *  # noqa: F403
from arnsberg_hilfe.settings_logs import LOGGING  # noqa: F401

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

EMBEDDED = not env.str("DATABASE_URL", default="")
DEVELOPMENT = env.bool("DEVELOPMENT", default=EMBEDDED)
DEBUG = env.bool("DEBUG", default=False)


def required(name: str, development: str) -> str:
    """The environment's value; in development a default, else a start-up error that names the variable."""
    value = env.str(name, default=development if DEVELOPMENT else "")
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name} (see «Settings» in README.md).")
    return value


SECRET_KEY = required("SECRET_KEY", development="only-for-development-on-this-machine")
ENCRYPTION_KEYS = required("ENCRYPTION_KEYS", development="only-for-development-on-this-machine").split(",")
PUBLIC_URL = required("PUBLIC_URL", development="http://127.0.0.1:8000").rstrip("/")
OWN_HOSTS = [urlsplit(PUBLIC_URL).hostname or "", *(["127.0.0.1", "localhost", "[::1]"] if DEVELOPMENT else [])]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=OWN_HOSTS)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "modeltranslation",
    "arnsberg_hilfe.core.admin_site.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "whitenoise.runserver_nostatic",
    "arnsberg_hilfe.static_files.StaticFiles",
    "crispy_forms",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "arnsberg_hilfe.core",
    "offers",
    "network",
    "sponsorship",
    "arnsberg_hilfe.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "arnsberg_hilfe.core.headers.guard_answers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "arnsberg_hilfe.core.accounts.second_factor.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "arnsberg_hilfe.urls"
WSGI_APPLICATION = "arnsberg_hilfe.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "arnsberg_hilfe.core.office.context",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "kern"
CRISPY_TEMPLATE_PACK = "kern"

# --- Database -----------------------------------------------------------------------------------------------

DATABASES: dict[str, Any] = {
    "default": embedded_postgres.connection_settings() if EMBEDDED else env.db_url("DATABASE_URL")
}
DATABASES["default"] |= {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 0}
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["OPTIONS"] |= {
    "connect_timeout": 3,
    "tcp_user_timeout": 5000,
    "options": "-c statement_timeout=8000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000",
}
if env.bool("DATABASE_POOL", default=False):
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": env.int("DATABASE_POOL_SIZE", default=8),
        "timeout": 5,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A text far too long is answered beside its field, with nothing lost; what is larger still, with templates/400.html
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# --- People -------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["arnsberg_hilfe.core.permissions.RoleBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:worklist"
FORMER_STAFF_KEPT_DAYS = env.int("FORMER_STAFF_KEPT_DAYS", default=90)  # names of people whose account is closed
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 3600  # a working day and the evening after it

MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEVELOPMENT  # http://localhost
# Counts of attempts, which all processes share
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "KEY_FUNCTION": "arnsberg_hilfe.core.keys.cache_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Languages and time -------------------------------------------------------------------------------------

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("uk", "Українська"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "arnsberg_hilfe" / "locale"]
FORMAT_MODULE_PATH = ["arnsberg_hilfe.formats"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "de"
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("de",)}
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# --- Static files -------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEVELOPMENT
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Patenprojekt -------------------------------------------------------------------------------------------

CERTIFICATE_FACTS_KEPT_DAYS = env.int("CERTIFICATE_FACTS_KEPT_DAYS", default=90)  # after the sponsor has left

# --- Mail ---------------------------------------------------------------------------------------------------

OFFICE_EMAIL = env.str("OFFICE_EMAIL", default="ukrainehilfe@arnsberg.de")
# The Fachstelle of the Patenprojekt: stands on its pages and below its mails, and answers go there
SPONSORSHIP_EMAIL = env.str("SPONSORSHIP_EMAIL", default=OFFICE_EMAIL)
# Where complaints of the Patenprojekt are announced; best an address that a second person reads
COMPLAINTS_EMAIL = env.str("COMPLAINTS_EMAIL", default=OFFICE_EMAIL)
OFFICE_PHONE = env.str("OFFICE_PHONE", default="02932 201-1657")
OFFICE_HOURS = _("Mo–Fr 10–12 Uhr")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"KsA Ukrainehilfe <{OFFICE_EMAIL}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
if email_url := env.str("EMAIL_URL", default=""):
    globals().update(env.email_url_config(email_url))
if ANYMAIL_PROVIDER := env.str("ANYMAIL_PROVIDER", default=""):
    EMAIL_BACKEND = f"anymail.backends.{ANYMAIL_PROVIDER}.EmailBackend"
    ANYMAIL = env.json("ANYMAIL_SETTINGS", default={})
    ANYMAIL |= {"WEBHOOK_SECRET": required("ANYMAIL_WEBHOOK_SECRET", development="")}
    INSTALLED_APPS.append("anymail")

# --- Security -----------------------------------------------------------------------------------------------

HTTPS = PUBLIC_URL.startswith("https://")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],  # the icons in KERN's style sheet
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": HTTPS,
    },
}
SECURE_SSL_REDIRECT = HTTPS
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_NAME = "__Host-language" if HTTPS else "language"
MESSAGE_STORAGE = "arnsberg_hilfe.core.notices.Notices"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_HANDLERS = ["arnsberg_hilfe.core.uploads.NoUploads"]
SECURITY_EMAIL = env.str("SECURITY_EMAIL", default=OFFICE_EMAIL)  # who finds a weakness writes here
