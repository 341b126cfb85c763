"""Who paid for what was used in a period: each movement of credits is paid by the source it was drawn from, so nothing counts twice."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum

from incubator.moments import midnight
from incubator.reports.scope import Scope
from incubator.reports.snapshots.shapes import Source
from incubator.words import LANGUAGES
from programs.cohorts.models import Enrolment
from services.ledger.models import Entry, FundingSource

ZERO = Decimal(0)
_BY = ("entitlement__source", "entitlement__kind")


def words_of(row: Any, name: str = "name") -> dict[str, str]:
    """A row's words in three languages, as they are now."""
    return {code: getattr(row, f"{name}_{code}") for code in LANGUAGES}


def paid(scope: Scope) -> list[Source]:
    """Credits used in the period less those given back, by source and kind of service; three queries."""
    used: dict[tuple[int, str], Decimal] = {}
    _add(used, _entries(scope).consumed().values_list(*_BY).annotate(total=Sum(-F("closes__amount"))))
    _add(used, _entries(scope).refunded().values_list(*_BY).annotate(total=-Sum("amount")))
    names = {row.pk: row for row in FundingSource.objects.filter(pk__in={source for source, _kind in used})}
    rows = sorted((names[source].code, kind, names[source], used[source, kind]) for source, kind in used)
    return [Source(words_of(row), kind, credits) for _code, kind, row, credits in rows if credits]


def _add(used: dict[tuple[int, str], Decimal], rows: Iterable[tuple[int, str, Decimal]]) -> None:
    for source, kind, total in rows:
        used[source, kind] = used.get((source, kind), ZERO) + total


def _entries(scope: Scope) -> Any:
    """Movements of the period for the cohorts it is about; credits that name no cohort follow their startup."""
    places = Enrolment.objects.all()
    if scope.cohort:
        places = places.filter(cohort=scope.cohort)
    elif scope.programmes:
        places = places.filter(cohort__programme__in=scope.programmes)
    its_own = Q(entitlement__cohort__in=places.values("cohort"))
    follows = Q(entitlement__cohort=None, entitlement__startup__in=places.values("startup"))
    begin, end = midnight(scope.first_day), midnight(scope.last_day + timedelta(days=1))
    return Entry.objects.filter(its_own | follows, at__gte=begin, at__lt=end)
