"""The list of a session on paper: names in their order, a box to sign."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.door import queries
from events.door.looking import Door
from events.door.tickets import when
from incubator.paper import apart


def facts(door: Door) -> dict[str, Any]:
    rows = queries.rows(door.session, queries.keys(door.session))
    people = sum(row.seats for row in rows)
    count = ngettext("%(count)d person expected", "%(count)d people expected", people) % {"count": people}
    return {
        "title": _("List of %(event)s") % {"event": door.event.title},
        "head": door.event.title,
        "lead": [when(door.session), apart(door.event.where), count],
        "columns": [_("No."), _("Name"), _("Organisation"), _("Way to take part"), _("Places"), _("Signature")],
        "rows": [_row(number, row) for number, row in enumerate(rows, start=1)],
    }


def _row(number: int, row: Any) -> list[str]:
    organisation = row.organisation or (row.startup.name if row.startup else "")
    way = str(row.seating.get_way_display())
    return [str(number), apart(row.who), apart(organisation), way, str(row.seats)]
