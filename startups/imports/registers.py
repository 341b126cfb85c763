"""What imports keep of people: the contact address that a file gave for a company. The clock's task is known by being imported here."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from incubator.accounts import personal_data
from startups.imports import admin, targets, tasks  # noqa: F401 -- importing them names the pages and the task
from startups.imports.organisation_target import ORGANISATIONS
from startups.imports.startup_target import STARTUPS
from startups.models import ImportRow
from startups.models.imports import ROWS_LIVE


def _rows(user: Any) -> Any:
    return ImportRow.objects.filter(values__email__iexact=user.email)


def _export(user: Any) -> Iterable[dict[str, Any]]:
    for row in _rows(user).select_related("batch").order_by("pk"):
        yield {
            "file": row.batch.file_name,
            "line": row.line,
            "company": row.values.get("name", ""),
            "address": user.email,
        }


def _erase(user: Any) -> None:
    for row in _rows(user):
        for kept in (row.values, row.before or {}, row.after or {}):
            kept.pop("email", None)
            kept.pop("phone", None)
        row.problems = [problem for problem in row.problems if problem["field"] not in {"email", "phone"}]
        row.save(update_fields=["values", "before", "after", "problems"])


HOLDING = personal_data.Holding(
    model="startups.ImportRow",
    purpose=_("putting lists of companies on file"),
    basis=_("legitimate interest"),
    months=ROWS_LIVE.days // 30,
    export=_export,
    erase=_erase,
)


def register() -> None:
    targets.register(STARTUPS, ORGANISATIONS)
    personal_data.declare(HOLDING)
