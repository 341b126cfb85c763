from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda.queries import Choice, Wanted
from events.agenda.states import EventKind, Tongue
from incubator.fields import TidyCharField

VIEWS = ("list", "month", "week")
#: Sheets are drawn for these years; other months are answered with this one.
FIRST_YEAR, LAST_YEAR = 2000, 2100


class ProgrammeForm(forms.Form):
    """Asked by GET; what does not hold is left aside, never answered with an error."""

    q = TidyCharField(label=_("Search"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All kinds")), *EventKind.choices], required=False)
    site = forms.ChoiceField(label=_("Site"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("All languages")), *Tongue.choices], required=False
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    when = forms.ChoiceField(choices=[("", ""), ("past", "")], required=False)
    view = forms.ChoiceField(choices=[(name, name) for name in VIEWS], required=False)

    def __init__(self, data: Any, *, sites: Iterable[Choice], themes: Iterable[Choice]) -> None:
        super().__init__(data)
        self.fields["site"].choices = [("", _("All sites")), *sites]  # type: ignore[attr-defined]
        self.fields["theme"].choices = [("", _("All themes")), *themes]  # type: ignore[attr-defined]
        self.is_valid()

    def wanted(self) -> Wanted:
        values = {name: self.cleaned_data.get(name, "") for name in Wanted.__dataclass_fields__}
        return Wanted(**{**values, "q": values["q"] or self.data.get("q", "")[:200]})

    def view_name(self) -> str:
        return self.cleaned_data.get("view") or VIEWS[0]

    def day(self) -> date:
        """The day whose month or week is asked for: `month=2026-12`, `day=2026-12-18`; today for anything else."""
        asked = self.data.get("day", "") if self.view_name() == "week" else f"{self.data.get('month', '')}-01"
        try:
            day = date.fromisoformat(asked)
        except ValueError:
            return timezone.localdate()
        return day if FIRST_YEAR <= day.year < LAST_YEAR else timezone.localdate()
