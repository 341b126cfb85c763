"""Files of a meeting: whoever put one there may take it out until the meeting begins."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.documents import actions as documents
from incubator.documents.models import Document
from incubator.errors import Refused
from incubator.journal.models import record
from services.bookings.actions.moving import locked
from services.bookings.files import PURPOSE


@transaction.atomic
def remove_file(booking_id: Any, *, document_id: Any, by: Any) -> None:
    """Twice is once. Raises Refused once the meeting has begun, and for a file of somebody else."""
    booking = locked(booking_id)
    document = Document.objects.about(booking).filter(pk=document_id, purpose=PURPOSE).first()
    if document is None:
        return
    if booking.starts_at <= timezone.now():
        raise Refused(_("The meeting has begun: its files stay with it."))
    if document.uploaded_by_id != by.pk:
        raise Refused(_("Only the person who put this file here takes it out."))
    documents.remove(document.pk, by=by)
    record("remove_file", booking, by=by, note=document.name, startup=booking.startup_id)
