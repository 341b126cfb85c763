"""The rules of an instrument in words, as pairs (what, how much), in the language of the page."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from incubator import spoken
from services.funding.judging import age
from services.funding.models import Instrument
from startups.states import Sector, Stage

Pair = tuple[str, str]


def rules_of(instrument: Instrument) -> list[Pair]:
    """Everything that the portal computes with."""
    return [*_money(instrument), *_whom(instrument)]


def how_much(instrument: Instrument) -> str:
    return " · ".join(text for _label, text in _amounts(instrument))


def for_whom(instrument: Instrument) -> str:
    return " · ".join(text for _label, text in _whom(instrument))


def _amounts(instrument: Instrument) -> Iterator[Pair]:
    if instrument.ceiling_mad is not None:
        yield _("Ceiling"), _("up to %(amount)s") % {"amount": spoken.dirhams(instrument.ceiling_mad)}
    if instrument.share_of_costs_max is not None:
        share = spoken.number(instrument.share_of_costs_max)
        yield _("Share"), _("%(share)s %% of the costs at most") % {"share": share}


def _money(instrument: Instrument) -> Iterator[Pair]:
    yield from _amounts(instrument)
    if instrument.own_share_min is not None:
        share = spoken.number(instrument.own_share_min)
        told = _("%(share)s %% of the costs at least") % {"share": share}
        yield _("Own money"), told
    if instrument.own_money_first:
        yield _("Order"), _("your own money is proved before the first payment")
    if instrument.beneficiaries_max is not None:
        left = max(instrument.beneficiaries_max - instrument.beneficiaries, 0)
        yield _("Places"), _("%(left)d of %(most)d left") % {"left": left, "most": instrument.beneficiaries_max}


def _whom(instrument: Instrument) -> Iterator[Pair]:
    if instrument.needs_company:
        yield _("Company"), _("company already created")
    if instrument.company_age_max_months is not None:
        yield _("Age"), _("company of %(age)s at most") % {"age": age(instrument.company_age_max_months)}
    if instrument.stages:
        yield _("Stage"), _named(Stage, instrument.stages)
    if instrument.trl_min or instrument.trl_max:
        told = {"low": instrument.trl_min or 1, "high": instrument.trl_max or 9}
        yield _("TRL"), _("TRL %(low)d to %(high)d") % told
    if instrument.sectors:
        yield _("Sectors"), _named(Sector, instrument.sectors)


def _named(choices: Any, codes: list[str]) -> str:
    return ", ".join(str(choices(one).label) for one in codes if one in choices.values)
