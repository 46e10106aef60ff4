"""Settings of the platform. Values that differ by machine come from the environment: README.md."""

from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy

from mabian import environment as env

BASE_DIR = env.CHECKOUT
DATA_DIR = env.data_dir()

DEBUG = env.flag("DEBUG")
# Behind a server that ends TLS and sets X-Forwarded-Proto itself.
HTTPS = env.flag("HTTPS")
# The proxies whose X-Forwarded-For is trusted.
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")
SECRET_KEY = env.secret_key(DATA_DIR)
ALLOWED_HOSTS = env.strings("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.strings("CSRF_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "mabian.apps.MabianConfig",
    "dashboard",
    "reports.apps.ReportsConfig",
    "supervision.apps.SupervisionConfig",
    "funds.apps.FundsConfig",
    "projects.apps.ProjectsConfig",
    "programmes",
    "notifications",
    "accounts",
    "core.apps.CoreConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_tables2",
    "django_filters",
    "django_htmx",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    # These two outermost, so that refusals and the health check get their headers too.
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "core.web.middleware.HealthMiddleware",
    "core.web.middleware.BodyLimitMiddleware",
    "core.web.middleware.CharsetMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.web.middleware.NoStoreMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.web.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionTimeMiddleware",
    "core.web.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "programmes.middleware.ProgrammeMiddleware",
    "core.web.middleware.RefusalMiddleware",
    "core.web.middleware.MethodNotAllowedMiddleware",
    "programmes.middleware.SecondFactorMiddleware",
    "accounts.middleware.PasswordMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "mabian.urls"
WSGI_APPLICATION = "mabian.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "accounts.context_processors.session_times",
                "programmes.context_processors.page_frame",
            ]
        },
    }
]
FORM_RENDERER = "core.web.form_renderer.FieldRenderer"

# Database and cache

DATABASES = {
    "default": {
        **env.database(),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
# The role in DATABASE_URL where DATABASE_OWNER_URL names another; else empty.
APPLICATION_ROLE = env.application_role()
# A server that does not respond is an error after five seconds.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
# Waiting for a lock fails after this time, which frees the connection. JIT is off: the longest
# expressions (the lights) run in milliseconds and compile in seconds. Their joins are written in
# the order of their execution: to search for a better one takes longer than to run them. A page of
# a table costs about the same in any order, as it does in memory and on an SSD.
DATABASES["default"]["OPTIONS"].setdefault(
    "options",
    "-c lock_timeout=15s -c jit=off -c join_collapse_limit=4 -c random_page_cost=1.1",
)

REDIS_URL = env.redis_url()
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "mabian",
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "accounts.backends.PersonBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "accounts.passwords.ClassesValidator"},
    {"NAME": "accounts.passwords.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.NamesValidator"},
    {"NAME": "accounts.passwords.HistoryValidator", "OPTIONS": {"count": 5}},
]
# Days until a password expires; 0: never.
PASSWORD_DAYS = env.integer("PASSWORD_DAYS", 90)
# Whether task force, finance, leadership and administrators need a second factor (TOTP).
TOTP_REQUIRED = env.flag("TOTP_REQUIRED")
OTP_TOTP_ISSUER = "mabian"
SESSION_ENGINE = "accounts.sessions"
# A session ends after so many idle minutes (activity is stored once a minute), and after so many
# hours in any case.
SESSION_COOKIE_AGE = 60 * env.integer("SESSION_IDLE_MINUTES", 30) + 60
SESSION_HOURS = env.integer("SESSION_HOURS", 12)
# Concurrent sessions of a person; one more ends the oldest. 0: unlimited.
SESSION_LIMIT = env.integer("SESSION_LIMIT", 3)
# Days without a sign-in after which only an administrator enables a person again; 0: never.
DORMANT_DAYS = env.integer("DORMANT_DAYS", 90)
LOGIN_URL = "/sign-in/"
CONFIRM_URL = "/confirm/"
LOGIN_REDIRECT_URL = "/"

# Language and time

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Static files and uploads. Uploads are private: served by views, never by the web server.

STATIC_URL = "/static/"
# A container image includes its static files; elsewhere the set-up collects them.
STATIC_ROOT = env.folder("STATIC_ROOT", DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"] if (BASE_DIR / "static").is_dir() else []
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "mabian.vendor.PackageFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = ""
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

FILTERS_EMPTY_CHOICE_LABEL = gettext_lazy("All")
DJANGO_TABLES2_TEMPLATE = "core/table.html"
PAGE_SIZE = 50

# Web hardening

BODY_LIMIT = 20 * 1024 * 1024  # the largest upload is 10 MB

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
WHITENOISE_ALLOW_ALL_ORIGINS = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
# The chosen language holds for later sign-ins, too.
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
# Messages are stored in the session, not in a cookie of their own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# A county's host is not submitted to the HSTS preload list of browsers.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
if HTTPS:
    # Browsers accept a __Host- cookie only over TLS and from this host.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    # The health check comes from the machine itself, without TLS.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True

# Scheduled work

# A task runs at most ten minutes; the broker redelivers it after fifteen.
VISIBILITY = {"visibility_timeout": 900}
QUEUE_DIR = DATA_DIR / "queue"

CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any]
if REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS = {**VISIBILITY, "unacked_restore_throttle": 1}
    CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = VISIBILITY
    CELERY_VISIBILITY_TIMEOUT = VISIBILITY["visibility_timeout"]
else:
    # Both ends of the queue are one folder, which Celery does not create.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(env.ensure_folder(QUEUE_DIR / "messages")),
        "data_folder_out": str(QUEUE_DIR / "messages"),
        "control_folder": str(env.ensure_folder(QUEUE_DIR / "control")),
    }
CELERY_TASK_DEFAULT_QUEUE = "mabian"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 512 * 1024  # KiB
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_ENABLE_UTC = True
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
# A message older than its interval is superseded by the next one.
CELERY_BEAT_SCHEDULE = {
    name: {"task": task, "schedule": seconds, "options": {"expires": expires}}
    for name, task, seconds, expires in (
        ("heartbeat", "core.tasks.heartbeat", 30.0, 30),
        ("seal", "core.tasks.seal", 60.0, 60),
        ("reports", "reports.tasks.process_due_reports", 60.0, 60),
        ("digests", "programmes.tasks.make_due_digests", 60.0, 60),
        ("imports", "programmes.tasks.process_waiting_uploads", 60.0, 60),
        ("clear_sign_ins", "accounts.tasks.clear_sign_ins", 24 * 3600.0, 3600),
        ("delete_old_submissions", "core.tasks.delete_old_submissions", 3600.0, 3600),
    )
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
