"""Letters that are due now after the end, found in live rows: an answer needs no clean-up. And the rows of former startups."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from incubator.outbox.kinds import kinds
from programs.graduation import notices
from programs.graduation.actions.following import begin_due
from programs.graduation.models import AGAIN, FollowUp, Graduation
from programs.graduation.states import ONCE_MORE
from programs.milestones.notices import writers

#: A letter that could not be written for so long is not written any more.
LATE = timedelta(days=14)


def letter_of(due_on: date, today: date) -> int:
    """Which letter this day belongs to, from one; none before the day, and none when the last is long past."""
    passed = (today - due_on).days
    if not 0 <= passed < AGAIN[-1] + LATE.days:
        return 0
    return sum(passed >= days for days in AGAIN)


@transaction.atomic
def plan() -> None:
    begin_due()
    today = timezone.localdate()
    oldest = today - timedelta(days=AGAIN[-1]) - LATE
    rows = list(FollowUp.objects.open().filter(due_on__range=(oldest, today)).with_card())
    asked = [(row, number) for row in rows if (number := letter_of(row.due_on, today))]
    if asked:
        notices.alumni_asked(asked, writers({row.enrolment.startup_id for row, _number in asked}))


@transaction.atomic
def plan_farewells() -> None:
    """A week after the letter of the end; whoever has graduated long ago is left in peace."""
    until = timezone.now() - ONCE_MORE
    rows = list(Graduation.objects.unsaid().filter(noted_at__range=(until - LATE, until)).with_card())
    if rows:
        notices.farewell_awaited(rows, writers({row.enrolment.startup_id for row in rows}))


def register() -> None:
    kinds.plan_with("programs.graduation.farewells", plan_farewells)
    kinds.plan_with("programs.graduation.alumni", plan)
