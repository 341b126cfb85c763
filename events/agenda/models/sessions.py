import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.agenda.models.event import Event
from events.agenda.models.people import Speaker
from events.places.models import Resource
from incubator.words import Words


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, user: Any) -> "SessionQuerySet":
        return self.filter(event__in=Event.objects.visible_to(user))

    def locked(self) -> "SessionQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class Session(models.Model):
    """One date of an event. `day`, `hour` and the event's zone are what people agreed on; the instants are derived from them.

    `fold` says which of the two when the clock showed the hour twice; `zone_release` is the release of the zone rules that
    the instants were derived with (booking.md 2.2): after a change of the rules the wall time stays and the instants move.
    """

    title = Words()

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("event"))
    title_fr = models.CharField(_("title (French)"), max_length=160, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=160, blank=True)
    title_ar = models.CharField(_("title (Arabic)"), max_length=160, blank=True)
    day = models.DateField(_("day"))
    hour = models.TimeField(_("hour"))
    fold = models.PositiveSmallIntegerField(default=0, editable=False)
    minutes = models.PositiveIntegerField(_("length (minutes)"))
    starts_at = models.DateTimeField(_("starts"), editable=False)
    ends_at = models.DateTimeField(_("ends"), editable=False)
    zone_release = models.CharField(max_length=10, editable=False, default="")
    resources = models.ManyToManyField(Resource, related_name="+", verbose_name=_("rooms and equipment"), blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        app_label = "events"
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["starts_at", "ends_at"], name="session_by_start")]
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="session_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="session_lasts_a_minute_at_least"),
            models.CheckConstraint(condition=Q(fold__lte=1), name="session_hour_comes_twice_at_most"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.event)


class Talk(models.Model):
    """One line of a session's agenda; its hour is a wall time of the event's zone."""

    title = Words()

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="talks", verbose_name=_("session"))
    hour = models.TimeField(_("hour"))
    minutes = models.PositiveSmallIntegerField(_("length (minutes)"), null=True, blank=True)
    title_fr = models.CharField(_("title (French)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    title_ar = models.CharField(_("title (Arabic)"), max_length=200, blank=True)
    place = models.CharField(_("room"), max_length=120, blank=True)
    speakers = models.ManyToManyField(Speaker, related_name="+", verbose_name=_("speakers"), blank=True)

    class Meta:
        app_label = "events"
        verbose_name = _("line of the agenda")
        verbose_name_plural = _("agenda")
        ordering = ["hour", "pk"]

    def __str__(self) -> str:
        return self.title
