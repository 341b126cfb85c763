"""By what a figure is split, and the words for each cell."""

from collections.abc import Iterable
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from programs.partners.models import Cohort, Programme, Site
from startups.states import Region, Sector, Stage


class Split(TextChoices):
    PROGRAMME = "programme", pgettext_lazy("split", "programme")
    COHORT = "cohort", pgettext_lazy("split", "cohort")
    REGION = "region", pgettext_lazy("split", "region")
    SECTOR = "sector", pgettext_lazy("split", "main sector")
    STAGE = "stage", pgettext_lazy("split", "stage at entry")
    WOMEN_LED = "women_led", pgettext_lazy("split", "led by women")
    YOUTH_LED = "youth_led", pgettext_lazy("split", "led by young people")
    LEGAL = "legal", pgettext_lazy("split", "legal status")
    SITE = "site", pgettext_lazy("split", "site")
    INSTRUMENT = "instrument", pgettext_lazy("split", "instrument")


YES_NO = {"yes": gettext_lazy("yes"), "no": gettext_lazy("no")}
LEGAL = {
    "created": pgettext_lazy("legal status", "company created"),
    "not_created": pgettext_lazy("legal status", "not created yet"),
}
#: In the words of the statements.
INSTRUMENTS = {
    "equity": gettext_lazy("Equity raised"),
    "debt": gettext_lazy("Loans and repayable advances"),
    "honour_loans": gettext_lazy("Honour loans"),
    "grants": gettext_lazy("Grants"),
    "prizes": gettext_lazy("Prizes"),
}
_LISTS: dict[str, dict[str, Any]] = {
    Split.REGION: dict(Region.choices),
    Split.SECTOR: dict(Sector.choices),
    Split.STAGE: dict(Stage.choices),
    Split.WOMEN_LED: YES_NO,
    Split.YOUTH_LED: YES_NO,
    Split.LEGAL: LEGAL,
    Split.INSTRUMENT: INSTRUMENTS,
}
_TABLES: dict[str, Any] = {Split.PROGRAMME: Programme, Split.COHORT: Cohort, Split.SITE: Site}


def labels(by: Split, keys: Iterable[str]) -> dict[str, str]:
    """The words of each key, in the language of now and in the order of the list; one query for what lies in a table."""
    asked = set(keys)
    if by in _TABLES:
        rows = _TABLES[by].objects.filter(pk__in=[key for key in asked if key]).order_by("code")
        told = {str(row.pk): str(row.name) for row in rows}
    else:
        told = {key: str(label) for key, label in _LISTS[by].items() if key in asked}
    rest = sorted(asked - set(told) - {""})
    return told | {key: key for key in rest} | ({"": _unknown(by)} if "" in asked else {})


def _unknown(by: Split) -> str:
    return pgettext("site", "elsewhere or by video") if by == Split.SITE else pgettext("split", "not known")
