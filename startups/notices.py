"""Who is told what about teams. The words are in templates/startups/mail/; each letter is checked again when it is sent."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User
from incubator.outbox.kinds import Kind
from incubator.outbox.post import post
from startups.models import Invitation, JoinRequest, Membership, OwnershipTransfer, Sharing, Startup
from startups.queries import owners
from startups.states import InvitationState
from startups.tokens import hash_of, token_of

PENDING = InvitationState.PENDING


def team_invited(invitation: Invitation) -> None:
    """To the account of this address when there is one, so that it comes in the person's language."""
    known = User.objects.active().filter(email=invitation.email).first()
    inviter = invitation.invited_by
    post(
        "startups.team_invited",
        to=known or invitation.email,
        about=invitation,
        once=f"invited:{invitation.pk}:{invitation.invited_at.isoformat()}",
        not_after=invitation.expires_at,
        params={"at": invitation.invited_at.isoformat()},
        language="" if known or not inviter else inviter.language,
    )


def invitation_answered(invitation: Invitation) -> None:
    if invitation.invited_by:
        post(
            "startups.invitation_answered",
            to=invitation.invited_by,
            about=invitation,
            once=f"invitation-answered:{invitation.pk}",
        )


def member_removed(membership: Membership) -> None:
    post("startups.member_removed", to=membership.person, about=membership, once=f"removed:{membership.pk}")


def member_left(membership: Membership) -> None:
    for owner in owners(membership.startup):
        post("startups.member_left", to=owner, about=membership, once=f"left:{membership.pk}:{owner.pk}")


def join_requested(request: JoinRequest) -> None:
    """To the owners; staff find it in their queue."""
    for owner in owners(request.startup):
        post("startups.join_requested", to=owner, about=request, once=f"join:{request.pk}:{owner.pk}")


def join_answered(request: JoinRequest) -> None:
    post("startups.join_answered", to=request.person, about=request, once=f"join-answered:{request.pk}")


def transfer_offered(transfer: OwnershipTransfer) -> None:
    post("startups.transfer_offered", to=transfer.to, about=transfer, once=f"transfer:{transfer.pk}")


def transfer_answered(transfer: OwnershipTransfer) -> None:
    if transfer.offered_by:
        post(
            "startups.transfer_answered",
            to=transfer.offered_by,
            about=transfer,
            once=f"transfer-answered:{transfer.pk}",
        )


def ownership_given(membership: Membership) -> None:
    """Staff decided it."""
    once = f"owner-by-staff:{membership.pk}:{membership.startup_id}"
    post("startups.ownership_given", to=membership.person, about=membership, once=once)


def records_merged(startup: Startup, *, was: str, occasion: int) -> None:
    """To every owner: the record of her company is another one from now on, with everything that belonged to both."""
    for owner in owners(startup):
        once = f"merged:{occasion}:{startup.pk}:{owner.pk}"
        post("startups.records_merged", to=owner, about=startup, once=once, params={"was": was})


def sharing_begun(sharing: Sharing) -> None:
    """To every owner, whoever of them gave it."""
    for owner in owners(sharing.startup):
        post("startups.sharing_begun", to=owner, about=sharing, once=f"sharing:{sharing.pk}:{owner.pk}")


def sharing_ended(sharing: Sharing) -> None:
    for owner in owners(sharing.startup):
        post("startups.sharing_ended", to=owner, about=sharing, once=f"sharing-ended:{sharing.pk}:{owner.pk}")


def _address(letter: Any, name: str, *args: Any) -> str:
    with translation.override(letter.spoken_language):
        return settings.SITE_URL + reverse(f"startups:{name}", args=args)


def _invited(letter: Any) -> dict[str, Any] | None:
    """None once it was answered, withdrawn or sent anew: an old link would not open."""
    invitation = (
        Invitation.objects.filter(pk=letter.key_of_thing, state=PENDING).select_related("startup", "invited_by").first()
    )
    if (
        not invitation
        or letter.params.get("at") != invitation.invited_at.isoformat()
        or hash_of(token_of(invitation)) != invitation.token_hash
    ):
        return None
    url = _address(letter, "invitation_detail", token_of(invitation))
    return {"invitation": invitation, "startup": invitation.startup, "inviter": invitation.invited_by, "url": url}


def _invitation_answered(letter: Any) -> dict[str, Any] | None:
    invitation = Invitation.objects.filter(pk=letter.key_of_thing).select_related("startup").first()
    if not invitation or invitation.state not in (InvitationState.ACCEPTED, InvitationState.DECLINED):
        return None
    is_accepted = invitation.state == InvitationState.ACCEPTED
    url = _address(letter, "startup_team", invitation.startup.slug)
    return {"startup": invitation.startup, "email": invitation.email, "is_accepted": is_accepted, "url": url}


