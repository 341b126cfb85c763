"""What of the private files the public pages hand out: pictures of speakers, files of materials for everybody."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from incubator.documents import rules
from incubator.documents.handing import hand_out
from incubator.documents.models import Document

#: Drawn inside our pages; nothing else that could be stored is.
PICTURES = frozenset({"image/png", "image/jpeg"})
#: A withdrawn consent holds after this time everywhere.
SECONDS = 3600


def picture(request: HttpRequest, key: Any, *, is_public: bool) -> HttpResponseBase:
    document = _standing(request, key)
    if document.media_type not in PICTURES:
        raise Http404
    response = hand_out(request, document)
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = f"{'public' if is_public else 'private'}, max-age={SECONDS}"
    return response


def file(request: HttpRequest, key: Any) -> HttpResponseBase:
    return hand_out(request, _standing(request, key))


def _standing(request: HttpRequest, key: Any) -> Document:
    """A file that was removed, is infected or still to be scanned does not exist for the public."""
    document = Document.objects.standing().filter(pk=key).first()
    if document is None or not rules.may_open(request.user, document):
        raise Http404
    return document
