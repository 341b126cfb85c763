"""One file for every place; what differs comes from the environment (.env.example lists every name)."""

from pathlib import Path

from incubator import env, policy, rounds

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("PORTAL_VAR", str(BASE_DIR / "var")))

# Core ----------------------------------------------------------------------------------------------------------------
DEBUG = env.flag("DEBUG")
DEMO = env.flag("DEMO")
PRODUCTION = env.flag("PRODUCTION")
SECRET_KEY = env.text("SECRET_KEY", None if PRODUCTION else "only-for-this-machine-and-never-for-production")
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS")
SITE_URL = env.text("SITE_URL", None if PRODUCTION else "http://127.0.0.1:8000").rstrip("/")
SITE_HOST = SITE_URL.split("://")[-1].split("/")[0].split(":")[0]
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", f"{SITE_HOST},127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https") else []
ROOT_URLCONF = "incubator.urls"
WSGI_APPLICATION = "incubator.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PORTAL_NAME = env.text("PORTAL_NAME", "Zénith")

# Apps ----------------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "incubator.pages",
    "incubator.pages.admin_site.PortalAdminConfig",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "phonenumber_field",
    "csp",
    "incubator.accounts",
    "incubator.journal",
    "incubator.outbox",
    "incubator.documents",
    "startups",
    "programs",
    "events",
    "services",
    "incubator.reports",
    "incubator.demo",
]

# Middleware ----------------------------------------------------------------------------------------------------------
MIDDLEWARE = [
    "incubator.pages.middleware.HealthMiddleware",
    "incubator.pages.middleware.OutageMiddleware",
    "incubator.guards.OddRequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "programs.applications.arrivals.ArrivalMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "incubator.guards.PrivatePagesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "incubator.accounts.middleware.SessionAgeMiddleware",
    "incubator.accounts.middleware.SignInMiddleware",
    "incubator.accounts.middleware.SecondFactorMiddleware",
    "incubator.accounts.entrance.middleware.AnswerMiddleware",
    "incubator.pages.seeing.SeeingMiddleware",
    "incubator.guards.DefaultDenyMiddleware",
]

# Templates -----------------------------------------------------------------------------------------------------------
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
                "incubator.pages.context.portal",
            ],
            "builtins": ["incubator.pages.templatetags.portal"],
        },
    }
]
STATIC_URL = "static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG

# Data ----------------------------------------------------------------------------------------------------------------
_database = env.text("DATABASE_URL", None if PRODUCTION else "postgresql://postgres@/postgres")
DATABASES = {
    "default": {
        **env.database(_database),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000 -c TimeZone=UTC",
        },
    }
}
REDIS_URL = env.text("REDIS_URL", None if PRODUCTION else "redis://127.0.0.1:6379/0")
CACHES = {"default": env.cache(REDIS_URL)}
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_DIR / "media")))
_FILES = "django.core.files"
STORAGES = {
    "default": {"BACKEND": f"{_FILES}.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": f"incubator.statics.{'Collected' if PRODUCTION else 'Plain'}"},
}
FILE_UPLOAD_HANDLERS = [f"{_FILES}.uploadhandler.MemoryFileUploadHandler", "incubator.guards.CleanUploads"]
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o640, 0o750
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
X_ACCEL = env.flag("X_ACCEL")
SCANNER = env.text("CLAMD_SOCKET", "")

# Languages and time --------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["incubator.formats"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = "Africa/Casablanca"

# Accounts ------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
# allauth's, which also reads what the frame of a page asks of the person.
AUTHENTICATION_BACKENDS = ["incubator.pages.backends.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "incubator.accounts.passwords.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "incubator.accounts.passwords.HouseWordsValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pages:dashboard"
ACCOUNT_ADAPTER = "incubator.pages.arrival.ArrivingAdapter"
_FORMS = "incubator.accounts.entrance.forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.LoginForm",
    "signup": f"{_FORMS}.SignupForm",
    "add_email": f"{_FORMS}.AddEmailForm",
    "reset_password": f"{_FORMS}.ResetPasswordForm",
    "reset_password_from_key": f"{_FORMS}.ResetPasswordKeyForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "set_password": f"{_FORMS}.SetPasswordForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateForm",
}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "incubator.accounts.entrance.tokens.ResetKeys"  # noqa: S105 -- a class
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser that signed up
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "company_fax"
_SIGN_IN = {"login_failed": "10/m/ip,5/5m/key", "reset_password": "10/m/ip,3/h/key", "signup": "30/m/ip"}
ACCOUNT_RATE_LIMITS = {**_SIGN_IN, "event_register": "60/m/ip", "event_register_address": "5/h/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 1 if PRODUCTION else 0)
MFA_FORMS = {
    "add_webauthn": f"{_FORMS}.AddWebAuthnForm",
    "login_webauthn": f"{_FORMS}.LoginWebAuthnForm",
    "reauthenticate_webauthn": f"{_FORMS}.ReauthenticateWebAuthnForm",
    "authenticate_webauthn": f"{_FORMS}.AuthenticateWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TRUST_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = False
MFA_TOTP_ISSUER = PORTAL_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
STAFF_NEED_SECOND_FACTOR = env.flag("STAFF_NEED_SECOND_FACTOR", default=PRODUCTION)
USERSESSIONS_TRACK_ACTIVITY = True  # kept fresh by SessionAgeMiddleware, once a minute rather than on every page
#: (idle, absolute) in minutes (reliability.md 7.1)
SESSION_MINUTES_STAFF = (30, 600)
SESSION_MINUTES = (180, 720)

# The controller of law 09-08 -----------------------------------------------------------------------------------------
CONTROLLER_NAME = env.text("CONTROLLER_NAME", "")
CONTROLLER_CONTACT = env.text("CONTROLLER_CONTACT", "")
CNDP_REFERENCE = env.text("CNDP_REFERENCE", "")
HOSTING_COUNTRY = env.text("HOSTING_COUNTRY", "MA")

# Forms ---------------------------------------------------------------------------------------------------------------
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
PHONENUMBER_DEFAULT_REGION = "MA"

# Mail ----------------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = env.text(
    "EMAIL_BACKEND", f"django.core.mail.backends.{'smtp' if PRODUCTION else 'filebased'}.EmailBackend"
)
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"{PORTAL_NAME} <portail@{SITE_HOST}>")
REPLY_TO = env.text("REPLY_TO", "")
ANYMAIL = env.beginning("ANYMAIL_")  # keys of a provider, as django-anymail names them
OUTBOX_PER_MINUTE = env.number("OUTBOX_PER_MINUTE", 300)  # over all senders; 0 is no limit
OUTBOX_PER_DOMAIN = env.number("OUTBOX_PER_DOMAIN", 60)  # of these, to one mail domain; 0 is no limit

# Background (how the workers behave: celery.py) -----------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
TICKS = rounds.TICKS
CELERY_BEAT_SCHEDULE = rounds.SCHEDULE

# Security ------------------------------------------------------------------------------------------------------------
SESSION_ENGINE = "incubator.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-sid" if PRODUCTION else "sid"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "incubator.pages.errors.csrf_failure"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = PRODUCTION and not env.flag("PLAIN_HTTP")
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 3600) if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
USE_X_FORWARDED_HOST = False
CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy.SECURE_CSP}
PERMISSIONS_POLICY = policy.PERMISSIONS

# Logging -------------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "incubator.guards.OneLineFormatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
}
