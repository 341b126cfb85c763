"""The face of the app: gathers the ticks of its slices, so that the worker finds them."""

from celery import shared_task

from incubator.reports.snapshots.actions import making, scheduling


@shared_task(name="reports.make_due")
def make_due() -> None:
    making.make_due()


@shared_task(name="reports.open_due")
def open_due() -> None:
    scheduling.open_due()
