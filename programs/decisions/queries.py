"""Where a call stands: places, offers out, reserve list."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from programs.applications.models import Application
from programs.applications.states import ApplicationState
from programs.calls.models import Call
from programs.decisions.models import Decision
from programs.decisions.states import DecisionState, Outcome
from programs.partners.models import Cohort


@dataclass(frozen=True)
class Places:
    """Seats of the call's cohort: all of them, taken, and promised by offers that wait for an answer."""

    places: int
    taken: int
    promised: int
    waiting: int

    @property
    def free(self) -> int:
        return max(0, self.places - self.taken - self.promised)


def places(call: Call) -> Places:
    return _places(call.cohort, Application.objects.filter(call=call))


def places_in(cohort: Cohort) -> Places:
    """As places, over all calls of a cohort."""
    return _places(cohort, Application.objects.filter(cohort=cohort))


def _places(cohort: Cohort, files: QuerySet[Application]) -> Places:
    counts = files.aggregate(
        promised=Count("pk", filter=Q(state=ApplicationState.OFFERED)),
        waiting=Count("pk", filter=Q(state=ApplicationState.WAITLISTED)),
    )
    return Places(places=cohort.places, taken=cohort.seats_taken, **counts)


def reserve_list(call: Call) -> QuerySet[Decision]:
    """Published reserve decisions, first in line first."""
    return _waiting().filter(application__call=call)


def reserve_of(cohort: Cohort) -> QuerySet[Decision]:
    """As reserve_list, over all calls of a cohort."""
    return _waiting().filter(application__cohort=cohort)


def _waiting() -> QuerySet[Decision]:
    waiting = Decision.objects.filter(
        state=DecisionState.PUBLISHED, outcome=Outcome.WAITLIST, application__state=ApplicationState.WAITLISTED
    )
    return waiting.select_related("application__startup").order_by("rank", "decided_at", "pk")


def pending_of(call: Call) -> QuerySet[Decision]:
    return (
        Decision.objects.pending()
        .filter(application__call=call)
        .select_related("application__startup", "decided_by")
        .order_by("outcome", "rank", "pk")
    )


def published_decision(application: Application) -> Decision | None:
    """What the founder may see: never a pending decision."""
    return Decision.objects.filter(application=application, state=DecisionState.PUBLISHED).first()


def calls_with_a_free_place() -> list[Call]:
    """Calls whose reserve list could move up: a place is free, somebody waits, no offer is being prepared."""
    waiting = Count("applications", filter=Q(applications__state=ApplicationState.WAITLISTED))
    promised = Count("applications", filter=Q(applications__state=ApplicationState.OFFERED))
    prepared = Count(
        "applications",
        filter=Q(
            applications__decisions__state__in=[DecisionState.PENDING, DecisionState.PUBLISHING],
            applications__decisions__outcome=Outcome.OFFER,
        ),
    )
    calls = (
        Call.objects.select_related("cohort")
        .annotate(waiting=waiting, promised=promised, prepared=prepared)
        .filter(waiting__gt=0)
    )
    return [c for c in calls if c.cohort.places - c.cohort.seats_taken - c.promised - c.prepared > 0]
