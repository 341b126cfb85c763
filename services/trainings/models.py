"""Which dates of the programme of events are a training that costs credits, and what each registration costs its startup."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.afterwards.models import Certificate
from events.agenda.models import Event
from events.agenda.states import CertificateRule
from events.door.models import Attendance
from events.registrations.models import Registration
from events.registrations.states import SEATED, RegistrationState
from services.catalogue.models import Service
from services.ledger.models import Receipt
from services.trainings.states import SeatState
from startups.models import Startup


class TrainingOfferQuerySet(models.QuerySet["TrainingOffer"]):
    def visible_to(self, user: Any) -> "TrainingOfferQuerySet":
        return self.filter(event__in=Event.objects.visible_to(user), service__in=Service.objects.visible_to(user))

    def coming(self) -> "TrainingOfferQuerySet":
        return self.filter(event__in=Event.objects.upcoming()).order_by("event__starts_at", "pk")

    def locked(self) -> "TrainingOfferQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "TrainingOfferQuerySet":
        return self.select_related("service", "event__site").prefetch_related("event__seatings")


class TrainingOffer(models.Model):
    """One event is a date of one training. Seats, waiting list and certificates stay with the event."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", verbose_name=_("training"))
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+", verbose_name=_("event"))

    objects = TrainingOfferQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("date of a training")
        verbose_name_plural = _("dates of trainings")
        ordering = ["-event__starts_at", "pk"]

    def __str__(self) -> str:
        service, event = str(self.service), str(self.event.title)
        return service if service == event else f"{service} – {event}"


class TrainingSeatQuerySet(models.QuerySet["TrainingSeat"]):
    def visible_to(self, user: Any) -> "TrainingSeatQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(startup__in=Startup.objects.of(user)) if user.is_authenticated else self.none()

    def locked(self) -> "TrainingSeatQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "TrainingSeatQuerySet":
        return self.select_related("startup", "offer__service", "offer__event", "registration__person")

    def unpaid(self) -> "TrainingSeatQuerySet":
        return self.filter(state=SeatState.UNPAID)

    def sitting(self) -> "TrainingSeatQuerySet":
        """Places that are paid, by themselves or by another of the same startup."""
        return self.filter(state__in=[SeatState.HELD, SeatState.USED])

    def due(self) -> "TrainingSeatQuerySet":
        """Those whose registration says something else than the ledger, or whose event is over."""
        sits = Q(registration__state__in=SEATED)
        waits = Q(registration__state__in=[RegistrationState.WAITLISTED, RegistrationState.PENDING])
        is_over = Q(offer__event__ends_at__lte=timezone.now())
        return self.exclude(state=SeatState.USED).filter(
            (sits & ~Q(state=SeatState.HELD))
            | (sits & is_over)
            | (waits & ~Q(state=SeatState.WAITING))
            | (~sits & ~waits & ~Q(state=SeatState.FREED))
        )

    def unreceived(self) -> "TrainingSeatQuerySet":
        """Paid, of somebody who was there and has her certificate where there is one, and not yet on file as received."""
        noted = Attendance.objects.attended().values("registration")
        certified = Q(offer__event__certificate=CertificateRule.NONE) | Q(
            registration__in=Certificate.objects.standing().values("registration")
        )
        rows = self.filter(certified, state=SeatState.USED, registration__in=noted)
        known = Receipt.objects.filter(kind_of_thing=TrainingSeat._meta.label_lower).values("key_of_thing")
        return rows.annotate(key=Cast("pk", models.CharField())).exclude(key__in=known)


class TrainingSeat(models.Model):
    """One registration in the name of a startup, as the ledger knows it. The hold names this row."""

    offer = models.ForeignKey(TrainingOffer, on_delete=models.PROTECT, related_name="seats", verbose_name=_("date"))
    registration = models.OneToOneField(
        Registration, on_delete=models.PROTECT, related_name="+", verbose_name=_("registration")
    )
    startup = models.ForeignKey(Startup, on_delete=models.PROTECT, related_name="+", verbose_name=_("startup"))
    state = models.CharField(_("credits"), max_length=7, choices=SeatState.choices, default=SeatState.WAITING)
    moved_at = models.DateTimeField(_("since"), default=timezone.now)

    objects = TrainingSeatQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("place in a training")
        verbose_name_plural = _("places in trainings")
        ordering = ["-moved_at", "pk"]
        indexes = [models.Index(fields=["state"], name="training_seat_state")]

    def __str__(self) -> str:
        return str(self.offer)

    def beside(self) -> TrainingSeatQuerySet:
        """The other places of the same startup at the same date."""
        rows = TrainingSeat.objects.filter(offer=self.offer_id, startup=self.startup_id).exclude(pk=self.pk)
        return rows.order_by("pk")
