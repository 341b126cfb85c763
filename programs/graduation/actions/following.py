"""Whether former startups are alive: rows for everybody whose participation is over, and what is answered."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from incubator.moments import months_from
from programs.cohorts.models import Enrolment
from programs.cohorts.states import OVER
from programs.graduation.models import FollowUp
from programs.graduation.states import ALIVE, MONTHS, Answer, Source

#: Participations that get their rows in one round; the next follows within a minute.
MOST = 500


@dataclass(frozen=True)
class Told:
    answer: str
    staff_count: int | None = None
    note: str = ""


@transaction.atomic
def begin_due() -> None:
    """Found in live rows, so nobody is missed, however and whenever the participation ended."""
    known = FollowUp.objects.filter(enrolment=OuterRef("pk"))
    over = Enrolment.objects.filter(~Exists(known), state__in=OVER, ended_on__isnull=False).order_by("pk")
    rows = [
        FollowUp(enrolment_id=pk, months=months, due_on=months_from(day, months))
        for pk, day in over.values_list("pk", "ended_on")[:MOST]
        if day
        for months in MONTHS
    ]
    FollowUp.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def answer(follow_up_id: Any, told: Told, *, by: Any, source: str = Source.TEAM) -> FollowUp:
    """Staff may correct what is known; a team answers once, and twice the same is once."""
    row = FollowUp.objects.locked().with_card().get(pk=follow_up_id)
    is_same = (row.answer, row.staff_count, row.note) == (told.answer, told.staff_count, told.note)
    if row.answered_at and is_same and row.source == source:
        return row
    if row.answered_at and source == Source.TEAM:
        raise Refused(_("An answer is noted already. Write to the programme team if it is wrong."))
    _is_sensible(told, source)
    row.answer, row.staff_count, row.note, row.source = told.answer, told.staff_count, told.note, source
    row.answered_at, row.by = timezone.now(), by
    row.save(update_fields=["answer", "staff_count", "note", "source", "answered_at", "by"])
    record("answer", row, by=by, note=told.note, answer=told.answer, source=source)
    _carry_on(row)
    return row


def _is_sensible(told: Told, source: str) -> None:
    if source == Source.TEAM and told.answer == Answer.UNKNOWN:
        raise Refused(_("Choose an answer."), field="answer")
    if told.staff_count is not None and told.answer not in ALIVE:
        raise Refused(_("Only a startup that goes on has people who work there."), field="staff_count")


def _carry_on(row: FollowUp) -> None:
    """What has ended is not asked about again; corrected, it is."""
    later = row.enrolment.follow_ups.filter(months__gt=row.months)
    if row.answer == Answer.CEASED:
        known = {"answer": Answer.CEASED, "source": Source.EARLIER, "answered_at": row.answered_at}
        later.filter(answered_at=None).update(**known)
    else:
        later.filter(source=Source.EARLIER).update(answer=Answer.UNKNOWN, source="", answered_at=None)
