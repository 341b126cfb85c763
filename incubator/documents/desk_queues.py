"""What of the files waits for staff, on the admin's home."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incubator.desk import Queue, add_queue
from incubator.documents.models import Document, ScanState


def register() -> None:
    infected, pending = ScanState.INFECTED, ScanState.PENDING
    add_queue(Queue("documents.infected", _("Infected files"), _rows(infected), _list(infected), 85, is_urgent=True))
    add_queue(Queue("documents.pending", _("Files waiting for the scanner"), _rows(pending), _list(pending), 86))


def _rows(state: ScanState) -> Callable[..., Any]:
    return lambda _user, _now: Document.objects.standing().filter(scan=state)


def _list(state: ScanState) -> Callable[[Any], str]:
    return lambda _user: reverse("admin:documents_document_changelist") + f"?scan__exact={state}"
