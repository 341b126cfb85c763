from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.agenda.models.event import Event
from events.agenda.states import Way


class Seating(models.Model):
    """The seats of one way to take part. `seats_taken` is moved only by `take_seat` and `free_seat` (events.registrations.seats).

    `is_open` repeats on this row that the event is published, so that the UPDATE which takes a seat sees a cancellation.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="seatings", verbose_name=_("event"))
    way = models.CharField(_("way"), max_length=6, choices=Way.choices, default=Way.ROOM)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True, help_text=_("Empty: no limit."))
    seats_taken = models.PositiveIntegerField(_("places taken"), default=0, editable=False)
    is_open = models.BooleanField(_("open"), default=False, editable=False)

    class Meta:
        app_label = "events"
        verbose_name = _("places")
        verbose_name_plural = _("places")
        ordering = ["-way"]
        constraints = [
            models.UniqueConstraint(fields=["event", "way"], name="event_counts_each_way_once"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(seats_taken__lte=F("capacity")), name="event_is_not_oversold"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} ({self.get_way_display()})"

    @property
    def left(self) -> int | None:
        """Places left; None when there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.seats_taken, 0)

    @property
    def is_full(self) -> bool:
        return self.left == 0

    def lacks(self, seats: int) -> bool:
        """So many are not left at this moment."""
        return self.left is not None and self.left < seats
