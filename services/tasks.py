"""The face of the app: gathers the ticks of its slices, so that the worker finds them."""

from celery import shared_task

from services.introductions import actions as introductions


@shared_task(name="services.lapse_introductions")
def lapse_introductions() -> None:
    introductions.lapse_due()
