"""Inputs that plain Django lacks: choices as cards, rows of a table, a file that was sent before. All work without script."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from programs.calls.shapes import Column

#: More posted rows than this are not read at all.
MOST_READ = 50


class Cards(forms.widgets.ChoiceWidget):
    """One of a few: radios drawn as cards."""

    input_type = "radio"
    template_name = "programs/calls/widgets/cards.html"
    use_fieldset = True

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index) if index else ""


class CheckCards(Cards):
    """Several of a few."""

    input_type = "checkbox"
    allow_multiple_selected = True


class Rows(forms.Widget):
    """A small table: one blank row stands at the end, a button asks for another, an emptied row is dropped."""

    template_name = "programs/calls/widgets/rows.html"
    use_fieldset = True

    def __init__(self, columns: tuple[Column, ...], most: int) -> None:
        super().__init__()
        self.columns, self.most = columns, most

    def id_for_label(self, id_: str) -> str:
        return ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        rows = []
        for number in range(MOST_READ):
            typed = {c.key: data.get(f"{name}-{number}-{c.key}") for c in self.columns}
            if all(value is None for value in typed.values()):
                break
            rows.append({key: value or "" for key, value in typed.items()})
        return [*rows, {}] if f"{name}-add" in data else rows

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-0-{c.key}" in data for c in self.columns)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = list(value or [])[: self.most]
        while len(rows) < self.most and (len(rows) < 2 or any(rows[-1].values())):
            rows.append({})
        context["widget"] |= {
            "columns": self.columns,
            "rows": [self._row(name, number, row) for number, row in enumerate(rows)],
            "can_grow": len(rows) < self.most,
        }
        return context

    def _row(self, name: str, number: int, row: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [
            {
                "column": column,
                "name": f"{name}-{number}-{column.key}",
                "value": str(row.get(column.key) if row.get(column.key) is not None else ""),
                "label": _("%(column)s, row %(number)d") % {"column": column.label, "number": number + 1},
            }
            for column in self.columns
        ]


class SentFile(forms.Widget):
    """A file input that names the file on record and can take it back."""

    template_name = "programs/calls/widgets/sent_file.html"
    needs_multipart_form = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        upload = files.get(name) if files else None
        return upload or (False if f"{name}-clear" in data else None)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in (files or {}) and f"{name}-clear" not in data

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["sent"] = value if isinstance(value, dict) else None
        return context
