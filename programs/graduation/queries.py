"""Whether the startups of a cohort have what their programme asks of a graduate: four queries, however many they are."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.cohorts.models import Enrolment
from programs.cohorts.states import EnrolmentState
from programs.graduation.models import Farewell, Graduation, GraduationCriterion, GraduationRule
from programs.milestones.models import Milestone
from programs.milestones.states import ASKED, SETTLED
from programs.statements.models import Statement
from programs.statements.states import WRITABLE, PeriodState

MILESTONES, STATEMENTS, LATE = "milestones", "statements", "late"
NONE: Mapping[str, int] = {}


@dataclass(frozen=True)
class Criterion:
    """One thing asked of a graduate, and what was found of it, in a sentence. `pk` when staff tick it by hand."""

    label: str
    is_met: bool
    found: str
    key: str = ""
    pk: int | None = None


class Criteria(NamedTuple):
    """All that is asked of one participation, in the order of the rule."""

    rows: list[Criterion]

    @property
    def unmet(self) -> list[Criterion]:
        return [one for one in self.rows if not one.is_met]


#: {participation: the criteria ticked by hand that it meets}
Ticked = Mapping[int, Collection[int]]


def rules_of(programmes: Collection[int]) -> dict[int, tuple[GraduationRule, list[GraduationCriterion]]]:
    """The rule of each programme with what is ticked by hand; the defaults where there is no row. Two queries."""
    rows = GraduationRule.objects.filter(programme__in=programmes).prefetch_related("criteria")
    known = {row.programme_id: (row, list(row.criteria.all())) for row in rows}
    return {pk: known.get(pk, (GraduationRule(programme_id=pk), [])) for pk in programmes}


def ticked_by_hand(programme_id: int) -> list[GraduationCriterion]:
    return rules_of([programme_id])[programme_id][1]


def criteria_of(places: Iterable[Enrolment], ticked: Ticked | None = None) -> dict[int, Criteria]:
    """By participation. `places` come with their cohort."""
    here = list(places)
    rules = rules_of({place.cohort.programme_id for place in here})
    facts = Facts.of([place.pk for place in here])
    found = {}
    for place in here:
        rule, by_hand = rules[place.cohort.programme_id]
        done = (ticked or {}).get(place.pk, ())
        found[place.pk] = Criteria([*facts.judged(place.pk, rule), *(_by_hand(one, done) for one in by_hand)])
    return found


def _by_hand(one: GraduationCriterion, done: Collection[int]) -> Criterion:
    is_met = one.pk in done
    return Criterion(one.name, is_met, _("noted by staff") if is_met else _("to be noted by staff"), pk=one.pk)


@dataclass(frozen=True)
class Facts:
    """What milestones and statements tell of each participation."""

    milestones: Mapping[int, Mapping[str, int]]
    statements: Mapping[int, Mapping[str, int]]

    @classmethod
    def of(cls, keys: Collection[int]) -> "Facts":
        today = timezone.localdate()
        going = Q(enrolment__state__in=[EnrolmentState.ONBOARDING, EnrolmentState.ACTIVE])
        late = going & Q(state__in=ASKED, due_on__lt=today)
        frozen = Q(period__state=PeriodState.FROZEN)
        overdue = Q(period__state=PeriodState.OPEN, state__in=WRITABLE, period__due_on__lt=today)
        return cls(
            _counted(Milestone.objects.filter(enrolment__in=keys), settled=Q(state__in=SETTLED), late=late, all=Q()),
            _counted(
                Statement.objects.filter(enrolment__in=keys),
                declared=frozen & ~Q(state__in=WRITABLE),
                late=overdue,
                all=frozen,
            ),
        )

    def judged(self, key: int, rule: GraduationRule) -> list[Criterion]:
        milestones, statements = self.milestones.get(key, NONE), self.statements.get(key, NONE)
        found = []
        if rule.least_settled:
            found.append(_settled(rule.least_settled, milestones.get("settled", 0), milestones.get("all", 0)))
        if rule.needs_statements:
            found.append(_declared(statements.get("declared", 0), statements.get("all", 0)))
        if rule.nothing_late:
            found.append(_late(milestones.get("late", 0), statements.get("late", 0)))
        return found


def _counted(rows: Any, **wanted: Q) -> dict[int, dict[str, int]]:
    """{participation: {name: how many}}, in one query."""
    counts = {f"n_{name}": Count("pk", filter=condition) for name, condition in wanted.items()}
    told = rows.order_by().values(place=F("enrolment")).annotate(**counts)
    return {row["place"]: {name: row[f"n_{name}"] for name in wanted} for row in told}


def _settled(least: int, settled: int, total: int) -> Criterion:
    label = _("Milestones settled (%(least)d %% at least)") % {"least": least}
    if not total:
        return Criterion(label, True, _("no milestone was laid out"), MILESTONES)
    found = ngettext("%(done)d milestone of %(count)d", "%(done)d milestones of %(count)d", settled)
    return Criterion(label, settled * 100 >= least * total, found % {"done": settled, "count": total}, MILESTONES)


def _declared(declared: int, total: int) -> Criterion:
    label = _("Statements of frozen periods")
    if not total:
        return Criterion(label, True, _("no statement was asked for"), STATEMENTS)
    found = ngettext("%(done)d statement of %(count)d", "%(done)d statements of %(count)d", declared)
    return Criterion(label, declared == total, found % {"done": declared, "count": total}, STATEMENTS)


def _late(milestones: int, statements: int) -> Criterion:
    label, told = _("Nothing is late"), []
    if milestones:
        told.append(ngettext("%(n)d late milestone", "%(n)d late milestones", milestones) % {"n": milestones})
    if statements:
        told.append(ngettext("%(n)d late statement", "%(n)d late statements", statements) % {"n": statements})
    return Criterion(label, not told, ", ".join(told) or _("nothing"), LATE)


@dataclass(frozen=True)
class Recommendation:
    """I10 on the question of the end: shares are of those who answered, `asked` are the graduates."""

    asked: int
    answered: int
    promoters: int
    detractors: int

    @property
    def score(self) -> float | None:
        return (self.promoters - self.detractors) * 100 / self.answered if self.answered else None

    @property
    def response_rate(self) -> float | None:
        return self.answered / self.asked if self.asked else None


def recommendation(graduations: Any) -> Recommendation:
    """Of these graduates (a query of Graduation), in one query."""
    answered = Q(enrolment__farewell__isnull=False)
    told: Any = graduations.order_by().aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=answered),
        promoters=Count("pk", filter=Q(enrolment__farewell__in=Farewell.objects.promoters())),
        detractors=Count("pk", filter=Q(enrolment__farewell__in=Farewell.objects.detractors())),
    )
    return Recommendation(**told)


def graduations_of(user: Any) -> list[Graduation]:
    """Those of her teams, with certificate and farewell; three queries."""
    rows = Graduation.objects.of_team(user).with_card().select_related("enrolment__farewell")
    return list(rows.prefetch_related("certificates"))
