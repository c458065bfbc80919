"""The settings: one file, typed, read from the environment. docs: README.md, "Run it for real".

`ETABLI_ENV` is `local` (the default: a person's own machine, or the demonstration) or `production`.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from django.utils.csp import CSP

from etabli.foundation.files.store_addresses import BadAddress, storage_settings
from etabli.site.environment import (
    BadEnvironment,
    Network,
    data_directory,
    database_from_url,
    env_bool,
    env_choice,
    env_int,
    env_list,
    env_mails,
    env_networks,
    env_secret,
    env_str,
    log_format,
    mailer_from_url,
    read_or_make_secret_key,
)
from etabli.site.log_settings import log_settings
from etabli.site.reply_mail import *  # noqa: F403 -- the same
from etabli.site.safety import Exposure, dangers, warnings
from etabli.site.sentry import check_dsn
from etabli.site.text_messages import *  # noqa: F403 -- the settings of one subject, named there
from etabli.site.wings import OUR_APPS

PACKAGE = Path(__file__).resolve().parents[1]

# -- What kind of installation this is ---------------------------------------------------------------------------

ENVIRONMENT: str = env_choice("ETABLI_ENV", ("local", "production"), "local")
PRODUCTION: bool = ENVIRONMENT == "production"
DEBUG: bool = env_bool("ETABLI_DEBUG")
DEMONSTRATION: bool = env_bool("ETABLI_DEMONSTRATION")  # fictional data, role switcher, outbox page
DATA: Path = data_directory()  # the database, the files, the key: what a backup must hold
BACKUPS: str | None = env_str("ETABLI_BACKUPS") or None  # the folder where backups go
BACKUPS_DAYS: int = env_int("ETABLI_BACKUPS_DAYS", 30, minimum=1)  # how long each is kept there
BACKUP_RECIPIENTS: list[str] = env_list("ETABLI_BACKUP_RECIPIENTS")  # public keys of age: who may read them
BASE_URL: str = env_str("ETABLI_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS: list[str] = env_list(
    "ETABLI_ALLOWED_HOSTS", () if PRODUCTION else ("127.0.0.1", "localhost", "[::1]")
)
_given_key = env_secret("SECRET_KEY")
SECRET_KEY: str = _given_key or read_or_make_secret_key(DATA / "secret_key")
SECRET_KEY_FALLBACKS: list[str] = [
    key for part in env_secret("SECRET_KEY_FALLBACKS").split(",") if (key := part.strip())
]
EMAIL_URL: str = env_secret("EMAIL_URL", "outbox:")
DEFAULT_FROM_EMAIL: str = env_str("ETABLI_EMAIL_FROM", "Établi <etabli@example.invalid>")
BOUNCE_ADDRESS: str = env_str("ETABLI_BOUNCE_ADDRESS")  # where reports of failure come back to
SERVER_EMAIL: str = DEFAULT_FROM_EMAIL
OIDC_ISSUER: str = env_str("ETABLI_OIDC_ISSUER").rstrip("/")
# A second proof for those who see other people's data (people.second_factor); passkeys for whoever likes.
SECOND_FACTOR: str = env_choice(
    "ETABLI_SECOND_FACTOR", ("required", "offered"), "required" if PRODUCTION else "offered"
)

SAFETY_WARNINGS: list[str] = []
if PRODUCTION:
    _exposure = Exposure(
        debug=DEBUG,
        demonstration=DEMONSTRATION,
        secret_key=SECRET_KEY,
        secret_key_place="SECRET_KEY" if _given_key else f"the key kept in {DATA / 'secret_key'}",
        former_keys=tuple(SECRET_KEY_FALLBACKS),
        allowed_hosts=tuple(ALLOWED_HOSTS),
        base_url=BASE_URL,
        email_url=EMAIL_URL,
        email_from=DEFAULT_FROM_EMAIL,
        oidc_issuer=OIDC_ISSUER,
        second_factor=SECOND_FACTOR,
    )
    if _dangers := list(dangers(_exposure)):
        raise BadEnvironment("this installation is not safe for production.\n  - " + "\n  - ".join(_dangers))
    SAFETY_WARNINGS = list(warnings(_exposure))

# -- The apps -----------------------------------------------------------------------------------------------------

INSTALLED_APPS: list[str] = [
    # Ours first: where a template or a translation bears the same name, ours is the one that is shown.
    *OUR_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks_db",
]

MIDDLEWARE: list[str] = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "etabli.site.health.HealthMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "etabli.site.incidents.IncidentMiddleware",
    "etabli.site.maintenance.MaintenanceMiddleware",
    "etabli.site.practice.middleware.PracticeMiddleware",  # before all that reads a cookie or a table
    "django.contrib.sessions.middleware.SessionMiddleware",
    "etabli.foundation.people.browser_traces.LeavingMiddleware",  # around all that may answer somebody known
    "django.middleware.locale.LocaleMiddleware",
    "etabli.foundation.ui.language.BroughtLanguageMiddleware",
    "etabli.site.request_limits.BoundsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "etabli.foundation.people.access.ViewerMiddleware",
    "etabli.foundation.drafts.middleware.DraftsMiddleware",
]

ROOT_URLCONF: str = "etabli.site.urls"
WSGI_APPLICATION: str = "etabli.site.wsgi.application"
DEFAULT_AUTO_FIELD: str = "django.db.models.BigAutoField"
FORM_RENDERER: str = "etabli.foundation.ui.forms.Renderer"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"i18n": "etabli.foundation.ui.i18n_tags"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "etabli.foundation.ui.display.display_context",
                "etabli.foundation.people.context_processors.page",
                "etabli.demo.tour.tour_bar",
            ],
        },
    }
]

# -- Database, cache, tasks, mail ---------------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {"default": database_from_url(env_secret("DATABASE_URL"), DATA)}

# What is under way (an import, a reading) is told to all the web processes: they must see the same one.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "etabli.foundation.cache.FileCache",
        "LOCATION": str(DATA / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

TASKS: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# In an exercise nothing leaves: foundation/practice.py stands between us and the way out.
MAILERS: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "etabli.foundation.practice.mail_backend",
        "OPTIONS": {"real": mailer_from_url(EMAIL_URL)},
    }
}

# -- Files and static files ---------------------------------------------------------------------------------------

MEDIA_ROOT: Path = DATA / "files"
PRACTICE: Path = DATA / "practice"  # what people practise on; no backup needs it
FILE_UPLOAD_PERMISSIONS: int = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS: int = 0o700
FILE_LIMIT_BYTES: int = env_int("ETABLI_FILE_MEGABYTES", 12, minimum=1) * 1024**2  # a scan of twenty pages
FILES_PER_DAY_BYTES: int = env_int("ETABLI_FILES_PER_DAY_MEGABYTES", 300, minimum=1) * 1024**2  # of one giver
FILES_PER_CHAMBER_BYTES: int = env_int("ETABLI_FILES_GIGABYTES", 50, minimum=1) * 1024**3  # of one chamber
# The means of payment of dues, each a class of the shape of association/payments.py (docs/en/payments.md).
DUES_PAYMENTS: list[str] = env_list(
    "ETABLI_DUES_PAYMENTS",
    ("etabli.community.association.payments.Transfer", "etabli.community.association.payments.Cheque"),
)
# The State's directory of businesses, asked about a SIRET that the register doesn't hold; empty: never asked.
COMPANY_LOOKUP: str = env_str("ETABLI_COMPANY_LOOKUP").rstrip("/")
OUTGOING_ALLOWED: frozenset[str] = (
    frozenset()
)  # hosts of our own network that may be asked; no installation has any
CLAMD: str = env_str("ETABLI_CLAMD")  # an antivirus that looks at each file: unix:/run/clamav/clamd.ctl
# Inhabitants from which the name of a town tells nobody in an ad.
LARGE_TOWN: int = env_int("ETABLI_LARGE_TOWN", 10_000, minimum=0)
UPLOAD_LIMIT_BYTES: int = env_int("ETABLI_UPLOAD_MEGABYTES", 40, minimum=1) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE: int = 2 * 1024 * 1024  # a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS: int = 600

# Where people come by slow phones, style and fonts are collected and compressed once, at the start. Elsewhere they are
# served from where they are written: no step between a change and its sight.
COLLECTED: bool = PRODUCTION or DEMONSTRATION
STATIC_URL: str = "/static/"
STATIC_ROOT: Path = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns about a folder that is not there yet
S3_KEYS: dict[str, str] = {
    "access_key": env_secret("AWS_ACCESS_KEY_ID"),
    "secret_key": env_secret("AWS_SECRET_ACCESS_KEY"),
}
try:
    _files = storage_settings(env_secret("ETABLI_FILES_URL"), **S3_KEYS)
except BadAddress as _error:
    raise BadEnvironment(f"ETABLI_FILES_URL: {_error}") from None
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "etabli.foundation.practice.Files", "OPTIONS": {"real": _files}},
    "staticfiles": {
        "BACKEND": "etabli.site.static_files.Collected"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS: bool = not COLLECTED
WHITENOISE_AUTOREFRESH: bool = DEBUG

# -- What is erased when somebody asks ------------------------------------------------------------------------------

ERASURE_DELAY: timedelta = timedelta(days=env_int("ETABLI_ERASURE_DAYS", 30, minimum=3))
PATH_RESUMABLE: timedelta = timedelta(days=30 * env_int("ETABLI_PATH_MONTHS", 36, minimum=3))
ERASURE_REMINDER: timedelta = timedelta(days=2)  # before that day, they are told once more
NOT_NOW_DAYS: int = env_int("ETABLI_NOT_NOW_DAYS", 90, minimum=1)  # of peace for whoever said "not now"

# -- How fast mails to many leave --------------------------------------------------------------------------------

MAILINGS_PER_MINUTE: int = env_int("ETABLI_MAILINGS_PER_MINUTE", 60, minimum=1)
MAILINGS_PER_DOMAIN: int = env_int(
    "ETABLI_MAILINGS_PER_DOMAIN", 20, minimum=1
)  # in a minute, to one mail server
UNASKED_A_YEAR: int = env_int("ETABLI_UNASKED_A_YEAR", 3)
MAILING_REST: timedelta = timedelta(
    days=env_int("ETABLI_MAILING_REST_DAYS", 14)
)  # between two, for one person

# -- Who comes in -------------------------------------------------------------------------------------------------

AUTH_USER_MODEL: str = "people.User"
# Pages that say nothing of who may open them: those that others wrote (sign-in, the language), and the style
# page and refusals of ui, which stands below people.
OUTSIDE_VIEWS: list[str] = [
    "allauth.account.",
    "django.views.i18n",
    "django.views.static",
    "django.contrib.staticfiles",
    "etabli.foundation.ui.",
]
AUTHENTICATION_BACKENDS: list[str] = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = []  # nobody has a password: a code comes by mail
LOGIN_URL: str = "account_login"
LOGIN_REDIRECT_URL: str = "/"
LOGOUT_REDIRECT_URL: str = "/"

ACCOUNT_ADAPTER: str = "etabli.foundation.people.sign_in.SignInAdapter"
ACCOUNT_FORMS: dict[str, str] = {"request_login_code": "etabli.foundation.people.forms.RequestCodeForm"}
ACCOUNT_LOGIN_METHODS: set[str] = {"email"}
ACCOUNT_SIGNUP_FIELDS: list[str] = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD: str | None = None
ACCOUNT_LOGIN_BY_CODE_ENABLED: bool = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED: bool = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT: int = 15 * 60  # the mail may take minutes to come
ACCOUNT_EMAIL_VERIFICATION: str = "none"  # the code itself proves the address
ACCOUNT_PREVENT_ENUMERATION: bool = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS: bool = False
ACCOUNT_SESSION_REMEMBER: bool = True
ACCOUNT_RATE_LIMITS: bool = False  # in the cache, not counted at once: ours are (people.limits)
ACCOUNT_EMAIL_SUBJECT_PREFIX: str = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL: str = urlsplit(BASE_URL).scheme
ALLAUTH_TRUSTED_PROXY_COUNT: int = env_int("ETABLI_PROXIES", 1 if PRODUCTION else 0)
PROXY_NETWORKS: list[Network] = env_networks("ETABLI_PROXY_ADDRESSES", ("127.0.0.1", "::1"))
PROXY_REQUEST_IDS: bool = env_bool("ETABLI_PROXY_REQUEST_IDS")  # they give each request its X-Request-ID

# From how many refused sign-ins in an hour `etabli check` looks whether it is a wave.
FAILED_SIGN_INS_PER_HOUR: int = env_int("ETABLI_FAILED_SIGN_INS_PER_HOUR", 30, minimum=1)

# Their sessions: a workshop of a half-day leaves the office's computer unused for less than four hours; a day with its
# evening lasts less than twelve, and nobody stays signed in overnight. Everybody else's last SESSION_COOKIE_AGE.
STAFF_IDLE_MINUTES: int = env_int("ETABLI_STAFF_IDLE_MINUTES", 4 * 60, minimum=5)
STAFF_SESSION_HOURS: int = env_int("ETABLI_STAFF_SESSION_HOURS", 12, minimum=1)
MFA_ADAPTER: str = "etabli.foundation.people.sign_in.SecondProofAdapter"
MFA_FORMS: dict[str, str] = {
    "authenticate": "etabli.foundation.people.forms.SecondProofForm",
    "authenticate_webauthn": "etabli.foundation.people.passkeys.PasskeyProofForm",
    "login_webauthn": "etabli.foundation.people.passkeys.PasskeySignInForm",
}
MFA_SUPPORTED_TYPES: list[str] = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED: bool = True
MFA_WEBAUTHN_USER_VERIFICATION: str = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN: bool = not PRODUCTION  # http://localhost
MFA_TOTP_TOLERANCE: int = 1  # a telephone's clock is half a minute off

# Agents may come in by their own organisation (people.agents): only where it is named, and then after a `migrate`.
OIDC_LABEL: str = env_str("ETABLI_OIDC_LABEL", "Avec le compte de ma chambre")
if OIDC_ISSUER:
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
SOCIALACCOUNT_ADAPTER: str = "etabli.foundation.people.agents.AgentSignInAdapter"
SOCIALACCOUNT_LOGIN_ON_GET: bool = True  # by a link: a form may not lead out of the site (form-action)
SOCIALACCOUNT_STORE_TOKENS: bool = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "agents",
                "name": OIDC_LABEL,
                "client_id": env_str("ETABLI_OIDC_CLIENT_ID", "etabli"),
                "secret": env_secret("ETABLI_OIDC_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ],
    }
}

# -- Safety of the browser ----------------------------------------------------------------------------------------

SECURE_CSP: dict[str, Any] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}
HTTPS: bool = BASE_URL.startswith("https://")
SECURE_CONTENT_TYPE_NOSNIFF: bool = True
SECURE_REFERRER_POLICY: str = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY: str = "same-origin"
SECURE_HSTS_SECONDS: int = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS: bool = HTTPS and env_bool("ETABLI_HSTS_SUBDOMAINS")
SECURE_SSL_REDIRECT: bool = HTTPS
SECURE_REDIRECT_EXEMPT: list[str] = [r"^(vivant|pret)/$"]  # asked on the machine itself (site.health)
SECURE_PROXY_SSL_HEADER: tuple[str, str] | None = (
    ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and ALLAUTH_TRUSTED_PROXY_COUNT else None
)
X_FRAME_OPTIONS: str = "DENY"
SESSION_ENGINE: str = "etabli.foundation.people.sessions"
SESSION_COOKIE_SECURE: bool = HTTPS
SESSION_COOKIE_HTTPONLY: bool = True
SESSION_COOKIE_SAMESITE: str = "Lax"
SESSION_COOKIE_NAME: str = "__Host-session" if HTTPS else "etabli-session"
SESSION_COOKIE_AGE: int = 30 * 24 * 3600
CSRF_COOKIE_SECURE: bool = HTTPS
CSRF_COOKIE_HTTPONLY: bool = True
CSRF_COOKIE_SAMESITE: str = "Lax"
CSRF_COOKIE_NAME: str = "__Host-csrf" if HTTPS else "etabli-csrf"
CSRF_TRUSTED_ORIGINS: list[str] = [BASE_URL] if HTTPS else []
# `i18n` is ours in the place of Django's, under its name (foundation/ui/i18n_tags.py): it is meant.
SILENCED_SYSTEM_CHECKS: list[str] = ["templates.W003"]
MESSAGE_STORAGE: str = "django.contrib.messages.storage.session.SessionStorage"

# -- Languages and time -------------------------------------------------------------------------------------------

LANGUAGE_CODE: str = "fr"
LANGUAGES: list[tuple[str, str]] = [("fr", "Français"), ("en", "English")]  # each in its own words
LANGUAGE_COOKIE_SECURE: bool = HTTPS
LANGUAGE_COOKIE_HTTPONLY: bool = True
LANGUAGE_COOKIE_SAMESITE: Literal["Lax"] = "Lax"
TIME_ZONE: str = "Europe/Paris"
USE_TZ: bool = True
USE_I18N: bool = True

# -- The log: what happened to the machine, never who did what (the journal tells that) -----------------------------

ADMINS: list[str] = env_mails("ETABLI_ADMINS")  # who gets errors by mail
SENTRY_DSN: str = env_secret("ETABLI_SENTRY_DSN")
if SENTRY_DSN:
    check_dsn(SENTRY_DSN)

LOGGING: dict[str, Any] = log_settings(
    level=env_choice("ETABLI_LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "INFO"),
    log_format=log_format(),
    administrators=ADMINS,
    sentry_dsn=SENTRY_DSN,
)
