import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Func, Q, TextField, Value
from django.db.models.functions import Coalesce, Lower, Now, NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.outbox.kinds import kinds
from incubator.outbox.states import REASONS, Category, LetterState


def mail_domain() -> Lower:
    """Whose mail server takes a letter, in small letters; to annotate letters with."""
    address = Coalesce(NullIf("address", Value("")), "person__email", Value(""))
    return Lower(Func(address, Value("@"), Value(-1), function="split_part", output_field=TextField()))


#: A server tries for five days at most before it gives up (RFC 5321, 4.5.4.1).
RETURNS = timedelta(days=5)


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, user: Any) -> "LetterQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()

    def about(self, thing: models.Model) -> "LetterQuerySet":
        return self.filter(kind_of_thing=thing._meta.label_lower, key_of_thing=str(thing.pk))

    def locked(self) -> "LetterQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_recipient(self) -> "LetterQuerySet":
        return self.select_related("person")

    def due(self) -> "LetterQuerySet":
        """By the clock of the database: the hosts' clocks may differ."""
        return self.filter(
            Q(next_try_at=None) | Q(next_try_at__lte=Now()), state=LetterState.PLANNED, due_at__lte=Now()
        )

    def held_with(self, token: uuid.UUID, *states: LetterState) -> "LetterQuerySet":
        """The rows that one sender has claimed; nobody else may move them while the lease runs."""
        return self.filter(lease_token=token, state__in=states or (LetterState.CLAIMED, LetterState.SENDING))

    def abandoned(self) -> "LetterQuerySet":
        return self.filter(state__in=[LetterState.CLAIMED, LetterState.SENDING], lease_until__lt=Now())

    def live(self) -> "LetterQuerySet":
        return self.filter(state__in=[LetterState.DRAFT, LetterState.PLANNED, LetterState.HELD])

    def sent_to(self, address: str) -> "LetterQuerySet":
        """Within the days in which a provider still tells that a letter came back."""
        ours = Q(person__email__iexact=address) | Q(person=None, address__iexact=address)
        return self.filter(ours, state=LetterState.SENT, sent_at__gt=Now() - RETURNS)

    def to(self, user: Any) -> "LetterQuerySet":
        return self.filter(Q(person=user) | Q(person=None, address__iexact=user.email))


class Letter(models.Model):
    """A due mail as a row: ids and an occasion, never rendered text. The recipe is booking.md 2.4."""

    kind = models.CharField(_("kind"), max_length=80)
    category = models.CharField(_("category"), max_length=15, choices=Category.choices, default=Category.TRANSACTIONAL)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("person")
    )
    address = models.EmailField(_("address"), blank=True, help_text=_("Only when the recipient has no account."))
    language = models.CharField(_("language"), max_length=2, blank=True)
    kind_of_thing = models.CharField(max_length=60, blank=True)
    key_of_thing = models.CharField(max_length=60, blank=True)
    params = models.JSONField(default=dict, blank=True)
    once = models.CharField(_("occasion"), max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=12, choices=LetterState.choices, default=LetterState.PLANNED)
    subject_override = models.CharField(_("subject"), max_length=120, blank=True)
    body_override = models.TextField(_("text"), blank=True)
    priority = models.PositiveSmallIntegerField(default=5)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    not_after = models.DateTimeField(_("not after"), null=True, blank=True)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=120, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-posted_at", "-pk"]
        indexes = [
            models.Index(fields=["priority", "due_at"], condition=Q(state="planned"), name="letter_due"),
            models.Index(fields=["kind_of_thing", "key_of_thing"], name="letter_about"),
            models.Index(fields=["lease_until"], condition=Q(state__in=["claimed", "sending"]), name="letter_leased"),
            models.Index(fields=["sent_at"], condition=Q(state="sent"), name="letter_sent"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(address=""), name="letter_has_a_recipient"),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sent_letter_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{kinds.label(self.kind)} {self.pk}"

    @property
    def recipient(self) -> str:
        """The address of now: people change theirs."""
        return self.person.email if self.person else self.address

    @property
    def why(self) -> str:
        return str(REASONS.get(self.last_error, self.last_error))

    @property
    def spoken_language(self) -> str:
        return (self.person.language if self.person else self.language) or settings.LANGUAGE_CODE


class Suppression(models.Model):
    """An address that must not be written to, kept as a hash so that it survives erasure."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    address_hash = models.CharField(max_length=64)
    category = models.CharField(max_length=15, choices=Category.choices, blank=True)
    why = models.CharField(max_length=120)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        constraints = [models.UniqueConstraint(fields=["address_hash", "category"], name="address_is_suppressed_once")]

    def __str__(self) -> str:
        return f"{self.category or '*'} {self.why}"


class PauseQuerySet(models.QuerySet["Pause"]):
    def standing(self) -> "PauseQuerySet":
        """One whose time is over lets the next tick try again."""
        return self.exclude(until__lte=Now())


class Pause(models.Model):
    """One row at most. While it stands and `until` is ahead, nothing is sent; without `until` it stands until staff resume.

    The house pauses when the mail server cannot be reached or refuses us, a little longer each time.
    """

    name = models.CharField(max_length=10, default="mail", unique=True, editable=False)
    since = models.DateTimeField(_("since"), default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    times = models.PositiveSmallIntegerField(default=1)
    why = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    objects = PauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")

    def __str__(self) -> str:
        return self.why


class Heartbeat(models.Model):
    """When a tick last ran; the admin home and /readyz say so when one is late."""

    name = models.CharField(max_length=60, unique=True)
    at = models.DateTimeField()
    every = models.PositiveIntegerField(help_text=_("seconds"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name
