"""Lists of the desk, drawn by the house where Django draws cell by cell."""

from typing import Any

from django import template
from django.contrib.admin.templatetags.admin_list import result_headers

from incubator.rows import drawn_rows

register = template.Library()


@register.inclusion_tag("admin/change_list_results.html")
def desk_list(cl: Any) -> dict[str, Any]:
    heads = list(result_headers(cl))
    sorted_by = sum(bool(head["sortable"] and head["sorted"]) for head in heads)
    return {"result_headers": heads, "num_sorted_fields": sorted_by, "rows": drawn_rows(cl)}
