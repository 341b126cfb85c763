"""What public pages say about a call: the time that is left, its dates, the way from here to a sent file."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incubator import spoken
from programs.calls.models import Call
from programs.calls.states import Phase


class Moment(NamedTuple):
    when: str
    what: str
    is_now: bool = False


def left(span: timedelta) -> str:
    """25 days left; hours on the last day."""
    if span.days >= 1:
        return ngettext("%(count)d day left.", "%(count)d days left.", span.days) % {"count": span.days}
    hours = max(int(span.total_seconds() // 3600), 0)
    if hours:
        return ngettext("%(count)d hour left.", "%(count)d hours left.", hours) % {"count": hours}
    return _("Less than an hour left.")


def deadline(call: Call, now: datetime | None = None) -> str:
    """One sentence: until when, in which zone, and how long that is from now."""
    now = now or timezone.now()
    phase, told = (
        call.phase(now),
        {"opens": spoken.moment(call.opens_at, zone=True), "closes": spoken.moment(call.closes_at, zone=True)},
    )
    if phase == Phase.SCHEDULED:
        return _("Opens on %(opens)s.") % told
    if phase == Phase.OPEN:
        return " ".join([_("Closes on %(closes)s.") % told, left(call.closes_at - now)])
    return _("Closed since %(closes)s.") % told


def dates(call: Call) -> list[Moment]:
    span = _("From %(first)s to %(last)s") % {
        "first": spoken.brief(call.opens_at),
        "last": spoken.brief_moment(call.closes_at),
    }
    known = [
        (call.results_on, _("Results of the preselection, by e-mail and in your space.")),
        (call.interviews_on, _("Interviews with the jury, on site or remotely.")),
        (call.starts_on, _("The programme starts.")),
    ]
    sending = Moment(span, _("Applications are sent."), is_now=call.phase() == Phase.OPEN)
    return [sending, *(Moment(spoken.day(day), what) for day, what in sorted((d, w) for d, w in known if d))]
