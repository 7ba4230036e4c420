"""The product's settings with everything slow or lasting taken out; the data folder is a throw-away one."""

import atexit
import os
import shutil
import tempfile

os.environ["ENV_FILE"] = os.devnull  # no test may meet the database of an installation
if "DATA_DIR" not in os.environ:  # xdist workers share their parent's
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="phoihop-test-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

from coordination.settings import *  # noqa: E402, F403
from coordination.settings import DATA_DIR, DATABASES, INSTALLED_APPS, STORAGES  # noqa: E402

SECRET_KEY = "only-for-tests"
INSTALLED_APPS = [*INSTALLED_APPS, "tests.testapp.apps.TestappConfig"]  # a record type of the tests' own
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Each worker of a parallel run has a store of its own: a test that counts files must not meet another's.
MEDIA_ROOT = DATA_DIR / f"files{os.environ.get('PYTEST_XDIST_WORKER', '')}"
STORAGES = STORAGES | {
    "default": STORAGES["default"] | {"OPTIONS": STORAGES["default"]["OPTIONS"] | {"location": MEDIA_ROOT}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False  # everybody signs in from one address; the test of the limits turns them on
CELERY_BROKER_URL = "memory://"
CALENDAR_MEMORY = 10**9  # what a page costs must not depend on when it is asked; tests that edit the table forget it

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the live server's threads and the test then have connections of their own, as in production.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
