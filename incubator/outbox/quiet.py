"""Quiet hours: reminders move earlier, never later (booking.md 2.4). What is told at once is not a reminder."""

from datetime import datetime, timedelta, tzinfo

from django.utils import timezone

#: From 21 h to 8 h nobody is reminded: what would be due then is due at 20 h of the evening before.
EVENING, MORNING, CALM_HOUR = 21, 8, 20
A_DAY = timedelta(days=1)


def calm(due_at: datetime, zone: tzinfo | None = None) -> datetime:
    """Moves a reminder out of the quiet hours of the zone (Casablanca's without one), earlier."""
    local = timezone.localtime(due_at, zone)
    if MORNING <= local.hour < EVENING:
        return due_at
    evening = local if local.hour >= EVENING else local - A_DAY
    return evening.replace(hour=CALM_HOUR, minute=0, second=0, microsecond=0)
