"""What this slice keeps about people (law 09-08): for their download, and for their erasure.

Whoever is erased gives back what she holds of events to come; of those that were, the row stays for the counts, without her.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda.models import Invitee
from events.registrations import actions
from events.registrations.models import CalendarFeed, Registration, RegistrationQuerySet
from incubator.accounts.personal_data import Holding, declare
from startups.queries import addresses

PURPOSE, CALENDAR = _("organising events"), _("showing one's events in one's own calendar")
BASIS = _("request of the person (law 09-08, art. 4)")
#: Attendance is told to the funders of a programme for this long (domain.md 1.7).
MONTHS = 36


def _mine(user: Any) -> RegistrationQuerySet:
    """With her account, or by an address that she proved to be hers."""
    return Registration.objects.filter(Q(person=user) | Q(person=None, email__in=addresses(user)))


def _registrations(user: Any) -> Iterable[dict[str, Any]]:
    for row in _mine(user).with_card():
        yield {
            "event": row.event.title,
            "starts_at": row.event.starts_at,
            "state": row.state,
            "way": row.seating.way,
            "places": row.seats,
            "name": row.name,
            "address": row.email,
            "organisation": row.organisation,
            "startup": row.startup.name if row.startup else "",
            "answers": row.answers,
            "at": row.created_at,
        }


def _forget_registrations(user: Any) -> None:
    rows = _mine(user)
    for pk in list(rows.live().filter(event__starts_at__gt=timezone.now()).values_list("pk", flat=True)):
        actions.withdraw(pk, by=None, for_staff=True)
    blank = {"name": "", "email": "", "organisation": "", "answers": {}, "reason": ""}
    rows.update(person=None, **blank)
    Registration.objects.filter(registered_by=user).update(registered_by=None)


def _invitations(user: Any) -> Iterable[dict[str, Any]]:
    for row in Invitee.objects.filter(email__in=addresses(user)).select_related("event"):
        yield {"event": row.event.title, "address": row.email, "name": row.name, "at": row.invited_at}


def _forget_invitations(user: Any) -> None:
    Invitee.objects.filter(email__in=addresses(user)).delete()


def _feeds(user: Any) -> Iterable[dict[str, Any]]:
    return [dict(row) for row in CalendarFeed.objects.filter(person=user).values("created_at")]


def _end_feeds(user: Any) -> None:
    CalendarFeed.objects.filter(person=user).delete()


HOLDINGS = (
    Holding("events.Registration", PURPOSE, BASIS, MONTHS, _registrations, _forget_registrations),
    Holding("events.Invitee", PURPOSE, BASIS, MONTHS, _invitations, _forget_invitations),
    Holding("events.CalendarFeed", CALENDAR, BASIS, MONTHS, _feeds, _end_feeds),
)


def register() -> None:
    for holding in HOLDINGS:
        declare(holding)
