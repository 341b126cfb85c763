"""Roles, leaving, removing, and what staff decide about ownership."""

from django.db import transaction
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.errors import Refused
from incubator.journal.models import record
from startups import notices
from startups.actions.seats import end, keep_an_owner, locked, seat_in
from startups.models import Membership, Startup
from startups.states import TeamRole


def _seat_of(startup: Startup, person: User) -> Membership:
    seat = startup.memberships.live().select_related("person").filter(person=person).first()
    if not seat:
        raise Refused(_("This person is no longer in the team."))
    return seat


@transaction.atomic
def change_role(startup_id: int, *, person: User, role: str, by: User) -> Membership:
    startup = locked(startup_id)
    seat = _seat_of(startup, person)
    if role not in TeamRole.values:
        raise Refused(_("Choose one of the roles."), field="role")
    if seat.role == role:
        return seat
    before, seat.role = seat.role, role
    seat.save(update_fields=["role"])
    keep_an_owner(startup)
    record("change_role", startup, by=by, person=person.pk, before=before, role=role)
    return seat


@transaction.atomic
def leave(startup_id: int, *, by: User) -> Membership:
    startup = locked(startup_id)
    seat = _seat_of(startup, by)
    end(seat)
    keep_an_owner(startup)
    record("leave", startup, by=by, person=by.pk)
    notices.member_left(seat)
    return seat


@transaction.atomic
def remove(startup_id: int, *, person: User, by: User) -> Membership:
    startup = locked(startup_id)
    seat = _seat_of(startup, person)
    end(seat)
    keep_an_owner(startup)
    record("remove", startup, by=by, person=person.pk)
    notices.member_removed(seat)
    return seat


@transaction.atomic
def hand_over(startup_id: int, *, to: User, by: User, keep_owners: bool = False) -> Membership:
    """Staff decide who owns the record, when the owner cannot; the owners so far become editors unless they are kept."""
    startup = locked(startup_id)
    if not to.is_active:
        raise Refused(_("This account is closed."), field="email")
    seat = seat_in(startup, to, TeamRole.OWNER)
    if not keep_owners:
        startup.memberships.owners().exclude(pk=seat.pk).update(role=TeamRole.EDITOR)
    record("hand_over", startup, by=by, person=to.pk, keep_owners=keep_owners)
    notices.ownership_given(seat)
    return seat
