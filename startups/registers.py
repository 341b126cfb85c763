"""What this unit tells the registers: personal data that it keeps, and work that waits for staff.

Personal data (law 09-08): what people may download, and what erasing means. The seat of a last owner is kept, on an account
that has no name any more: a team never has zero owners, and staff hand the ownership over when they learn of it.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding
from incubator.desk import Queue
from startups.models import Companion, Invitation, JoinRequest, Membership, Observation, OwnershipTransfer, Sharing
from startups.queries import addresses

TEAM, PROGRAMME = _("running the record of a company together"), _("support of a company by the programme")
CONTRACT, INTEREST, CONSENT = _("request of the person"), _("legitimate interest"), _("consent")


def _seats(user: Any) -> Iterable[dict[str, Any]]:
    for seat in Membership.objects.filter(person=user).select_related("startup"):
        yield {
            "startup": seat.startup.name,
            "role": seat.role,
            "function": seat.title,
            "since": seat.since,
            "until": seat.ended_at,
        }


def _leave(user: Any) -> None:
    for seat in Membership.objects.live().filter(person=user).select_related("startup"):
        if seat.startup.memberships.owners().exclude(pk=seat.pk).exists() or seat.role != "owner":
            seat.ended_at = timezone.now()
            seat.save(update_fields=["ended_at"])
    Membership.objects.filter(person=user).update(title="")


def _invitations(user: Any) -> Iterable[dict[str, Any]]:
    for invitation in Invitation.objects.filter(email__in=addresses(user)).select_related("startup"):
        yield {
            "startup": invitation.startup.name,
            "address": invitation.email,
            "role": invitation.role,
            "state": invitation.state,
            "at": invitation.invited_at,
        }


def _forget_invitations(user: Any) -> None:
    Invitation.objects.filter(email__in={*addresses(user), user.email.lower()}).delete()


def _requests(user: Any) -> Iterable[dict[str, Any]]:
    for asked in JoinRequest.objects.filter(person=user).select_related("startup"):
        yield {"startup": asked.startup.name, "message": asked.message, "state": asked.state, "at": asked.asked_at}


def _forget_requests(user: Any) -> None:
    JoinRequest.objects.filter(person=user).delete()


def _transfers(user: Any) -> Iterable[dict[str, Any]]:
    for transfer in OwnershipTransfer.objects.filter(to=user).select_related("startup"):
        yield {"startup": transfer.startup.name, "state": transfer.state, "at": transfer.offered_at}


def _forget_transfers(user: Any) -> None:
    OwnershipTransfer.objects.filter(to=user).delete()


def _companionships(user: Any) -> Iterable[dict[str, Any]]:
    for beside in Companion.objects.filter(person=user).select_related("startup"):
        yield {"startup": beside.startup.name, "as": beside.kind, "since": beside.since, "until": beside.until}


def _part(user: Any) -> None:
    Companion.objects.filter(person=user, until=None).update(until=timezone.localdate())


def _observations(user: Any) -> Iterable[dict[str, Any]]:
    for seen in Observation.objects.filter(by=user).select_related("startup"):
        yield {
            "startup": seen.startup.name,
            "fact": seen.fact,
            "value": seen.text or seen.number,
            "on": seen.observed_on,
            "source": seen.source,
        }


def _unsign(user: Any) -> None:
    Observation.objects.filter(by=user).update(by=None)


def _sharings(user: Any) -> Iterable[dict[str, Any]]:
    for given in Sharing.objects.filter(Q(given_by=user) | Q(ended_by=user)).with_card():
        yield {
            "startup": given.startup.name,
            "organisation": given.organisation.name,
            "scope": given.scope,
            "given": given.given_at if given.given_by_id == user.pk else None,
            "ended": given.ended_at if given.ended_by_id == user.pk else None,
        }


def _unsign_sharings(user: Any) -> None:
    """The consent is the company's and stays; who gave it is forgotten."""
    Sharing.objects.filter(given_by=user).update(given_by=None)
    Sharing.objects.filter(ended_by=user).update(ended_by=None)


HOLDINGS = (
    Holding("startups.Membership", TEAM, CONTRACT, 24, _seats, _leave),
    Holding("startups.Invitation", TEAM, CONTRACT, 6, _invitations, _forget_invitations),
    Holding("startups.JoinRequest", TEAM, CONTRACT, 12, _requests, _forget_requests),
    Holding("startups.OwnershipTransfer", TEAM, CONTRACT, 24, _transfers, _forget_transfers),
    Holding("startups.Companion", PROGRAMME, CONTRACT, 36, _companionships, _part),
    Holding("startups.Sharing", PROGRAMME, CONSENT, 60, _sharings, _unsign_sharings),
    Holding("startups.Observation", PROGRAMME, INTEREST, 60, _observations, _unsign),
)


def _pending(name: str) -> str:
    return reverse(f"admin:startups_{name}_changelist") + "?state__exact=pending"


QUEUES = (
    Queue(
        "startups.join_requests",
        _("Requests to join a team"),
        rows=lambda user, now: JoinRequest.objects.visible_to(user).pending(),
        url=lambda user: _pending("joinrequest"),
        position=60,
    ),
    Queue(
        "startups.transfers",
        _("Transfers of ownership without an answer"),
        rows=lambda user, now: OwnershipTransfer.objects.visible_to(user).pending(),
        url=lambda user: _pending("ownershiptransfer"),
        position=61,
    ),
)
