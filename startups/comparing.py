"""Two records side by side, before they are merged: what differs, what would be filled, what would go over, what forbids it."""

from dataclasses import dataclass
from typing import Any

from startups import baggage
from startups.baggage import Baggage
from startups.models import Startup
from startups.states import LegalForm

#: Values that belong together: they are taken from the other record as a whole, where the one that stays has none of them.
TOGETHER = (
    ("legal_form",),
    ("ice",),
    ("rc_number", "rc_court"),
    ("tax_id",),
    ("business_tax",),
    ("cnss",),
    ("founded_on",),
    ("sector", "other_sectors"),
    ("tags",),
    ("region", "city"),
    ("address", "postal_code"),
    ("phone",),
    ("email",),
    ("website",),
    ("pitch",),
    ("founders", "women_founders", "young_founders"),
)
COMPARED = ("name", "kind", *(field for group in TOGETHER for field in group), "is_resident", "is_public")


def is_blank(startup: Startup, field: str) -> bool:
    return getattr(startup, field) in ("", None, [], LegalForm.NOT_CREATED)


def filled(goes: Startup, stays: Startup) -> dict[str, Any]:
    """{field: value} that the record which stays takes over, because it has none of its own."""
    empty = [group for group in TOGETHER if all(is_blank(stays, field) for field in group)]
    return {field: getattr(goes, field) for group in empty for field in group if not is_blank(goes, field)}


@dataclass(frozen=True)
class Difference:
    label: str
    goes: str
    stays: str
    is_filled: bool


def differences(goes: Startup, stays: Startup) -> list[Difference]:
    """What the two say differently; everything else is equal or empty in both."""
    taken = filled(goes, stays)
    return [
        Difference(_label(field), _shown(goes, field), _shown(stays, field), field in taken)
        for field in COMPARED
        if _shown(goes, field) != _shown(stays, field)
    ]


def luggage(goes: Startup) -> list[tuple[Baggage, int]]:
    """What would go over, with how many rows; what is empty is left out."""
    counted = [(item, item.count(goes)) for item in baggage.register.values()]
    return [(item, count) for item, count in counted if count]


def objections(goes: Startup, stays: Startup) -> list[str]:
    return [why for item in baggage.register.values() for why in item.objections(goes, stays)]


def _label(field: str) -> str:
    return str(Startup._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def _shown(startup: Startup, field: str) -> str:
    value = getattr(startup, f"get_{field}_display", lambda: getattr(startup, field))()
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
