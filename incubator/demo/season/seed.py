"""The content, invented by us, and the days it speaks of."""

import json
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

WEEKEND = {5, 6}


@cache
def seed() -> dict[str, Any]:
    return json.loads(Path(__file__).parent.with_name("seed_demo.json").read_text(encoding="utf-8"))


def day(offset: int) -> date:
    """So many days from today, moved on to the next working day."""
    wanted = timezone.localdate() + timedelta(days=offset)
    while wanted.weekday() in WEEKEND:
        wanted += timedelta(days=1)
    return wanted


def instant(offset: int, hour: int = 9, minute: int = 0) -> datetime:
    wanted = day(offset)
    return datetime(wanted.year, wanted.month, wanted.day, hour, minute, tzinfo=ZoneInfo(settings.TIME_ZONE))


def startups(*codes: str) -> list[dict[str, Any]]:
    return [row for row in seed()["startups"] if not codes or row["code"] in codes]
