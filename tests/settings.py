"""The settings of the house with four things set for the suite: secret, fast hasher, memory cache and mail, loud templates."""

import os

os.environ.setdefault("SECRET_KEY", "tests")
os.environ.setdefault("DEMO", "1")
os.environ.setdefault("SITE_URL", "http://portail.test")
os.environ.setdefault("ALLOWED_HOSTS", "portail.test,testserver,localhost,127.0.0.1")

from incubator.settings import *  # noqa: F403
from incubator.settings import TEMPLATES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""
