"""The door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from incubator.checks import refuse_to_start_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "incubator.settings")

application = get_wsgi_application()
refuse_to_start_unsafe()
