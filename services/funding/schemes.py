"""The public schemes of the country as data, in our own sentences, with the day on which they were checked. Rows that are there are left
as staff keep them, so loading twice is loading once.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from services.funding.actions import instruments
from services.funding.models import Instrument

#: State of knowledge of the file.
CHECKED_ON = date(2026, 11, 23)
DAYS = ("valid_from", "valid_until")


def schemes() -> list[dict[str, Any]]:
    return json.loads(Path(__file__).with_name("schemes.json").read_text(encoding="utf-8"))


@transaction.atomic
def load(*, by: Any = None) -> int:
    """Gives how many were new; each is opened."""
    known = set(Instrument.objects.values_list("slug", flat=True))
    new = [told for told in schemes() if told["slug"] not in known]
    for told in new:
        days = {name: date.fromisoformat(told[name]) for name in DAYS if told.get(name)}
        made = Instrument.objects.create(**{**told, **days, "is_ours": False, "checked_on": CHECKED_ON})
        instruments.open(made.pk, by=by)
    return len(new)
