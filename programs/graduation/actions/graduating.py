"""The end that everybody works for. Order of locks: cohort, participations by key."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from programs.cohorts.models import Enrolment
from programs.cohorts.states import ENROLMENT, EnrolmentState
from programs.graduation import notices
from programs.graduation.actions.certifying import give
from programs.graduation.models import Graduation
from programs.graduation.queries import Criteria, Ticked, criteria_of
from programs.partners.models import Cohort


@dataclass(frozen=True)
class Skipped:
    """Who does not graduate, and why."""

    enrolment: Enrolment
    why: str


@dataclass(frozen=True)
class Many:
    """What became of a whole cohort."""

    cohort: Cohort
    graduated: list[Enrolment] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


class NobodyGraduates(Refused):
    """Each of those chosen lacks something: `skipped` says who lacks what."""

    def __init__(self, skipped: list[Skipped]) -> None:
        super().__init__(_("None of those chosen can graduate.") if skipped else _("Choose at least one startup."))
        self.skipped = skipped


@transaction.atomic
def graduate(enrolment_id: int, *, by: Any, on: date, ticked: Collection[int] = (), reason: str = "") -> Enrolment:
    """`ticked`: keys of the criteria staff have seen met. Raises Refused with what is unmet, unless a reason is given. Twice is once."""
    place = Enrolment.objects.locked().with_card().get(pk=enrolment_id)
    if place.state == EnrolmentState.GRADUATED:
        return place
    criteria = criteria_of([place], {place.pk: ticked})[place.pk]
    if criteria.unmet and not reason:
        raise Refused(_("Not met: %(criteria)s.") % {"criteria": told_unmet(criteria)}, field="reason")
    return _graduate(place, criteria, by=by, on=on, reason=reason if criteria.unmet else "")


@transaction.atomic
def graduate_many(cohort_id: int, *, by: Any, on: date, chosen: Collection[int], ticked: Ticked) -> Many:
    """Of those chosen, all who meet the criteria; exceptions are made one by one. Raises NobodyGraduates when nobody does."""
    cohort = Cohort.objects.locked().with_card().get(pk=cohort_id)
    places = list(Enrolment.objects.filter(cohort=cohort).locked().with_card().order_by("pk"))
    wanted = [place for place in places if place.pk in chosen]
    made = Many(cohort, skipped=[Skipped(place, why) for place in wanted if (why := _not_now(place))])
    able = [place for place in wanted if not _not_now(place)]
    criteria = criteria_of(able, ticked)
    for place in able:
        if criteria[place.pk].unmet:
            made.skipped.append(Skipped(place, told_unmet(criteria[place.pk])))
        else:
            made.graduated.append(_graduate(place, criteria[place.pk], by=by, on=on))
    if not made.graduated:
        raise NobodyGraduates(made.skipped)
    return made


def _not_now(place: Enrolment) -> str:
    is_possible = ENROLMENT.allows("graduate", place.state)
    return "" if is_possible else _("is “%(state)s”") % {"state": place.get_state_display()}


def told_unmet(criteria: Criteria) -> str:
    return " · ".join(_("%(label)s: %(found)s") % {"label": one.label, "found": one.found} for one in criteria.unmet)


def _graduate(place: Enrolment, criteria: Criteria, *, by: Any, on: date, reason: str = "") -> Enrolment:
    """The caller holds the row's lock. The seat stays taken: it was used, and nobody moves up into a cohort that ends."""
    place.state = ENROLMENT.after("graduate", place.state)
    _is_sensible(place, on)
    place.ended_on = on
    place.save(update_fields=["state", "ended_on"])
    found = [asdict(one) for one in criteria.rows]
    made = Graduation.objects.create(enrolment=place, graduated_on=on, by=by, found=found, reason=reason)
    record("graduate", place, by=by, on=on.isoformat(), by_exception=bool(reason))
    record("graduate", made, by=by, note=reason)
    give(made, by=by)
    notices.startup_graduated(made)
    return place


def _is_sensible(place: Enrolment, on: date) -> None:
    if on > timezone.localdate():
        raise Refused(_("This day is still to come."), field="on")
    if on < timezone.localdate(place.enrolled_at):
        raise Refused(_("It was not yet in the cohort on this day."), field="on")
