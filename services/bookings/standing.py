"""What a startup has for a service: what it lacks, and what it may spend on a day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.places.models import Resource
from services.calendar.models import Authorisation, Fitting
from services.catalogue.models import Service
from services.ledger.models import Entitlement
from services.ledger.needs import missing
from services.ledger.queries import why_not
from services.ledger.states import EntitlementState
from startups.models import Startup


class Machine(NamedTuple):
    """A machine that is only for people who were trained on it, and whether somebody who comes was."""

    resource: Resource
    is_authorised: bool


@dataclass(frozen=True)
class Standing:
    """`lacks`: sentences that stand in the way on every day; the credits are asked day by day."""

    startup: Startup
    service: Service
    lacks: list[str]
    rows: list[Entitlement] = field(default_factory=list)

    @classmethod
    def of(cls, startup: Startup, service: Service) -> "Standing":
        rows = list(Entitlement.objects.filter(startup=startup).covering(service))
        return cls(startup, service, missing(startup, service), rows)

    def trained_on(self, restricted: list[Resource], day: date) -> list[Machine]:
        """Whoever of the startup comes."""
        return trained(restricted, Q(startup=self.startup), day=day)

    def left_on(self, day: date) -> Decimal:
        active = [row for row in self.rows if row.state == EntitlementState.ACTIVE]
        return sum((row.left for row in active if row.starts_on <= day <= row.ends_on), Decimal(0))

    @property
    def left(self) -> Decimal:
        return self.left_on(timezone.localdate())

    def why_not(self, day: date) -> str:
        """Why nothing can be paid on that day; empty when it can."""
        if self.service.price <= self.left_on(day):
            return ""
        return why_not(self.rows, self.service, self.service.price, day)


def unauthorised(
    startup_id: int,
    service_id: int,
    *,
    day: date,
    only: Iterable[int] | None = None,
    people: Iterable[Any] | None = None,
) -> list[str]:
    """Machines that are kept for trained people, and of which nobody has a valid authorisation: one sentence each.

    `only`: these machines; `people`: whoever comes, else anybody of the startup.
    """
    rows = Fitting.objects.filter(service=service_id, is_restricted=True)
    kept = rows if only is None else rows.filter(resource__in=list(only))
    who = Q(startup=startup_id) if people is None else Q(startup=startup_id, person__in=[one.pk for one in people])
    found = trained([row.resource for row in kept.select_related("resource")], who, day=day)
    return [_said(one) for one in found if not one.is_authorised]


def trained(restricted: list[Resource], who: Q, *, day: date) -> list[Machine]:
    """Of machines that are kept for trained people, whether one of them has been trained; no query when there are none."""
    if not restricted:
        return []
    valid = Authorisation.objects.valid_on(day).filter(who, resource__in=[one.pk for one in restricted])
    known = set(valid.values_list("resource", flat=True))
    return [Machine(one, one.pk in known) for one in restricted]


def _said(one: Machine) -> str:
    told = {"machine": one.resource}
    return (
        _("“%(machine)s” is only for people who were trained on it: nobody who comes has a valid authorisation.") % told
    )
