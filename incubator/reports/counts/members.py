"""Participations as rows: one for each startup of the scope, the first of its participations, with its attributes at entry."""

from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber

from incubator.reports.counts.base import half_or_more, identity, span, within
from incubator.reports.dimensions import Split
from incubator.reports.scope import Scope
from programs.cohorts.models import Enrolment
from programs.cohorts.states import EnrolmentState
from programs.statements.models import Statement
from startups.states import LegalForm

#: The day a participation ended; of a graduate without one, the end of the cohort.
LEFT_ON = Case(
    When(state=EnrolmentState.GRADUATED, then=Coalesce("ended_on", "cohort__ends_on")), default=F("ended_on")
)


def legal_status(path: str) -> Case:
    return Case(
        When(**{path: ""}, then=Value("")),
        When(**{path: LegalForm.NOT_CREATED}, then=Value("not_created")),
        default=Value("created"),
        output_field=CharField(),
    )


#: Where a row stands in each split (rule 5).
KEYS: dict[str, Any] = {
    Split.PROGRAMME: F("cohort__programme"),
    Split.COHORT: F("cohort"),
    Split.REGION: F("region_at_entry"),
    Split.SECTOR: F("sector_at_entry"),
    Split.STAGE: F("stage_at_entry"),
    Split.WOMEN_LED: half_or_more("women_at_entry", "founders_at_entry"),
    Split.YOUTH_LED: half_or_more("young_at_entry", "founders_at_entry"),
    Split.LEGAL: legal_status("legal_form_at_entry"),
}


def entered(scope: Scope) -> QuerySet[Enrolment]:
    """Whoever had entered by the last day, however it ended."""
    return Enrolment.objects.filter(within(scope), enrolled_at__lt=span(scope)[1]).annotate(left_on=LEFT_ON)


def active(scope: Scope) -> QuerySet[Enrolment]:
    """In the programme for a day of the period, at least."""
    return entered(scope).filter(Q(left_on=None) | Q(left_on__gte=scope.first_day))


def once(rows: QuerySet[Enrolment], also: tuple[str, ...] = (), *, order: tuple[Any, ...] = ()) -> QuerySet[Enrolment]:
    """Of each startup the first participation; `order` puts another one first (rule 3)."""
    place = Window(RowNumber(), partition_by=[identity(), *also], order_by=[*order, F("enrolled_at"), F("pk")])
    first = rows.order_by().annotate(nth=place).filter(nth=1).values("pk")
    return Enrolment.objects.order_by().filter(pk__in=first).annotate(left_on=LEFT_ON)


def members(scope: Scope, also: tuple[str, ...] = ()) -> QuerySet[Enrolment]:
    return once(active(scope), also)


def declarers(scope: Scope, also: tuple[str, ...] = ()) -> QuerySet[Enrolment]:
    """Members, and those who had left and were still asked for a statement: all of whom a figure is expected."""
    asked = Statement.objects.filter(
        enrolment=OuterRef("pk"), period__last_day__range=(scope.first_day, scope.last_day)
    )
    present = Q(left_on=None) | Q(left_on__gte=scope.first_day)
    return once(entered(scope).filter(present | Exists(asked)), also)


def stays(scope: Scope) -> Any:
    """Neither left nor excluded by the last day: in the programme, or graduated."""
    return Q(state=EnrolmentState.GRADUATED) | Q(left_on=None) | Q(left_on__gt=scope.last_day)
