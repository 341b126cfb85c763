"""Public holidays of Morocco (domain.md 1.5). The moving feasts are estimates until they are announced."""

from datetime import date, timedelta

FIXED = {(1, 1), (1, 11), (1, 14), (5, 1), (7, 30), (8, 14), (8, 20), (8, 21), (10, 31), (11, 6), (11, 18)}
MOVING = {
    2026: {(3, 20), (3, 21), (5, 27), (5, 28), (6, 16), (8, 25), (8, 26)},
    2027: {(3, 9), (3, 10), (5, 16), (5, 17), (6, 6), (8, 14), (8, 15)},
}
SATURDAY = 5
ONE_DAY = timedelta(days=1)


def is_working(day: date) -> bool:
    return day.weekday() < SATURDAY and (day.month, day.day) not in FIXED | MOVING.get(day.year, set())


def working_day(day: date) -> date:
    """That day, or the next on which the offices are open."""
    while not is_working(day):
        day += ONE_DAY
    return day
