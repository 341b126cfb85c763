"""The face of the app: gathers the ticks of its slices, so that the worker finds them."""

from celery import shared_task

from programs.applications import tasks as applications
from programs.decisions.actions import answering, publishing
from programs.milestones.actions import keeping_pace


@shared_task(name="programs.close_due_calls")
def close_due_calls() -> None:
    applications.close_due_files()


@shared_task(name="programs.publish_due")
def publish_due() -> None:
    publishing.publish_due()


@shared_task(name="programs.expire_due")
def expire_due() -> None:
    applications.expire_due_corrections()
    answering.expire_offers()


@shared_task(name="programs.keep_pace")
def keep_pace() -> None:
    keeping_pace.keep_pace()
