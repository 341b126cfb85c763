"""A figure split by an attribute, as of entry in the cohort (domain.md 2.2, rules 5 and 6)."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from incubator.reports.figures import Figure
from incubator.reports.scope import Scope


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


@dataclass(frozen=True)
class Part:
    """One cell. `key` is stable and empty for what is not known; `label` is in the language of now."""

    key: str
    label: str
    figure: Figure


#: Which splits make sense for which indicator.
SPLITS: dict[str, tuple[Split, ...]] = {}


def split(code: str, scope: Scope, by: Split) -> list[Part]:
    return []
