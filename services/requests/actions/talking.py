"""Between the team and the staff about one request: messages and files."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.documents.actions import remove
from incubator.documents.models import Document
from incubator.documents.store import store
from incubator.errors import Refused
from incubator.journal.models import record
from services.requests import notices
from services.requests.actions.moving import check_live, locked
from services.requests.models import Request, RequestMessage

FILE = "request_file"


@transaction.atomic
def say(request_id: Any, *, text: str, token: str = "", by: Any, from_staff: bool = False) -> RequestMessage:
    """One message; the same page sends it once. A word of the staff answers what the team said before."""
    request = locked(request_id)
    if token and (same := request.messages.filter(token=token).first()):
        return same
    check_live(request)
    if not text.strip():
        raise Refused(_("Write your message first."), field="text")
    message = RequestMessage.objects.create(request=request, text=text, token=token, author=by, from_staff=from_staff)
    record("say", request, by=by, message=message.pk)
    if from_staff:
        request.messages.filter(from_staff=False, answered_at=None).update(answered_at=timezone.now())
    notices.wrote(message)
    return message


@transaction.atomic
def attach(request_id: Any, *, upload: Any, by: Any) -> Document:
    """A drawing or a document, beside the draft as beside what is under way."""
    request = locked(request_id)
    if not request.is_draft:
        check_live(request)
    document = store(upload, purpose=FILE, about=request, by=by)
    record("attach", request, by=by, note=document.name, document=str(document.pk))
    return document


@transaction.atomic
def detach(request_id: Any, *, document_id: Any, by: Any) -> None:
    """Only out of a draft: what was sent stays as it was sent."""
    request: Request = locked(request_id)
    if not request.is_draft:
        raise Refused(_("This request was sent: its files stay with it."))
    document = Document.objects.about(request).filter(pk=document_id).first()
    if document is not None:
        remove(document.pk, by=by)
        record("remove_file", request, by=by, note=document.name)
