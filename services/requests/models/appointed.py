from django.db import models
from django.utils.translation import gettext_lazy as _

from services.bookings.models import Booking
from services.requests.models.asked import Request


class RequestBooking(models.Model):
    """A meeting or an hour at a machine that belongs to a request: the scoping talk, the work in the workshop."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="appointments")
    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="+", verbose_name=_("booking"))

    class Meta:
        app_label = "services"
        verbose_name = _("appointment of a request")
        verbose_name_plural = _("appointments of requests")

    def __str__(self) -> str:
        return str(self.booking)
