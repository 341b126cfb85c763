"""How every verb on a request ends: the table of moves is asked, the row is saved, the journal is written."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from services.requests.models import Request
from services.requests.states import ENDED, REQUEST


def locked(request_id: Any) -> Request:
    """The row, held until the end of the transaction. Lock order: startup, request, service, entitlements by id."""
    return Request.objects.locked().with_card().get(pk=request_id)


def move(
    request: Request, verb: str, *, by: Any, note: str = "", saving: Iterable[str] = (), to: str = "", **facts: Any
) -> None:
    """Moves the request, whose row the caller has locked; raises Refused when the verb may not start from its state.

    `saving` names other fields that the caller has set; `to` is for coming back to where it was paused.
    """
    facts["was"] = request.state
    request.state = to or REQUEST.after(verb, request.state)
    saved = ["state", *saving]
    if request.state in ENDED:
        request.ended_at = timezone.now()
        saved.append("ended_at")
    request.save(update_fields=saved)
    record(verb, request, by=by, note=note, **facts)


def check_live(request: Request) -> None:
    if not request.is_live:
        raise Refused(_("This request is over."))
