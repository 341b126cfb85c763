import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.places.models import Int8Range, TsTzRange
from programs.partners.models import Site
from services.bookings.states import COMING, LIVE, BookingState
from services.calendar.models import Provider
from services.catalogue.models import Service
from services.catalogue.states import Place
from startups.models import Startup

#: Later nobody is asked any more how it was.
TO_RATE = timedelta(days=30)


def calendar_uid() -> str:
    """Made with the booking and never again: mails, downloads and feeds name the same entry (booking.md 2.5)."""
    return f"booking-{uuid.uuid4()}@{settings.SITE_HOST}"


class BookingQuerySet(models.QuerySet["Booking"]):
    def visible_to(self, user: Any) -> "BookingQuerySet":
        """Staff see all; a team its startup's, a provider her own. What is only kept is seen by whoever chose it."""
        if getattr(user, "is_staff", False):
            return self
        if not user.is_authenticated:
            return self.none()
        of_team = Q(startup__in=Startup.objects.of(user)) & (~Q(state=BookingState.HELD) | Q(asked_by=user))
        of_provider = Q(provider__person=user) & ~Q(state__in=[BookingState.HELD, BookingState.EXPIRED])
        return self.filter(of_team | of_provider)

    def of_team(self, user: Any) -> "BookingQuerySet":
        """Those of the startups whose team the person belongs to."""
        return self.filter(startup__in=Startup.objects.of(user))

    def kept_for(self, user: Any, *, now: datetime | None = None) -> "BookingQuerySet":
        """What she chose and has still to confirm."""
        return self.held().filter(asked_by=user, held_until__gt=now or timezone.now())

    def to_rate(self, *, now: datetime | None = None) -> "BookingQuerySet":
        since = (now or timezone.now()) - TO_RATE
        return self.filter(state=BookingState.ATTENDED, rating=None, ends_at__gt=since).order_by("-starts_at", "pk")

    def live(self) -> "BookingQuerySet":
        return self.filter(state__in=LIVE)

    def coming(self, *, now: datetime | None = None) -> "BookingQuerySet":
        return self.filter(state__in=COMING, ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now: datetime) -> "BookingQuerySet":
        """Over, called off, or never to be: neither kept for somebody nor to come."""
        return self.exclude(state=BookingState.HELD).exclude(state__in=COMING, ends_at__gt=now)

    def held(self) -> "BookingQuerySet":
        return self.filter(state=BookingState.HELD)

    def confirmed(self) -> "BookingQuerySet":
        return self.filter(state=BookingState.CONFIRMED)

    def unmarked(self, *, now: datetime | None = None) -> "BookingQuerySet":
        """Over, and nobody has said who came."""
        return self.confirmed().filter(ends_at__lte=now or timezone.now()).order_by("starts_at", "pk")

    def of_provider(self, person: Any) -> "BookingQuerySet":
        return self.filter(provider__person=person)

    def locked(self) -> "BookingQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "BookingQuerySet":
        return self.select_related("service", "startup", "provider__person", "site")


class Booking(models.Model):
    """A meeting of a startup: a service, a time, mostly a person, sometimes a room and a machine (`events.places.Allocation`).

    `day`, `hour` and `fold` are what people agreed on, on the clock of Casablanca; the instants follow from them. It is in question
    while its startup is asked what becomes of it, because somebody or something is missing (`services.rescue`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    startup = models.ForeignKey(Startup, on_delete=models.PROTECT, related_name="+", verbose_name=_("startup"))
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", verbose_name=_("service"))
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings", verbose_name=_("with")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("booked by")
    )
    participants = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("participants"), blank=True
    )
    goal = models.CharField(_("goal"), max_length=300, blank=True)
    place = models.CharField(_("way"), max_length=7, choices=Place.choices)
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    video_url = models.CharField(_("room for the video meeting"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=22, choices=BookingState.choices, default=BookingState.HELD, editable=False
    )
    day = models.DateField(_("day"))
    hour = models.TimeField(_("hour"))
    fold = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveIntegerField(_("length (minutes)"))
    zone_release = models.CharField(max_length=20, editable=False)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    schedule_rev = models.PositiveIntegerField(default=0, editable=False)
    price = models.DecimalField(_("credits"), max_digits=7, decimal_places=2, default=0)
    needs_approval = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    held_until = models.DateTimeField(_("kept until"), null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    is_in_question = models.BooleanField(default=False, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    noted_at = models.DateTimeField(_("attendance noted"), null=True, blank=True, editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_forgiven = models.BooleanField(_("forgiven"), default=False, editable=False)
    rating = models.PositiveSmallIntegerField(_("rating (1 to 5)"), null=True, blank=True, editable=False)
    rating_comment = models.CharField(_("comment"), max_length=500, blank=True, editable=False)
    rated_at = models.DateTimeField(_("rated"), null=True, blank=True, editable=False)
    client_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ics_uid = models.CharField(max_length=120, default=calendar_uid, unique=True, editable=False)
    ics_seq = models.PositiveIntegerField(default=0, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["-starts_at", "pk"]
        indexes = [
            models.Index(fields=["state", "starts_at"], name="booking_by_state"),
            models.Index(fields=["startup", "starts_at"], name="booking_of_startup"),
            models.Index(fields=["provider", "starts_at"], name="booking_of_provider"),
            models.Index(fields=["held_until"], condition=Q(state="held"), name="booking_held"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="booking_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_until__isnull=False), name="what_is_kept_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5), name="rating_is_one_to_five"
            ),
            models.CheckConstraint(
                condition=Q(place="video") | Q(site__isnull=False), name="booking_on_site_has_a_site"
            ),
            models.CheckConstraint(
                condition=Q(is_forgiven=False) | Q(state__in=["no_show", "late_cancelled"]),
                name="only_an_absence_is_forgiven",
            ),
            ExclusionConstraint(
                name="startup_is_in_one_meeting_at_a_time",
                expressions=[
                    (Int8Range("startup_id", "startup_id", Value("[]")), RangeOperators.OVERLAPS),
                    (TsTzRange("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=LIVE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service.name} – {self.startup.name}"

    def get_absolute_url(self) -> str:
        return reverse("services:booking_detail", args=[self.pk])

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_unmarked(self) -> bool:
        """Over, and nobody has said who came."""
        return self.state == BookingState.CONFIRMED and self.ends_at <= timezone.now()

    @property
    def free_until(self) -> datetime:
        """Until then it is cancelled or moved without cost; later it counts as used."""
        return self.starts_at - timedelta(hours=self.service.cancel_hours)
