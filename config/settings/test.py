"""For `bin/test`: as local, with quick password hashes and plain static files. tests/conftest.py makes databases."""

import os
import tempfile
from pathlib import Path

if "CANDOUR_PROCESS" not in os.environ:
    # pytest itself: it plays the staff door. Processes that a test starts are given an environment of their own.
    os.environ |= {
        "CANDOUR_PROCESS": "staff",
        "SECRET_KEY": "only-for-tests",
        "PUBLIC_URL": "http://localhost:8000",
        "STAFF_URL": "http://localhost:8001",
        "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", "postgresql://localhost/postgres"),
        "REDIS_URL": os.environ.get("TEST_REDIS_URL", "redis://localhost:6379/0"),
    }

from config.settings.local import *
from config.settings.local import IS_PORTAL

ALLOWED_HOSTS = ["testserver", "localhost"]
# Not the runtime's own role names: the test server may be one that also serves somebody's real database.
DATABASE_ROLES = {"runtime": "candour_test_runtime", "portal": "candour_test_portal"}
PASSWORD_HASHERS = ["tests.factories.hashers.QuickArgon2"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if not IS_PORTAL:
    EVIDENCE_ROOT = os.environ.get("EVIDENCE_ROOT") or str(Path(tempfile.gettempdir()) / f"candour-test-{os.getpid()}")
    STORAGES["evidence"] = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": EVIDENCE_ROOT},
    }
# Static files straight from where the front-end build put them.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
