"""Files in the register of personal data."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding
from incubator.documents import vault
from incubator.documents.models import Document


def export(user: Any) -> Iterable[dict[str, Any]]:
    for document in Document.objects.standing().filter(uploaded_by=user).order_by("uploaded_at"):
        yield {
            "name": document.name,
            "size": document.size,
            "sha256": document.sha256,
            "uploaded_at": document.uploaded_at.isoformat(),
        }


def files(user: Any) -> Iterable[tuple[str, Any]]:
    """Opened one by one while the archive is written; numbered, since two files may have one name."""
    for number, document in enumerate(Document.objects.standing().filter(uploaded_by=user).order_by("uploaded_at"), 1):
        try:
            file = vault.read(document.storage_key)
        except FileNotFoundError:
            continue
        with file:
            yield f"{number:03d}-{document.name}", file


def erase(user: Any) -> None:
    """A file belongs to the company's application or record, which has its own term; who sent it is forgotten."""
    Document.objects.filter(uploaded_by=user).update(uploaded_by=None)


HOLDING = Holding(
    model="documents.Document",
    purpose=_("files that support applications and follow-up"),
    basis=_("performance of the programme"),
    months=24,
    export=export,
    erase=erase,
    files=files,
)
