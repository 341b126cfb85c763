"""A call becomes public, is taken back while nobody has begun, leaves the list."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from programs.calls.checks import lacking
from programs.calls.models import Call, Form
from programs.calls.states import CALL


@transaction.atomic
def publish(call_id: int, *, by: Any) -> Call:
    """Freezes the form for good and fixes the instants; refuses an incomplete call with the list of what it lacks."""
    call = Call.objects.locked().get(pk=call_id)
    state = CALL.after("publish", call.state)
    if gaps := lacking(call):
        raise Refused(" ".join(gaps))
    now = timezone.now()
    Form.objects.filter(calls=call, frozen_at=None).update(frozen_at=now)
    call.state, call.published_at = state, now
    call.save(update_fields=["state", "published_at"])
    record("publish", call, by=by, opens_at=call.opens_at.isoformat(), closes_at=call.closes_at.isoformat())
    return call


@transaction.atomic
def unpublish(call_id: int, *, by: Any) -> Call:
    """Back to draft while nobody has begun. The form stays frozen: `correct_form` gives a version that can be changed."""
    call = Call.objects.locked().get(pk=call_id)
    if call.applications.exists():
        raise Refused(_("Applications have been begun: this call can no longer be taken back."))
    call.published_at = None
    return _move(call, "unpublish", by=by)


@transaction.atomic
def archive(call_id: int, *, by: Any) -> Call:
    call = Call.objects.locked().get(pk=call_id)
    if call.published_at and call.closes_at > timezone.now():
        raise Refused(_("This call has not closed yet."))
    return _move(call, "archive", by=by)


@transaction.atomic
def check_off(call_id: int, *, by: Any, item: str) -> Call:
    """One line of the list that a new edition brings is looked over."""
    call = Call.objects.locked().get(pk=call_id)
    if item in call.to_check:
        call.to_check = [other for other in call.to_check if other != item]
        call.save(update_fields=["to_check"])
        record("check_off", call, by=by, item=item)
    return call


def _move(call: Call, verb: str, *, by: Any) -> Call:
    call.state = CALL.after(verb, call.state)
    call.save(update_fields=["state", "published_at"])
    record(verb, call, by=by)
    return call
