"""Settings of the pages. Everything an operator may set comes from the environment; each has a safe default.

ORCHESTRE_DATA folder of the data (`var/`) · ORCHESTRE_SECRET_KEY · DATABASE_URL · ORCHESTRE_HOSTS names it answers to,
comma between · ORCHESTRE_ORIGINS its public addresses, `https://…` · ORCHESTRE_BEHIND_PROXY=1 trusts X-Forwarded-Proto
and the last X-Forwarded-For · ORCHESTRE_DEBUG=1 · ORCHESTRE_SMTP_HOST, _PORT, _USER, _PASSWORD, _FROM, _TLS=0 to send
guests the link that amends their offer · ORCHESTRE_OCDS_PREFIX of who publishes open contracting data ·
ORCHESTRE_MAIL_NETWORKS private networks where mailboxes may be read, `10.0.0.0/8,…`
"""

import os
from pathlib import Path
from typing import Any

from orchestre_web.site import database
from orchestre_web.site.secret import secret_key


def _list(name: str, default: str = "") -> list[str]:
    return [each.strip() for each in os.environ.get(name, default).split(",") if each.strip()]


DATA = Path(os.environ.get("ORCHESTRE_DATA", "var")).resolve()
DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
SECRET_KEY = secret_key(DATA)
_SQLITE = DATA / "orchestre.sqlite3"
DEBUG = os.environ.get("ORCHESTRE_DEBUG") == "1"
BEHIND_PROXY = os.environ.get("ORCHESTRE_BEHIND_PROXY") == "1"
ALLOWED_HOSTS = _list("ORCHESTRE_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _list("ORCHESTRE_ORIGINS")
_HTTPS = any(origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS)

OCDS_PREFIX = os.environ.get("ORCHESTRE_OCDS_PREFIX") or "ocds-000000"
"""What the Open Contracting Partnership gives to a publisher; this one stands for none."""

INSTALLED_APPS = [
    "orchestre_web.site",
    "orchestre_web.accounts",
    "orchestre_web.jobs",
    "orchestre_web.need",
    "orchestre_web.calls",
    "orchestre_web.shortlist",
    "orchestre_web.judging",
    "orchestre_web.answers",
    "orchestre_web.teams",
    "orchestre_web.asking",
    "orchestre_web.leaving",
    "orchestre_web.welcome",
    "orchestre_web.grading",
    "orchestre_web.recommending",
    "orchestre_web.publishing",
    "orchestre_web.award",
    "orchestre_web.mailbox",
    "orchestre_web.arbitration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "orchestre_web.site.middleware.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "orchestre_web.site.middleware.speak",
    "orchestre_web.site.middleware.KnownNumbers",
    "orchestre_web.accounts.middleware.LogInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "orchestre_web.shortlist.middleware.AskAgain",
    "orchestre_web.site.middleware.page_above",
    "orchestre_web.site.middleware.Busy",
]
ROOT_URLCONF = "orchestre_web.site.urls"
WSGI_APPLICATION = "orchestre_web.site.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("orchestre_web.site.quick.Loader", ["django.template.loaders.app_directories.Loader"]),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "orchestre_web.site.context.page",
                "orchestre_web.accounts.context.company",
            ],
            "builtins": ["orchestre_web.site.templatetags.orchestre"],
        },
    }
]
FORM_RENDERER = "orchestre_web.site.forms.Renderer"

_ADDRESS = os.environ.get("DATABASE_URL", "")
if not _ADDRESS:
    _SQLITE.touch(mode=0o600)  # as the key: readable by its owner alone, wherever the folder stands
DATABASES = {"default": database.from_address(_ADDRESS) if _ADDRESS else database.sqlite(_SQLITE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SESSION_ENGINE = "orchestre_web.accounts.sessions"
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:log_in"
LOGIN_REDIRECT_URL = "site:today"
LOGOUT_REDIRECT_URL = "site:today"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
PASSWORD_RESET_TIMEOUT = 24 * 3600  # seconds that a first-run link is good for
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = os.environ.get("TZ") or "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "orchestre_web.calls.limits.WithinLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024  # bytes of pasted text
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_AGE = 30 * 24 * 3600
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True  # no script of ours reads them
CSRF_FAILURE_VIEW = "orchestre_web.site.views.stale_form"
SECURE_HSTS_SECONDS = 365 * 24 * 3600  # Django sends it over https alone
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS: list[str] = []

LOG_IN_WINDOW = 15 * 60  # seconds
LOG_IN_FAILURES_PER_ACCOUNT = 10  # from one address
LOG_IN_FAILURES_PER_ADDRESS = 50
LOG_IN_FAILURES_EVERYWHERE = 100  # of one account; a browser that entered it before does not wait for them
EMAIL_HOST = os.environ.get("ORCHESTRE_SMTP_HOST", "")  # empty: nothing is ever sent
EMAIL_PORT = int(os.environ.get("ORCHESTRE_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("ORCHESTRE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ORCHESTRE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("ORCHESTRE_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 10  # seconds; somebody waits for the page
DEFAULT_FROM_EMAIL = os.environ.get("ORCHESTRE_SMTP_FROM", "") or EMAIL_HOST_USER

MAIL_NETWORKS = _list("ORCHESTRE_MAIL_NETWORKS")

JOB_STALE_AFTER = float(os.environ.get("ORCHESTRE_JOB_STALE_AFTER", "30"))  # seconds without a heartbeat
JOB_STUCK_AFTER = float(os.environ.get("ORCHESTRE_JOB_STUCK_AFTER", "300"))  # seconds a chunk may last
JOB_ATTEMPTS = 3  # without a chunk saved

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "orchestre_web.site.logs.Wordless",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "orchestre_web": {"level": "INFO"},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
