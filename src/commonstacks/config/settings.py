"""All settings, read once from the environment; each stands in docs/reference/settings.md."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from commonstacks.config.entrances import mail, providers


def text(name: str, default: str = "") -> str:
    return os.environ.get(f"COMMONSTACKS_{name}", default).strip()


def words(name: str, default: str = "") -> list[str]:
    return [word for word in text(name, default).replace(",", " ").split() if word]


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isdecimal():
        message = f"COMMONSTACKS_{name} must be a whole number, not {value!r}."
        raise SystemExit(message)
    return int(value)


def choice(name: str, default: str, *others: str) -> str:
    value = text(name, default)
    if value not in (default, *others):
        message = f"COMMONSTACKS_{name} must be one of: {', '.join((default, *others))}."
        raise SystemExit(message)
    return value


# --- where everything lies -------------------------------------------------------------------
HOME = Path(text("HOME", "~/.commonstacks")).expanduser().resolve()
VAULT = HOME / "vault"
DERIVED = HOME / "derived"
KEYS = HOME / "keys"
PACKAGES = Path(text("PACKAGES", "frontend/node_modules")).expanduser().resolve()
PEOPLE_FILE = HOME / "people.jsonl.enc"

# --- who we are ------------------------------------------------------------------------------
LIBRARY_NAME = text("NAME", "Commonstacks")
LIBRARY_ADDRESS = text("ADDRESS", "http://127.0.0.1:8000").rstrip("/")
REVIEW_KEYS = number("KEYS", 1)  # how many people must turn a key before a context is published

# --- who comes in ----------------------------------------------------------------------------
SIGN_UP = choice("SIGN_UP", "invited", "open", "closed")
PROVIDERS = providers(
    orcid=(text("ORCID_ID"), text("ORCID_SECRET")),
    oidc=(text("OIDC_ID"), text("OIDC_SECRET")),
    oidc_address=text("OIDC_ADDRESS"),
    oidc_name=text("OIDC_NAME"),
)

# --- limits ----------------------------------------------------------------------------------
OUTBOUND_ALLOW = frozenset(words("OUTBOUND_ALLOW"))  # host:port pairs allowed although private
FETCH_MEGABYTES = number("FETCH_MEGABYTES", 2048)
FETCH_SECONDS = number("FETCH_SECONDS", 1800)
READ_MEGABYTES = number("READ_MEGABYTES", 4096)
READ_SECONDS = number("READ_SECONDS", 3600)
LEASE_SECONDS = number("LEASE_SECONDS", 30)
LEAST_TOWN = number("LEAST_TOWN", 0)  # people of the smallest town that is known as a place

# --- Django ----------------------------------------------------------------------------------
SECRET_FILE = KEYS / "django"


def secret() -> str:
    """The environment's key, else the one ``stacks init`` wrote, else one for this process only."""
    if given := text("SECRET_KEY"):
        return given
    return SECRET_FILE.read_text().strip() if SECRET_FILE.exists() else secrets.token_urlsafe(48)


SECRET_KEY = secret()
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver", *words("HOSTS")]
CSRF_TRUSTED_ORIGINS = [LIBRARY_ADDRESS] if LIBRARY_ADDRESS.startswith("https://") else []
ROOT_URLCONF = "commonstacks.config.urls"
WSGI_APPLICATION = "commonstacks.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "csp",
    "commonstacks.library.work",
    "commonstacks.library.people",
    "commonstacks.library.credit",
    "commonstacks.library.governing",
    "commonstacks.library.places",
    "commonstacks.library.catalog",
    "commonstacks.library.context",
    "commonstacks.library.discovery",
    "commonstacks.library.explore",
    "commonstacks.doors.web",
    # after our own, so that our templates are found first
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    *PROVIDERS.apps,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "commonstacks.doors.web.zipping.ZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "commonstacks.doors.web.refusals.RefusalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "commonstacks.doors.web.site.library",
            ],
        },
    },
]

# SQLite as measured: IMMEDIATE transactions in WAL never met a lock error (ADR 0001, engines).
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "db.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA busy_timeout=20000; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"
            ),
        },
    },
}

# Django's task interface; one leased table stands behind it (ADR 0008).
TASKS = {"default": {"BACKEND": "commonstacks.library.work.queue.JobBackend"}}

# --- languages and time ----------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- files the pages need --------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DERIVED / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 600

# --- safety ----------------------------------------------------------------------------------
SECURE = LIBRARY_ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *PROVIDERS.origins],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
    },
}

# --- accounts and letters (django-allauth) ---------------------------------------------------
ACCOUNT_ADAPTER = "commonstacks.doors.web.entrance.Entrance"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "commonstacks.doors.web.inputs.joining.NameForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if SIGN_UP == "open" else "none"
ACCOUNT_CHANGE_EMAIL = True  # a new address counts once it is confirmed
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{LIBRARY_NAME}: "
ACCOUNT_EMAIL_NOTIFICATIONS = True  # tell people when their way in was changed
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = number("PROXIES", 0)  # whose word on the visitor's address counts
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # invited people were never asked to confirm theirs
MFA_TOTP_ISSUER = LIBRARY_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # on one's own machine: http://localhost
SOCIALACCOUNT_PROVIDERS = PROVIDERS.settings
SOCIALACCOUNT_AUTO_SIGNUP = False  # everybody chooses the name that is shown

MAIL = mail(text("EMAIL_URL"))
EMAIL_BACKEND, EMAIL_FILE_PATH = MAIL.backend, MAIL.folder
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.tls, MAIL.ssl
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = text("EMAIL_FROM", "library@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": text("LOG_LEVEL", "WARNING")},
}
