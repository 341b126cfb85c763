"""The list a figure was counted from."""

from dataclasses import dataclass
from decimal import Decimal

from incubator.reports.scope import Scope
from incubator.reports.splits import Split


@dataclass(frozen=True)
class Behind:
    """One thing that counted. Names are here: whoever shows the list asks whether they may be shown."""

    startup_id: int | None
    startup_name: str
    detail: str
    number: Decimal | None
    thing: tuple[str, str]


def behind(code: str, scope: Scope, *, key: tuple[Split, str] | None = None) -> list[Behind]:
    """`key`: only what counted in one cell of a split."""
    return []
