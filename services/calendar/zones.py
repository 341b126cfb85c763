"""The time zones that are offered: those in which people of the network live. Names are those of the zone database."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

OFFERED = (
    "Africa/Casablanca",
    "Africa/Abidjan",
    "Africa/Algiers",
    "Africa/Cairo",
    "Africa/Dakar",
    "Africa/Tunis",
    "America/Toronto",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Dubai",
    "Asia/Qatar",
    "Asia/Riyadh",
    "Europe/Amsterdam",
    "Europe/Berlin",
    "Europe/Brussels",
    "Europe/Istanbul",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Paris",
    "Europe/Rome",
    "Europe/Zurich",
)


def zones(known: str, *, now: datetime | None = None) -> list[tuple[str, str]]:
    """With the distance from universal time of today; the one that is set is among them."""
    at = now or timezone.now()
    names = OFFERED if known in OFFERED else (known, *OFFERED)
    return [(name, _said(name, at)) for name in names]


def _said(name: str, at: datetime) -> str:
    offset = at.astimezone(ZoneInfo(name)).strftime("%z")
    return f"{name.rsplit('/', maxsplit=1)[-1].replace('_', ' ')} (UTC{offset[:3]}:{offset[3:]})"
