from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from incubator.access import for_object
from incubator.documents import actions, rules
from incubator.documents.handing import hand_out, is_embedded_elsewhere, is_first_part
from incubator.documents.models import Document


@require_safe
@for_object(Document, may=rules.may_read, secret=True)
def document_download(request: HttpRequest, document: Document) -> HttpResponse:
    if is_embedded_elsewhere(request) or not rules.may_open(request.user, document):
        raise PermissionDenied
    response: Any = hand_out(request, document)
    if is_first_part(request):
        actions.note_reading(document.pk, by=request.user)
    return response
