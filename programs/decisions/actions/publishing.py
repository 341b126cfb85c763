"""Decisions of a call leave together: letters are built and read first, then ten minutes to stop, then they are sent."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from programs.applications.actions.moving import move
from programs.applications.models import Application
from programs.applications.states import APPLICATION
from programs.calls.models import Call
from programs.decisions import notices
from programs.decisions.models import Decision, Publication
from programs.decisions.queries import pending_of
from programs.decisions.states import DECISION, PUBLICATION, DecisionState, Outcome, PublicationState

TEN_MINUTES = timedelta(minutes=10)
VERBS = {Outcome.OFFER: "offer", Outcome.WAITLIST: "waitlist", Outcome.REFUSE: "refuse"}


@transaction.atomic
def prepare(call_id: int, *, by: Any) -> Publication:
    """Gathers the pending decisions of a call and builds their letters as drafts that staff can read and edit."""
    call = Call.objects.locked().get(pk=call_id)
    if Publication.objects.filter(call=call, state__in=[PublicationState.PREPARED, PublicationState.WAITING]).exists():
        raise Refused(_("A publication of this call is already under way."))
    pending = list(pending_of(call))
    if not pending:
        raise Refused(_("No decision of this call is waiting to be published."))
    publication = Publication.objects.create(call=call, by=by)
    for decision in pending:
        decision.state = DECISION.after("queue", decision.state)
        decision.publication = publication
        decision.save(update_fields=["state", "publication"])
        notices.decision_published(decision)
    record("prepare_publication", call, by=by, decisions=len(pending))
    return publication


@transaction.atomic
def start(publication_id: int, *, by: Any) -> Publication:
    """Ten minutes from now the letters leave and the founders see the decisions."""
    publication = Publication.objects.locked().get(pk=publication_id)
    publication.state = PUBLICATION.after("start", publication.state)
    publication.due_at = timezone.now() + TEN_MINUTES
    publication.save(update_fields=["state", "due_at"])
    record("start_publication", publication.call, by=by)
    return publication


@transaction.atomic
def stop(publication_id: int, *, by: Any) -> Publication:
    """Nothing has left: the letters are dropped, the decisions are pending again."""
    publication = Publication.objects.locked().get(pk=publication_id)
    publication.state = PUBLICATION.after("stop", publication.state)
    publication.ended_at = timezone.now()
    publication.save(update_fields=["state", "ended_at"])
    notices.drop(publication)
    publication.decisions.filter(state=DecisionState.PUBLISHING).update(state=DecisionState.PENDING, publication=None)
    record("stop_publication", publication.call, by=by)
    return publication


def publish_due() -> None:
    """Publishes what has waited long enough; each decision in its own transaction, so a stop of the machine loses nothing."""
    due = Publication.objects.filter(state=PublicationState.WAITING, due_at__lte=timezone.now())
    for publication_id in due.values_list("pk", flat=True):
        for decision_id in Decision.objects.filter(
            publication=publication_id, state=DecisionState.PUBLISHING
        ).values_list("pk", flat=True):
            publish(decision_id)
        _finish(publication_id)


@transaction.atomic
def publish(decision_id: int) -> None:
    """One decision reaches its founder. Lock order: file, publication, decision."""
    application_id = Decision.objects.values_list("application_id", flat=True).get(pk=decision_id)
    application = Application.objects.locked().select_related("call").get(pk=application_id)
    decision = Decision.objects.locked().select_related("publication").get(pk=decision_id)
    publication = Publication.objects.locked().get(decisions=decision_id)
    if decision.state != DecisionState.PUBLISHING or publication.state != PublicationState.WAITING:
        return
    verb = VERBS[Outcome(decision.outcome)]
    if not APPLICATION.allows(verb, application.state):
        decision.state = DecisionState.SUPERSEDED  # withdrawn in the meantime
        decision.save(update_fields=["state"])
        notices.drop_letters_of(decision)
        return
    decision.state, decision.published_at = DECISION.after("publish", decision.state), timezone.now()
    decision.confirm_before = _confirm_before(application.call) if decision.outcome == Outcome.OFFER else None
    decision.save(update_fields=["state", "published_at", "confirm_before"])
    move(application, verb, by=publication.by, note=decision.reason)
    notices.release_letters_of(decision)


def _confirm_before(call: Call) -> datetime:
    """The last minute of the day, in Casablanca, that leaves the founder the call's days to answer."""
    last_day = timezone.localtime() + timedelta(days=call.confirm_days)
    return last_day.replace(hour=23, minute=59, second=0, microsecond=0)


@transaction.atomic
def _finish(publication_id: int) -> None:
    publication = Publication.objects.locked().get(pk=publication_id)
    if (
        publication.state == PublicationState.WAITING
        and not publication.decisions.filter(state=DecisionState.PUBLISHING).exists()
    ):
        publication.state, publication.ended_at = PUBLICATION.after("finish", publication.state), timezone.now()
        publication.save(update_fields=["state", "ended_at"])
        record("finish_publication", publication.call, by=publication.by)
