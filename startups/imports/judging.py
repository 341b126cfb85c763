"""The verdict on rows: who they are, what they would change, and what stands against them.

Judging sets fields of ImportRows and writes nothing. A hundred rows cost three or four queries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from startups.imports.identity import Identity, Known
from startups.imports.mapping import Mapping
from startups.imports.target import Column, Target, Values
from startups.models import ImportBatch, ImportRow
from startups.models.imports import Verdict

#: What judging a row writes.
FIELDS = ("verdict", "object_pk", "before", "after", "keys", "problems", "note", "same_as")
STANDING = (Verdict.NEW, Verdict.CHANGED, Verdict.SAME)


@dataclass(frozen=True)
class Judgement:
    """A row with the record it names (None for a new one) and those of its values that count."""

    row: ImportRow
    record: Any
    values: Values


@dataclass
class InFile:
    """The other rows of the file, by identity and by the record they name."""

    known: Known = field(default_factory=Known)
    by_record: dict[int, ImportRow] = field(default_factory=dict)

    def add(self, identity: Identity, row: ImportRow) -> None:
        self.known.add(identity, row)
        if row.object_pk:
            self.by_record.setdefault(row.object_pk, row)

    def double(self, identity: Identity, row: ImportRow) -> ImportRow | None:
        return self.known.find(identity) or self.by_record.get(row.object_pk or 0)


class Court:
    """Judges the rows of one batch; `is_locking` holds the records that are found, for the change that follows."""

    def __init__(self, batch: ImportBatch, target: Target, *, is_locking: bool = False) -> None:
        self.batch, self.target, self.is_locking = batch, target, is_locking
        self.mapping = Mapping.stored(batch.mapping)
        self.required = {column.name for column in target.columns if column.is_required}
        self.additions: dict[int, list[ImportRow]] = {}
        self.touched: dict[int, ImportRow] = {}

    def judge(self, rows: Sequence[ImportRow], *, finds_doubles: bool = True) -> list[Judgement]:
        """Rows in the order of their lines: of two that are the same, the later one is the double, or adds to the first."""
        self._gather(rows)
        later = [row for some in self.additions.values() for row in some]
        self.target.prepare(self.batch, [*rows, *later], self.is_locking)
        identities = [self.target.identify(row.values) for row in rows]
        on_file, in_file, judged = Known(), InFile(), []
        for record in self.target.candidates(identities, self.is_locking):
            on_file.add(self.target.identity_of(record), record)
        found = [on_file.find(identity) for identity in identities]
        for other in self._other_rows(rows, identities, found) if finds_doubles else ():
            in_file.add(self.target.identify(other.values), other)
        for row, identity, record in zip(rows, identities, found, strict=True):
            clash = self._clash(identity, on_file, in_file.known)
            judged.append(self._judge(row, identity, record, clash))
            double = in_file.double(identity, row)
            row.verdict = self._verdict(row, double)
            if double is not None and row.verdict == Verdict.DOUBLE and self.target.joins:
                self._add_to(double, row, record)
            if finds_doubles and row.verdict in STANDING:
                in_file.add(identity, row)
        return judged

    def _other_rows(
        self, rows: Sequence[ImportRow], identities: Sequence[Identity], found: Sequence[Any]
    ) -> Iterable[ImportRow]:
        keys = sorted({key for identity in identities for key in identity.keys})
        pks = [record.pk for record in found if record is not None]
        others = self.batch.rows.standing().filter(Q(keys__overlap=keys) | Q(object_pk__in=pks))
        return others.exclude(line__in=[row.line for row in rows]).order_by("line")

    def save_touched(self) -> None:
        """Earlier rows to which the judged ones added something."""
        ImportRow.objects.bulk_update([row for row in self.touched.values() if row.pk], FIELDS)

    def _gather(self, rows: Sequence[ImportRow]) -> None:
        """What later rows add to these."""
        if self.target.joins:
            later = self.batch.rows.filter(verdict=Verdict.MERGED, same_as__in=[row.line for row in rows])
            for row in later.order_by("line"):
                self.additions.setdefault(row.same_as or 0, []).append(row)

    def _whole(self, row: ImportRow) -> Values:
        """The values of a row, with those that later rows of the same thing add to its lists."""
        values = {**row.values}
        for more in self.additions.get(row.line, ()):
            for name in self.target.joins:
                mine = values.get(name, [])
                values[name] = [*mine, *(one for one in more.values.get(name, []) if one not in mine)]
        return values

    def _add_to(self, lead: ImportRow, row: ImportRow, record: Any) -> None:
        """The double brings something new to the lists of the first row, or changes nothing."""
        added = False
        for name in self.target.joins:
            had = (lead.after or {}).get(name) or (self.target.store.read(record, name) if record else [])
            if new := [one for one in row.values.get(name, []) if one not in had]:
                added = True
                lead.after = {**(lead.after or {}), name: [*had, *new]}
                lead.before = lead.before if record is None else {name: had, **(lead.before or {})}
        row.before, row.after, row.same_as = None, {}, lead.line
        if not added:
            row.verdict = Verdict.SAME if record else Verdict.DOUBLE
            return
        row.verdict = Verdict.MERGED
        row.note = _("The same as line %(line)d, which takes over: %(what)s.") % {
            "line": lead.line,
            "what": self._told(row),
        }
        lead.verdict = Verdict.CHANGED if lead.verdict == Verdict.SAME else lead.verdict
        self.touched[lead.line] = lead

    def _told(self, row: ImportRow) -> str:
        return ", ".join(str(one) for name in self.target.joins for one in row.values.get(name, []))[:200]

    def _clash(self, identity: Identity, on_file: Known, in_file: Known) -> list[tuple[str, str]]:
        kind, other = on_file.clash(identity)
        if kind:
            return [(kind, _("This number belongs to “%(name)s”, which is another company.") % {"name": other})]
        kind, other = in_file.clash(identity)
        if kind:
            return [(kind, _("Line %(line)d has the same number, and is another company.") % {"line": other.line})]
        return []

    def _judge(self, row: ImportRow, identity: Identity, record: Any, clash: list[tuple[str, str]]) -> Judgement:
        against = [*clash, *self.target.doubts(row.values, record, self.mapping)]
        row.problems = [problem for problem in row.problems if not problem.get("is_judged")]
        for name, why in against:
            row.problems.append(
                {
                    "column": "",
                    "field": name,
                    "cell": str(row.values[name]),
                    "why": why,
                    "is_note": False,
                    "is_judged": True,
                }
            )
        struck = {name for name, _why in against}
        values = {name: value for name, value in self._whole(row).items() if name not in struck}
        row.keys, row.object_pk = identity.keys, record.pk if record else None
        row.before, row.after = (None, values) if record is None else self._changes(record, identity, values)
        return Judgement(row, record, values)

    def _verdict(self, row: ImportRow, double: ImportRow | None) -> Verdict:
        row.note, row.same_as = "", None
        wrong = {problem["field"] for problem in row.problems if not problem["is_note"]}
        if wrong & self.required or (wrong and not (row.drops_cells or self.mapping.drops_cells)):
            return Verdict.WRONG
        if double is not None:
            row.note = _("The same as line %(line)d.") % {"line": double.line}
            return Verdict.DOUBLE
        if row.object_pk is None:
            return Verdict.NEW
        return Verdict.CHANGED if row.after else Verdict.SAME

    def _changes(self, record: Any, identity: Identity, values: Values) -> tuple[Values, Values]:
        """(before, after) of the fields that would change. A blank never replaces anything: it is not among the values."""
        before: Values = {}
        after: Values = {}
        known = self.target.identity_of(record)
        for name, value in values.items():
            old = self.target.store.read(record, name)
            new = _joined(self.target.column(name), record, old, value) if isinstance(old, list) else value
            if new != old and self._may_replace(name, old, identity, known):
                before[name], after[name] = old, new
        return before, after

    def _may_replace(self, name: str, old: Any, identity: Identity, known: Identity) -> bool:
        if name == "name" and identity.names <= known.names:
            # A former name: the file is older than the record. The same name in another spelling is a change.
            return self.mapping.replaces and identity.names == self.target.identify({"name": old}).names
        if name in identity.numbers and identity.numbers[name] == known.numbers.get(name):
            return False  # another establishment of the same company
        return self.mapping.replaces or old in ("", None, [])


def _joined(column: Column, record: Any, old: list[Any], value: list[Any]) -> list[Any]:
    """What was there, and what comes to it."""
    main = getattr(record, column.beside) if column.beside else None
    return [*old, *(one for one in value if one not in old and one != main)][: max(column.most, len(old))]
