"""What staff said on the mapping screens."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Mapping:
    """What staff said on the mapping screens. `columns`: {position: our field}; `codes`: {our field: {their word: our code or ""}};
    `settings`: what the target asks about the whole file.
    """

    columns: dict[int, str]
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    splitting: str = ""
    replaces: bool = True
    drops_cells: bool = False

    @classmethod
    def stored(cls, data: dict[str, Any]) -> "Mapping":
        columns = {int(position): name for position, name in data.get("columns", {}).items()}
        return cls(**{**data, "columns": columns})
