"""Settings of the tests; they start the embedded database where DATABASE_URL is not set."""

import os
import tempfile

from mabian import embedded

embedded.ensure_server()
# Tests run as the owner, who may create the test database, and switch to the application's role
# where its rights are tested; test workers inherit TESTED_URL from the first process.
os.environ.setdefault("TESTED_URL", os.environ["DATABASE_URL"])
os.environ["DATABASE_URL"] = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
# Files written by tests are deleted afterwards.
SCRATCH = tempfile.TemporaryDirectory(prefix="mabian-tests-")
os.environ["DATA_DIR"] = SCRATCH.name

from mabian.settings import *  # noqa: E402, F403

DEBUG = False
# No commit waits for the disk.
DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
