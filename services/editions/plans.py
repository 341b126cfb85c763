"""What a new edition of a cohort would be: everything that would be made, with its dates, before anything is made."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator import spoken
from incubator.moments import months_from
from programs.calls.actions.editions import moved_dates
from programs.calls.models import Call
from programs.messages.models import CohortMessage
from programs.messages.queries import worth_keeping
from programs.milestones.models import Milestone, PlanTemplate
from programs.milestones.queries import working_days
from programs.milestones.states import CountedFrom
from programs.partners.holidays import working_day
from programs.partners.models import Cohort
from programs.statements.models import Period
from services.catalogue.models import Service
from services.catalogue.states import ServiceKind
from services.ledger.models import Allowance, Entitlement, FundingSource
from services.ledger.states import Verb

ONE_DAY = timedelta(days=1)
MONTH = 30.44


@dataclass(frozen=True)
class Wanted:
    """What staff choose: the first day, the code and the names of the new cohort."""

    starts_on: date
    code: str
    names: dict[str, str]


@dataclass(frozen=True)
class NewPeriod:
    source: Period
    first_day: date
    last_day: date
    due_on: date


@dataclass(frozen=True)
class NewAllowance:
    """`is_derived`: read from what was granted to the startups, because the cohort had no allowance of it."""

    kind: str
    service: Service | None
    source: FundingSource
    amount: Decimal
    months: int
    is_derived: bool = False

    @property
    def kind_shown(self) -> str:
        return str(ServiceKind(self.kind).label)


@dataclass
class Edition:
    cohort: Cohort
    wanted: Wanted
    call: Call | None
    opens_on: date | None
    dates: dict[str, Any]
    starts_on: date
    ends_on: date | None
    plans: list[tuple[PlanTemplate, list[tuple[str, date | None]]]] = field(default_factory=list)
    periods: list[NewPeriod] = field(default_factory=list)
    allowances: list[NewAllowance] = field(default_factory=list)
    messages: list[CohortMessage] = field(default_factory=list)


def rehearse(cohort: Cohort, wanted: Wanted) -> Edition:
    """Nothing is written. The same function tells what will be made and makes it."""
    call = Call.objects.filter(cohort=cohort).select_related("cohort", "form").order_by("-opens_at").first()
    was = cohort.starts_on or (call and call.starts_on) or wanted.starts_on
    opens_on = timezone.localdate(call.opens_at) + (wanted.starts_on - was) if call else None
    starts_on = working_day(wanted.starts_on)
    length = cohort.ends_on - cohort.starts_on if cohort.starts_on and cohort.ends_on else None
    months = round((wanted.starts_on - was).days / MONTH)
    return Edition(
        cohort,
        wanted,
        call,
        opens_on,
        moved_dates(call, opens_on) | {"starts_on": starts_on} if call and opens_on else {},
        starts_on,
        starts_on + length if length else None,
        [(plan, _days(plan, starts_on)) for plan in plans_of(cohort)],
        [_moved(period, months) for period in Period.objects.filter(cohort=cohort).order_by("first_day")],
        allowances_of(cohort),
        worth_keeping(cohort.pk),
    )


def plans_of(cohort: Cohort) -> list[PlanTemplate]:
    """Those that were laid out for the startups of the cohort."""
    used = Milestone.objects.filter(enrolment__cohort=cohort, item__isnull=False).values("item__template")
    return list(PlanTemplate.objects.filter(pk__in=used).prefetch_related("items"))


def _days(plan: PlanTemplate, starts_on: date) -> list[tuple[str, date | None]]:
    """Without days where they are counted from each startup's own entry."""
    items = list(plan.items.all())
    if plan.counted_from != CountedFrom.COHORT:
        return [(item.title, None) for item in items]
    raw = {item.pk: starts_on + timedelta(days=item.days_after) for item in items}
    working = working_days(raw.values())
    return [(item.title, working[raw[item.pk]]) for item in items]


def _moved(period: Period, months: int) -> NewPeriod:
    """By whole months, so that a half-year stays a half-year; what ended with a month ends with a month."""
    first, last = (_later(day, months) for day in (period.first_day, period.last_day))
    return NewPeriod(period, first, last, max(working_day(_later(period.due_on, months)), last + ONE_DAY))


def _later(day: date, months: int) -> date:
    is_last = (day + ONE_DAY).day == 1
    return months_from(day + ONE_DAY, months) - ONE_DAY if is_last else months_from(day, months)


def allowances_of(cohort: Cohort) -> list[NewAllowance]:
    """Those of the cohort, then what its startups were granted besides, as most of them got it."""
    rows = Allowance.objects.filter(cohort=cohort).with_card().order_by("kind", "pk")
    found = [NewAllowance(row.kind, row.service, row.source, row.amount, row.months) for row in rows]
    known = {(one.kind, one.service, one.source) for one in found}
    granted: dict[tuple[str, Service | None, FundingSource], Counter[tuple[Decimal, int]]] = {}
    given = Entitlement.objects.filter(cohort=cohort, entries__verb=Verb.GRANT).annotate(given=F("entries__amount"))
    for row in given.with_card().order_by("kind", "pk"):
        months = max(1, min(60, round(((row.ends_on - row.starts_on).days + 1) / MONTH)))
        granted.setdefault((row.kind, row.service, row.source), Counter())[(row.given, months)] += 1  # type: ignore[attr-defined]
    for what, counted in granted.items():
        amount, months = counted.most_common(1)[0][0]
        if what not in known:
            found.append(NewAllowance(*what, amount, months, is_derived=True))
    return found


def to_check(edition: Edition) -> list[str]:
    """What nobody can decide but staff, in words."""
    told = [_("Holidays that follow the moon are estimates: look at the days once they are announced.")]
    if edition.call is None:
        told.append(_("This cohort had no call: write one for the new cohort."))
    else:
        told.append(_("The call is a draft: look over its texts, places, questions and rules, then publish it."))
    if edition.plans:
        told.append(
            _("Lay the plan out once startups have joined; milestones that were added one by one are not copied.")
        )
    else:
        told.append(_("No milestone plan was laid out for this cohort: choose one on the page of the new cohort."))
    if edition.periods:
        told.append(_("Reporting periods are planned: open each when it is over. Their titles still name last year."))
    if edition.allowances:
        told.append(
            _("Allowances are a proposal: nothing is granted before you grant it or tick it for those who join.")
        )
    if edition.messages:
        told.append(
            _("Messages are drafts addressed to nobody: look over their days and places, then choose who gets each.")
        )
    told += [
        _("%(source)s ends on %(day)s, before the new cohort does: agree on who pays.")
        % {"source": source, "day": spoken.day(day)}
        for source, day in _ending(edition)
    ]
    return told


def _ending(edition: Edition) -> list[tuple[Any, date]]:
    ends = edition.ends_on or edition.starts_on
    sources = {one.source.pk: one.source for one in edition.allowances}
    return [(row, row.until) for row in sources.values() if row.until and row.until < ends]
