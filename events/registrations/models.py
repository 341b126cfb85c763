import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda.models import Event, Seating
from events.registrations.states import HOPING, LIVE, SEATED, Origin, RegistrationState
from startups.models import Startup


def calendar_uid() -> str:
    """Made with the registration and never again: mails, downloads and feeds name the same entry (booking.md 2.5)."""
    return f"reg-{uuid.uuid4()}@{settings.SITE_HOST}"


def ticket_code() -> str:
    """128 random bits; whoever holds the ticket shows it at the door."""
    return secrets.token_urlsafe(16)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def visible_to(self, user: Any) -> "RegistrationQuerySet":
        """Staff see all, a person her own. Outsiders come by their signed link, which names the row itself."""
        if getattr(user, "is_staff", False):
            return self
        return self.filter(person=user) if user.is_authenticated else self.none()

    def live(self) -> "RegistrationQuerySet":
        return self.filter(state__in=LIVE)

    def seated(self) -> "RegistrationQuerySet":
        return self.filter(state__in=SEATED)

    def registered(self) -> "RegistrationQuerySet":
        return self.filter(state=RegistrationState.REGISTERED)

    def hoping(self) -> "RegistrationQuerySet":
        return self.filter(state__in=HOPING)

    def waiting(self) -> "RegistrationQuerySet":
        """The list in its order: who came first."""
        return self.filter(state=RegistrationState.WAITLISTED).order_by("queue_no", "pk")

    def with_position(self) -> "RegistrationQuerySet":
        """`position`: how many stand at or before her number on her list; a group that was passed over still counts."""
        before = Registration.objects.filter(
            seating=models.OuterRef("seating"),
            state=RegistrationState.WAITLISTED,
            queue_no__lte=models.OuterRef("queue_no"),
        )
        counted = before.order_by().values("seating").annotate(n=models.Count("pk")).values("n")
        return self.annotate(position=models.Subquery(counted))

    def overdue(self) -> "RegistrationQuerySet":
        """Offers whose time is over."""
        return self.filter(state=RegistrationState.OFFERED, offer_until__lte=timezone.now())

    def locked(self) -> "RegistrationQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "RegistrationQuerySet":
        """Everything one row of a list shows."""
        return self.select_related("event__site", "seating", "person", "startup")


class Registration(models.Model):
    """A person's claim on a place. Somebody without an account is `name` and `email`; with one, her account says both."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("event"))
    # Indexes that begin with seating and with person stand below; single ones would only mislead the planner.
    seating = models.ForeignKey(
        Seating, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("way"), db_index=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
        db_index=False,
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    startup = models.ForeignKey(
        Startup, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("startup")
    )
    state = models.CharField(_("state"), max_length=12, choices=RegistrationState.choices)
    seats = models.PositiveSmallIntegerField(_("places"), default=1)
    may_split = models.BooleanField(_("would come with fewer"), default=False)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    language = models.CharField(_("language"), max_length=2, default=settings.LANGUAGE_CODE)
    origin = models.CharField(_("origin"), max_length=7, choices=Origin.choices, default=Origin.ONLINE)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    queue_no = models.BigIntegerField(_("number in the queue"), null=True, blank=True, editable=False)
    offers = models.PositiveSmallIntegerField(default=0, editable=False)
    offered_at = models.DateTimeField(_("offered"), null=True, blank=True, editable=False)
    offer_until = models.DateTimeField(_("to be answered before"), null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("registered"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    client_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ticket = models.CharField(max_length=32, default=ticket_code, unique=True, editable=False)
    ics_uid = models.CharField(max_length=120, default=calendar_uid, unique=True, editable=False)
    ics_seq = models.PositiveIntegerField(default=0, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        app_label = "events"
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["seating", "state", "queue_no"], name="registration_in_line"),
            models.Index(fields=["offer_until"], condition=Q(state="offered"), name="registration_offered"),
            models.Index(fields=["person", "state"], name="registration_of_person"),
            models.Index(fields=["created_at", "id"], name="registration_by_asking"),
            models.Index(fields=["created_at"], condition=Q(state="unconfirmed"), name="registration_unconfirmed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=Q(state__in=LIVE, person__isnull=False),
                name="person_registers_once_for_an_event",
            ),
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=Q(state__in=LIVE, person=None) & ~Q(email=""),
                name="address_registers_once_for_an_event",
            ),
            models.UniqueConstraint(
                fields=["seating", "queue_no"],
                condition=Q(queue_no__isnull=False),
                name="queue_number_is_given_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offer_until__isnull=False), name="offer_has_an_end"
            ),
            models.CheckConstraint(
                condition=~Q(state="waitlisted") | Q(queue_no__isnull=False), name="who_waits_has_a_number"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="registration_is_for_a_person_at_least"),
        ]

    def __str__(self) -> str:
        return self.who

    def get_absolute_url(self) -> str:
        return reverse("events:registration_detail", args=[self.pk])

    @property
    def who(self) -> str:
        return str(self.person) if self.person else self.name or self.email

    @property
    def address(self) -> str:
        """Where letters go: the address of now."""
        return self.person.email if self.person else self.email

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_seated(self) -> bool:
        return self.state in SEATED

    @property
    def has_entry(self) -> bool:
        """A calendar entry was sent: she was registered once."""
        return self.confirmed_at is not None


class Quota(models.Model):
    """How many places people of one startup hold at an event, moved by one conditional UPDATE under a CHECK."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    startup = models.ForeignKey(Startup, on_delete=models.CASCADE, related_name="+")
    used = models.PositiveSmallIntegerField(default=0)
    allowed = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "events"
        verbose_name = _("places of a startup")
        verbose_name_plural = _("places of startups")
        constraints = [
            models.UniqueConstraint(fields=["event", "startup"], name="startup_is_counted_once_at_an_event"),
            models.CheckConstraint(condition=Q(used__lte=F("allowed")), name="startup_keeps_its_limit"),
        ]

    def __str__(self) -> str:
        return f"{self.used}/{self.allowed}"


class CalendarFeed(models.Model):
    """The private calendar of a person: an address with a key of which only the hash is kept. It ends with the account."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "events"
        verbose_name = _("private calendar")
        verbose_name_plural = _("private calendars")

    def __str__(self) -> str:
        return str(self.person)
