"""The page of an absence before it is stored: what it hits, and what can be answered to each meeting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from services.bookings.models import Booking
from services.bookings.states import BookingState
from services.rescue.actions import Chosen
from services.rescue.queries import Away, hits, substitutes
from services.rescue.ranking import Candidate
from services.rescue.spares import spare
from services.rescue.states import Way

#: So many substitutes are shown for one meeting.
SHOWN = 3


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    reasons: list[str] = field(default_factory=list)


@dataclass
class Row:
    """One meeting with its possible answers; the first is the best and is chosen beforehand."""

    booking: Booking
    options: list[Option]
    chosen: str = ""
    error: str = ""

    @property
    def name(self) -> str:
        return f"answer-{self.booking.pk}"

    @property
    def answer(self) -> Chosen | None:
        if self.chosen not in {option.value for option in self.options}:
            return None
        way, _colon, provider = self.chosen.partition(":")
        return Chosen(way, int(provider) if provider else None)


def rows_of(away: Away, posted: Mapping[str, Any] | None = None) -> list[Row]:
    """A fixed number of queries for people, however many meetings; with what was posted, that is chosen."""
    found = list(hits(away).with_card().select_related("asked_by"))
    people = substitutes(found) if away.provider else {}
    rows = [Row(one, _options(one, away, people.get(one.pk, []))) for one in found]
    for row in rows:
        row.chosen = row.options[0].value if posted is None else str(posted.get(row.name, ""))
        if posted is not None and row.answer is None:
            row.error = _("Choose an answer for this meeting.")
    return rows


def _options(booking: Booking, away: Away, people: list[Candidate]) -> list[Option]:
    found = [Option(f"{Way.SUBSTITUTE}:{one.pk}", one.name, one.reasons) for one in people[:SHOWN]]
    instead = spare(booking, away.resource) if away.resource else None
    if instead is not None:
        found.append(Option(Way.SWAP, _("In its place: %(resource)s") % {"resource": instead}))
    if booking.state != BookingState.PENDING:
        found.append(Option(Way.OTHER_TIME, str(Way.OTHER_TIME.label)))
    return [*found, Option(Way.CANCEL, str(Way.CANCEL.label)), Option(Way.KEEP, str(Way.KEEP.label))]


def answers_of(rows: list[Row]) -> dict[UUID, Chosen]:
    return {row.booking.pk: answer for row in rows if (answer := row.answer)}
