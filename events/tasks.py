"""The face of the app: gathers the ticks of its slices, so that the worker finds them."""

from celery import shared_task

from events.registrations import actions as registrations


@shared_task(name="events.expire_due")
def expire_due() -> None:
    registrations.expire_due()
