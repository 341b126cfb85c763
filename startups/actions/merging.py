"""Two records of one company become one: the rows of the one that goes are carried over, its row stays as a signpost."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.documents.models import Document
from incubator.errors import Refused
from incubator.journal.models import record
from incubator.text import search_key, sort_key
from startups import baggage, notices
from startups.actions.profile import carry_latest
from startups.baggage import Baggage
from startups.comparing import filled, luggage, objections
from startups.indexing import index
from startups.models import (
    Alias,
    Companion,
    Invitation,
    JoinRequest,
    Membership,
    Observation,
    OwnershipTransfer,
    Sharing,
    Startup,
)
from startups.states import INVITATION, Fact, TeamRole

RANK = {TeamRole.READER: 0, TeamRole.EDITOR: 1, TeamRole.OWNER: 2}


@transaction.atomic
def merge(startup_id: int, *, into: int, reason: str, by: User | None) -> Startup:
    """The record `startup_id` goes, `into` stays. Lock order: startups by id, then what belongs to them in the register's order."""
    goes, stays = _both(startup_id, into)
    for item in baggage.register.values():
        item.hold(goes, stays)
    if refused := objections(goes, stays):
        raise Refused(" ".join(refused))
    moved = {item.model: count for item, count in luggage(goes)}
    taken = filled(goes, stays)
    _signpost(goes, stays)
    for item in baggage.register.values():
        item.move(goes, stays)
    _complete(stays, taken)
    facts = {"moved": moved, "filled": sorted(taken), "was": goes.pk, "address": goes.slug}
    record("absorb", stays, by=by, note=reason, name=goes.name, **facts)
    record("merge", goes, by=by, note=reason, name=stays.name, into=stays.pk)
    notices.records_merged(stays, was=goes.name, occasion=goes.pk)
    return stays


def _both(startup_id: int, into: int) -> tuple[Startup, Startup]:
    found = {row.pk: row for row in Startup.objects.locked().filter(pk__in=[startup_id, into]).order_by("pk")}
    goes, stays = found.get(startup_id), found.get(into)
    if goes is None or stays is None or goes is stays:
        raise Refused(_("Choose another record, the one that stays."))
    if goes.merged_into_id or stays.merged_into_id:
        raise Refused(_("One of the two was merged already. Look at them again."))
    return goes, stays


def _signpost(goes: Startup, stays: Startup) -> None:
    """From now on it only leads to the other, and so do those that led to it."""
    Startup.objects.filter(merged_into=goes).update(merged_into=stays)
    goes.merged_into, goes.merged_at, goes.is_public = stays, timezone.now(), False
    goes.save(update_fields=["merged_into", "merged_at", "is_public"])


def _complete(stays: Startup, taken: dict[str, Any]) -> None:
    """What was empty is filled; the other name is found from now on."""
    for field, value in taken.items():
        setattr(stays, field, value)
    stays.save(update_fields=[*taken, *index(stays)])


def _seats(goes: Startup, stays: Startup) -> None:
    """Every live seat is kept; whoever sat in both has the higher of her roles."""
    known = {seat.person_id: seat for seat in stays.memberships.live()}
    for seat in goes.memberships.live():
        if double := known.get(seat.person_id):
            if RANK[TeamRole(seat.role)] > RANK[TeamRole(double.role)]:
                double.role = seat.role
                double.save(update_fields=["role"])
            seat.ended_at = timezone.now()
            seat.save(update_fields=["ended_at"])
    goes.memberships.update(startup=stays)


def _settled(rows: Any) -> None:
    """Pending twice is pending once: the one of the record that goes is withdrawn by the house."""
    rows.update(state=INVITATION.after("revoke", "pending"), answered_at=timezone.now())


def _invitations(goes: Startup, stays: Startup) -> None:
    _settled(goes.invitations.pending().filter(email__in=stays.invitations.pending().values("email")))
    goes.invitations.update(startup=stays)


def _requests(goes: Startup, stays: Startup) -> None:
    """Whoever asked to come in and is in by now waits no longer."""
    asked = stays.join_requests.pending().values("person")
    _settled(goes.join_requests.pending().filter(person__in=asked))
    goes.join_requests.update(startup=stays)
    _settled(stays.join_requests.pending().filter(person__in=stays.memberships.live().values("person")))


def _transfers(goes: Startup, stays: Startup) -> None:
    if stays.transfers.pending().exists():
        _settled(goes.transfers.pending())
    goes.transfers.update(startup=stays)


def _companions(goes: Startup, stays: Startup) -> None:
    beside = set(stays.companions.filter(until=None).values_list("person", "kind"))
    for companion in goes.companions.filter(until=None):
        if (companion.person_id, companion.kind) in beside:
            companion.until = timezone.localdate()
            companion.save(update_fields=["until"])
    goes.companions.update(startup=stays)


def _sharings(goes: Startup, stays: Startup) -> None:
    """It is one company: what its owner agreed to holds. Where both shared with the same partner, the record that stays decides."""
    told = stays.sharings.filter(until=None).values("organisation")
    double = goes.sharings.filter(until=None, organisation__in=told)
    double.update(until=timezone.localdate(), ended_at=timezone.now())
    goes.sharings.update(startup=stays)


def _observations(goes: Startup, stays: Startup) -> None:
    goes.observations.update(startup=stays)
    for fact in (Fact.STAGE, Fact.TRL):
        carry_latest(stays, fact)


def _names(goes: Startup, stays: Startup) -> None:
    known = {sort_key(stays.name), *map(sort_key, stays.aliases.values_list("name", flat=True))}
    for alias in goes.aliases.all():
        if sort_key(alias.name) not in known:
            alias.startup = stays
            alias.save(update_fields=["startup"])
            known.add(sort_key(alias.name))
    if sort_key(goes.name) not in known:
        key = search_key(goes.name)[:240]
        Alias.objects.create(startup=stays, name=goes.name, search_key=key, until=timezone.localdate())


def _documents(goes: Startup, stays: Startup) -> None:
    Document.objects.filter(kind=Startup._meta.label_lower, key=str(goes.pk)).update(key=str(stays.pk))


def _ours(model: Any, move: Callable[[Startup, Startup], None]) -> Baggage:
    return baggage.plain(model, move=move)


OURS = (
    _ours(Membership, _seats),
    _ours(Invitation, _invitations),
    _ours(JoinRequest, _requests),
    _ours(OwnershipTransfer, _transfers),
    _ours(Companion, _companions),
    _ours(Sharing, _sharings),
    _ours(Observation, _observations),
    _ours(Alias, _names),
    Baggage(
        "documents.Document",
        Document._meta.verbose_name_plural,
        count=lambda startup: Document.objects.about(startup).count(),
        move=_documents,
    ),
)
