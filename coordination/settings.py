"""Every setting in one file. What differs between installations comes from the environment or from `.env`
(`.env.example` lists all names); with nothing set at all the product runs on SQLite, without Redis, under `var/`."""

import os
import secrets
from pathlib import Path

import environ
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(env.str("ENV_FILE", default=str(BASE_DIR / ".env")))


def data_dir() -> Path:
    """Folder of everything the installation writes: database, files, cache, secret key. Made if absent."""
    path = BASE_DIR / env.str("DATA_DIR", default="var")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"không tạo được thư mục dữ liệu {path} ({error.strerror}).") from None
    if not os.access(path, os.W_OK):
        raise ImproperlyConfigured(f"không ghi được vào thư mục dữ liệu {path}.")
    return path


def kept_secret(path: Path) -> str:
    """The installation's own secret, made once and readable by its user only."""
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        try:
            os.link(fresh, path)  # fails where another process was faster: then its secret counts
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()


def database() -> dict:
    """SQLite under DATA_DIR, or what DATABASE_URL says."""
    url = env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'phoihop.sqlite3'}"
    if not url.startswith(("sqlite://", "postgres://", "postgresql://")):
        raise ImproperlyConfigured("DATABASE_URL phải bắt đầu bằng sqlite:// hoặc postgres://.")
    try:
        config = env.db_url_config(url)
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL không đọc được ({error}).") from None
    config["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            "timeout": 20,  # seconds a writer waits for another one
            "transaction_mode": "IMMEDIATE",  # a writer waits at its start instead of failing later
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
        }
    else:
        config["CONN_HEALTH_CHECKS"] = True
    return config


# --- Where and how -----------------------------------------------------------------------------------------------

DATA_DIR = data_dir()
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(DATA_DIR / "secret-key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)  # proxies in front whose X-Forwarded-* may be believed
REDIS_URL = env.str("REDIS_URL", default="")
LOAD_DEMO = env.bool("LOAD_DEMO", default=True)  # on the first start, into an empty database

ROOT_URLCONF = "coordination.urls"
WSGI_APPLICATION = "coordination.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    # Our own first, so that their templates win over a library's.
    "coordination.ui",
    "coordination.audit",
    "coordination.search",
    "coordination.people",
    "coordination.workflow",
    "coordination.documents",
    "coordination.notices",
    "coordination.jobs",
    "coordination.exchange",
    "coordination.administration",
    "coordination.deadlines",
    "coordination.regulations",
    "sessions.apps.SessionsConfig",
    "voters",
    "oversight",
    "complaints",
    "reports",
    "coordination.operations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "coordination.people.middleware.acting_membership",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

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
            ],
        },
    },
]
FORM_RENDERER = "coordination.ui.forms.Renderer"

# --- Data --------------------------------------------------------------------------------------------------------

DATABASES = {"default": database()}

# Sign-in limits count in the cache, so it must be one that all processes share.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA_DIR / "cache"}
}

STORAGES = {
    # Uploaded and rendered files: never served by address, only through views that ask the visibility gate.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files", "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = DATA_DIR / "files"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Fonts are compressed already (woff2) or never sent to a browser (the TTF of the PDF pages).
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "ico", "woff2", "ttf", "gz", "br"]

# --- Language, dates ---------------------------------------------------------------------------------------------

CALENDAR_MEMORY = 30  # seconds a process remembers the table of days off for its pages

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["coordination.ui.formats"]

# --- Who ---------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "coordination.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # sign-up itself is closed by the adapter
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# --- Safety of the pages -----------------------------------------------------------------------------------------

HTTPS = env.bool("HTTPS", default=False)
SESSION_COOKIE_AGE = 12 * 60 * 60  # one working day, in seconds
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS and not DEBUG
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS and not DEBUG else 0
SECURE_SSL_REDIRECT = HTTPS and not DEBUG
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "connect-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'"],
        "worker-src": ["'none'"],  # but for fast entry at a meeting (voters/views/entry.py)
    }
}

# --- Mail --------------------------------------------------------------------------------------------------------

# Without a mail server the letters become files that an administrator can read.
vars().update(env.email_url("EMAIL_URL", default="filemail://"))
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default="phoihop@localhost")
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)  # seconds for each answer of the mail server
# What links in letters begin with.
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{env.str('PORT', default='8000')}")

# A gateway for SMS or chat (docs/letters.md); without an address there is none.
WEBHOOK_URL = env.str("WEBHOOK_URL", default="")
WEBHOOK_SECRET = env.str("WEBHOOK_SECRET", default="")
if WEBHOOK_URL and not (WEBHOOK_URL.startswith(("https://", "http://")) and WEBHOOK_SECRET):
    raise ImproperlyConfigured("WEBHOOK_URL phải bắt đầu bằng https:// hoặc http:// và cần có WEBHOOK_SECRET.")

# --- Work in the background --------------------------------------------------------------------------------------

# Without Redis the queue lives in the memory of the one web process (coordination/operations/embedded.py). Either way
# the job table holds the truth: what a broker loses, the sweep of expired leases finds again.
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 2 * 60 * 60, "unacked_restore_interval": 2, "unacked_restore_throttle": 1}
    if REDIS_URL
    else {"polling_interval": 0.05}
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 60 * 60  # seconds; below the visibility timeout, so that no task runs twice
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = env.int("WORKER_CONCURRENCY", default=2)
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
REMINDER_INTERVAL = env.float("REMINDER_INTERVAL", default=600.0)  # seconds between two sweeps of the ledger
DELIVERY_INTERVAL = env.float("DELIVERY_INTERVAL", default=60.0)  # seconds between two looks into the outbox
CELERY_BEAT_SCHEDULE: dict[str, dict] = {
    "apply-transitions": {
        "task": "coordination.deadlines.tasks.apply_transitions",
        "schedule": crontab(hour=0, minute=20),
    },
    "heartbeat": {"task": "coordination.jobs.tasks.heartbeat", "schedule": 60.0, "options": {"expires": 60}},
    "jobs-sweep": {"task": "coordination.jobs.tasks.sweep", "schedule": 60.0, "options": {"expires": 60}},
    "send-reminders": {
        "task": "coordination.deadlines.tasks.send_reminders",
        "schedule": REMINDER_INTERVAL,
        "options": {"expires": REMINDER_INTERVAL},
    },
    "deliver-letters": {
        "task": "coordination.notices.tasks.deliver",
        "schedule": DELIVERY_INTERVAL,
        "options": {"expires": DELIVERY_INTERVAL},
    },
    "ask-calendar": {"task": "coordination.deadlines.tasks.ask_calendar", "schedule": crontab(minute=0, hour=8)},
    "count-terms": {"task": "voters.tasks.count_terms", "schedule": crontab(minute=40, hour=1)},
}

# --- Log ---------------------------------------------------------------------------------------------------------

# To stderr, without personal data: no request bodies, no query strings, no names; records are named by their number.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"refusals": {"()": "coordination.lib.logs.RefusalsInOneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING").upper()},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"filters": ["refusals"]},
        "celery": {"level": "WARNING"},
        # Warnings about font subsets, HEAD requests and the broker in memory are no news to an office.
        "fontTools": {"level": "ERROR"},
        "kombu": {"level": "ERROR"},
        "gunicorn.http": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
