"""Celery is a clock and a pool: parameterless ticks, safe to run twice or to lose."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "incubator.settings")

app = Celery("incubator", task_cls="incubator.outbox.ticks:Tick")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
