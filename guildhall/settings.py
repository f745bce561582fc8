"""Every setting of the site, each overridable by an environment variable. No setting is needed to try it."""

import os
from pathlib import Path

import dj_database_url

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("GUILDHALL_VAR", ROOT / "var"))

DEBUG = os.environ.get("GUILDHALL_DEBUG", "") == "1"
# Without a key of its own the site signs with a key that changes at every start: fine to try, not to serve.
SECRET_KEY = os.environ.get("GUILDHALL_SECRET_KEY") or os.urandom(32).hex()
ALLOWED_HOSTS = os.environ.get("GUILDHALL_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
SITE_URL = os.environ.get("GUILDHALL_URL", "http://127.0.0.1:8000")

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "guildhall.core",
    "guildhall.ui",
    "guildhall.rooms.councils",
    "guildhall.rooms.contracts",
    "guildhall.briefing",
]
MIDDLEWARE = [
    "guildhall.core.policy.content_security",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "guildhall.urls"
WSGI_APPLICATION = "guildhall.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [],
        "OPTIONS": {
            "environment": "guildhall.ui.templating.environment",
            "context_processors": ["guildhall.briefing.context.site"],
        },
    },
]

DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{VAR / 'guildhall.sqlite3'}", conn_max_age=600)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # 2026-11: without IMMEDIATE two writers gave "database is locked" (design/stack.md)
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456; "
        "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "guildhall" / "ui" / "static" / "build"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # styles are found before they are collected: in tests, and while working on them
WHITENOISE_AUTOREFRESH = DEBUG

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
