import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from startups.models.startup import Startup
from startups.states import InvitationState, TeamRole

#: Pending has no time of answer yet, every other state has one.
ANSWERED = Q(state=InvitationState.PENDING, answered_at=None) | (
    ~Q(state=InvitationState.PENDING) & Q(answered_at__isnull=False)
)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user: Any) -> "MembershipQuerySet":
        if getattr(user, "is_staff", False):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(startup__in=Startup.objects.of(user))

    def live(self) -> "MembershipQuerySet":
        return self.filter(ended_at=None)

    def owners(self) -> "MembershipQuerySet":
        return self.live().filter(role=TeamRole.OWNER)

    def with_person(self) -> "MembershipQuerySet":
        return self.select_related("person")


class Membership(models.Model):
    """A person in a team, with what she may do; ended rows stay.

    A startup that has had an owner never loses the last one: actions refuse it, and a trigger of the database
    (migration `never_zero_owners`) does when two of them race. Imported startups begin without a team.
    """

    startup = models.ForeignKey(Startup, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=8, choices=TeamRole.choices)
    title = models.CharField(_("function"), max_length=80, blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now)
    ended_at = models.DateTimeField(_("left on"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["startup", "person"], condition=Q(ended_at=None), name="person_is_once_in_a_team"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Any) -> "InvitationQuerySet":
        if getattr(user, "is_staff", False):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(startup__in=Startup.objects.of(user))
            | Q(email__in=user.emailaddress_set.filter(verified=True).values("email"))
        )

    def pending(self) -> "InvitationQuerySet":
        return self.filter(state=InvitationState.PENDING)

    def due_to_expire(self) -> "InvitationQuerySet":
        return self.pending().filter(expires_at__lte=timezone.now())

    def sent_to(self, addresses: Any, *, now: datetime | None = None) -> "InvitationQuerySet":
        """Those that wait for an answer from one of these addresses (in lower case; a query of them is as good as a list)."""
        return self.pending().filter(email__in=addresses, expires_at__gt=now or timezone.now())

    def locked(self) -> "InvitationQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class Invitation(models.Model):
    """A seat in a team offered to an address; the token is kept as a hash, used once, and expires."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    startup = models.ForeignKey(Startup, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=8, choices=TeamRole.choices, default=TeamRole.EDITOR)
    state = models.CharField(
        _("state"), max_length=10, choices=InvitationState.choices, default=InvitationState.PENDING
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["startup", "email"], condition=Q(state="pending"), name="address_is_invited_once_at_a_time"
            ),
            models.CheckConstraint(condition=ANSWERED, name="invitation_has_a_time_once_it_is_settled"),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.startup})"


class OwnershipTransferQuerySet(models.QuerySet["OwnershipTransfer"]):
    def visible_to(self, user: Any) -> "OwnershipTransferQuerySet":
        if getattr(user, "is_staff", False):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(startup__in=Startup.objects.of(user)) | Q(to=user))

    def pending(self) -> "OwnershipTransferQuerySet":
        return self.filter(state=InvitationState.PENDING)

    def locked(self) -> "OwnershipTransferQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "OwnershipTransferQuerySet":
        """Everything one row of a list shows, in one query."""
        return self.select_related("startup", "to", "offered_by")


class OwnershipTransfer(models.Model):
    """The owner offers her place to a member, who accepts it; staff may decide instead."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    startup = models.ForeignKey(Startup, on_delete=models.CASCADE, related_name="transfers")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("new owner")
    )
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    offered_at = models.DateTimeField(_("offered on"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=10, choices=InvitationState.choices, default=InvitationState.PENDING
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = OwnershipTransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("transfer of ownership")
        verbose_name_plural = _("transfers of ownership")
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["startup"], condition=Q(state="pending"), name="startup_has_one_pending_transfer"
            ),
            models.CheckConstraint(condition=ANSWERED, name="transfer_has_a_time_once_it_is_settled"),
        ]

    def __str__(self) -> str:
        return f"{self.startup} → {self.to}"


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def visible_to(self, user: Any) -> "JoinRequestQuerySet":
        """Those who answer (owners, staff) and the person who asks."""
        if getattr(user, "is_staff", False):
            return self
        if not user.is_authenticated:
            return self.none()
        owned = Membership.objects.owners().filter(person=user).values("startup")
        return self.filter(Q(startup__in=owned) | Q(person=user))

    def pending(self) -> "JoinRequestQuerySet":
        return self.filter(state=InvitationState.PENDING)

    def locked(self) -> "JoinRequestQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "JoinRequestQuerySet":
        """Everything one row of a list shows, in one query."""
        return self.select_related("startup", "person")


class JoinRequest(models.Model):
    """Somebody found her company already on file and asks to join its team."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    startup = models.ForeignKey(Startup, on_delete=models.CASCADE, related_name="join_requests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    message = models.CharField(_("message"), max_length=300, blank=True)
    role = models.CharField(_("role given"), max_length=8, choices=TeamRole.choices, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=InvitationState.choices, default=InvitationState.PENDING
    )
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["startup", "person"], condition=Q(state="pending"), name="person_asks_once_to_join_a_team"
            ),
            models.CheckConstraint(condition=ANSWERED, name="join_request_has_a_time_once_it_is_settled"),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.startup}"
