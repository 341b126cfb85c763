"""The milestones of a board: startups × milestones, in one query however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from incubator import spoken
from incubator.tones import tone_of
from programs.cohorts.models import Enrolment
from programs.milestones.models import Milestone
from programs.milestones.states import ASKED, MilestoneState


class Cell(NamedTuple):
    """One milestone of one startup, in words, with its tone."""

    pk: int
    label: str
    tone: str
    day: str
    is_live: bool


@dataclass
class Track:
    """One startup's milestones, by column; what staff added stands in a last column."""

    cells: list[list[Cell]]
    done: int = 0
    late: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def progress(self) -> float:
        return self.done / self.total if self.total else 0.0


@dataclass(frozen=True)
class Grid:
    """`tracks` by the key of the participation."""

    columns: list[str]
    tracks: dict[int, Track]

    @property
    def legend(self) -> list[tuple[str, str, str, int]]:
        """(state, label, tone, how many) of those there are."""
        words = {"late": _("late"), **{state.value: str(state.label) for state in MilestoneState}}
        counts = {key: sum(track.counts.get(key, 0) for track in self.tracks.values()) for key in words}
        return [(key, words[key], "late" if key == "late" else tone_of(key), n) for key, n in counts.items() if n]


ADDED = 0


def grid(places: Sequence[Enrolment]) -> Grid:
    found = list(Milestone.objects.filter(enrolment__in=places).select_related("item").in_order())
    columns = _columns(found)
    numbers, known = {key: n for n, key in enumerate(columns)}, {place.pk: place for place in places}
    tracks = {place.pk: Track([[] for _column in columns]) for place in places}
    today = timezone.localdate()
    for one in found:
        track, one.enrolment = tracks[one.enrolment_id], known[one.enrolment_id]
        is_late = one.is_late_on(today)
        key = "late" if is_late else one.state
        track.counts[key] = track.counts.get(key, 0) + 1
        track.done += one.is_settled
        track.late += is_late
        track.cells[numbers[one.item_id or ADDED]].append(_cell(one, is_late=is_late))
    return Grid(list(columns.values()), tracks)


def _columns(found: list[Milestone]) -> dict[int, str]:
    items = {one.item_id: one.item for one in found if one.item}
    ordered = sorted(items.values(), key=lambda item: (item.template_id, item.position, item.days_after, item.pk))
    columns = {item.pk: item.title for item in ordered}
    return columns | ({ADDED: _("Added")} if any(not one.item_id for one in found) else {})


def _cell(one: Milestone, *, is_late: bool) -> Cell:
    """The day stands beside what is still to come; what somebody has to do now leads to its page."""
    label = _("late") if is_late else str(one.get_state_display())
    tone = "late" if is_late else tone_of(one.state)
    return Cell(one.pk, label, tone, "" if one.is_settled else spoken.brief(one.due_on), _is_live(one))


def _is_live(one: Milestone) -> bool:
    return one.state in (*ASKED, MilestoneState.SUBMITTED)
