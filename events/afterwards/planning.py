"""Two hours after an event whoever came is asked for an opinion: once, by day, and never long after."""

from datetime import timedelta

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.utils import timezone

from events.afterwards import notices
from events.afterwards.models import Feedback
from events.agenda.models import Event
from events.agenda.states import EventState
from events.door.models import Attendance
from events.registrations.models import Registration
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter

AFTER, LONGEST = timedelta(hours=2), timedelta(days=7)
#: Nobody is written to at night: what falls due then goes out in the morning.
MORNING, EVENING = 8, 21
MOST = 500


def plan_feedback() -> None:
    now = timezone.now()
    if not MORNING <= timezone.localtime(now).hour < EVENING:
        return
    over = Event.objects.filter(ends_at__gt=now - LONGEST, ends_at__lte=now - AFTER)
    came = Attendance.objects.attended().filter(registration=OuterRef("pk"))
    said = Feedback.objects.filter(registration=OuterRef("pk"))
    key = Cast(OuterRef("pk"), CharField())
    asked = Letter.objects.filter(kind=f"{notices.UNIT}.feedback_asked", key_of_thing=key)
    rows = Registration.objects.filter(event__in=over.exclude(state=EventState.CANCELLED))
    for row in rows.filter(Exists(came), ~Exists(said), ~Exists(asked)).with_card()[:MOST]:
        notices.feedback_asked(row)


def register() -> None:
    kinds.plan_with("events.afterwards.feedback", plan_feedback)
