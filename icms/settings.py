"""The portal's settings: the embedded default and production run the same code and differ by environment alone."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import environ

from icms.lib.language import ENGLISH
from icms.lib.language import LANGUAGES as PORTAL_LANGUAGES

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))

# --- Deployment -------------------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", False)
ICMS_DEMO = env.bool("ICMS_DEMO", False)
SITE_URL = env.str("SITE_URL", "http://localhost:8000")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])


def _secret_key() -> str:
    """The key from the environment, else the one that the bootstrap keeps; without either a throw-away one."""
    kept = VAR_DIR / "secret"
    if env.str("SECRET_KEY", ""):
        return env.str("SECRET_KEY")
    return kept.read_text().strip() if kept.is_file() else "insecure-commands-only-" + "0" * 40


SECRET_KEY = _secret_key()
SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", False)
if env.bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Attempts are counted for the visitor's address, which the one proxy adds last: not for the proxy's own.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 30 * 60  # idle time-out, ACC-3 [D]
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "icms.views.csrf_failure"

# --- Applications -----------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "icms.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "guardian",
    "csp",
    "icms.apps.PortalConfig",
    "icms.kernel.apps.KernelConfig",
    "icms.files.apps.FilesConfig",
    "accounts.apps.AccountsConfig",
    "messaging.apps.MessagingConfig",
    "payments.apps.PaymentsConfig",
    "cases.apps.CasesConfig",
    "filing.apps.FilingConfig",
]
MIDDLEWARE = [
    "icms.middleware.court_time",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "icms.middleware.request_id",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "icms.middleware.active_account",
    "icms.middleware.refused_requests",
    "icms.middleware.second_factor",
    "icms.middleware.terms_first",
    "icms.middleware.private_pages",
    "icms.middleware.refusals",
]
ROOT_URLCONF = "icms.urls"
WSGI_APPLICATION = "icms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["icms.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "icms.context.portal",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.insert(0, "django.forms")

# --- Database, cache, broker ------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Any command may be the first of a fresh clone; one that needs no database runs where nothing can be written too.
    with suppress(OSError):
        Path(DATABASES["default"]["NAME"]).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # IMMEDIATE: a read that turns into a write cannot wait, and fails at once. FULL: an acknowledgement is on disk.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            " PRAGMA journal_size_limit=67108864;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHE_URL = env.str("CACHE_URL", "")
CACHES = {
    "default": (
        {"BACKEND": "icms.lib.cache.CacheOrOwnMemory", "LOCATION": CACHE_URL}
        if CACHE_URL
        else {"BACKEND": "icms.lib.cache.OwnMemory"}
    )
}
CELERY_BROKER_URL = env.str("BROKER_URL", "memory://")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1}
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 5
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "icms.celery:Rounds"
CELERY_TIMEZONE = "Asia/Hong_Kong"

# --- Pace: how long work may be silent before it is looked for, in seconds ----------------------------------------
# A job that its worker has held for longer is given to another one; one that failed waits a multiple of the pause.
JOB_LEASE_SECONDS = env.float("JOB_LEASE_SECONDS", 120.0)
JOB_PAUSE_SECONDS = env.float("JOB_PAUSE_SECONDS", 20.0)
# How often beat looks for work whose bell was lost, and for payments from which nothing has come.
SWEEP_SECONDS = env.float("SWEEP_SECONDS", 60.0)
PAYMENT_SILENCE_SECONDS = env.float("PAYMENT_SILENCE_SECONDS", 60.0)

# --- People -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.NotOneOfTheLast"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60  # a link to choose a new password holds for an hour [D]
ACCOUNT_ADAPTER = "accounts.adapter.PortalAdapter"
_FORMS = "accounts.forms.sign_in"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.SignInForm",
    "reauthenticate": f"{_FORMS}.ConfirmForm",
    "change_password": f"{_FORMS}.NewPasswordForm",
    "add_email": f"{_FORMS}.NewAddressForm",
    "reset_password": f"{_FORMS}.ForgottenForm",
    "reset_password_from_key": f"{_FORMS}.ChosenAnewForm",
}
MFA_FORMS = {"authenticate": f"{_FORMS}.CodeForm", "activate_totp": f"{_FORMS}.FirstCodeForm"}
MFA_FORMS["reauthenticate"] = f"{_FORMS}.CodeAgainForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
# A new address replaces the old one when it is confirmed, not before.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
# Administrators and staff set up a second factor at their first sign-in (ACC-3); only the demo may go without.
SECOND_FACTOR_COMPULSORY = env.bool("SECOND_FACTOR_COMPULSORY", not ICMS_DEMO)
MFA_ADAPTER = "accounts.second_factors.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Who has a second factor may change his address too; here nobody signs up with somebody else's.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # clocks of telephones differ by half a minute
# Browsers take http for safe on this very machine; anywhere else passkeys need https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = urlsplit(SITE_URL).hostname == "localhost"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "home"

# --- Decisions about one case (django-guardian) -------------------------------------------------------------------
# Only its model of a grant is used (`cases.models.grants`): reach is a queryset, asked for the account, never for the
# person. So there is no anonymous user, nothing is added to users or groups, and its backend, which answers has_perm
# row by row, is not installed; W001 asks for that backend.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = GUARDIAN_MONKEY_PATCH_GROUP = False
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]

# --- Languages and time -----------------------------------------------------------------------------------------
LANGUAGE_CODE = ENGLISH
LANGUAGES = PORTAL_LANGUAGES
LOCALE_PATHS = [BASE_DIR / "icms" / "locale"]
LANGUAGE_COOKIE_AGE = 31_536_000
TIME_ZONE = "Asia/Hong_Kong"

# --- Files ------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.str("MEDIA_ROOT", str(VAR_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = not DEBUG
# Files go straight to the disk, within limits; a page that does not say that it takes files uses no disk.
FILE_UPLOAD_HANDLERS = ["icms.files.receive.StreamingUploadHandler"]
ICMS_CLAMD = env.str("ICMS_CLAMD", "")
# A batch of 99 claims is 198 forms; the field count covers the review of 99 claims (performance.md, F19).
DATA_UPLOAD_MAX_NUMBER_FILES = 250
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- E-mail -----------------------------------------------------------------------------------------------------
# Whoever sends mail writes to the queue; a job hands it to the server that EMAIL_URL names. No mail leaves the demo:
# anybody may type anybody's address there.
EMAIL_BACKEND = "messaging.mail.QueueBackend"
EMAIL_URL = "" if ICMS_DEMO else env.str("EMAIL_URL", "")
_server = env.email_url_config(EMAIL_URL) if EMAIL_URL else {}
EMAIL_HOST = _server.get("EMAIL_HOST", "")
EMAIL_PORT = _server.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _server.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _server.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _server.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _server.get("EMAIL_USE_SSL", False)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", "no-reply@localhost")

# --- Payments ---------------------------------------------------------------------------------------------------
# The sandbox takes no money, so outside the demo somebody has to choose it by name.
PAYMENT_GATEWAY = env.str("PAYMENT_GATEWAY", "sandbox" if ICMS_DEMO else "")
SANDBOX_SECRET = env.str("SANDBOX_SECRET", SECRET_KEY)

# --- Content security: our own origin and nothing else, no inline code (ALL-4) ------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- Logs: no personal data -------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"secrets": {"()": "icms.lib.log_lines.WithoutSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
    "loggers": {
        "icms": {"level": env.str("LOG_LEVEL", "INFO")},
        # What these say of each document is long, and tells the characters of its names.
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "WARNING"},
    },
}
