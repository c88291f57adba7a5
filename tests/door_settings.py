"""Settings of the processes that tests start: local ones, static files straight from the build, quick hashes."""

from config.settings.local import *

DATABASE_ROLES = {"runtime": "candour_test_runtime", "portal": "candour_test_portal"}
PASSWORD_HASHERS = ["tests.factories.hashers.QuickArgon2"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
