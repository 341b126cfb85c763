"""The face of the app: gathers the ticks of its slices, so that the worker finds them."""

from celery import shared_task

from events.registrations import actions as registrations
from events.upkeep import actions as upkeep


@shared_task(name="events.expire_due")
def expire_due() -> None:
    registrations.expire_due()


@shared_task(name="events.check_integrity")
def check_integrity() -> None:
    upkeep.check_nightly()
