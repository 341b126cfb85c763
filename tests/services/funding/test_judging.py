"""The rules as tables: what is missing at which moment, at the edges; and for all numbers."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.funding.judging import Facts, lacks, last_day, most_paid, own_needed
from services.funding.states import Moment

D = Decimal
TODAY = date(2026, 11, 26)


def scheme(**rules):
    """An instrument without rules but those given."""
    plain = {
        "needs_company": False,
        "company_age_max_months": None,
        "stages": [],
        "trl_min": None,
        "trl_max": None,
        "sectors": [],
        "ceiling_mad": None,
        "share_of_costs_max": None,
        "own_share_min": None,
        "own_money_first": False,
        "left_mad": None,
        "is_full": False,
        "is_offered_on": lambda day: True,
    }
    return SimpleNamespace(**{**plain, **rules})


def facts(**known):
    return Facts(**{"on": TODAY, "costs": D(100_000), "amount": D(60_000), "is_signed": True, **known})


FIVE_YEARS = {"company_age_max_months": 60}
CASES = [
    # what the instrument asks, what is known, the moment, what is said (nothing when empty)
    ({}, {}, "application", ""),
    ({"is_offered_on": lambda day: False}, {}, "application", "Aucune demande"),
    ({"is_full": True}, {}, "application", "toutes prises"),
    ({"is_full": True}, {}, "award", "toutes prises"),
    ({"needs_company": True}, {"is_company": False}, "application", "doit d’abord exister"),
    ({"needs_company": True}, {"is_company": True}, "application", ""),
    (FIVE_YEARS, {"founded_on": None}, "application", "date de création"),
    (FIVE_YEARS, {"founded_on": None, "is_company": False}, "application", ""),
    (FIVE_YEARS, {"founded_on": date(2021, 11, 26)}, "application", ""),
    (FIVE_YEARS, {"founded_on": date(2021, 11, 25)}, "application", "5 ans au plus, donc jusqu’au 25 novembre 2026"),
    ({"company_age_max_months": 18}, {"founded_on": date(2020, 1, 1)}, "award", "18 mois au plus"),
    ({"stages": ["mvp"]}, {"stage": "idee"}, "application", "Produit minimum viable"),
    ({"stages": ["mvp"]}, {"stage": "mvp"}, "application", ""),
    ({"trl_min": 4}, {"trl": None}, "application", "TRL n’est pas"),
    ({"trl_min": 4}, {"trl": 3}, "application", "Votre TRL est 3"),
    ({"trl_min": 4}, {"trl": 4}, "application", ""),
    ({"trl_max": 6}, {"trl": 6}, "application", ""),
    ({"trl_max": 6}, {"trl": 7}, "application", "entre 1 et 6"),
    ({"sectors": ["SOL", "EOL"]}, {"sectors": ("EAU",)}, "application", "Énergie solaire"),
    ({"sectors": ["SOL"]}, {"sectors": ("EAU", "SOL")}, "application", ""),
    ({}, {"costs": D(0)}, "application", "tableau des dépenses est vide"),
    ({}, {"amount": D(0)}, "application", "montant demandé"),
    ({}, {"amount": D(100_000)}, "application", ""),
    ({}, {"amount": D("100000.01")}, "application", "100 % des dépenses"),
    ({"ceiling_mad": D(60_000)}, {}, "application", ""),
    ({"ceiling_mad": D(50_000)}, {}, "application", "10 000 MAD de trop"),
    ({"share_of_costs_max": D(60)}, {}, "application", ""),
    ({"share_of_costs_max": D(50)}, {}, "award", "50 % des dépenses"),
    ({"own_share_min": D(40)}, {"own_declared": D(0)}, "application", "40 000 MAD d’autofinancement"),
    ({"own_share_min": D(40)}, {"own_declared": D("39999.99")}, "award", "0,01 MAD d’autofinancement"),
    ({"own_share_min": D(40)}, {"own_declared": D(40_000)}, "award", ""),
    ({}, {"missing_papers": ("le devis",)}, "application", "Cette pièce manque : le devis."),
    ({"left_mad": D(60_000)}, {}, "award", ""),
    ({"left_mad": D(59_999)}, {}, "award", "il reste 59 999 MAD"),
    ({"left_mad": D(0)}, {}, "application", ""),
    ({}, {"is_signed": False}, "tranche", "convention n’est pas"),
    ({}, {"unpaid_before": 1}, "tranche", "La tranche 1 n’est pas encore versée"),
    ({}, {"unmet": ("rapport technique.",)}, "tranche", "rapport technique."),
    (
        {"own_share_min": D(40), "own_money_first": True},
        {},
        "tranche",
        "Il manque 40 000 MAD d’autofinancement justifié",
    ),
    ({"own_share_min": D(40), "own_money_first": True}, {"own_verified": D(40_000)}, "tranche", ""),
    ({"own_share_min": D(40), "own_money_first": True}, {"is_first_payment": False}, "tranche", ""),
    ({"own_share_min": D(40)}, {}, "tranche", ""),
    ({"own_money_first": True}, {"own_declared": D(5_000)}, "tranche", "5 000 MAD d’autofinancement justifié"),
    ({"own_money_first": True}, {"own_declared": D(5_000), "own_verified": D(5_000)}, "tranche", ""),
]


@pytest.mark.parametrize(("rules", "known", "moment", "said"), CASES)
def test_what_is_missing_is_said_in_one_sentence(rules, known, moment, said):
    answer = lacks(scheme(**rules), facts(**known), moment)

    if said:
        assert len(answer) == 1
        assert said in answer[0].replace("\u202f", " ").replace("\xa0", " ")
        assert answer[0].endswith(".")
        assert ".." not in answer[0]
    else:
        assert answer == []


def test_before_a_request_only_the_startup_is_looked_at():
    rules = scheme(ceiling_mad=D(1), own_share_min=D(50))

    assert lacks(rules, Facts(on=TODAY), Moment.APPLICATION) == []


def test_everything_that_is_missing_is_said():
    rules = scheme(ceiling_mad=D(1), share_of_costs_max=D(10), own_share_min=D(50), trl_min=4)

    assert len(lacks(rules, facts(missing_papers=("devis", "statuts")), Moment.APPLICATION)) == 6


@pytest.mark.parametrize(
    ("founded", "months", "last"),
    [
        (date(2021, 11, 26), 60, date(2026, 11, 26)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
    ],
)
def test_a_company_grows_older_by_whole_months(founded, months, last):
    assert last_day(founded, months) == last


money = st.decimals(min_value=1, max_value=9_999_999, places=2)
percent = st.decimals(min_value=0, max_value=100, places=2)


@given(costs=money, share=percent, own=percent)
def test_what_is_within_its_limits_lacks_nothing_and_one_centime_more_does(costs, share, own):
    rules = scheme(share_of_costs_max=share, own_share_min=own)
    most, needed = most_paid(rules, costs), own_needed(rules, costs)
    just = facts(costs=costs, amount=max(most, D("0.01")), own_declared=needed)
    if most >= D("0.01"):
        assert lacks(rules, just, Moment.APPLICATION) == []
    assert len(lacks(rules, facts(costs=costs, amount=most + D("0.01"), own_declared=needed), Moment.AWARD)) == 1
    if needed:
        less = facts(costs=costs, amount=just.amount, own_declared=needed - D("0.01"))
        assert len(lacks(rules, less, Moment.AWARD)) >= 1


@given(costs=money, own=percent)
def test_two_shares_that_make_up_the_whole_can_always_be_met(costs, own):
    rules = scheme(share_of_costs_max=100 - own, own_share_min=own)

    assert most_paid(rules, costs) + own_needed(rules, costs) <= costs + D("0.01")
    assert most_paid(rules, costs) <= costs


@given(founded=st.dates(date(1990, 1, 1), date(2026, 1, 1)), months=st.integers(1, 240))
def test_the_last_day_is_good_and_the_next_is_not(founded, months):
    rules, last = scheme(company_age_max_months=months), last_day(founded, months)

    assert lacks(rules, facts(on=last, founded_on=founded), Moment.APPLICATION) == []
    assert lacks(rules, facts(on=last + timedelta(days=1), founded_on=founded), Moment.APPLICATION) != []
