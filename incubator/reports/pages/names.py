"""Words of the cells of a split: rows carry theirs in the snapshot, codes of lists are named here."""

from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from incubator.reports.snapshots.shapes import Slice
from incubator.reports.splits import Split
from incubator.words import pick
from services.catalogue.states import ServiceKind
from services.funding.states import InstrumentKind
from startups.states import LegalForm, Region, Sector, Stage

YES_NO = {"yes": gettext_lazy("yes"), "no": gettext_lazy("no")}
LEGAL = {
    "created": pgettext_lazy("legal status", "company created"),
    "not_created": pgettext_lazy("legal status", "not created yet"),
}
LISTS: dict[str, dict[str, Any]] = {
    Split.REGION: dict(Region.choices),
    Split.SECTOR: dict(Sector.choices),
    Split.STAGE: dict(Stage.choices),
    Split.WOMEN_LED: YES_NO,
    Split.YOUTH_LED: YES_NO,
    Split.LEGAL: {**dict(LegalForm.choices), **LEGAL, **YES_NO},
    Split.INSTRUMENT: dict(InstrumentKind.choices),
}
KINDS = dict(ServiceKind.choices)


def of_split(by: str) -> str:
    return str(Split(by).label) if by in Split.values else by


def of_cell(by: str, cell: Slice) -> str:
    if words := pick(cell.words):
        return words
    if not cell.key:
        return _("not known")
    return str(LISTS.get(by, {}).get(cell.key, cell.key))


def of_kind(kind: str) -> str:
    return str(KINDS.get(kind, lazystr(kind)))
