"""The board of a cohort: startups × milestones, in four queries however many there are."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator import spoken
from incubator.tones import tone_of
from programs.applications.models import Message
from programs.cohorts.models import Enrolment
from programs.cohorts.states import GONE
from programs.milestones.models import Milestone
from programs.milestones.states import MilestoneState
from programs.partners.models import Cohort


class Cell(NamedTuple):
    """One milestone of one startup, in words, with its tone."""

    pk: int
    label: str
    tone: str
    day: str


@dataclass
class Row:
    enrolment: Any
    cells: list[list[Cell]] = field(default_factory=list)
    is_late: bool = False

    @property
    def last_contact(self) -> datetime | None:
        return self.enrolment.last_contact


@dataclass
class Board:
    cohort: Cohort
    columns: list[str]
    rows: list[Row]
    counts: dict[str, int]

    @property
    def legend(self) -> list[tuple[str, str, str, int]]:
        """(state, label, tone, how many) of those there are."""
        words = {"late": _("late"), **{state.value: str(state.label) for state in MilestoneState}}
        return [(key, words[key], "late" if key == "late" else tone_of(key), n) for key, n in self.counts.items() if n]


ADDED = 0


def board(cohort: Cohort) -> Board:
    """Startups in the order of the alphabet; those who left are not drawn. What staff added stands in a last column."""
    places = list(_places(cohort))
    found = list(Milestone.objects.filter(enrolment__in=places).select_related("item").in_order())
    columns = _columns(found)
    today, counts = timezone.localdate(), dict.fromkeys(("late", *MilestoneState.values), 0)
    rows = {place.pk: Row(place, [[] for _column in columns]) for place in places}
    keys = {key: n for n, key in enumerate(columns)}
    for one in found:
        row = rows[one.enrolment_id]
        one.enrolment = row.enrolment
        is_late = one.is_late_on(today)
        counts["late" if is_late else one.state] += 1
        row.is_late |= is_late
        row.cells[keys[one.item_id or ADDED]].append(_cell(one, is_late=is_late))
    return Board(cohort, list(columns.values()), list(rows.values()), counts)


def _places(cohort: Cohort) -> Any:
    """Last contact: the latest message about the file, from whichever side."""
    said = Message.objects.filter(application=OuterRef("application")).order_by("-at", "-pk").values("at")[:1]
    places = Enrolment.objects.filter(cohort=cohort).exclude(state__in=GONE).select_related("startup")
    return places.annotate(last_contact=Subquery(said)).order_by("startup__sort_key", "pk")


def _columns(found: list[Milestone]) -> dict[int, str]:
    items = {one.item_id: one.item for one in found if one.item}
    ordered = sorted(items.values(), key=lambda item: (item.template_id, item.position, item.days_after, item.pk))
    columns = {item.pk: item.title for item in ordered}
    return columns | ({ADDED: _("Added")} if any(not one.item_id for one in found) else {})


def _cell(one: Milestone, *, is_late: bool) -> Cell:
    label = _("late") if is_late else str(one.get_state_display())
    return Cell(one.pk, label, "late" if is_late else tone_of(one.state), spoken.brief(one.due_on))
