"""The doorbells of the files: safe to ring twice, or to lose."""

from celery import shared_task

from incubator.documents import actions, scanning


@shared_task(name="documents.sweep")
def sweep() -> None:
    actions.sweep()


@shared_task(name="documents.scan")
def scan() -> None:
    scanning.scan_pending()
