"""Who is written to: the people of the startups of a cohort, each once, and who is left out with the reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from incubator.mailings.models import Reader, Skipped
from incubator.outbox.addresses import fingerprint
from incubator.outbox.models import Suppression
from incubator.outbox.states import Category
from programs.cohorts.models import Enrolment
from programs.messages.states import Reach
from programs.milestones.models import Milestone
from programs.statements.models import Statement
from startups.models import Membership


@dataclass
class Audience:
    readers: list[Reader] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def places(cohort_id: int, states: Sequence[str], *, only_late: bool) -> QuerySet[Enrolment]:
    """Late is who has a milestone or a statement behind its day."""
    rows = Enrolment.objects.filter(cohort=cohort_id, state__in=states)
    late = Q(pk__in=Milestone.objects.late().values("enrolment")) | Q(
        pk__in=Statement.objects.late().values("enrolment")
    )
    return rows.filter(late) if only_late else rows


def seats(rows: QuerySet[Enrolment], reach: str) -> QuerySet[Membership]:
    live = Membership.objects.owners() if reach == Reach.OWNERS else Membership.objects.live()
    return live.filter(startup__in=rows.values("startup"))


def audience(rows: QuerySet[Enrolment], reach: str, category: str) -> Audience:
    """In four queries, however many there are."""
    of_startup = {place.startup_id: place for place in rows.select_related("startup").order_by("startup__sort_key")}
    teams: dict[int, list[Any]] = {startup: [] for startup in of_startup}
    for seat in seats(rows, reach).select_related("person").order_by("since", "pk"):
        teams[seat.startup_id].append(seat.person)
    unwanted = _suppressed({person.email for team in teams.values() for person in team}, category)
    found, seen = Audience(), set[int]()
    for startup, team in teams.items():
        place = of_startup[startup]
        if not team:
            found.skipped.append(Skipped(place.startup.name, _("has nobody in its team who could be written to")))
        for person in team:
            if person.pk not in seen:
                _place(found, person, place, _objection(person, category, unwanted))
            seen.add(person.pk)
    return found


def _place(found: Audience, person: Any, place: Enrolment, why: str) -> None:
    name = place.startup.name
    if why:
        found.skipped.append(Skipped(f"{person} ({name})", why))
    else:
        found.readers.append(Reader(str(person), person, place, person.pk, note=name))


def _suppressed(addresses: Iterable[str], category: str) -> set[str]:
    known = {fingerprint(address): address for address in addresses}
    rows = Suppression.objects.filter(address_hash__in=known, category__in=["", category])
    return {known[print_] for print_ in rows.values_list("address_hash", flat=True)}


def _objection(person: Any, category: str, unwanted: set[str]) -> str:
    """Why a letter would not reach her; the outbox asks again when it leaves."""
    if person.erased_at:
        return _("was erased from the portal")
    if not person.is_active:
        return _("has an account that is suspended")
    if not person.email:
        return _("has no e-mail address")
    if category == Category.REMINDER and not person.wants_reminders:
        return _("wants no reminders by e-mail")
    return _("has an address to which nothing is sent any more") if person.email in unwanted else ""
