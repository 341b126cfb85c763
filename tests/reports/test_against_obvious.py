"""Figures, splits and lists on random data, against a slow and obvious version of the same."""

import random
from datetime import date, timedelta

import pytest

from events.afterwards.models import Feedback
from incubator.demo import make
from incubator.reports.behind import behind
from incubator.reports.indicators import figures
from incubator.reports.scope import Scope
from incubator.reports.splits import SPLITS, Split, split
from startups.models import Startup
from tests.reports import world
from tests.reports.obvious import INSTRUMENTS, Obvious

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
REGIONS = ["", "MA-01", "MA-04", "MA-06", "MA-09"]


class Dice(random.Random):  # noqa: S311 -- dice, not secrets
    def maybe(self, low, high):
        return None if self.random() < 0.25 else self.randint(low, high)

    def day(self, first=FIRST - timedelta(days=120), last=LAST + timedelta(days=30)):
        return first + timedelta(days=self.randint(0, (last - first).days))

    def times(self, most):
        return range(self.randint(0, most))


def random_world(seed):
    dice = Dice(seed)
    ours = make.partner()
    programmes = [make.programme(), make.programme()]
    programmes[0].partners.add(ours)
    cohorts = [
        world.cohort(programmes[0], starts=date(2022, 1, 10), ends=date(2022, 12, 20), state="closed"),
        world.cohort(programmes[0], starts=date(2024, 1, 8), ends=date(2024, 11, 29), state="closed"),
        world.cohort(programmes[1], starts=date(2024, 3, 4), ends=date(2025, 3, 3)),
    ]
    periods = {one.pk: periods_of(one) for one in cohorts}
    shared = stage(dice, ours, programmes, cohorts)
    for _ in range(dice.randint(7, 12)):
        startup = world.startup(region=dice.choice(REGIONS), founders=2, women_founders=dice.maybe(0, 2))
        for cohort in dice.sample(cohorts, dice.randint(1, 2)):
            participation(dice, cohort, startup, periods[cohort.pk])
        helped(dice, startup, shared)
        paid(dice, startup, shared)
    twin = Startup.objects.order_by("pk")[0]
    merged = world.startup(merged_into=twin, merged_at=world.noon(LAST))
    world.enrolment(cohorts[1], merged, on=date(2024, 1, 9), region_at_entry="MA-01")
    return programmes, cohorts


def periods_of(cohort):
    year = cohort.starts_on.year
    days = [
        (date(year, 1, 1), date(year, 6, 30)),
        (date(year, 7, 1), date(year, 12, 31)),
        (date(year, 1, 1), date(year, 12, 31)),
    ]
    return [world.period(cohort, *pair) for pair in [*days, (date(year - 1, 7, 1), date(year - 1, 12, 31))]]


def stage(dice, ours, programmes, cohorts):
    events = [
        world.event(on=dice.day(), **more) for more in ({}, {"programme": programmes[1]}, {"cohort": cohorts[1]}, {})
    ]
    make.training(of=events[0])
    call = make.call(of=cohorts[1])
    return {
        "services": [world.service(kind) for kind in ("coaching", "prototyping")]
        + [world.service("hosting", with_person=False)],
        "events": events,
        "call": call,
        "target": make.target(),
        "source": make.source(),
        "instruments": [
            make.instrument(kind=kind, source=make.source(partner=partner))
            for kind in ("grant", "honour_loan")
            for partner in (ours, make.partner(), None)
        ],
        "staff": [make.staff(), make.staff()],
    }


def participation(dice, cohort, startup, periods):
    founders = dice.maybe(0, 4)
    among = [None if founders is None else dice.randint(0, founders) for _ in range(2)]
    state = dice.choice(["active", "graduated", "graduated", "left", "excluded"])
    on = cohort.starts_on + timedelta(days=dice.randint(0, 40))
    until = None if state == "active" else on + timedelta(days=dice.randint(30, 300))
    place = world.enrolment(
        cohort, startup, on=on, state=state, until=None if state == "graduated" and dice.random() < 0.3 else until,
        founders_at_entry=founders, women_at_entry=among[0], young_at_entry=among[1], region_at_entry=dice.choice(REGIONS),
        fte_at_entry=dice.maybe(0, 9), revenue_at_entry=dice.maybe(0, 3), trl_at_entry=dice.maybe(1, 6),
    )  # fmt: skip
    for period in periods:
        if dice.random() < 0.7:
            told = {code: dice.maybe(0, 9) for code in ("fte", "revenue", "co2", *INSTRUMENTS)}
            told["women_fte"] = None if told["fte"] is None else dice.maybe(0, told["fte"])
            state = dice.choice(["verified", "submitted", "returned"])
            world.statement(
                period,
                place,
                state=state,
                method=dice.choice("ab"),
                evidence=dice.choice(["measured", "estimated"]),
                **told,
            )
    if place.state == "graduated" and dice.random() < 0.7:
        world.farewell(place, dice.randint(0, 10), on=dice.day())
    if place.state != "active" and dice.random() < 0.7:
        world.follow_up(place, 12, dice.choice(["active", "ceased", "unknown", "sold"]), on=dice.day())


