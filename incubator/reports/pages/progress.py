"""How one startup comes on, for a fund (domain.md 2.5): objectives, services, spending beside the plan, milestones, risks.

Drawn for staff from the rows of now, in the same number of queries whatever there is; it goes to the fund through them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incubator import paper, spoken
from incubator.moments import midnight
from incubator.reports.pages import wording
from programs.cohorts.models import Enrolment
from programs.cohorts.states import EnrolmentState
from programs.milestones.models import Milestone
from programs.statements.models import Statement
from services.catalogue.states import ServiceKind
from services.funding.models import Award, Contribution, CostLine, Tranche
from services.funding.states import ContributionState, TrancheState
from services.ledger.models import Entitlement, Entry
from services.ledger.queries import balances
from startups.models import Startup

TEMPLATE = "reports/pages/progress.typ"
QUARTER = timedelta(days=91)
#: A startup that used nothing for so long may be on its way out.
SILENCE = timedelta(days=60)
ZERO = Decimal(0)


@dataclass(frozen=True)
class Span:
    first: date
    last: date

    @classmethod
    def read(cls, first: str, last: str) -> "Span":
        """The days asked for; the last three months when they are no days or the wrong way round."""
        today = timezone.localdate()
        try:
            asked = cls(date.fromisoformat(first), date.fromisoformat(last))
        except ValueError:
            return cls(today - QUARTER, today)
        is_sound = asked.first <= asked.last and asked.first.year >= 2000 and asked.last.year < 2100
        return asked if is_sound else cls(today - QUARTER, today)

    @property
    def instants(self) -> tuple[datetime, datetime]:
        return midnight(self.first), midnight(self.last + timedelta(days=1))


def pdf(startup: Startup, span: Span) -> bytes:
    return paper.pdf(TEMPLATE, facts(startup, span))


def facts(startup: Startup, span: Span) -> dict[str, Any]:
    places = list(Enrolment.objects.filter(startup=startup).select_related("cohort").order_by("-enrolled_at"))
    milestones = list(Milestone.objects.filter(enrolment__startup=startup).select_related("enrolment").in_order())
    awards = list(Award.objects.standing().filter(startup=startup).with_card().order_by("awarded_at"))
    return {
        "title": _("Progress of %(startup)s") % {"startup": startup.name},
        "period": wording.period(span.first, span.last),
        "drawn": _("Drawn on %(day)s.") % {"day": spoken.day(timezone.localdate())},
        "pairs": list(_card(startup, places)),
        "objectives": [award.request.purpose for award in awards if award.request.purpose],
        "services": list(_services(startup, span)),
        "money": list(_money(awards)),
        "tranches": list(_tranches(awards)),
        "milestones": [_milestone(one) for one in milestones],
        "risks": list(_risks(startup, places, milestones)),
        "words": _words(),
    }


def _card(startup: Startup, places: list[Enrolment]) -> Iterator[tuple[str, str]]:
    for place in places:
        yield str(place.cohort), f"{place.get_state_display()}, {spoken.day(place.enrolled_at)}"
    if startup.trl and places and places[0].trl_at_entry:
        yield _("TRL"), f"{places[0].trl_at_entry} → {startup.trl}"
    if startup.pitch:
        yield _("In short"), startup.pitch


def _services(startup: Startup, span: Span) -> Iterator[list[str]]:
    """By kind: granted, used since the beginning, used in the period, left."""
    begin, end = span.instants
    entries = Entry.objects.filter(entitlement__startup=startup, at__gte=begin, at__lt=end)
    used = entries.consumed().values_list("entitlement__kind").annotate(total=Sum(-F("closes__amount")))
    lately = dict(used)
    for one in balances(Entitlement.objects.filter(startup=startup)):
        granted = sum((line.granted for line in one.lines), ZERO)
        left = sum((line.left for line in one.lines), ZERO)
        told = (granted, one.used, lately.get(one.kind, ZERO), left)
        yield [str(ServiceKind(one.kind).label).capitalize(), *map(wording.number, told)]


def _money(awards: list[Award]) -> Iterator[list[str]]:
    """By award: granted, paid, what the plan costs, own money that was verified."""
    keys = [award.request_id for award in awards]
    plan = _sums(CostLine.objects.filter(request__in=keys))
    own = _sums(Contribution.objects.filter(request__in=keys, state=ContributionState.VERIFIED))
    for award in awards:
        told = (award.amount, award.paid_mad, plan.get(award.request_id, ZERO), own.get(award.request_id, ZERO))
        yield [award.instrument.name, *map(spoken.dirhams, told)]


def _sums(rows: Any) -> dict[Any, Decimal]:
    return dict(rows.order_by().values_list("request").annotate(total=Sum("amount")))


def _tranches(awards: list[Award]) -> Iterator[list[str]]:
    names = {award.pk: award.instrument.name for award in awards}
    for one in Tranche.objects.standing().filter(award__in=list(names)).order_by("award", "number"):
        day = spoken.day(one.paid_on or one.due_on)
        yield [f"{names[one.award_id]}, {one.number}", day, str(one.get_state_display()), spoken.dirhams(one.amount)]


def _milestone(one: Milestone) -> list[str]:
    state = _("late") if one.is_late else str(one.get_state_display())
    return [one.title, spoken.day(one.due_on), state]


def _risks(startup: Startup, places: list[Enrolment], milestones: list[Milestone]) -> Iterator[str]:
    late = sum(one.is_late for one in milestones)
    returned = sum(one.times_returned for one in milestones)
    if late:
        yield ngettext("%(count)d milestone is late.", "%(count)d milestones are late.", late) % {"count": late}
    if returned > 1:
        yield _("Evidence was returned %(count)d times.") % {"count": returned}
    if places and places[0].state == EnrolmentState.PAUSED:
        yield _("The participation is paused.")
    yield from _of_statements(startup)
    yield from _of_money(startup)
    if any(place.state == EnrolmentState.ACTIVE for place in places) and _is_silent(startup):
        yield _("No service was used in the last %(days)d days.") % {"days": SILENCE.days}


def _of_statements(startup: Startup) -> Iterator[str]:
    if late := Statement.objects.late().filter(startup=startup).count():
        yield ngettext("%(count)d statement is late.", "%(count)d statements are late.", late) % {"count": late}


def _of_money(startup: Startup) -> Iterator[str]:
    overdue = Q(due_on__lt=timezone.localdate())
    rows = Tranche.objects.standing().filter(award__startup=startup).exclude(state=TrancheState.PAID)
    failed = rows.filter(Q(state=TrancheState.FAILED) | overdue).count()
    if failed:
        told = ngettext("%(count)d tranche is overdue.", "%(count)d tranches are overdue.", failed)
        yield told % {"count": failed}


def _is_silent(startup: Startup) -> bool:
    since = timezone.now() - SILENCE
    return not Entry.objects.consumed().filter(entitlement__startup=startup, at__gte=since).exists()


def _words() -> dict[str, Any]:
    return {
        "objectives": _("Objectives"),
        "services": _("Services, in credits"),
        "service_head": [_("Kind"), _("Granted"), _("Used"), _("In the period"), _("Left")],
        "money": _("Spending beside the plan"),
        "money_head": [_("Aid"), _("Granted"), _("Paid"), _("Costs planned"), _("Own money, verified")],
        "tranches": _("Tranches"),
        "tranche_head": [_("Tranche"), _("Day"), _("State"), _("Amount")],
        "milestones": _("Milestones"),
        "milestone_head": [_("Milestone"), _("Due on"), _("State")],
        "risks": _("Risks"),
        "nothing": _("Nothing to tell."),
    }
