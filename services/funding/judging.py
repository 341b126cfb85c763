"""What is missing, in sentences: the rules of an instrument put to the facts, at the request, the decision and each payment.

Pure: `instrument` is anything that carries the fields of the rules, `Facts` are values. Nothing is read or written here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incubator import spoken
from incubator.moments import months_from
from services.funding.states import Moment
from startups.states import Sector, Stage

ZERO, CENTIME = Decimal(0), Decimal("0.01")
Lacks = Iterator[str]


@dataclass(frozen=True)
class Facts:
    """What is known on a day. `costs` and `amount` are None where no request is looked at yet, only the startup."""

    on: date
    is_company: bool = True
    founded_on: date | None = None
    stage: str = ""
    trl: int | None = None
    sectors: tuple[str, ...] = ()
    costs: Decimal | None = None
    amount: Decimal | None = None
    own_declared: Decimal = ZERO
    own_verified: Decimal = ZERO
    missing_papers: tuple[str, ...] = ()
    is_signed: bool = False
    is_first_payment: bool = True
    unpaid_before: int | None = None
    unmet: tuple[str, ...] = ()


def lacks(instrument: Any, facts: Facts, moment: str) -> list[str]:
    """One sentence for each thing that is missing, the most telling first; empty when nothing is."""
    asked: dict[str, tuple[Callable[[Any, Facts], Lacks], ...]] = {
        Moment.APPLICATION: (_window, _company, _maturity, _field, _money, _own_announced, _papers),
        Moment.AWARD: (_budget, _company, _maturity, _field, _money, _own_announced, _papers),
        Moment.TRANCHE: (_agreement, _turn, _own_proved, _papers, _conditions),
    }
    return [said for rule in asked[moment] for said in rule(instrument, facts)]


def own_needed(instrument: Any, costs: Decimal, declared: Decimal = ZERO) -> Decimal:
    """The least of own money: its share of the costs, to the next centime; without a share, what was announced."""
    if instrument.own_share_min is None:
        return declared if instrument.own_money_first else ZERO
    return (costs * instrument.own_share_min / 100).quantize(CENTIME, ROUND_UP)


def most_paid(instrument: Any, costs: Decimal) -> Decimal | None:
    """The most that the instrument gives for these costs; None when it sets no limit."""
    limits = [] if instrument.ceiling_mad is None else [instrument.ceiling_mad]
    if instrument.share_of_costs_max is not None:
        limits.append((costs * instrument.share_of_costs_max / 100).quantize(CENTIME, ROUND_DOWN))
    return min(limits, default=None)


def last_day(founded_on: date, months: int) -> date:
    """The last day on which a company is not older than so many months."""
    return months_from(founded_on, months)


def _window(instrument: Any, facts: Facts) -> Lacks:
    if not instrument.is_offered_on(facts.on):
        yield _("No requests are taken for this instrument at present.")
    elif instrument.is_full:
        yield _("All places of this instrument are taken.")


def _company(instrument: Any, facts: Facts) -> Lacks:
    if instrument.needs_company and not facts.is_company:
        yield _("The company must exist first.")
    most = instrument.company_age_max_months
    if most is None or not facts.is_company:
        return
    if facts.founded_on is None:
        yield _("The day on which the company was created is missing from your startup’s file.")
    elif facts.on > last_day(facts.founded_on, most):
        yield _("The company is too old: %(age)s at most, so until %(day)s.") % {
            "age": age(most),
            "day": spoken.day(last_day(facts.founded_on, most)),
        }


def age(months: int) -> str:
    """In years where it is whole years."""
    years, rest = divmod(months, 12)
    if rest:
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}


def _maturity(instrument: Any, facts: Facts) -> Lacks:
    if instrument.stages and facts.stage not in instrument.stages:
        named = ", ".join(str(Stage(one).label) for one in instrument.stages)
        yield _("For startups at one of these stages: %(stages)s.") % {"stages": named}
    lowest, highest = instrument.trl_min or 1, instrument.trl_max or 9
    if (lowest, highest) == (1, 9):
        return
    if facts.trl is None:
        yield _("Your TRL is not on file: it must be between %(low)d and %(high)d.") % {"low": lowest, "high": highest}
    elif not lowest <= facts.trl <= highest:
        told = {"known": facts.trl, "low": lowest, "high": highest}
        yield _("Your TRL is %(known)d; it must be between %(low)d and %(high)d.") % told


def _field(instrument: Any, facts: Facts) -> Lacks:
    if instrument.sectors and not set(instrument.sectors) & set(facts.sectors):
        named = ", ".join(str(Sector(one).label) for one in instrument.sectors)
        yield _("For startups of these sectors: %(sectors)s.") % {"sectors": named}


def _money(instrument: Any, facts: Facts) -> Lacks:
    if facts.costs is None or facts.amount is None:
        return
    if facts.costs <= 0:
        yield _("The table of costs is empty.")
        return
    if facts.amount <= 0:
        yield _("The amount asked for is missing.")
    if instrument.ceiling_mad is not None and facts.amount > instrument.ceiling_mad:
        over, most = spoken.dirhams(facts.amount - instrument.ceiling_mad), spoken.dirhams(instrument.ceiling_mad)
        yield _("That is %(over)s too much: the ceiling is %(most)s.") % {"over": over, "most": most}
    yield from _share(instrument, facts.costs, facts.amount)


def _share(instrument: Any, costs: Decimal, amount: Decimal) -> Lacks:
    """No instrument pays more than the costs."""
    share = Decimal(100) if instrument.share_of_costs_max is None else instrument.share_of_costs_max
    paid = (costs * share / 100).quantize(CENTIME, ROUND_DOWN)
    if amount > paid:
        told = {"share": spoken.number(share), "most": spoken.dirhams(paid)}
        yield _("At most %(share)s %% of the costs are paid, that is %(most)s.") % told


def _own_announced(instrument: Any, facts: Facts) -> Lacks:
    if facts.costs is None or instrument.own_share_min is None:
        return
    needed = own_needed(instrument, facts.costs)
    if facts.own_declared < needed:
        told = {
            "missing": spoken.dirhams(needed - facts.own_declared),
            "share": spoken.number(instrument.own_share_min),
            "needed": spoken.dirhams(needed),
        }
        yield _("%(missing)s of own money are missing: you bring %(share)s %% of the costs, that is %(needed)s.") % told


def _papers(instrument: Any, facts: Facts) -> Lacks:
    for paper in facts.missing_papers:
        yield _("This paper is missing: %(paper)s.") % {"paper": paper}


def _budget(instrument: Any, facts: Facts) -> Lacks:
    left = instrument.left_mad
    if facts.amount is not None and left is not None and facts.amount > left:
        yield _("The budget is not enough: %(left)s are left.") % {"left": spoken.dirhams(left)}
    if instrument.is_full:
        yield _("All places of this instrument are taken.")


def _agreement(instrument: Any, facts: Facts) -> Lacks:
    if not facts.is_signed:
        yield _("The agreement is not signed yet.")


def _turn(instrument: Any, facts: Facts) -> Lacks:
    if facts.unpaid_before is not None:
        yield _("Tranche %(number)d has not been paid yet.") % {"number": facts.unpaid_before}


def _own_proved(instrument: Any, facts: Facts) -> Lacks:
    if not (instrument.own_money_first and facts.is_first_payment):
        return
    needed = own_needed(instrument, facts.costs or ZERO, facts.own_declared)
    if facts.own_verified < needed:
        told = {"missing": spoken.dirhams(needed - facts.own_verified)}
        yield _("%(missing)s of proved own money are missing before the first payment.") % told


def _conditions(instrument: Any, facts: Facts) -> Lacks:
    for condition in facts.unmet:
        yield _("This condition is not met yet: %(condition)s.") % {"condition": condition.rstrip(". ")}
