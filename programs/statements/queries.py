"""What was declared before, and what the portal knows already."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from incubator.documents.models import Document
from programs.statements.measures import MEASURES, PROVED
from programs.statements.models import Statement, Value
from startups.models import Observation


@dataclass(frozen=True)
class Known:
    """A figure from earlier: of the last statement, or of the startup's file."""

    number: Decimal
    day: date


def declared(statement: Statement) -> dict[str, Value]:
    return {row.measure: row for row in statement.values.all()}


def last_declared(statement: Statement) -> dict[str, Known]:
    """The latest reported figure of each measure in an earlier period; one query."""
    before = Value.objects.filter(
        statement__startup=statement.startup_id,
        statement__period__last_day__lt=statement.period.last_day,
        statement__in=Statement.objects.reported(),
        number__isnull=False,
    )
    rows = before.order_by("measure", "-statement__period__last_day").distinct("measure")
    told = rows.values_list("measure", "number", "statement__period__last_day")
    return {measure: Known(number, day) for measure, number, day in told if number is not None}


def on_file(statement: Statement) -> dict[str, Known]:
    """The latest observation up to the end of the period, by measure; one query."""
    facts = {one.fact: one.code for one in MEASURES if one.fact}
    rows = Observation.objects.filter(
        startup=statement.startup_id, fact__in=facts, observed_on__lte=statement.period.last_day, number__isnull=False
    )
    latest = rows.order_by("fact", "-observed_on", "-pk").distinct("fact")
    told = latest.values_list("fact", "number", "observed_on")
    return {facts[fact]: Known(number, day) for fact, number, day in told if number is not None}


def purpose_of(code: str) -> str:
    """Under which purpose the files of a measure are kept."""
    return f"statement_{code}"


def files_of(statement: Statement) -> dict[str, list[Document]]:
    """The documents beside each figure, the first one first; one query."""
    found: dict[str, list[Document]] = {one.code: [] for one in PROVED}
    codes = {purpose_of(code): code for code in found}
    for document in Document.objects.about(statement).order_by("uploaded_at"):
        if document.purpose in codes:
            found[codes[document.purpose]].append(document)
    return found


@dataclass(frozen=True)
class Around:
    """What stands around the form of a statement: what is declared, what was the last time, what is on file, its documents."""

    values: dict[str, Value]
    last: dict[str, Known]
    known: dict[str, Known]
    files: dict[str, list[Document]]


def around(statement: Statement) -> Around:
    return Around(declared(statement), last_declared(statement), on_file(statement), files_of(statement))


def unanswered(statement: Statement) -> list[str]:
    """Figures with neither a value nor a word that it is not reported."""
    known = set(statement.values.values_list("measure", flat=True))
    return [one.code for one in MEASURES if one.code not in known]
