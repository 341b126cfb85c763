"""Preparing a decision. It stays pending until it is published; deciding again replaces it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from programs.applications.models import Application
from programs.applications.states import DECIDABLE
from programs.decisions.models import Decision
from programs.decisions.states import DECISION, DecisionState, Outcome

VERBS = {Outcome.OFFER: "prepare_offer", Outcome.WAITLIST: "prepare_waitlist", Outcome.REFUSE: "prepare_refusal"}


def offer(application_id: Any, *, by: Any, reason: str, seen: int | None = None) -> Decision:
    """Prepares an offer; the founder must confirm it once it is published."""
    return _decide(application_id, Outcome.OFFER, by=by, reason=reason, seen=seen)


def waitlist(application_id: Any, *, by: Any, reason: str, rank: int, seen: int | None = None) -> Decision:
    return _decide(application_id, Outcome.WAITLIST, by=by, reason=reason, rank=rank, seen=seen)


def refuse(application_id: Any, *, by: Any, reason: str, seen: int | None = None) -> Decision:
    return _decide(application_id, Outcome.REFUSE, by=by, reason=reason, seen=seen)


@transaction.atomic
def undo(application_id: Any, *, by: Any, seen: int | None = None) -> None:
    """Takes a pending decision back."""
    application = Application.objects.locked().get(pk=application_id)
    live = _replaceable(application, by=by, seen=seen)
    if live is None or live.state != DecisionState.PENDING:
        raise Refused(_("There is no pending decision to take back."))
    _supersede(live)
    _touch(application)
    record("undo_decision", application, by=by)


@transaction.atomic
def _decide(
    application_id: Any, outcome: Outcome, *, by: Any, reason: str, seen: int | None, rank: int | None = None
) -> Decision:
    application = Application.objects.locked().get(pk=application_id)
    if application.state not in DECIDABLE:
        raise Refused(
            _("This file is “%(state)s”: it cannot be decided now.") % {"state": application.get_state_display()}
        )
    if not reason.strip():
        raise Refused(_("Give the reason: the founder will read it."), field="reason")
    if live := _replaceable(application, by=by, seen=seen):
        _supersede(live)
    decision = Decision.objects.create(
        application=application, outcome=outcome, rank=rank, reason=reason.strip(), decided_by=by
    )
    _touch(application)
    record(VERBS[outcome], application, by=by, note=reason, rank=rank)
    return decision


def _replaceable(application: Application, *, by: Any, seen: int | None) -> Decision | None:
    """The live decision that this one would replace; raises Refused when a colleague was there in the meantime."""
    live = Decision.objects.live().filter(application=application).select_related("decided_by").first()
    if live and live.state == DecisionState.PUBLISHING:
        raise Refused(_("This decision is being published. Stop the publication first."))
    changed = seen is not None and seen != application.revision
    unknown = seen is None and live is not None and live.state == DecisionState.PENDING and live.decided_by_id != by.pk
    if live and (changed or unknown):
        raise Refused(_colleague(live))
    if changed:
        raise Refused(_("A colleague has changed this file in the meantime. Look at it again before you decide."))
    return live


def _colleague(live: Decision) -> str:
    when = date_format(timezone.localtime(live.decided_at), "DATETIME_FORMAT")
    said = {"who": live.decided_by or _("Somebody"), "what": live.get_outcome_display(), "when": when}
    return _("%(who)s already decided “%(what)s” on this file (%(when)s). Look at it again before you decide.") % said


def _supersede(live: Decision) -> None:
    live.state = DECISION.after("supersede", live.state)
    live.save(update_fields=["state"])


def _touch(application: Application) -> None:
    application.revision += 1
    application.save(update_fields=["revision"])
