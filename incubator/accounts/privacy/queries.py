"""The notice as people read it, and what the controller still owes to it."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from incubator.accounts.models import Notice
from incubator.accounts.privacy.first_notice import TEXTS
from incubator.accounts.queries import current_notice
from incubator.words import pick

_PLACE = re.compile(r"\{(controller|contact|reference|country)\}")
COUNTRIES = {
    "MA": gettext_lazy("Morocco"),
    "FR": gettext_lazy("France"),
    "DE": gettext_lazy("Germany"),
    "IE": gettext_lazy("Ireland"),
}


@dataclass(frozen=True)
class Shown:
    """A notice ready to be read."""

    version: int
    paragraphs: list[str]
    published_at: datetime | None = None


def shown(notice: Notice | None = None) -> Shown:
    """The given notice, else the current one, else the text that the portal brings along."""
    notice = notice or current_notice()
    if notice is None:
        return Shown(1, filled(pick(TEXTS)))
    return Shown(notice.version, filled(notice.body), notice.published_at)


def filled(body: str) -> list[str]:
    """Its paragraphs with the values of the settings; one whose value is missing is left out."""
    values = facts()
    parts = [part.strip() for part in re.split(r"\n\s*\n", body.replace("\r\n", "\n")) if part.strip()]
    told = [part for part in parts if all(values[name] for name in _PLACE.findall(part))]
    return [_PLACE.sub(lambda place: values[place[1]], part) for part in told]


def facts() -> dict[str, str]:
    country = settings.HOSTING_COUNTRY
    return {
        "controller": settings.CONTROLLER_NAME
        or _("the team of the portal %(name)s") % {"name": _(settings.PORTAL_NAME)},
        "contact": settings.CONTROLLER_CONTACT,
        "reference": settings.CNDP_REFERENCE,
        "country": str(COUNTRIES.get(country, country)),
    }


def owed() -> list[str]:
    """What the law asks of the controller and the settings do not hold yet."""
    missing = {
        _("the name of the controller (CONTROLLER_NAME)"): settings.CONTROLLER_NAME,
        _("the address for rights of people (CONTROLLER_CONTACT)"): settings.CONTROLLER_CONTACT,
        _("the reference of the declaration to the CNDP (CNDP_REFERENCE)"): settings.CNDP_REFERENCE,
    }
    return [label for label, value in missing.items() if not value]


def language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]
