from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AttendanceState(TextChoices):
    """What happened, the same four values for bookings, training and events (product.md 4)."""

    ATTENDED = "attended", pgettext_lazy("attendance", "present")
    ABSENT = "absent", pgettext_lazy("attendance", "absent")
    EXCUSED = "excused", pgettext_lazy("attendance", "excused")
    UNKNOWN = "unknown", pgettext_lazy("attendance", "to be noted")


class Gate(TextChoices):
    """How somebody came in."""

    CAMERA = "camera", _("ticket read")
    NAME = "name", _("found by name")
    PAPER = "paper", _("keyed in from the printed list")
    ONLINE = "online", _("online")
