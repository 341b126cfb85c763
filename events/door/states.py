from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AttendanceState(TextChoices):
    """What happened, the same four values for bookings, training and events (product.md 4)."""

    ATTENDED = "attended", pgettext_lazy("attendance", "present")
    ABSENT = "absent", pgettext_lazy("attendance", "absent")
    EXCUSED = "excused", pgettext_lazy("attendance", "excused")
    UNKNOWN = "unknown", pgettext_lazy("attendance", "to be noted")


#: Somebody has noted what happened; everything else is never guessed.
NOTED = (AttendanceState.ATTENDED, AttendanceState.ABSENT, AttendanceState.EXCUSED)


class Gate(TextChoices):
    """How somebody came in."""

    CAMERA = "camera", _("ticket read")
    NAME = "name", _("found by name")
    PAPER = "paper", _("keyed in from the printed list")
    ONLINE = "online", _("online")


class Outcome(TextChoices):
    """What the door says to a ticket, in a word that is read from an arm's length."""

    IN = "in", pgettext_lazy("door", "Come in")
    ALREADY = "already", pgettext_lazy("door", "Already in")
    UNDONE = "undone", pgettext_lazy("door", "Undone")
    OTHER_EVENT = "other_event", pgettext_lazy("door", "Another event")
    NOT_TODAY = "not_today", pgettext_lazy("door", "Not today")
    NO_PLACE = "no_place", pgettext_lazy("door", "Stop")
    UNKNOWN = "unknown", pgettext_lazy("door", "Unknown ticket")


#: Colour and shape of each answer: round and green goes, a diamond asks, a square stops.
TONES = {Outcome.IN: "ok", Outcome.ALREADY: "wait", Outcome.UNDONE: "wait"}
