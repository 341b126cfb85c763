import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from startups.models.startup import Startup
from startups.states import InvitationState, TeamRole


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


class Membership(models.Model):
    """A person in a team, with what she may do; ended rows stay. A live startup never has zero owners (see actions)."""

    startup = models.ForeignKey(Startup, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=8, choices=TeamRole.choices)
    title = models.CharField(_("function"), max_length=80, blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["startup", "person"], condition=Q(ended_at=None), name="person_is_once_in_a_team")
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.role})"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Any) -> "InvitationQuerySet":
        if getattr(user, "is_staff", False):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(startup__in=Startup.objects.of(user)) | Q(email__iexact=user.email))

    def pending(self) -> "InvitationQuerySet":
        return self.filter(state=InvitationState.PENDING)

    def locked(self) -> "InvitationQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class Invitation(models.Model):
    """A seat in a team offered to an address; the token is kept as a hash, used once, and expires."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    startup = models.ForeignKey(Startup, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=8, choices=TeamRole.choices, default=TeamRole.EDITOR)
    state = models.CharField(_("state"), max_length=10, choices=InvitationState.choices, default=InvitationState.PENDING)
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
            models.UniqueConstraint(fields=["startup", "email"], condition=Q(state="pending"), name="address_is_invited_once_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.startup})"


class OwnershipTransfer(models.Model):
    """The owner offers her place to a member, who accepts it; staff may decide instead."""

    startup = models.ForeignKey(Startup, on_delete=models.CASCADE, related_name="transfers")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    offered_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=InvitationState.choices, default=InvitationState.PENDING)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("transfer of ownership")
        verbose_name_plural = _("transfers of ownership")
        constraints = [
            models.UniqueConstraint(fields=["startup"], condition=Q(state="pending"), name="startup_has_one_pending_transfer")
        ]

    def __str__(self) -> str:
        return f"{self.startup} → {self.to}"


class JoinRequest(models.Model):
    """Somebody found her company already on file and asks to join its team."""

    startup = models.ForeignKey(Startup, on_delete=models.CASCADE, related_name="join_requests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    message = models.CharField(_("message"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=InvitationState.choices, default=InvitationState.PENDING)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        constraints = [
            models.UniqueConstraint(fields=["startup", "person"], condition=Q(state="pending"), name="person_asks_once_to_join_a_team")
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.startup}"
