"""What staff say about a file: what it holds, how it is read, which column is which field, what its words mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from incubator import sheets
from incubator.fields import WholeNumberField
from startups.imports.cells import Splitting, loose
from startups.imports.codes import guess
from startups.imports.target import Target
from startups.models import ImportBatch
from startups.models.imports import target_choices

_ENCODINGS = {
    "utf-8": _("UTF-8 (the usual one today)"),
    "cp1252": _("Windows, Western languages"),
    "cp1256": _("Windows, Arabic"),
    "utf-16": "UTF-16",
    "mac-roman": _("older Macintosh"),
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}
_SEPARATORS = {";": _("semicolon ;"), ",": _("comma ,"), "\t": _("tab"), "|": _("bar |")}
#: A word of theirs that is to be left blank; no code of ours looks like it.
BLANK = "-"


class UploadForm(forms.Form):
    target = forms.ChoiceField(
        label=_("What does the file hold?"),
        choices=target_choices,
        widget=forms.RadioSelect,
        initial="startup",
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV, Excel (.xlsx) or JSON, up to 10 MB and 20,000 rows. The first line holds the names of the columns; in JSON each entry has them."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.json"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
            "invalid": _("Choose a file."),
        },
    )


class ReadingForm(forms.Form):
    """Only what the kind of file has is asked."""

    def __init__(self, *args: Any, batch: ImportBatch, sheet_names: Sequence[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial = batch.reading
        if batch.reading["kind"] == "xlsx":
            self.fields["sheet"] = forms.ChoiceField(label=_("Sheet"), choices=[(name, name) for name in sheet_names])
        elif batch.reading["kind"] == "csv":
            encodings = list(dict.fromkeys([*sheets.ENCODINGS, batch.reading["encoding"]]))
            self.fields["separator"] = forms.ChoiceField(
                label=_("Separator of the columns"), choices=list(_SEPARATORS.items())
            )
            self.fields["encoding"] = forms.ChoiceField(
                label=_("Encoding of the letters"), choices=[(name, _ENCODINGS.get(name, name)) for name in encodings]
            )
        if batch.reading["kind"] != "json":
            self.fields["head"] = WholeNumberField(label=_("Line of the column names"), min_value=1, max_value=100)


class ColumnsForm(forms.Form):
    """One choice for each column of the file, and what holds for the whole file."""

    def __init__(self, *args: Any, batch: ImportBatch, target: Target, guessed: Mapping[int, str], **more: Any) -> None:
        super().__init__(*args, **more)
        fields = [("", _("do not import")), *((column.name, capfirst(column.label)) for column in target.columns)]
        stored = batch.mapping
        chosen = {int(i): name for i, name in stored["columns"].items()} if stored.get("columns") else guessed
        for position, name in enumerate(batch.columns):
            self.fields[f"column_{position}"] = forms.ChoiceField(
                label=name or f"({position + 1})", choices=fields, required=False, initial=chosen.get(position, "")
            )
        for question in target.questions:
            self.fields[f"ask_{question.name}"] = asked = question.field()
            asked.initial = stored.get("settings", {}).get(question.name, asked.initial)
        self.fields["splitting"] = forms.ChoiceField(
            label=_("Between several values in one cell"),
            choices=Splitting.choices,
            required=False,
            initial=stored.get("splitting", ""),
        )
        self.fields["replaces"] = forms.BooleanField(
            label=_("Replace what is on file when the file says something else"),
            help_text=_("Without it, only empty fields are filled. A blank cell never replaces anything."),
            required=False,
            initial=stored.get("replaces", True),
        )
        self._add_defaults(target, stored.get("defaults", {}))

    def _add_defaults(self, target: Target, stored: Mapping[str, str]) -> None:
        for name in target.defaults:
            column = target.column(name)
            self.fields[f"default_{name}"] = forms.ChoiceField(
                label=_("%(field)s, for new ones of which the file says none") % {"field": capfirst(column.label)},
                choices=column.codes.choices if column.codes else (),
                initial=stored.get(name, column.usual),
            )

    def column_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("column_")]

    def other_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("column_")]

    def mapping(self) -> dict[str, Any]:
        """As `steps.map_columns` takes it."""
        said = self.cleaned_data
        columns = {
            name.removeprefix("column_"): field for name, field in said.items() if name.startswith("column_") and field
        }
        defaults = {name.removeprefix("default_"): code for name, code in said.items() if name.startswith("default_")}
        settings = {name.removeprefix("ask_"): answer for name, answer in said.items() if name.startswith("ask_")}
        whole = {name: said[name] for name in ("splitting", "replaces")}
        return {"columns": columns, "defaults": defaults, "settings": settings, **whole}


class WordsForm(forms.Form):
    """What each word that is none of ours stands for; what nobody says stays a problem of its rows."""

    def __init__(
        self,
        *args: Any,
        target: Target,
        unknown: Mapping[str, Mapping[str, int]],
        stored: Mapping[str, Any],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.words: dict[str, tuple[str, str]] = {}
        self.groups: list[tuple[str, list[tuple[forms.BoundField, int]]]] = []
        for name, words in unknown.items():
            column = target.column(name)
            choices = [
                ("", _("cannot be read")),
                (BLANK, _("leave blank")),
                *(column.codes.choices if column.codes else ()),
            ]
            group = []
            for number, (word, rows) in enumerate(words.items()):
                key = f"word_{name}_{number}"
                said = stored.get(name, {}).get(loose(word))
                guessed = (guess(column.codes, word) if column.codes else "") or (BLANK if column.is_lenient else "")
                initial = guessed if said is None else (said or BLANK)
                self.fields[key] = forms.ChoiceField(label=word, choices=choices, required=False, initial=initial)
                self.words[key] = (name, loose(word))
                group.append((self[key], rows))
            self.groups.append((str(column.label), group))

    def codes(self) -> dict[str, dict[str, str]]:
        """As `steps.check` takes it."""
        said: dict[str, dict[str, str]] = {}
        for key, (name, word) in self.words.items():
            if code := self.cleaned_data[key]:
                said.setdefault(name, {})[word] = "" if code == BLANK else code
        return said
