"""What every environment shares. Which apps, addresses and secrets a process has depends on CANDOUR_PROCESS."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from csp.constants import NONE, SELF

from config.settings import environment, logs, mail
from config.settings.environment import Process

BASE_DIR = Path(__file__).resolve().parent.parent.parent

PROCESS = environment.process()
IS_PORTAL = PROCESS is Process.PORTAL
if IS_PORTAL:
    environment.refuse_what_the_portal_must_not_see()

# --- Who we are -------------------------------------------------------------------------------------------------------
PUBLIC_URL = environment.required(name="PUBLIC_URL")
STAFF_URL = environment.required(name="STAFF_URL")
OWN_URL = PUBLIC_URL if IS_PORTAL else STAFF_URL
FORCE_NAME = environment.optional(name="FORCE_NAME") or "the force"
SECRET_KEY = environment.required(name="SECRET_KEY")
SECRET_KEY_FALLBACKS = environment.optional(name="SECRET_KEY_FALLBACKS").split()
DEBUG = environment.optional(name="DEBUG").lower() in {"1", "true", "yes", "on"}
ALLOWED_HOSTS = [environment.host_of(url=OWN_URL)]
CSRF_TRUSTED_ORIGINS = [OWN_URL.rstrip("/")]
ROOT_URLCONF = "config.urls_public" if IS_PORTAL else "config.urls_staff"
WSGI_APPLICATION = "config.wsgi.application"

# Demo users have no second factor. Only local and test settings may turn this on.
DEMO_ALLOWED = False
SECOND_FACTOR_REQUIRED = True

# --- Rooms ------------------------------------------------------------------------------------------------------------
PORTAL_APPS = ["django.contrib.staticfiles", "cases.reports"]
STAFF_APPS = [
    "cases.audit",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_prometheus",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "cases.jobs",
    "cases.reports",
    "cases.accounts",
    "cases.workforce",
    "cases",
    "vetting",
]
INSTALLED_APPS = PORTAL_APPS if IS_PORTAL else STAFF_APPS

# The order is the order in which a request passes: the first is the outermost.
SHARED_OUTER = [
    "cases.web.request_id.RequestIdMiddleware",
    "cases.web.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cases.web.caching.NoStoreMiddleware",
    # Nothing further out reads a form or a query; everything further in may.
    "cases.web.readable.ReadableMiddleware",
]
SHARED_INNER = [
    "django.middleware.common.CommonMiddleware",  # refuses host names that are not ours; adds a forgotten last slash
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
STAFF_MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    *SHARED_OUTER,
    "django.contrib.sessions.middleware.SessionMiddleware",
    *SHARED_INNER,
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # A file arrives before the request's transaction begins: none stays open for as long as somebody's line is slow.
    "cases.staff.evidence.uploads.UploadMiddleware",
    "cases.staff.acting.StaffActingMiddleware",
    "cases.staff.gate.StaffGateMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]
# The portal counts no requests: the time of a request could betray the time of a report (see docs/adr).
PORTAL_MIDDLEWARE = [
    *SHARED_OUTER,
    *SHARED_INNER,
    "cases.web.acting.ActingMiddleware",
    "cases.web.gate.GateMiddleware",
]
MIDDLEWARE = PORTAL_MIDDLEWARE if IS_PORTAL else STAFF_MIDDLEWARE

# --- Data -------------------------------------------------------------------------------------------------------------
# Each process waits for the database as long as is right for it: see environment.LIMITS.
DATABASES = {"default": environment.database(url=environment.required(name="DATABASE_URL"), process=PROCESS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Roles that the first migration makes and grants to. An outside server may name them otherwise.
DATABASE_ROLES = {"runtime": "candour_runtime", "portal": "candour_portal"}
# Sessions, lock-outs and used codes live in PostgreSQL, so that losing all of Redis logs nobody out.
CACHES: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
if not IS_PORTAL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache_entry",
            # Far more than ever live at once: a used code must not be pushed out while it is still valid.
            "OPTIONS": {"MAX_ENTRIES": 1_000_000},
        }
    }

# Metrics are counted, never read from the database at start.
PROMETHEUS_EXPORT_MIGRATIONS = False

# Moves the time that doors and jobs read. Only for looking ahead on one's own machine: production refuses it.
CLOCK_OFFSET = environment.duration(name="CLOCK_OFFSET")
CLOCK_MAY_BE_MOVED = False

# --- Jobs -------------------------------------------------------------------------------------------------------------
REDIS_URL = environment.optional(name="REDIS_URL")
if PROCESS in {Process.STAFF, Process.WORKER, Process.BEAT}:
    environment.required(name="REDIS_URL")
# Which periodic jobs there are, and when each is due.
JOBS = {} if IS_PORTAL else import_module("config.schedule").JOBS
# Where handlers of the outbox and batches of jobs are declared.
TASK_MODULES = ["cases.tasks", "vetting.tasks"]

# --- Mail -------------------------------------------------------------------------------------------------------------
# It leaves from the worker, and from manage.py where somebody says how. Doors and beat read none of its variables.
NOTIFY_API_KEY = NOTIFY_TEMPLATE_ID = NOTIFY_URL = ""
globals().update(mail.settings(process=PROCESS))

# --- Letters ---------------------------------------------------------------------------------------------------------
# Whether what a matter says may leave the force by email, to whoever has an address and is safe there.
LETTERS_BY_EMAIL = environment.optional(name="LETTERS_BY_EMAIL").lower() in {"1", "true", "yes", "on"}

# --- Health -----------------------------------------------------------------------------------------------------------
# What /readyz asks: every door its own list.
READINESS = {
    "database": "cases.web.health.database",
    "clocks": "cases.web.health.clocks",
    "migrations": "cases.web.health.migrations",
}
if not IS_PORTAL:
    READINESS |= {
        "broker": "cases.staff.readiness.broker",
        "heartbeat": "cases.staff.readiness.heartbeat",
        "work": "cases.staff.readiness.work",
        "schedule": "cases.staff.readiness.schedule",
    }

# --- Pages ------------------------------------------------------------------------------------------------------------
STAFF_CONTEXT = ["django.contrib.messages.context_processors.messages", "cases.staff.acting.may"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            BASE_DIR / "cases" / "templates",
            BASE_DIR / "vetting" / "templates",
            Path(django.__file__).parent / "forms" / "templates",
        ],
        "APP_DIRS": not IS_PORTAL,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "cases.web.context.door",
                *([] if IS_PORTAL else STAFF_CONTEXT),
            ],
            "libraries": {"candour": "cases.web.template_tags"},
        },
    },
]
FORM_RENDERER = "cases.web.forms.GovukRenderer"
STATIC_URL = "/static/"
STATIC_ROOT = environment.optional(name="STATIC_ROOT") or str(BASE_DIR / ".local" / "static")
STATICFILES_DIRS = [BASE_DIR / "build" / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Evidence ---------------------------------------------------------------------------------------------------------
# Where files are kept under the hash of their content, how large one may be, and who scans them, if anybody does.
EVIDENCE_MOST_MEGABYTES = environment.whole_number(name="EVIDENCE_MOST_MEGABYTES", default=2048)
EVIDENCE_ROOT = CLAMAV = ""
if not IS_PORTAL:
    EVIDENCE_ROOT = environment.optional(name="EVIDENCE_ROOT") or str(BASE_DIR / ".local" / "evidence")
    CLAMAV = environment.optional(name="CLAMAV")
    STORAGES |= {
        "evidence": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": EVIDENCE_ROOT, "file_permissions_mode": 0o400, "directory_permissions_mode": 0o700},
        }
    }

# --- Language and time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# --- Logging in -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "cases.staff.account.backend.StaffBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {"user_attributes": ["email", "name"]}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    ]
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "cases.staff.account.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_FORMS = {
    "login": "cases.staff.account.forms.LoginForm",
    "change_password": "cases.staff.account.forms.ChangePasswordForm",
    "reauthenticate": "cases.staff.account.forms.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "cases.staff.account.forms.CodeForm",
    "reauthenticate": "cases.staff.account.forms.ConfirmCodeForm",
    "activate_totp": "cases.staff.account.forms.ActivateCodeForm",
    "add_webauthn": "cases.staff.account.passkey_forms.AddForm",
    "authenticate_webauthn": "cases.staff.account.passkey_forms.AuthenticateForm",
    "login_webauthn": "cases.staff.account.passkey_forms.LoginForm",
    "reauthenticate_webauthn": "cases.staff.account.passkey_forms.ConfirmForm",
}
# Every limit that stays in force. allauth's own defaults count log-ins by address or by e-mail, and either lets one
# person lock out others; what replaces them is in cases/staff/limits.py and cases/accounts/devices.py.
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed": "",
    "reauthenticate": "",
    "change_password": "5/m/user",
    "codes_of_a_device": "5/5m/key",
    "codes_of_strangers": "30/h/key",
    "passwords_of_strangers": "100/h/key",
}
# A passkey is no secret that can be guessed, and an office comes from one address.
MFA_RATE_LIMITS = {"webauthn_login": ""}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Candour"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "cases.staff.account.adapter.SecondFactorAdapter"
USERSESSIONS_TRACK_ACTIVITY = False
# How many proxies of our own stand before the staff door: failed log-ins are counted by the address they saw.
TRUSTED_PROXIES = environment.whole_number(name="TRUSTED_PROXIES", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
# Counted per account and device: see cases/accounts/devices.py.
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "cases.accounts.devices.account_tried"
AXES_CLIENT_IP_CALLABLE = "cases.accounts.devices.counting_address"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["login", "csrfmiddlewaretoken", "next"]
AXES_ENABLE_ADMIN = False
SILENCED_SYSTEM_CHECKS = ["axes.W002", "axes.W003"]  # lock-outs are shown by our log-in form, not by axes' middleware

# --- Cookies and headers ----------------------------------------------------------------------------------------------
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "candour_staff"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "candour_portal_form" if IS_PORTAL else "candour_staff_form"
DEVICE_COOKIE_NAME = "candour_device"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "cases.web.errors.form_expired" if IS_PORTAL else "cases.staff.errors.form_expired"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "no-referrer" if IS_PORTAL else "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in ["camera", "display-capture", "geolocation", "microphone", "payment", "usb", "fullscreen", "midi"]
}

# --- Logs -------------------------------------------------------------------------------------------------------------
LOGGING_CONFIG = None
logs.configure(as_json=True)
