"""A seat in a team, offered to an address: sent, answered once, withdrawn, or left until it expires."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.addresses import canonical
from incubator.errors import Refused
from incubator.journal.models import record
from startups import notices
from startups.actions.seats import live, locked, seat_in
from startups.models import Invitation, Startup
from startups.queries import addresses
from startups.states import INVITATION, InvitationState, TeamRole
from startups.tokens import hash_of, token_of

LASTS = timedelta(days=14)
#: Against using our mail to pester people: open invitations of a team, and the rest between two letters to one address.
MOST_PENDING, REST = 20, timedelta(minutes=5)


@transaction.atomic
def invite(startup_id: int, *, email: str, role: str, by: User) -> Invitation:
    startup, email = locked(startup_id), _canonical(email)
    if role not in TeamRole.values:
        raise Refused(_("Choose one of the roles."), field="role")
    _refuse_invited(startup, email)
    invitation = Invitation(startup=startup, email=email, role=role, invited_by=by)
    _send(invitation)
    record("invite", startup, by=by, role=role, invitation=invitation.pk)
    return invitation


def _canonical(email: str) -> str:
    try:
        return canonical(email)
    except ValueError:
        raise Refused(_("This is not an e-mail address."), field="email") from None


def _refuse_invited(startup: Startup, email: str) -> None:
    if startup.memberships.live().filter(person__email=email).exists():
        raise Refused(_("This person is already in the team."), field="email")
    pending = startup.invitations.pending()
    for outdated in pending.filter(email=email, expires_at__lte=timezone.now()):
        _settle(outdated, "expire")
    if pending.filter(email=email).exists():
        raise Refused(
            _("An invitation to this address is waiting for an answer: you can send it again from the list."),
            field="email",
        )
    if pending.count() >= MOST_PENDING:
        raise Refused(_("Too many invitations are waiting for an answer: withdraw some first."))


def _send(invitation: Invitation) -> None:
    """Sets a new link and posts it; the link before it opens no longer."""
    invitation.invited_at = timezone.now()
    invitation.expires_at = invitation.invited_at + LASTS
    invitation.token_hash = hash_of(token_of(invitation))
    invitation.save()
    notices.team_invited(invitation)


@transaction.atomic
def resend(invitation_id: int, *, by: User) -> Invitation:
    invitation = _locked(invitation_id)
    if invitation.state != InvitationState.PENDING:
        raise Refused(_("This invitation has been answered or withdrawn in the meantime."))
    if timezone.now() - invitation.invited_at < REST:
        raise Refused(_("It was sent a moment ago: wait five minutes before sending it again."))
    _send(invitation)
    record("resend", invitation.startup, by=by, invitation=invitation.pk)
    return invitation


@transaction.atomic
def accept(invitation_id: int, *, by: User) -> Invitation:
    """Takes the seat. Only the invited address may; answering twice with yes is answering once."""
    invitation = _locked(invitation_id)
    _refuse_others(invitation, by)
    if invitation.state == InvitationState.ACCEPTED and live(invitation.startup, by):
        return invitation
    if invitation.state == InvitationState.PENDING and invitation.expires_at <= timezone.now():
        raise Refused(_("This invitation has expired: ask for a new one."))
    _settle(invitation, "accept")
    seat_in(invitation.startup, by, invitation.role)
    record("join", invitation.startup, by=by, person=by.pk, role=invitation.role, invitation=invitation.pk)
    notices.invitation_answered(invitation)
    return invitation


@transaction.atomic
def decline(invitation_id: int, *, by: User) -> Invitation:
    invitation = _locked(invitation_id)
    _refuse_others(invitation, by)
    _settle(invitation, "decline")
    record("decline", invitation.startup, by=by, invitation=invitation.pk)
    notices.invitation_answered(invitation)
    return invitation


@transaction.atomic
def revoke(invitation_id: int, *, by: User) -> Invitation:
    invitation = _locked(invitation_id)
    _settle(invitation, "revoke")
    record("revoke", invitation.startup, by=by, invitation=invitation.pk)
    return invitation


@transaction.atomic
def expire(invitation_id: int) -> Invitation:
    """Does nothing when it is not due, or was answered a moment ago."""
    invitation = _locked(invitation_id)
    if invitation.state == InvitationState.PENDING and invitation.expires_at <= timezone.now():
        _settle(invitation, "expire")
        record("expire", invitation.startup, by=None, invitation=invitation.pk)
    return invitation


def _locked(invitation_id: int) -> Invitation:
    """The startup's row first, as everybody who changes a team does."""
    locked(Invitation.objects.values_list("startup", flat=True).get(pk=invitation_id))
    return Invitation.objects.locked().select_related("startup", "invited_by").get(pk=invitation_id)


def _refuse_others(invitation: Invitation, person: User) -> None:
    if invitation.email not in addresses(person):
        raise Refused(_("This invitation was sent to another address."))


def _settle(invitation: Invitation, verb: str) -> None:
    invitation.state = INVITATION.after(verb, invitation.state)
    invitation.answered_at = timezone.now()
    invitation.save(update_fields=["state", "answered_at"])
