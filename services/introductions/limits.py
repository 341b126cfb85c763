"""How often a partner may be asked in a calendar month. Nothing else writes these counters; an ask counts, whatever comes of it."""

from datetime import date

from django.db.models import F
from django.utils import timezone

from services.introductions.models import Target, TargetMonth


def month_of(day: date | None = None) -> date:
    """The first day of the calendar month, in the time of Casablanca."""
    return (day or timezone.localdate()).replace(day=1)


def take_turn(target: Target, month: date) -> bool:
    """One conditional UPDATE under a CHECK: whoever asks at the same instant, nobody is asked more often than wished."""
    TargetMonth.objects.bulk_create(
        [TargetMonth(target=target, month=month, allowed=target.per_month)], ignore_conflicts=True
    )
    rows = TargetMonth.objects.filter(target=target, month=month, asked__lt=target.per_month)
    return bool(rows.update(asked=F("asked") + 1, allowed=target.per_month))


def turns_taken(month: date) -> dict[int, int]:
    """{target: how often it was asked in that month}"""
    return dict(TargetMonth.objects.filter(month=month).values_list("target_id", "asked"))
