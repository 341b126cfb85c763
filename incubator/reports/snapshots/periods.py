"""Days of reports, civil days of Casablanca: the same length before, and when a schedule is due and for which days.

A schedule by month or quarter has a day; in a month that is too short it is the last one, on a closed day the next working
day. What is due is always the last period whose day has come: after an outage one report, not ten.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from incubator.moments import months_from
from incubator.reports.snapshots.states import Rule
from programs.partners.holidays import working_day

ONE_DAY = timedelta(days=1)
#: Months of a period.
LENGTHS: dict[str, int] = {Rule.MONTHLY: 1, Rule.QUARTERLY: 3}


@dataclass(frozen=True)
class Days:
    """Both included."""

    first: date
    last: date

    @property
    def months(self) -> int:
        """So many whole months, or none when it does not begin and end with one."""
        if self.first.day != 1 or (self.last + ONE_DAY).day != 1:
            return 0
        return 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1

    def is_as_long_as(self, other: "Days") -> bool:
        if self.months or other.months:
            return self.months == other.months
        return self.last - self.first == other.last - other.first

    def before(self) -> "Days":
        """As long, and ending on the eve."""
        eve = self.first - ONE_DAY
        first = (
            months_from(self.first, -self.months) if self.months else self.first - (self.last - self.first) - ONE_DAY
        )
        return Days(first, eve)


def begin_of(rule: str, day: date) -> date:
    """The first day of the month or quarter in which the day lies."""
    length = LENGTHS[rule]
    return date(day.year, (day.month - 1) // length * length + 1, 1)


def planned(on_day: int, month: date) -> date:
    """The schedule's day in that month."""
    last = monthrange(month.year, month.month)[1]
    return working_day(month.replace(day=min(on_day, last)))


def due_days(rule: str, on_day: int, today: date) -> Days:
    """What a schedule tells of when it runs today: the last period whose day has come."""
    length, begin = LENGTHS[rule], begin_of(rule, today)
    while planned(on_day, begin) > today:
        begin = months_from(begin, -length)
    return Days(months_from(begin, -length), begin - ONE_DAY)


def next_on(rule: str, on_day: int, after: date) -> date:
    """The first of its days after that one."""
    length = LENGTHS[rule]
    begin = months_from(begin_of(rule, after), -length)
    while planned(on_day, begin) <= after:
        begin = months_from(begin, length)
    return planned(on_day, begin)
