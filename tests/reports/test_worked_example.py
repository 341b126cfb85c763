"""The worked example of the programme's indicators, to the last digit (domain.md 2.4)."""

from datetime import date
from decimal import Decimal

import pytest

from incubator.demo import make
from incubator.reports.indicators import INDICATORS, figures
from incubator.reports.scope import Scope
from tests.reports import world

pytestmark = pytest.mark.django_db

#: founders, women, young · region · how it ended · FTE at entry, latest, women · revenue the year before, the last · TRL at entry, latest
EXAMPLE = [
    ((2, 1, 1), "MA-06", "graduated", (2, 5, 2), (0, 420000), (4, 7)),
    ((3, 0, 3), "MA-04", "graduated", (1, 4, 1), (0, 95000), (3, 6)),
    ((1, 1, 1), "MA-09", "graduated", (1, 1, 1), (0, 0), (3, 5)),
    ((2, 1, 0), "MA-01", "graduated", (4, 9, 4), (310000, 880000), (5, 7)),
    ((5, 4, 2), "MA-08", "left", (3, None, None), (60000, None), (4, 5)),
    ((1, 0, 1), "MA-03", "excluded", (1, None, None), (0, None), (3, 4)),
]
FIRST, LAST = date(2023, 5, 5), date(2024, 5, 5)
SCOPE = Scope(date(2023, 5, 1), date(2024, 10, 27))


def played():
    """A cohort that has ended; statements of graduates only; everybody was received once."""
    cohort = world.cohort(starts=FIRST, ends=LAST, state="closed")
    half = world.period(cohort, date(2024, 4, 30), SCOPE.last_day)
    coaching = world.service()
    for people, region, state, staff, sales, trl in EXAMPLE:
        startup = world.startup()
        told = dict(zip(("founders_at_entry", "women_at_entry", "young_at_entry"), people, strict=True))
        base = {"fte_at_entry": staff[0], "revenue_at_entry": sales[0], "trl_at_entry": trl[0]}
        place = world.enrolment(
            cohort, startup, on=FIRST, state=state, until=LAST, region_at_entry=region, **told, **base
        )
        world.booking(startup, coaching, on=date(2023, 6, 2))
        world.observation(startup, trl[1], on=LAST)
        if staff[1] is not None:
            world.statement(half, place, fte=staff[1], women_fte=staff[2], revenue=sales[1])
    return cohort


def test_it_agrees_to_the_last_digit():
    played()

    told = figures(SCOPE)

    assert (told["I03"].value, told["I03"].part("led"), told["I03"].base) == (Decimal("66.7"), 4, 6)
    assert (told["I04"].value, told["I04"].part("led"), told["I04"].base) == (Decimal("66.7"), 4, 6)
    assert told["I05"].value == 6
    assert (told["I06"].value, told["I06"].part("outside"), told["I06"].part("regions")) == (Decimal("66.7"), 4, 6)
    assert (told["I09"].value, told["I09"].part("graduates")) == (Decimal("66.7"), 4)
    assert (told["I12"].value, told["I12"].part("women"), told["I12"].part("women_share")) == (19, 8, Decimal("42.1"))
    assert (told["I12"].base, told["I12"].expected) == (4, 6)
    assert (told["I13"].value, told["I13"].base) == (11, 4)
    assert (told["I14"].value, told["I14"].part("median")) == (1395000, 257500)
    assert (told["I15"].value, told["I15"].base, told["I15"].is_public) == (Decimal("183.9"), 1, False)
    assert (told["I18"].value, told["I18"].expected) == (None, 0)
    assert (told["I19"].value, told["I19"].part("gained_share"), told["I19"].base) == (Decimal("2.50"), 100, 4)


def test_the_selection_example():
    """48 begun, 40 sent, 4 sent again and 6 not eligible; 6 admitted, of whom one left the cohort since."""
    call = make.call()
    day = date(2024, 3, 2)
    for _ in range(8):
        world.application(call, world.startup(), on=day, state="draft")
    teams = [world.startup() for _ in range(36)]
    for team in teams[:4]:
        world.application(call, team, on=day, state="rejected")
    states = ["ineligible"] * 6 + ["accepted"] * 3 + ["offered"] * 2 + ["withdrawn"] + ["waitlisted"] * 4
    states += ["offer_declined"] + ["rejected"] * 19
    files = [
        world.application(call, team, on=date(2024, 3, 9), state=state)
        for team, state in zip(teams, states, strict=True)
    ]
    chosen = files[11]
    world.enrolment(
        call.cohort, chosen.startup, on=date(2024, 4, 1), state="left", until=date(2024, 5, 1), application=chosen
    )

    told = figures(Scope(date(2024, 1, 1), date(2024, 12, 31)))

    assert told["I01"].value == 36
    assert (told["I01"].part("drafts"), told["I01"].part("duplicates")) == (8, 4)
    assert (told["I02"].part("eligible"), told["I02"].part("admitted")) == (30, 6)
    assert (told["I02"].value, told["I02"].part("gross")) == (Decimal("20.0"), Decimal("16.7"))


def test_nothing_reported_is_undefined_and_never_zero():
    told = figures(SCOPE)

    undefined = set(INDICATORS) - {"I01", "I05", "I07", "I08"}
    assert {code for code, one in told.items() if one.value is None} == undefined


def test_they_stand_in_their_order_and_every_part_has_a_name():
    played()

    told = figures(SCOPE)

    assert list(told) == list(INDICATORS) == [f"I{n:02}" for n in range(1, 21)]
    assert {
        (code, name) for code, one in told.items() for name, _ in one.parts if name not in INDICATORS[code].parts
    } == set()