def _seat(letter: Any) -> Membership | None:
    return Membership.objects.filter(pk=letter.key_of_thing).select_related("startup", "person").first()


def _removed(letter: Any) -> dict[str, Any] | None:
    seat = _seat(letter)
    if not seat or seat.ended_at is None:
        return None
    return {"startup": seat.startup, "url": _address(letter, "my_startups")}


def _left(letter: Any) -> dict[str, Any] | None:
    seat = _seat(letter)
    if not seat or seat.ended_at is None:
        return None
    return {"startup": seat.startup, "member": seat.person, "url": _address(letter, "startup_team", seat.startup.slug)}


def _owning(letter: Any) -> dict[str, Any] | None:
    seat = _seat(letter)
    if not seat or seat.ended_at:
        return None
    return {"startup": seat.startup, "url": _address(letter, "startup_team", seat.startup.slug)}


def _join(letter: Any) -> JoinRequest | None:
    return JoinRequest.objects.with_card().filter(pk=letter.key_of_thing).first()


def _join_requested(letter: Any) -> dict[str, Any] | None:
    request = _join(letter)
    if not request or request.state != PENDING:
        return None
    return {
        "startup": request.startup,
        "asker": request.person,
        "message": request.message,
        "url": _address(letter, "startup_team", request.startup.slug),
    }


def _join_answered(letter: Any) -> dict[str, Any] | None:
    request = _join(letter)
    if not request or request.state not in (InvitationState.ACCEPTED, InvitationState.DECLINED):
        return None
    is_accepted = request.state == InvitationState.ACCEPTED
    url = _address(letter, "startup_detail", request.startup.slug) if is_accepted else _address(letter, "my_startups")
    return {"startup": request.startup, "is_accepted": is_accepted, "url": url}


def _transfer(letter: Any, *states: str) -> dict[str, Any] | None:
    transfer = OwnershipTransfer.objects.with_card().filter(pk=letter.key_of_thing, state__in=states).first()
    if not transfer:
        return None
    url = _address(letter, "transfer_detail", transfer.uid)
    is_accepted = transfer.state == InvitationState.ACCEPTED
    return {
        "startup": transfer.startup,
        "to": transfer.to,
        "giver": transfer.offered_by,
        "is_accepted": is_accepted,
        "url": url,
    }


def _transfer_offered(letter: Any) -> dict[str, Any] | None:
    return _transfer(letter, PENDING)


def _transfer_answered(letter: Any) -> dict[str, Any] | None:
    return _transfer(letter, InvitationState.ACCEPTED, InvitationState.DECLINED)


def _merged(letter: Any) -> dict[str, Any] | None:
    startup = Startup.objects.standing().filter(pk=letter.key_of_thing).first()
    if not startup:
        return None
    return {"startup": startup, "was": letter.params["was"], "url": _address(letter, "startup_detail", startup.slug)}


def _sharing(letter: Any, *, is_over: bool) -> dict[str, Any] | None:
    sharing = Sharing.objects.with_card().filter(pk=letter.key_of_thing, until__isnull=not is_over).first()
    if not sharing:
        return None
    return {
        "sharing": sharing,
        "startup": sharing.startup,
        "organisation": sharing.organisation,
        "url": _address(letter, "startup_passport", sharing.startup.slug),
    }


def _sharing_begun(letter: Any) -> dict[str, Any] | None:
    return _sharing(letter, is_over=False)


def _sharing_ended(letter: Any) -> dict[str, Any] | None:
    return _sharing(letter, is_over=True)


KINDS = (
    Kind("startups.team_invited", _invited, is_secret=True, priority=3, label=_("invitation to a team")),
    Kind("startups.invitation_answered", _invitation_answered, label=_("answer to an invitation")),
    Kind("startups.member_removed", _removed, label=_("removed from a team")),
    Kind("startups.member_left", _left, label=_("a member left the team")),
    Kind("startups.join_requested", _join_requested, label=_("request to join a team")),
    Kind("startups.join_answered", _join_answered, label=_("answer to a request to join")),
    Kind("startups.transfer_offered", _transfer_offered, label=_("ownership offered")),
    Kind("startups.transfer_answered", _transfer_answered, label=_("answer about ownership")),
    Kind("startups.ownership_given", _owning, label=_("ownership decided by the programme")),
    Kind("startups.records_merged", _merged, label=_("two records became one")),
    Kind("startups.sharing_begun", _sharing_begun, label=_("a partner may see a startup")),
    Kind("startups.sharing_ended", _sharing_ended, label=_("a partner sees a startup no more")),
)