def helped(dice, startup, shared):
    received(dice, startup, shared)
    came(dice, startup, shared)
    for _ in dice.times(2):
        told = {"agreement": dice.choice([None, "pilot", "hire"]), "told_on": dice.choice([None, dice.day()])}
        world.introduction(startup, shared["services"][0], shared["target"], on=dice.day(), **told)
    sent = dice.choice(["submitted", "ineligible", "offered", "accepted"])
    world.application(shared["call"], startup, on=dice.day(), state=sent)
    for _ in dice.times(2):
        world.observation(startup, dice.randint(1, 9), on=dice.day())


def received(dice, startup, shared):
    for _ in dice.times(3):
        state = dice.choice(["attended", "attended", "no_show"])
        told = {"rating": dice.maybe(1, 5) if state == "attended" else None, "minutes": dice.choice([30, 45, 60])}
        world.booking(startup, dice.choice(shared["services"]), on=dice.day(), state=state, **told)
    if dice.random() < 0.3:
        world.delivery(startup, shared["services"][1], on=dice.day())
    if dice.random() < 0.5:
        used = [(dice.randint(1, 2), dice.day()) for _ in dice.times(2)]
        lost = [(1, dice.day())]
        world.credits(startup, shared["source"], first=FIRST, last=LAST, granted=9, used=used, lost=lost)


def came(dice, startup, shared):
    for event in dice.sample(shared["events"], dice.randint(0, 3)):
        for n in range(dice.randint(1, 2)):
            seen = dice.choice([True, True, False, None])
            made = world.visit(event, who=startup, came=seen, email=f"p{startup.pk}{n}@x.test")
            if seen and dice.random() < 0.5:
                Feedback.objects.create(registration=made, rating=dice.randint(1, 5))


def paid(dice, startup, shared):
    for instrument in dice.sample(shared["instruments"], dice.randint(0, 3)):
        made = world.award(
            startup,
            instrument,
            dice.randint(10, 99),
            on=dice.day(),
            state=dice.choice(["signed", "active", "cancelled"]),
        )
        if made.state == "active":
            world.payment(made, dice.randint(1, 9), on=dice.day(), by=shared["staff"])


def scopes(programmes, cohorts):
    yield Scope(FIRST, LAST)
    yield Scope(date(2024, 1, 1), date(2024, 6, 30), (programmes[0].pk,))
    yield Scope(date(2024, 1, 8), date(2024, 12, 31), (), cohorts[1].pk)


@pytest.mark.parametrize("seed", range(3))
def test_the_database_counts_what_loops_count(seed):
    for scope in scopes(*random_world(seed)):
        told, slow = figures(scope), Obvious(scope)

        assert {code: one.value for code, one in told.items()} == slow.all(), scope
        assert dict(told["I10"].parts).get("nps") == slow.nps()
        assert dict(told["I12"].parts).get("women_share") == slow.women_share()
        named = {name: amount for name, amount in told["I16"].parts if name in INSTRUMENTS}
        assert named == slow.by_instrument()


SUMS = ("I01", "I05", "I12", "I13", "I14", "I16", "I20")


def test_cells_add_up_to_the_whole_and_lists_are_as_long_as_their_figure():
    random_world(7)
    scope = Scope(FIRST, LAST)
    whole = figures(scope)

    for code in SUMS:
        cells = split(code, scope, Split.REGION)
        values = [part.figure.value for part in cells if part.figure.value is not None]
        assert sum(values) == whole[code].value, code
        counted = len(behind(code, scope))
        assert counted == sum(len(behind(code, scope, key=(Split.REGION, part.key))) for part in cells)
        assert counted == (whole[code].value if code == "I01" else whole[code].base), code


def test_a_cell_of_a_cohort_is_the_figure_of_that_cohort():
    _programmes, cohorts = random_world(9)
    scope = Scope(FIRST, LAST)

    cells = {part.key: part.figure for part in split("I03", scope, Split.COHORT)}

    alone = figures(Scope(FIRST, LAST, (), cohorts[2].pk))["I03"]
    assert (cells[str(cohorts[2].pk)].value, cells[str(cohorts[2].pk)].base) == (alone.value, alone.base)


def test_every_split_and_the_list_of_its_last_cell_can_be_asked_for():
    random_world(3)
    scope = Scope(FIRST, LAST)

    for code, ways in SPLITS.items():
        for by in ways if code in {"I05", "I07", "I08", "I16"} else ways[:2]:
            cells = split(code, scope, by)
            assert all(part.label for part in cells)
            counted = behind(code, scope, key=(by, cells[-1].key)) if cells else []
            assert all(one.thing[1] for one in counted)
    assert (
        behind("I05", scope, key=(Split.COHORT, "nonsense")) == behind("I16", scope, key=(Split.INSTRUMENT, "x")) == []
    )
