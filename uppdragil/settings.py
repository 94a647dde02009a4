"""Settings. Everything that differs between a laptop and a server comes from the environment (README)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("UPPDRAGIL_VAR", BASE_DIR / "var"))


def env_flag(name: str) -> bool:
    """Whether an environment variable is switched on."""
    return os.environ.get(name, "").lower() in ("1", "true", "yes")


# Demo: an embedded database, demo people with known passwords, records sealed by a local demo CA.
DEMO = env_flag("UPPDRAGIL_DEMO")
DEBUG = env_flag("UPPDRAGIL_DEBUG")
SECRET_KEY = os.environ.get("UPPDRAGIL_SECRET_KEY") or ("demo-only-secret-key" if DEMO or DEBUG else "")
ALLOWED_HOSTS = os.environ.get("UPPDRAGIL_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("UPPDRAGIL_ORIGINS", "").split(",") if o]
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "Set UPPDRAGIL_SECRET_KEY to a long random string (or UPPDRAGIL_DEMO=1 to try it out)."
    )

# Where the pages are, for links in mail: without a slash at the end.
BASE_URL = (
    os.environ.get("UPPDRAGIL_URL")
    or next(iter(CSRF_TRUSTED_ORIGINS), "")
    or ("http://127.0.0.1:8000" if DEMO or DEBUG else f"https://{ALLOWED_HOSTS[0]}")
).rstrip("/")

ORGANISATION_NAME = os.environ.get("UPPDRAGIL_ORGANISATION", "Region Exempel")
SOURCE_URL = os.environ.get("UPPDRAGIL_SOURCE_URL", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "viewflow",
    "viewflow.workflow",
    "uppdragil.core",
    "uppdragil.organisation",
    "uppdragil.editions",
    "uppdragil.strategy",
    "uppdragil.directives",
    "uppdragil.consultation",
    "uppdragil.gates",
    "uppdragil.decisions",
    "uppdragil.portfolio",
    "uppdragil.meetings",
    "uppdragil.search",
    "uppdragil.imports",
    "uppdragil.synthetic",
    "uppdragil.inbox",
    "uppdragil.documents",
    "uppdragil.web",
    "uppdragil.web.auth.sso",
    "workflows",
]
# The engine is used without its pages: see workflows/.
VIEWFLOW = {"AUTOREGISTER": False}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "uppdragil.web.i18n.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "uppdragil.web.login.SignInFirst",
    "uppdragil.web.login.OwnPasswordFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "uppdragil.web.plain.PlainRequests",
    "uppdragil.web.busy.BusyPages",
]

ROOT_URLCONF = "uppdragil.urls"
WSGI_APPLICATION = "uppdragil.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
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
                "uppdragil.web.context.frame",
            ],
            # Every page speaks two languages and is built of the same parts.
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "uppdragil.web.templatetags.days",
                "uppdragil.web.templatetags.fields",
                "uppdragil.web.templatetags.gates",
                "uppdragil.web.templatetags.lists",
                "uppdragil.web.templatetags.marks",
                "uppdragil.web.templatetags.money",
                "uppdragil.web.templatetags.pageparts",
                "uppdragil.web.templatetags.strategy",
                "uppdragil.web.templatetags.panels",
                "uppdragil.web.templatetags.phases",
                "uppdragil.web.templatetags.prose",
            ],
        },
    }
]


def database(url: str) -> dict[str, object]:
    """A DATABASES entry from a URL: postgresql://user:password@host:port/name, or sqlite:///path.

    SQLite runs in WAL mode with IMMEDIATE transactions: the defaults refuse or lose writes under
    contention, these queue them.
    """
    if not url or url.startswith("sqlite:///"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite:///") or VAR_DIR / "db.sqlite3",
            "CONN_MAX_AGE": 600,  # seconds; a new connection reads the whole schema, which takes as long as a save
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("DATABASE_URL begins with postgresql:// or sqlite:///.")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**query, "pool": {"min_size": 1, "max_size": 10}},
    }


DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Accounts through allauth: local ones, with one-time codes and passkeys; single sign-on beside them.
AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "uppdragil.web.accounts.SignInForm",
    "reauthenticate": "uppdragil.web.accounts.ConfirmForm",
    "change_password": "uppdragil.web.accounts.NewPasswordForm",
}
ACCOUNT_ADAPTER = "uppdragil.web.accounts.AccountAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # whoever holds the key must also unlock it
MFA_TOTP_ISSUER = "UPPDRAGiL"
MFA_TOTP_TOLERANCE = 1  # periods of 30 s that a phone's clock may be off
MFA_ADAPTER = "uppdragil.web.protection.Adapter"
MFA_FORMS = {
    name: f"uppdragil.web.protection.{form}"
    for name, form in {
        "authenticate": "CodeForm",
        "reauthenticate": "CodeAgainForm",
        "activate_totp": "FirstCodeForm",
        "add_webauthn": "PasskeyForm",
        "authenticate_webauthn": "PasskeyStepForm",
        "edit_webauthn": "PasskeyNameForm",
        "login_webauthn": "PasskeyLoginForm",
        "reauthenticate_webauthn": "PasskeyAgainForm",
    }.items()
}


def single_sign_on(issuer: str, client_id: str, secret: str, name: str) -> dict[str, Any]:
    """SOCIALACCOUNT_PROVIDERS for one OpenID Connect provider; none without an issuer."""
    if not issuer:
        return {}
    if not (client_id and secret):
        raise ImproperlyConfigured("UPPDRAGIL_OIDC_ISSUER needs UPPDRAGIL_OIDC_CLIENT_ID and _CLIENT_SECRET.")
    if not issuer.startswith("https://") and not (DEMO or DEBUG):
        raise ImproperlyConfigured("UPPDRAGIL_OIDC_ISSUER begins with https://.")
    described = issuer.rstrip("/") + "/.well-known/openid-configuration"
    app = {"provider_id": "oidc", "name": name, "client_id": client_id, "secret": secret}
    return {"oidc": {"APPS": [app | {"settings": {"issuer": issuer, "server_url": described}}]}}


SOCIALACCOUNT_PROVIDERS = single_sign_on(
    os.environ.get("UPPDRAGIL_OIDC_ISSUER", ""),
    os.environ.get("UPPDRAGIL_OIDC_CLIENT_ID", ""),
    os.environ.get("UPPDRAGIL_OIDC_CLIENT_SECRET", ""),
    os.environ.get("UPPDRAGIL_OIDC_NAME") or ORGANISATION_NAME,
)
SOCIALACCOUNT_ADAPTER = "uppdragil.web.auth.sso.linking.SocialAdapter"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 8 * 3600  # seconds: a working day
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not (DEBUG or DEMO)
CSRF_FAILURE_VIEW = "uppdragil.web.kept.csrf_failure"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
# Only behind a proxy is it known how a visitor came: without that, a redirect would go round in circles.
BEHIND_PROXY = env_flag("UPPDRAGIL_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_SSL_REDIRECT = BEHIND_PROXY and not (DEBUG or DEMO)
SECURE_REDIRECT_EXEMPT = [r"^health$"]  # asked by a monitor on the machine itself
SECURE_HSTS_SECONDS = int(os.environ.get("UPPDRAGIL_HSTS_SECONDS", 30 * 86_400)) if SECURE_SSL_REDIRECT else 0
# What other hosts of the domain do, and whether browsers list it, is not for one service to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
MESSAGE_TAGS = {20: "hint", 25: "ok", 30: "warn", 40: "bad"}  # the levels of the marks
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes; a directive's text is some kilobytes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "uppdragil" / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "uppdragil" / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "uppdragil.core.static_files.AppsWithoutTheEngine",
]
WHITENOISE_USE_FINDERS = DEMO  # a server runs collectstatic instead
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}

EMAIL_BACKEND = os.environ.get("UPPDRAGIL_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_FILE_PATH = VAR_DIR / "mail"  # where the demo's letters go, which leave the machine nowhere
EMAIL_HOST = os.environ.get("UPPDRAGIL_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("UPPDRAGIL_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("UPPDRAGIL_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("UPPDRAGIL_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env_flag("UPPDRAGIL_SMTP_TLS")
EMAIL_USE_SSL = env_flag("UPPDRAGIL_SMTP_SSL")
if EMAIL_USE_TLS and EMAIL_USE_SSL:
    raise ImproperlyConfigured("Set UPPDRAGIL_SMTP_TLS (STARTTLS) or UPPDRAGIL_SMTP_SSL, not both.")
EMAIL_TIMEOUT = 20  # seconds for each answer of the mail server
DEFAULT_FROM_EMAIL = os.environ.get("UPPDRAGIL_MAIL_FROM", "uppdragil@localhost")

# The organisation's seal for decision records: a PKCS#12 file. The demo makes its own.
SEAL_PKCS12 = os.environ.get("UPPDRAGIL_SEAL_PKCS12", "")
SEAL_PASSWORD = os.environ.get("UPPDRAGIL_SEAL_PASSWORD", "")
# A time stamping authority (RFC 3161) that proves when a seal was set.
SEAL_TSA_URL = os.environ.get("UPPDRAGIL_TSA_URL", "")
# A PEM file of the issuers whose seals are trusted; verify_record takes another with --ca.
SEAL_CA = os.environ.get("UPPDRAGIL_SEAL_CA", "")

# Errors go to standard error, where systemd's journal or a container picks them up.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
