"""Where a call stands: places, offers out, reserve list."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

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


def calls_with_a_free_place() -> QuerySet[Call]:
    """Calls whose reserve list could move up: somebody waits, and the cohort has a place that is neither taken nor offered, nor about
    to be, in whichever of its calls.
    """
    preparing = Decision.objects.filter(
        application=OuterRef("pk"),
        state__in=[DecisionState.PENDING, DecisionState.PUBLISHING],
        outcome=Outcome.OFFER,
    )
    promised = Application.objects.filter(
        Q(state=ApplicationState.OFFERED) | Exists(preparing), cohort=OuterRef("cohort")
    ).order_by()
    waiting = Application.objects.filter(call=OuterRef("pk"), state=ApplicationState.WAITLISTED)
    counted = promised.values("cohort").annotate(many=Count("pk")).values("many")
    calls = Call.objects.filter(Exists(waiting)).annotate(promised=Coalesce(Subquery(counted), 0))
    return calls.filter(cohort__places__gt=F("cohort__seats_taken") + F("promised"))
