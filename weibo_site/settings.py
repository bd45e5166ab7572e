"""Settings of the site. What a person may set comes from the environment (weibo_site.env); docs/running.md lists it."""

import ssl
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from weibo_site import env
from weibo_site.schedule import SCHEDULE

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR") or BASE_DIR / "var")

# demo: what `make run` sets. development: DEBUG, this machine only. production: the default; refuses a half set-up.
SITE_MODE = env.choice("SITE_MODE", ("demo", "development", "production"), "production")
PRODUCTION = SITE_MODE == "production"
DEBUG = SITE_MODE == "development"
SECRET_KEY = env.secret_key(SITE_MODE, VAR_DIR)
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,[::1],.localhost")
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is not set: production needs the host names that it answers to.")

SITE_NAME = env.text("SITE_NAME", "微言")
# Shown on the help page: where a person reads what visitors write.
CONTACT_EMAIL = env.text("CONTACT_EMAIL")
# The demo does not count what its guests do: no caps an hour or a day, unconfirmed members may do all.
OPEN_LIMITS = SITE_MODE == "demo"
# Trusted proxies in front of the site: the client's address is that many places from the right of X-Forwarded-For.
PROXY_HOPS = env.number("PROXY_HOPS", 0, most=5)
if PRODUCTION and not env.text("PROXY_HOPS"):
    # Guessed wrong, every limit would count one proxy for all, or believe what a client claims.
    raise ImproperlyConfigured("PROXY_HOPS is not set: how many trusted proxies stand in front of the site (0: none)?")
HTTPS = env.choice("HTTPS", ("on", "off"), "on" if PRODUCTION else "off") == "on"

# With both set, timelines, queues, cache and counters live in Redis; unset, in tables and files (docs/running.md).
REDIS_URL = env.redis_url()
# Several sites may share a server.
REDIS_PREFIX = env.text("REDIS_PREFIX", "weibo:")
# An account with this many followers is large: its posts are merged when a reader reads, instead of pushed to each.
# It is so again below the second figure; between the two it stays what it was. The demo's star has 5,000.
FANOUT_LIMIT = env.number("FANOUT_LIMIT", 2_000 if SITE_MODE == "demo" else 10_000, least=1)
FANOUT_NORMAL_BELOW = FANOUT_LIMIT * 8 // 10

INSTALLED_APPS = [
    "search",
    "operations",
    "timelines",
    "interactions",
    "posts",
    "topics",
    "follows",
    "accounts",
    "media",
    "core",
    "weibo_site.apps.StaffSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "axes",
    "captcha",
    "csp",
]

MIDDLEWARE = [
    "core.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.middleware.RequestTextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "core.middleware.TimeZoneMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "core.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "weibo_site.urls"
WSGI_APPLICATION = "weibo_site.wsgi.application"

LOADERS: list[Any] = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": LOADERS if DEBUG else [("django.template.loaders.cached.Loader", LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "operations.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "core.templatetags.core"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Where things are kept -------------------------------------------------------------------------------------------
DATABASES = {"default": env.database(VAR_DIR / "weibo.sqlite3")}
if not REDIS_URL:
    # The cache's table. A page is drawn without it sooner than it waits for it.
    DATABASES["cache"] = env.sqlite(VAR_DIR / "cache.sqlite3", patience=0.5)
    DATABASE_ROUTERS = ["core.cache.CacheRouter"]
# SQLite has no covering indexes and leaves the extra column out: as intended (posts.Post).
SILENCED_SYSTEM_CHECKS = ["models.W040"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TABLE_CACHE = {
    "BACKEND": "core.cache.TableCache",
    "LOCATION": "cache_entry",
    "TIMEOUT": 24 * 3600,
    # A card is about 2 kB: this is some 100 MB on disk. Culled by a periodic task, not inside requests.
    "OPTIONS": {"MAX_ENTRIES": 50_000},
}
CACHES = {"default": {"BACKEND": "core.cache.RedisCache", "TIMEOUT": 24 * 3600} if REDIS_URL else TABLE_CACHE}
SESSION_ENGINE = "accounts.session_store"
MEDIA_ROOT = VAR_DIR / "media"
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT") or VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
# Uploads lie in MEDIA_ROOT, or in a bucket, which then gives them out itself (media.views).
MEDIA_S3 = env.s3()
# Behind nginx the view only says which file: nginx hands it over (deploy/nginx.conf).
MEDIA_ACCEL = env.choice("MEDIA_ACCEL", ("on", "off"), "off") == "on"
if MEDIA_ACCEL and not PROXY_HOPS:
    raise ImproperlyConfigured("MEDIA_ACCEL is on and PROXY_HOPS is 0: without nginx in front, pictures are empty.")
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": MEDIA_S3}
    if MEDIA_S3
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "core.bundles.BundledStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- Work that is done later -----------------------------------------------------------------------------------------
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "global_keyprefix": f"{REDIS_PREFIX}q:",
        # A worker that was killed loses what it held: the outbox sends it again long before this would.
        "visibility_timeout": 3600,
        "socket_connect_timeout": 5,
        "socket_keepalive": True,
        # Found out within a minute, not after the kernel's two hours: a worker waits on a connection that says nothing.
        "socket_keepalive_options": env.keepalive(idle=30, interval=10, count=3),
    }
    if REDIS_URL.startswith("rediss"):
        CELERY_BROKER_USE_SSL = {"ssl_cert_reqs": ssl.CERT_REQUIRED}
else:
    BROKER_DIR = VAR_DIR / "broker"
    for folder in ("in", "control"):
        (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    # core.broker: files in a folder, and no server.
    CELERY_BROKER_URL = "folder://localhost/"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "in"),
        "data_folder_out": str(BROKER_DIR / "in"),
        "control_folder": str(BROKER_DIR / "control"),
        # The default of a second makes a post wait 589 ms for its fan-out; a tenth of it 99 ms, this half as long.
        "polling_interval": 0.05,
    }
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES = [Queue(name) for name in ("fast", "bulk", "default", "periodic", "media")]
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# For ever: a worker outlives any outage of the broker.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_BEAT_SCHEDULE = SCHEDULE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_TIMEZONE = "UTC"

# --- Who is who ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "accounts.backends.StatefulBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# --- Languages and times ---------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
FORMAT_MODULE_PATH: list[str] = []

# --- Mail ------------------------------------------------------------------------------------------------------------
if PRODUCTION:
    vars().update(env.environ.Env.email_url_config(env.text("EMAIL_URL", "smtp://localhost:25")))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"{SITE_NAME} <noreply@localhost>")
EMAIL_TIMEOUT = 10

# --- Nobody let in ---------------------------------------------------------------------------------------------------
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
SESSION_COOKIE_AGE = 30 * 24 * 3600
CSRF_FAILURE_VIEW = "operations.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_HOPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *([MEDIA_S3["endpoint_url"]] if MEDIA_S3 else [])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
# 100 MB a request is the gate of the whole site; fields other than files stay small. Past 1 MB a file goes to disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
# More than a post takes, so that one too many is told beside the pictures, with the text kept.
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = ["media.uploads.WholeBody"]
MAX_REQUEST_BYTES = 100_000_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}

from weibo_site.accounts_settings import *  # noqa: E402,F403  (the sign-in libraries' own long list)
