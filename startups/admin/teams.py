"""Who asks to come in, who was invited, who is offered the ownership. Read here, answered by deeds."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incubator.desk import Deed, HouseAdmin, Skipped
from startups.actions import joining, transfers
from startups.forms.team import RoleForm
from startups.models import Invitation, JoinRequest, OwnershipTransfer, Sharing
from startups.states import InvitationState


def pending_ones(rows: QuerySet[Any], user: Any) -> tuple[list[Any], list[Skipped]]:
    able = [row for row in rows if row.state == InvitationState.PENDING]
    settled = [row for row in rows if row.state != InvitationState.PENDING]
    return able, [Skipped(row, row.get_state_display()) for row in settled]


class ReadAdmin(HouseAdmin):
    staff_may = frozenset({"view"})
    list_filter: Any = ("state",)
    search_fields = ("startup__search_key",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Invitation)
class InvitationAdmin(ReadAdmin):
    """The address and the state; the key of the link is nobody's to see."""

    list_display = ("email", "startup", "role", "state", "invited_at", "expires_at")
    list_select_related = ("startup",)
    fields = ("startup", "email", "role", "state", "invited_by", "invited_at", "expires_at", "answered_at")


@admin.register(JoinRequest)
class JoinRequestAdmin(ReadAdmin):
    list_display = ("person", "startup", "message", "state", "asked_at")
    list_select_related = ("startup", "person")
    fields = ("startup", "person", "message", "role", "state", "asked_at", "answered_at", "answered_by")
    actions = (
        Deed(name="let_in", label=_("Let them in"), plan=pending_ones, act=joining.accept, form=RoleForm),
        Deed(name="decline", label=_("Decline"), plan=pending_ones, act=joining.decline),
    )


@admin.register(OwnershipTransfer)
class OwnershipTransferAdmin(ReadAdmin):
    list_display = ("startup", "to", "offered_by", "state", "offered_at")
    list_select_related = ("startup", "to", "offered_by")
    fields = ("startup", "to", "offered_by", "offered_at", "state", "answered_at", "answered_by")
    actions = (
        Deed(name="accept", label=_("Accept in her place"), plan=pending_ones, act=transfers.accept),
        Deed(name="decline", label=_("Decline in her place"), plan=pending_ones, act=transfers.decline),
    )


@admin.register(Sharing)
class SharingAdmin(ReadAdmin):
    """Who sees what since when: the team gives it and ends it, staff read it."""

    list_display = ("startup", "organisation", "scope", "since", "until", "given_by")
    list_filter = ("scope", ("until", admin.EmptyFieldListFilter), ("organisation", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("startup", "organisation", "given_by")
    fields = (
        "startup",
        "organisation",
        "scope",
        "since",
        "until",
        "wording",
        "given_by",
        "given_at",
        "ended_by",
        "ended_at",
    )
