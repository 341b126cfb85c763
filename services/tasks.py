"""The face of the app: gathers the ticks of its slices, so that the worker finds them."""

from celery import shared_task

from services.bookings import actions as bookings
from services.ledger import lows


@shared_task(name="services.expire_due")
def expire_due() -> None:
    bookings.expire_due()
    bookings.settle_late()


@shared_task(name="services.tell_low")
def tell_low() -> None:
    lows.tell_low()
