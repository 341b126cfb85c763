"""A file that the scanner shut away: both sides are told, nobody is refused for it."""

from typing import Any

from django.db import transaction

from incubator.journal.models import record
from services.requests import notices
from services.requests.models import Request


@transaction.atomic
def shut_away(request_id: Any, *, document: Any) -> None:
    request = Request.objects.locked().with_card().filter(pk=request_id).first()
    if request is None:
        return
    record("shut_away", request, by=None, note=document.name, document=str(document.pk))
    notices.file_shut_away(request, document)
