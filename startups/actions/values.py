"""What may be written into a startup's profile, cleaned the same way whoever writes it: a form, staff, an import."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.text import one_line, tidy
from startups import identifiers
from startups.lists import find_city
from startups.models import Startup
from startups.queries import looks_like

_LINE, _TEXT = one_line, tidy
CLEAN: dict[str, Callable[[Any], Any] | None] = {
    "name": _LINE,
    "kind": None,
    "legal_form": None,
    "ice": identifiers.clean_ice,
    "rc_number": identifiers.clean_rc_number,
    "rc_court": identifiers.clean_rc_court,
    "tax_id": partial(identifiers.clean_number, field="tax_id"),
    "business_tax": partial(identifiers.clean_number, field="business_tax"),
    "cnss": partial(identifiers.clean_number, field="cnss"),
    "founded_on": None,
    "sector": None,
    "other_sectors": None,
    "tags": None,
    "region": None,
    "city": lambda typed: find_city(one_line(typed))[0],
    "address": _LINE,
    "postal_code": _LINE,
    "phone": identifiers.clean_phone,
    "email": _LINE,
    "website": _LINE,
    "pitch": _TEXT,
    "founders": None,
    "women_founders": None,
    "young_founders": None,
    "is_public": None,
    "is_resident": None,
}


def clean(values: Mapping[str, Any]) -> dict[str, Any]:
    """Known fields only, in the shape in which they are stored; raises Refused for the first that does not hold."""
    return {field: (rule(values[field]) if rule else values[field]) for field, rule in CLEAN.items() if field in values}


def write(startup: Startup, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Sets the values on an unsaved startup and gives {field: [before, after]} of what changed.

    Numbers that companies of the given legal form do not have are emptied; a known city names its region.
    """
    wanted = clean(values)
    if "legal_form" in wanted:
        for field in identifiers.all_identifiers() - identifiers.existing(wanted["legal_form"]):
            wanted[field] = None if field == "founded_on" else ""
    if not wanted.get("region", startup.region) and "city" in wanted:
        wanted["region"] = find_city(wanted["city"])[1]
    before = {field: getattr(startup, field) for field in wanted}
    for field, value in wanted.items():
        setattr(startup, field, value)
    _refuse_what_cannot_be(startup)
    return {field: [_told(before[field]), _told(value)] for field, value in wanted.items() if value != before[field]}


def _refuse_what_cannot_be(startup: Startup) -> None:
    if len(startup.name) < 2:
        raise Refused(_("A name has two letters at least."), field="name")
    if startup.rc_number and not startup.rc_court:
        raise Refused(
            _("Name the court too: a trade register number is unique only within its court."), field="rc_court"
        )
    if len(startup.other_sectors) > 2:
        raise Refused(_("Choose two secondary sectors at most."), field="other_sectors")
    for field in ("women_founders", "young_founders"):
        if startup.founders is not None and (getattr(startup, field) or 0) > startup.founders:
            raise Refused(_("There cannot be more of them than founders."), field=field)
    _refuse_doubles(startup)


def _refuse_doubles(startup: Startup) -> None:
    certain = [
        double
        for double in looks_like(
            ice=startup.ice, rc_number=startup.rc_number, rc_court=startup.rc_court, apart_from=startup.pk
        )
        if double.is_certain
    ]
    for double in certain:
        told = {
            "ice": _("A company with this ICE is already on file."),
            "rc": _("A company with this register number is already on file."),
        }
        raise Refused(told[double.by], field="ice" if double.by == "ice" else "rc_number")


def _told(value: Any) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, list) else "" if value is None else str(value)
