"""The settings of the house with four things set for the suite: secret, fast hasher, memory cache and mail, loud templates."""

import os

os.environ.setdefault("SECRET_KEY", "tests")
os.environ.setdefault("DEMO", "1")
os.environ.setdefault("SITE_URL", "http://portail.test")
os.environ.setdefault("ALLOWED_HOSTS", "portail.test,testserver,localhost,127.0.0.1")

from incubator.settings import *  # noqa: F403
from incubator.settings import CACHES, TEMPLATES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""
#: Static files are found when they are asked for: every client of a test would otherwise list them all first.
WHITENOISE_AUTOREFRESH = True

# Workers of the suite share the server, not the counts of attempts: clearing a cache empties its whole database.
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
CACHES["default"]["LOCATION"] = str(CACHES["default"]["LOCATION"]).replace("db=1", f"db={1 + _worker % 15}")
