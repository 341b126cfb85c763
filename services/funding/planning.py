"""Two weeks before a tranche is planned, the team is told what it still lacks. Found in live rows; posted once for each day planned."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.quiet import calm
from services.funding import notices
from services.funding.models import Tranche
from services.funding.queries import lacks_of_tranche, writers

TWO_WEEKS = timedelta(days=14)


def plan_lacking() -> None:
    """Only what was granted before those two weeks began: whoever was told today of her award is not reminded of it. The first tranche
    of an award whose agreement was sent and is not signed yet counts too.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    rows = Tranche.objects.with_card().lacking().filter(due_on__range=(today, today + TWO_WEEKS))
    for tranche in rows.prefetch_related("conditions", "award__tranches"):
        due = calm(_morning(tranche.due_on - TWO_WEEKS))
        if tranche.award.awarded_at < due <= now:
            _remind(tranche)


def _morning(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)), timezone.get_default_timezone())


def _remind(tranche: Tranche) -> None:
    people = list(writers(tranche.award.startup))
    wanted = {notices.lacking_once(tranche, person): person for person in people}
    for once in Letter.objects.filter(once__in=wanted).values_list("once", flat=True):
        del wanted[once]
    if not wanted or not lacks_of_tranche(tranche):
        return
    with transaction.atomic():
        for person in wanted.values():
            notices.tranche_lacking(tranche, person, not_after=_morning(tranche.due_on + timedelta(days=1)))


def register() -> None:
    kinds.plan_with("services.funding.lacking", plan_lacking)
