"""What graduates said and what became of them: the only place that reads it."""

from typing import Any

from django.db.models import Case, CharField, OuterRef, Q, Subquery, Value, When

from incubator.reports.counts.base import during, span
from incubator.reports.scope import Scope
from programs.graduation.models import Farewell, FollowUp
from programs.graduation.states import ALIVE, DETRACTOR, MONTHS, PROMOTER, Answer

__all__ = ["MONTHS", "became", "detractor", "promoter", "recommendation"]


def recommendation(scope: Scope) -> Any:
    """The end-of-cohort question, 0 to 10, as the startup answered it last in the period."""
    said = Farewell.objects.filter(during(scope, "said_at"), enrolment__startup=OuterRef("startup"))
    return Subquery(said.order_by("-said_at", "-pk").values("score")[:1])


def promoter(column: str) -> Q:
    return Q(**{f"{column}__gte": PROMOTER})


def detractor(column: str) -> Q:
    return Q(**{f"{column}__lte": DETRACTOR})


def became(scope: Scope, months: int) -> Any:
    """`alive`, `ceased`, or nothing: what is known by the last day of a participation so many months after its end."""
    asked = FollowUp.objects.filter(enrolment=OuterRef("pk"), months=months, answered_at__lt=span(scope)[1])
    word = Case(
        When(answer__in=ALIVE, then=Value("alive")),
        When(answer=Answer.CEASED, then=Value("ceased")),
        output_field=CharField(),
    )
    return Subquery(asked.order_by("-answered_at").annotate(word=word).values("word")[:1])
