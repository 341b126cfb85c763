"""The rows of a list of the desk: what a column shows is settled once for all rows, where Django asks again in each cell.

They weigh little: no cell names its column, and the next cell or row ends the last.
"""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from django.contrib.admin.templatetags.admin_list import _boolean_icon  # type: ignore[attr-defined]
from django.contrib.admin.utils import display_for_field, display_for_value
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import DateField, ForeignKey, TimeField
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

BOX = "action_checkbox"
#: Draws a cell of a row: its value, and whether it stands on one line.
Draw = Callable[[Any], tuple[Any, bool]]


def drawn_rows(cl: Any) -> SafeString:
    columns = [(name, _column(cl, name)) for name in cl.list_display]
    rows = (_row(cl, columns, row, number) for number, row in enumerate(cl.result_list, start=1))
    return SafeString("".join(rows))


def _row(cl: Any, columns: list[tuple[Any, Draw]], row: Any, number: int) -> str:
    """The first link is the head of its row, and the name of its checkbox."""
    cells, head, links = ["<tr>"], "th", cl.list_display_links or ()
    for name, draw in columns:
        if name == BOX:
            cells.append(f"<td>{cl.model_admin.action_checkbox(row, f'r{number}')}")
            head = f'th id="r{number}"'
            continue
        value, is_narrow = draw(row)
        said = conditional_escape(value)
        narrow = ' class="nowrap"' if is_narrow else ""
        if name in links:
            cells.append(f'<{head}{narrow}><a href="{cl.url_for_result(row)}">{said}</a>')
            head = "td"
        else:
            cells.append(f"<td{narrow}>{said}")
    return "".join(cells)


def _column(cl: Any, name: Any) -> Draw:
    field = next((one for one in cl.opts.concrete_fields if one.name == name), None)
    empty = cl.model_admin.get_empty_value_display()
    draw = _of_field(field, empty) if field else _of_word(cl.model_admin, name, empty)

    def safe(row: Any) -> tuple[Any, bool]:
        try:
            return draw(row)
        except ObjectDoesNotExist:
            return empty, False

    return safe


def _of_field(field: Any, empty: Any) -> Draw:
    is_narrow = isinstance(field, DateField | TimeField | ForeignKey)
    if isinstance(field, ForeignKey):
        return lambda row: (_or(getattr(row, field.name), empty), True)
    if field.flatchoices:
        words = {value: str(said) for value, said in field.flatchoices}
        return lambda row: (words.get(getattr(row, field.attname), empty), is_narrow)
    return lambda row: (display_for_field(getattr(row, field.attname), field, empty), is_narrow)


def _or(value: Any, empty: Any) -> Any:
    return empty if value is None else value


def _of_word(admin: Any, name: Any, empty: Any) -> Draw:
    """A method of the list, or of the row."""
    word = getattr(admin, name, None) if name != "__str__" else None
    about = word or getattr(admin.model, name, None)
    is_boolean, empty = getattr(about, "boolean", False), getattr(about, "empty_value_display", empty)

    def draw(row: Any) -> tuple[Any, bool]:
        value = word(row) if word else getattr(row, name)
        value = value() if not word and callable(value) else value
        if is_boolean:
            return _boolean_icon(value), False
        if isinstance(value, str):
            return (value if value.strip() else empty), False
        return display_for_value(value, empty), isinstance(value, date | time)

    return draw
