"""The hours of a week and of single days. Two hours of one person never overlap: the lock on her row decides who was first."""

from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from services.calendar.models import Hours, Provider
from services.calendar.overlaps import first_overlap
from services.calendar.states import Season


@dataclass(frozen=True)
class Told:
    """From when to when: on a weekday (0 is Monday) or on one day; at a site, by video, or both. Wall times in her own zone."""

    starts: time
    ends: time
    weekday: int | None = None
    day: date | None = None
    site_id: int | None = None
    by_video: bool = True
    season: str = Season.ALWAYS
    since: date | None = None
    until: date | None = None


@transaction.atomic
def add_hours(provider_id: int, told: Told, *, by: Any) -> Hours:
    provider = Provider.objects.locked().get(pk=provider_id)
    return _keep(Hours(provider=provider), told, "add_hours", by=by)


@transaction.atomic
def change_hours(hours_id: int, told: Told, *, by: Any) -> Hours:
    return _keep(_locked(hours_id), told, "change_hours", by=by)


@transaction.atomic
def remove_hours(hours_id: int, *, by: Any) -> None:
    """What is booked in them stands. Twice is once."""
    found = Hours.objects.filter(pk=hours_id).exclude(provider=None).values_list("provider", flat=True).first()
    if found is None:
        return
    provider = Provider.objects.locked().get(pk=found)
    for hours in provider.hours.filter(pk=hours_id):
        record("remove_hours", provider, by=by, hours=str(hours))
        hours.delete()


def _locked(hours_id: int) -> Hours:
    """The lock is on the person: nobody else changes her week meanwhile."""
    owner = Hours.objects.values_list("provider", flat=True).filter(pk=hours_id).exclude(provider=None).first()
    if owner is not None:
        Provider.objects.locked().get(pk=owner)
    try:
        return Hours.objects.select_related("provider").exclude(provider=None).get(pk=hours_id)
    except Hours.DoesNotExist as gone:
        raise Refused(_("These hours are gone in the meantime.")) from gone


def _keep(hours: Hours, told: Told, verb: str, *, by: Any) -> Hours:
    for name, value in asdict(told).items():
        setattr(hours, name, value)
    check(hours)
    provider: Any = hours.provider
    others = provider.hours.exclude(pk=hours.pk)
    if other := first_overlap(hours, others):
        said = _("You receive already at this time: %(hours)s.") % {"hours": other}
        raise Refused(said, field="starts")
    hours.save()
    record(verb, provider, by=by, hours=str(hours))
    return hours


def check(hours: Hours) -> None:
    """What the table would refuse, in words and beside its field."""
    if hours.starts >= hours.ends:
        raise Refused(_("The end lies before the beginning."), field="ends")
    if (hours.day is None) == (hours.weekday is None):
        raise Refused(_("Choose a weekday, or one single day: one of both."), field="weekday")
    if hours.site_id is None and not hours.by_video:
        raise Refused(_("Choose a site, or receive by video."), field="site")
    if hours.since and hours.until and hours.until < hours.since:
        raise Refused(_("The end lies before the beginning."), field="until")
