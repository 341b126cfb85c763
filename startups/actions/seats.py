"""What every change of a team shares. The caller holds the lock of the startup's row: whoever changes a team takes it first."""

from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.errors import Refused
from startups.models import Membership, OwnershipTransfer, Startup
from startups.states import INVITATION, TeamRole


def locked(startup_id: int) -> Startup:
    return Startup.objects.held(startup_id)


def live(startup: Startup, person: User) -> Membership | None:
    return startup.memberships.live().filter(person=person).first()


def seat_in(startup: Startup, person: User, role: str) -> Membership:
    """Her seat, new or raised to the role; nobody is lowered by being invited again."""
    seat = live(startup, person)
    if not seat:
        return Membership.objects.create(startup=startup, person=person, role=role)
    if role == TeamRole.OWNER and seat.role != role:
        seat.role = role
        seat.save(update_fields=["role"])
    return seat


def end(seat: Membership) -> None:
    """Closes a seat and the offers of ownership that hang on it."""
    seat.ended_at = timezone.now()
    seat.save(update_fields=["ended_at"])
    for transfer in OwnershipTransfer.objects.locked().pending().filter(startup=seat.startup_id):
        if seat.person_id in (transfer.to_id, transfer.offered_by_id):
            settle(transfer, "revoke", by=None)


def settle(offer: "OwnershipTransfer", verb: str, *, by: User | None) -> None:
    offer.state = INVITATION.after(verb, offer.state)
    offer.answered_at, offer.answered_by = timezone.now(), by
    offer.save(update_fields=["state", "answered_at", "answered_by"])


def keep_an_owner(startup: Startup) -> None:
    if not startup.memberships.owners().exists():
        raise Refused(_("A team needs an owner: hand the ownership over first."))
