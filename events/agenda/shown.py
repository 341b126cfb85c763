"""A session as people read it: its wall time, with the name of the clock when it is not that of Casablanca."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from events.agenda.models import Event, Session
from incubator import spoken


def told(session: Session, event: Event) -> str:
    said = spoken.moment(datetime.combine(session.day, session.hour))
    told = {"moment": said, "minutes": session.minutes}
    line = _("%(moment)s, %(minutes)d min") % told
    return line if event.zone == settings.TIME_ZONE else f"{line} ({event.zone})"
