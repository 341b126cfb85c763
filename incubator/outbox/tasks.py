"""The outbox's doorbells: safe to ring twice, or to lose."""

from celery import shared_task

from incubator.outbox import claims, planning, sending


@shared_task(name="outbox.dispatch")
def dispatch() -> None:
    sending.tick()


@shared_task(name="outbox.plan")
def plan() -> None:
    planning.plan()


@shared_task(name="outbox.reap")
def reap() -> None:
    claims.reap()
