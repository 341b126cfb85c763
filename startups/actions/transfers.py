"""The owner offers her place to a member; the member accepts it, or staff answer for her."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.errors import Refused
from incubator.journal.models import record
from startups import notices
from startups.actions.seats import keep_an_owner, live, locked, seat_in, settle
from startups.models import OwnershipTransfer
from startups.states import TeamRole

LASTS = timedelta(days=14)


@transaction.atomic
def offer(startup_id: int, *, to: User, by: User) -> OwnershipTransfer:
    """The same offer twice is one offer; another one waits until this one is settled."""
    startup = locked(startup_id)
    pending = OwnershipTransfer.objects.pending().filter(startup=startup).first()
    if pending and pending.to_id == to.pk:
        return pending
    if pending:
        raise Refused(_("The ownership is already offered to somebody: withdraw that offer first."))
    seat = live(startup, to)
    if not seat or to.pk == by.pk:
        raise Refused(_("Ownership is offered to another member of the team."), field="to")
    transfer = OwnershipTransfer.objects.create(startup=startup, to=to, offered_by=by)
    record("offer", startup, by=by, person=to.pk)
    notices.transfer_offered(transfer)
    return transfer


@transaction.atomic
def accept(transfer_id: int, *, by: User) -> OwnershipTransfer:
    """The member becomes owner, the owner who offered becomes editor. `by` is the member, or staff who decide for her."""
    transfer = _locked(transfer_id)
    startup = transfer.startup
    settle(transfer, "accept", by=by)
    seat, giver = live(startup, transfer.to), transfer.offered_by and live(startup, transfer.offered_by)
    if not seat or not giver or giver.role != TeamRole.OWNER:
        raise Refused(_("The team has changed since the offer: it no longer holds."))
    seat_in(startup, transfer.to, TeamRole.OWNER)
    giver.role = TeamRole.EDITOR
    giver.save(update_fields=["role"])
    keep_an_owner(startup)
    record("take_over", startup, by=by, person=transfer.to_id, giver=giver.person_id)
    notices.transfer_answered(transfer)
    return transfer


@transaction.atomic
def decline(transfer_id: int, *, by: User) -> OwnershipTransfer:
    transfer = _locked(transfer_id)
    settle(transfer, "decline", by=by)
    record("decline_ownership", transfer.startup, by=by, person=transfer.to_id)
    notices.transfer_answered(transfer)
    return transfer


@transaction.atomic
def withdraw(transfer_id: int, *, by: User) -> OwnershipTransfer:
    transfer = _locked(transfer_id)
    settle(transfer, "revoke", by=by)
    record("withdraw_offer", transfer.startup, by=by, person=transfer.to_id)
    return transfer


@transaction.atomic
def expire(transfer_id: int) -> OwnershipTransfer:
    """Does nothing when it is not due, or was answered a moment ago."""
    transfer = _locked(transfer_id)
    if OwnershipTransfer.objects.pending().filter(pk=transfer.pk, offered_at__lte=timezone.now() - LASTS).exists():
        settle(transfer, "expire", by=None)
        record("expire_offer", transfer.startup, by=None, person=transfer.to_id)
    return transfer


def _locked(transfer_id: int) -> OwnershipTransfer:
    locked(OwnershipTransfer.objects.values_list("startup", flat=True).get(pk=transfer_id))
    return OwnershipTransfer.objects.locked().with_card().get(pk=transfer_id)
