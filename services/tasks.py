"""The face of the app: gathers the ticks of its slices, so that the worker finds them."""

from celery import shared_task

from services.bookings import actions as bookings
from services.bookings import integrity
from services.calendar import actions as calendar
from services.introductions import actions as introductions
from services.ledger import actions as ledger
from services.ledger import allowances, lows
from services.rescue import actions as rescues
from services.trainings import actions as trainings


@shared_task(name="services.expire_due")
def expire_due() -> None:
    bookings.expire_due()
    bookings.settle_late()
    ledger.end_with_participations()


@shared_task(name="services.tell_low")
def tell_low() -> None:
    lows.tell_low()


@shared_task(name="services.grant_allowances")
def grant_allowances() -> None:
    allowances.grant_to_newcomers()


@shared_task(name="services.watch_rescues")
def watch_rescues() -> None:
    rescues.watch()


@shared_task(name="services.lapse_introductions")
def lapse_introductions() -> None:
    introductions.lapse_due()


@shared_task(name="services.settle_seats")
def settle_seats() -> None:
    trainings.settle_seats()


@shared_task(name="services.read_busy")
def read_busy() -> None:
    calendar.read_due()


@shared_task(name="services.check_integrity")
def check_integrity() -> None:
    bookings.retime()
    integrity.check_nightly()
