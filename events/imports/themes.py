"""Themes of a file: words that name one of ours become its code; the others become themes when their events are imported."""

from collections.abc import Sequence
from hashlib import blake2s

from django.utils.text import slugify

from events.agenda.models import Event, Theme
from incubator.journal.models import Entry, record_many
from incubator.text import search_key
from startups.imports.cells import loose
from startups.models import ImportBatch, ImportRow

KIND = Theme._meta.label_lower


def prepare(batch: ImportBatch, rows: Sequence[ImportRow], is_locking: bool) -> None:
    """Once for a hundred rows; `is_locking` is the import itself, which writes what is missing."""
    words = {word for row in rows for word in row.values.get("themes", ())}
    if not words:
        return
    known = _known()
    missing = {loose(word): word for word in sorted(words) if loose(word) not in known}
    if is_locking and missing:
        known |= _make(missing, taken=set(known.values()), batch=batch)
    for row in rows:
        if themes := row.values.get("themes"):
            row.values["themes"] = list(dict.fromkeys(known.get(loose(word), word) for word in themes))


def _known() -> dict[str, str]:
    known = {}
    for theme in Theme.objects.all():
        for word in (theme.name_ar, theme.name_en, theme.name_fr, theme.code):
            if word:
                known[loose(word)] = theme.code
    return known


def _make(missing: dict[str, str], *, taken: set[str], batch: ImportBatch) -> dict[str, str]:
    made = [Theme(code=_code(word, taken), name_fr=word[:80]) for word in missing.values()]
    record_many(
        "import_new", [(theme, {"import": batch.pk}) for theme in Theme.objects.bulk_create(made)], by=batch.moved_by
    )
    return {key: theme.code for key, theme in zip(missing, made, strict=True)}


def _code(word: str, taken: set[str]) -> str:
    code = slugify(search_key(word))[:40]
    if not code or code in taken:
        code = f"{code[:27] or 'theme'}-{blake2s(word.encode(), digest_size=4).hexdigest()}"
    taken.add(code)
    return code


def forget(batch: ImportBatch) -> None:
    """Themes that the import made and that no event has any more go with it."""
    keys = Entry.objects.filter(kind=KIND, verb="import_new", facts__import=batch.pk).values_list("key", flat=True)
    used = Event.themes.through.objects.values("theme")
    idle = list(Theme.objects.filter(pk__in=[int(key) for key in keys]).exclude(pk__in=used))
    if idle:
        record_many("undo_import_new", [(theme, {"import": batch.pk}) for theme in idle], by=batch.moved_by)
        Theme.objects.filter(pk__in=[theme.pk for theme in idle]).delete()
