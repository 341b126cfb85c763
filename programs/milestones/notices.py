"""Who is told what about milestones. Staff get no letters: what waits for them stands in their queues."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from incubator.outbox.kinds import Kind, kinds
from incubator.outbox.models import Letter
from incubator.outbox.post import post, post_all
from incubator.outbox.states import Category
from incubator.spoken import day
from programs.milestones.models import Milestone
from programs.milestones.states import ASKED, MilestoneState
from startups.models import Membership
from startups.rules import WRITERS

UNIT = "programs.milestones."
#: A week before, on the day; then after three days, and weekly, three times in all. After that it is for staff to call.
BEFORE = {timedelta(days=7): "week", timedelta(0): "day"}
AFTER = (timedelta(days=3), timedelta(days=10), timedelta(days=17))


def writers(startups: Iterable[int]) -> dict[int, list[Any]]:
    """Those who can hand something in, by startup; one query."""
    found: dict[int, list[Any]] = {}
    live = Membership.objects.live().filter(startup__in=list(startups), role__in=WRITERS).select_related("person")
    for seat in live:
        found.setdefault(seat.startup_id, []).append(seat.person)
    return found


def milestone_returned(milestone: Milestone, *, occasion: int) -> None:
    for person in _people_of(milestone):
        post(f"{UNIT}milestone_returned", to=person, about=milestone, once=f"milestone_returned:{occasion}:{person.pk}")


def milestone_validated(milestone: Milestone) -> None:
    for person in _people_of(milestone):
        once = f"milestone_validated:{milestone.pk}:{person.pk}"
        post(f"{UNIT}milestone_validated", to=person, about=milestone, once=once)


def _people_of(milestone: Milestone) -> list[Any]:
    startup = milestone.enrolment.startup_id
    return writers([startup]).get(startup, [])


@transaction.atomic
def tell_due() -> None:
    """Each occasion once for each day a milestone has had: another day is another occasion."""
    today = timezone.localdate()
    until = today + max(BEFORE)
    rows = list(Milestone.objects.asked_for().filter(due_on__range=(today - 2 * max(AFTER), until)).with_card())
    people = writers({row.enrolment.startup_id for row in rows})
    post_all(
        {
            "kind": f"{UNIT}milestone_{kind}",
            "to": person,
            "about": row,
            "once": f"milestone:{row.pk}:{row.due_on}:{occasion}:{person.pk}",
            "params": {"due_on": row.due_on.isoformat()},
        }
        for row in rows
        for kind, occasion in _occasions(row, today)
        for person in people.get(row.enrolment.startup_id, [])
    )


def _occasions(row: Milestone, today: date) -> Iterator[tuple[str, str]]:
    """What is laid out with a day of the past reminds nobody: nobody was told before."""
    if row.due_on < timezone.localdate(row.created_at):
        return
    before = [word for ahead, word in BEFORE.items() if row.due_on - ahead <= today <= row.due_on]
    if before:
        yield "due", before[-1]
    after = [number for number, behind in enumerate(AFTER) if row.due_on + behind <= today]
    if after:
        yield "late", f"late{after[-1]}"


def _words(*states: str) -> Any:
    def words(letter: Letter) -> dict[str, Any] | None:
        """Nothing when it no longer holds: the state or the day is another, or the participation stands still."""
        row = Milestone.objects.with_card().filter(pk=letter.key_of_thing, state__in=states).first()
        told = letter.params.get("due_on")
        if row is None or (told and not _holds(row, told)):
            return None
        with translation.override(letter.spoken_language):
            return {
                "milestone": row.title,
                "asked": row.asked,
                "startup": row.enrolment.startup.name,
                "due_on": day(row.due_on),
                "reason": row.reason,
                "address": settings.SITE_URL + row.get_absolute_url(),
            }

    return words


def _holds(row: Milestone, told: str) -> bool:
    return row.due_on.isoformat() == told and Milestone.objects.asked_for().filter(pk=row.pk).exists()


def register() -> None:
    kinds.register(
        Kind(f"{UNIT}milestone_due", _words(*ASKED), label=_("a milestone is due"), category=Category.REMINDER),
        Kind(f"{UNIT}milestone_late", _words(*ASKED), label=_("a milestone is late"), category=Category.REMINDER),
        Kind(f"{UNIT}milestone_returned", _words(MilestoneState.RETURNED), label=_("a milestone is to be revised")),
        Kind(f"{UNIT}milestone_validated", _words(MilestoneState.VALIDATED), label=_("a milestone is validated")),
    )
