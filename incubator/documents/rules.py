from typing import Any

from incubator.documents import owners
from incubator.documents.models import Document, ScanState


def may_read(user: Any, document: Document) -> bool:
    """The owner of the purpose decides, file by file."""
    return owners.may_read(user, document)


def may_open(user: Any, document: Document) -> bool:
    """Of those who may read it: nobody what is infected, and only who sent it what is still to be scanned."""
    if document.scan == ScanState.PENDING:
        return bool(document.uploaded_by_id == user.pk)
    return document.scan != ScanState.INFECTED
