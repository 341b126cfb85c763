"""Lists that live in one column, edited as rows: no JSON is ever typed. Two blank rows stand at the end; an emptied row is dropped."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from incubator.text import one_line, tidy

LANGUAGES = {"fr": "Français", "en": "English", "ar": "العربية"}
MOST = 60


@dataclass(frozen=True)
class Part:
    """One cell of a row. `path` says where its value lives in the stored mapping: ("name", "fr") or ("value",)."""

    path: tuple[str, ...]
    label: Any
    is_long: bool = False
    choices: tuple[tuple[str, Any], ...] = ()

    @property
    def key(self) -> str:
        return "_".join(self.path)


class PartRows(forms.Widget):
    template_name = "admin/programs/rows.html"
    use_fieldset = True

    def __init__(self, parts: list[Part], across: int) -> None:
        super().__init__()
        self.parts, self.across = parts, across

    def id_for_label(self, id_: str) -> str:
        return ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = []
        for number in range(MOST):
            typed = {part.key: data.get(f"{name}-{number}-{part.key}") for part in self.parts}
            if all(value is None for value in typed.values()):
                break
            rows.append({key: value or "" for key, value in typed.items()})
        return rows

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-0-{part.key}" in data for part in self.parts)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = [row if set(row) <= {part.key for part in self.parts} else self.flat(row) for row in value or []]
        while rows and not any(rows[-1].values()):
            rows.pop()
        context["widget"] |= {
            "across": self.across,
            "rows": [self._cells(name, number, row) for number, row in enumerate([*rows, {}, {}][:MOST])],
        }
        return context

    def flat(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {part.key: _dug(row, part.path) for part in self.parts}

    def _cells(self, name: str, number: int, row: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [
            {"part": part, "name": f"{name}-{number}-{part.key}", "value": row.get(part.key, ""), "number": number + 1}
            for part in self.parts
        ]


class PartRowsField(forms.Field):
    """`needed` names the parts without which a row does not stand."""

    def __init__(self, *, parts: list[Part], across: int, needed: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(widget=PartRows(parts, across), required=False, **kwargs)
        self.parts, self.needed = parts, needed

    def prepare_value(self, value: Any) -> Any:
        widget = self.widget
        flat = value and isinstance(value[0], dict) and not any(part.key in value[0] for part in self.parts)
        return [widget.flat(row) for row in value] if flat else value

    def clean(self, value: Any) -> list[dict[str, Any]]:
        rows, wrong = [], []
        for number, typed in enumerate(value or [], start=1):
            row = {part.key: (tidy if part.is_long else one_line)(typed.get(part.key, "")) for part in self.parts}
            if not any(row.values()):
                continue
            wrong += [
                _("Row %(number)d lacks: %(part)s.") % {"number": number, "part": part.label}
                for part in self.parts
                if part.key in self.needed and not row[part.key]
            ]
            rows.append(_nested(self.parts, row))
        if wrong:
            raise ValidationError(wrong)
        return rows

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.clean(data or []) != (initial or [])


def _dug(row: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    for step in path:
        row = row.get(step, {}) if isinstance(row, Mapping) else {}
    return row if isinstance(row, str | int | float) else ""


def _nested(parts: list[Part], row: dict[str, str]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for part in parts:
        if row[part.key]:
            inner = nested
            for step in part.path[:-1]:
                inner = inner.setdefault(step, {})
            inner[part.path[-1]] = row[part.key]
    return nested
