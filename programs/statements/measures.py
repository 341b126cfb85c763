"""What is asked in a statement: each figure with its unit, its definition and, where it is certain, the code of a framework.

Definitions follow the indicators I12 to I20 of the programme. Codes of IRIS+ that are not confirmed are not printed.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from startups.states import Fact


@dataclass(frozen=True)
class Measure:
    """`most`: the greatest value that is believed. `fact`: what the startup's file keeps of it once it is verified."""

    code: str
    label: Any
    unit: Any
    told: Any
    reference: str = ""
    decimals: int = 0
    most: Decimal = Decimal(1_000_000_000)
    least: Decimal = Decimal(0)
    is_money: bool = False
    needs_method: bool = False
    fact: str = ""
    proof: Any = ""  # what kind of document shows it, where one is asked for
    within: str = ""  # the measure of which this one is a part


GALI, IRIS = "GALI", "IRIS+"
FTE, MAD = _("full-time equivalents"), "MAD"

MEASURES: tuple[Measure, ...] = (
    Measure(
        "fte",
        _("Paid staff"),
        FTE,
        _("On the last day of the period, in full-time equivalents; founders are not counted."),
        f"{IRIS} OI8869 · {GALI}",
        decimals=2,
        most=Decimal(100_000),
        fact=Fact.FTE,
    ),
    Measure(
        "women_fte",
        _("Women among them"),
        FTE,
        _("The part of the paid staff who are women, in full-time equivalents."),
        decimals=2,
        most=Decimal(100_000),
        fact=Fact.WOMEN_FTE,
        within="fte",
    ),
    Measure(
        "revenue",
        _("Revenue of the last closed calendar year"),
        MAD,
        _("Before tax; zero when nothing was sold. Years that are not closed are not counted."),
        GALI,
        is_money=True,
        decimals=2,
        fact=Fact.REVENUE,
        proof=_("balance sheet, tax return or statement of the accountant"),
    ),
    Measure(
        "exports",
        _("Exports among it"),
        MAD,
        _("The part of that revenue that customers abroad paid."),
        f"{IRIS} PI5920",
        is_money=True,
        decimals=2,
        within="revenue",
    ),
    Measure(
        "equity",
        _("Equity raised"),
        MAD,
        _("Signed in the period; money of the programme itself is not counted."),
        GALI,
        is_money=True,
        decimals=2,
    ),
    Measure(
        "debt",
        _("Loans and repayable advances"),
        MAD,
        _("Signed in the period; money of the programme itself is not counted."),
        GALI,
        is_money=True,
        decimals=2,
    ),
    Measure(
        "honour_loans",
        _("Honour loans"),
        MAD,
        _("Signed in the period; money of the programme itself is not counted."),
        GALI,
        is_money=True,
        decimals=2,
    ),
    Measure(
        "grants",
        _("Grants"),
        MAD,
        _("Signed in the period; money of the programme itself is not counted."),
        GALI,
        is_money=True,
        decimals=2,
    ),
    Measure(
        "prizes",
        _("Prizes"),
        MAD,
        _("Signed in the period; money of the programme itself is not counted."),
        GALI,
        is_money=True,
        decimals=2,
    ),
    Measure(
        "received",
        _("Money received of all this"),
        MAD,
        _("Paid to you in the period, of what was signed then or before: signed is not paid."),
        is_money=True,
        decimals=2,
    ),
    Measure(
        "trl",
        _("Technology readiness level"),
        "TRL",
        _("From 1 (principle observed) to 9 (proven in operation), on the last day of the period."),
        most=Decimal(9),
        least=Decimal(1),
        fact=Fact.TRL,
    ),
    Measure(
        "co2",
        _("Emissions avoided"),
        _("tonnes of CO₂ equivalent"),
        _("Units sold in the period, times what the replaced solution emits in its life less what yours does."),
        f"{IRIS} PI5376",
        decimals=2,
        needs_method=True,
        proof=_("sheet of the computation or measurements"),
    ),
)
PROVED = tuple(one for one in MEASURES if one.proof)
BY_CODE = {one.code: one for one in MEASURES}
CODES = [(one.code, one.label) for one in MEASURES]
