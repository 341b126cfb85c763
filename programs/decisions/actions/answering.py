"""The founder's answer to an offer, and the silence that ends it. Confirming enrols: programs.cohorts.actions.confirm."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from programs.applications.actions.moving import move
from programs.applications.models import Application
from programs.applications.states import ApplicationState
from programs.decisions import notices
from programs.decisions.models import Decision
from programs.decisions.states import DecisionState, Outcome


def open_offer(application: Application) -> Decision:
    """The published offer that waits for an answer, locked; the caller holds the file's lock. Raises Refused when it is over."""
    decision = (
        Decision.objects.locked()
        .filter(application=application, state=DecisionState.PUBLISHED, outcome=Outcome.OFFER)
        .first()
    )
    if decision is None or application.state != ApplicationState.OFFERED or decision.answered_at:
        raise Refused(_("There is no offer to answer on this file."))
    if decision.confirm_before and decision.confirm_before <= timezone.now():
        raise Refused(_("The date to answer this offer has passed. Write to the programme team."))
    return decision


@transaction.atomic
def decline(application_id: Any, *, by: Any, reason: str = "") -> Application:
    application = Application.objects.locked().get(pk=application_id)
    decision = open_offer(application)
    decision.answered_at = timezone.now()
    decision.save(update_fields=["answered_at"])
    application.withdrawn_reason = reason[:300]
    move(application, "decline", by=by, note=reason, saving=["withdrawn_reason"])
    notices.offer_declined(application)
    return application


def expire_offers() -> None:
    """Offers nobody answered in time; the staff's queue then proposes the first of the reserve list."""
    over = Decision.objects.filter(
        state=DecisionState.PUBLISHED, outcome=Outcome.OFFER, answered_at=None, confirm_before__lte=timezone.now()
    ).filter(application__state=ApplicationState.OFFERED)
    for application_id in over.values_list("application_id", flat=True):
        expire_offer(application_id)


@transaction.atomic
def expire_offer(application_id: Any) -> None:
    application = Application.objects.locked().get(pk=application_id)
    decision = (
        Decision.objects.locked()
        .filter(application=application, state=DecisionState.PUBLISHED, outcome=Outcome.OFFER)
        .first()
    )
    still_due = (
        decision
        and decision.answered_at is None
        and decision.confirm_before
        and decision.confirm_before <= timezone.now()
    )
    if not still_due or application.state != ApplicationState.OFFERED:
        return
    move(application, "expire_offer", by=None)
    notices.offer_expired(application)
