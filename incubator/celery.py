"""Celery is a clock and a pool: parameterless ticks, safe to run twice or to lose.

A lost tick is replaced by the next one, so messages are acknowledged early; a late acknowledgement would only add
redelivery. The broker is not trusted: JSON only, no results. What differs between places stands in the settings.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "incubator.settings")

app = Celery("incubator", task_cls="incubator.outbox.ticks:Tick")  # stamps the heartbeats
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    result_backend=None,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    timezone="UTC",
    enable_utc=True,
    task_acks_late=False,
    task_soft_time_limit=50,  # seconds; below the lease of 300 and the visibility of 900
    task_time_limit=90,
    task_publish_retry_policy={"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1},
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=500,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 900,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
        "health_check_interval": 25,
    },
)
app.autodiscover_tasks()
