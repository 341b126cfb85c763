"""Another room or machine of the same kind, on the same site, at the same hour."""

from collections import defaultdict
from datetime import timedelta

from events.places.models import Allocation, Resource
from programs.partners.holidays import Closings
from services.bookings.models import Booking
from services.calendar.intervals import is_free, minute
from services.calendar.machines import Machines
from services.calendar.models import Hours
from services.calendar.taken import taken
from services.calendar.wanted import Wanted

A_DAY = timedelta(days=1)


def spare(booking: Booking, broken: Resource) -> Resource | None:
    """The first that is open and free then, set-up and clean-up included."""
    machines = Machines.of(booking.service)
    group = [one for one in machines.groups.get(broken.kind, []) if one != broken and one.site_id == broken.site_id]
    if not group:
        return None
    machines.groups = {broken.kind: group}
    wanted = Wanted(booking.service, booking.day - A_DAY, days=3)
    hours: dict[tuple[str, int], list[Hours]] = defaultdict(list)
    for row in Hours.objects.of([], group).between(wanted.first, wanted.last):
        hours[row.owner].append(row)
    known, closed = taken([], group, wanted.first, wanted.last), Closings.between(wanted.first, wanted.last)
    machines.lay_out(wanted, hours, known, closed)
    span = (minute(booking.starts_at), minute(booking.ends_at))
    return next((one for one in group if _fits(machines, one, span)), None)


def _fits(machines: Machines, one: Resource, span: tuple[int, int]) -> bool:
    is_open = any(first <= span[0] and span[1] <= last for first, last in machines.open[one.pk])
    return is_open and is_free(span, machines.busy[one.pk])


def with_spare(booking: Booking, broken: Resource, instead: Resource) -> list[Resource]:
    """What the meeting uses, with one in place of the other."""
    uses = Allocation.objects.about(booking).live().exclude(resource=broken).select_related("resource")
    return [*(use.resource for use in uses), instead]
