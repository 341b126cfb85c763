"""How long a freed place is kept for the one who is offered it (booking.md 1, case 8)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

#: From this hour to that one nobody has to answer.
EVENING, MORNING = 22, 8
LONGEST = timedelta(hours=24)
#: So shortly before the event nothing is offered: whoever comes first takes the place, and everybody waiting is told.
TOO_LATE = timedelta(hours=2)
SHORTEST = timedelta(minutes=30)


def offer_until(now: datetime, starts_at: datetime, zone: ZoneInfo) -> datetime | None:
    """The end of an offer made now: a day, or half of the time that is left, never at night. None when it is too late to offer."""
    left = starts_at - now
    if left <= TOO_LATE:
        return None
    return _by_day(now + min(LONGEST, left / 2), now, starts_at, zone)


def _by_day(until: datetime, now: datetime, starts_at: datetime, zone: ZoneInfo) -> datetime:
    """Moved to the morning after when the event leaves time for it, else to the evening before, else left alone."""
    local = until.astimezone(zone)
    if MORNING <= local.hour < EVENING:
        return until
    day = local if local.hour < MORNING else local + timedelta(days=1)
    morning = day.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if morning <= starts_at - TOO_LATE / 2:
        return morning.astimezone(until.tzinfo)
    evening = (morning - timedelta(days=1)).replace(hour=EVENING) - timedelta(minutes=1)
    return evening.astimezone(until.tzinfo) if evening >= now + SHORTEST else until
