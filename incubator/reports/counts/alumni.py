"""What graduates said and what became of them: the only place that reads it."""

from typing import Any

from django.db.models import CharField, IntegerField, Value
from django.db.models.functions import Cast

from incubator.reports.scope import Scope

MONTHS = (12, 36, 60)


def recommendation(scope: Scope) -> Any:
    """The end-of-cohort question of a participation, 0 to 10; none when it was not answered in the period."""
    return Cast(Value(None), IntegerField())


def became(scope: Scope, months: int) -> Any:
    """`alive`, `ceased`, or nothing: what is known of a participation so many months after its end."""
    return Cast(Value(None), CharField())
