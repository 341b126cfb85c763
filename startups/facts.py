"""The startup's passport: its dated facts as they stand today, how they came, which of them have grown old."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from incubator import spoken
from startups.drawings import Point, spark
from startups.freshness import CONFIRMED, FRESH_MONTHS
from startups.models import Observation, Startup
from startups.states import Fact, LegalForm, Stage


@dataclass
class Known:
    """One fact: its latest observation, when there is one, and those before it."""

    fact: Fact
    rows: list[Observation] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(self.fact.label)

    @property
    def latest(self) -> Observation | None:
        return self.rows[-1] if self.rows else None

    @property
    def is_stale(self) -> bool:
        return bool(self.latest and self.latest.is_stale)

    @property
    def months(self) -> int:
        return FRESH_MONTHS[self.fact]

    @property
    def value(self) -> Any:
        """As forms and other units take it: a code of the list, or a number."""
        return (self.latest.text or self.latest.number) if self.latest else None

    @property
    def picture(self) -> SafeString | str:
        """The course, once there are two days to draw it between."""
        points = [Point(row.observed_on, _height(row)) for row in self.rows]
        if len({point.on for point in points}) < 2:
            return ""
        told = {"first": self.rows[0].shown, "day": spoken.day(points[0].on), "last": self.rows[-1].shown}
        desc = _("From %(first)s on %(day)s to %(last)s.") % told
        return spark(points, title=self.label.capitalize(), desc=desc, rtl=get_language_bidi())


def _height(row: Observation) -> float:
    return float(Stage.values.index(row.text) if row.text in Stage.values else row.number or 0)


def known(startup: Startup) -> list[Known]:
    """Every fact in the order of the list, known or not; one query."""
    facts = {fact: Known(fact) for fact in Fact}
    for row in startup.observations.select_related("by").order_by("observed_on", "pk"):
        facts[Fact(row.fact)].rows.append(row)
    return list(facts.values())


def latest(startup: Startup) -> dict[str, Known]:
    """Those that are known, by fact."""
    return {str(one.fact): one for one in known(startup) if one.rows}


def source_of(row: Observation, reader: Any) -> str:
    """Where it is from, and who entered it; a team reads "the programme" where staff did."""
    who = "" if row.by is None else str(row.by) if reader.is_staff or not row.by.is_staff else _("The programme")
    said = _("confirmed by the team") if row.source == CONFIRMED else row.source
    return " · ".join(part for part in (said, who) if part) or "–"


def identity(startup: Startup) -> list[tuple[str, str]]:
    """What the record says of who the startup is; an empty value is missing."""
    told: Iterable[tuple[str, Any]] = (
        ("kind", startup.get_kind_display()),
        ("legal_form", startup.get_legal_form_display()),
        ("ice", startup.ice_shown),
        ("founded_on", spoken.day(startup.founded_on) if startup.founded_on else ""),
        ("sector", ", ".join(startup.sectors)),
        ("region", startup.place),
        ("founders", _founders(startup)),
    )
    unborn = {"ice", "founded_on"} if startup.legal_form == LegalForm.NOT_CREATED else set()
    fields = [(name, value) for name, value in told if name not in unborn or value]
    return [(str(_word(name)), str(value or "")) for name, value in fields]


def _word(name: str) -> Any:
    return Startup._meta.get_field(name).verbose_name  # type: ignore[union-attr]


def _founders(startup: Startup) -> str:
    if startup.founders is None:
        return ""
    women = "–" if startup.women_founders is None else startup.women_founders
    return _("%(all)s, women: %(women)s") % {"all": startup.founders, "women": women}
