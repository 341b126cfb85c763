"""What staff type about an event, its sessions and its questions."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.agenda.admin.refusing import RefusedForm
from events.agenda.clock import WallTime
from events.agenda.models import Event, Question, Session
from events.agenda.states import Access, EventState, Way
from incubator.fields import LinkField, TidyCharField, TidyTextField, WholeNumberField
from incubator.moments import FOLDS, Ambiguous, HourField, Nonexistent, instant
from incubator.words import LANGUAGES
from programs.partners.steps import CountedFormSet

NO_LIMIT = gettext_lazy("Empty: no limit.")
PLACES = {Way.ROOM: "room_places", Way.ONLINE: "online_places"}


def _link(name: str) -> LinkField:
    field: Any = Event._meta.get_field(name)
    wide = forms.URLInput(attrs={"class": "vTextField"})
    told = {"label": field.verbose_name, "help_text": field.help_text}
    return LinkField(max_length=300, required=False, widget=wide, **told)


def _places(label: Any) -> WholeNumberField:
    return WholeNumberField(label=label, min_value=0, max_value=100_000, required=False, help_text=NO_LIMIT)


class EventForm(RefusedForm):
    zone = TidyCharField(
        label=gettext_lazy("time zone"), max_length=40, help_text=gettext_lazy("Africa/Casablanca, Europe/Paris, …")
    )
    map_url, website, online_url = _link("map_url"), _link("website"), _link("online_url")
    room_places = _places(gettext_lazy("Places in the room"))
    online_places = _places(gettext_lazy("Places online"))
    most_seats = WholeNumberField(
        label=gettext_lazy("Places one registration may take"), min_value=1, max_value=1000, initial=1
    )
    certificate_share = WholeNumberField(
        label=gettext_lazy("Share of the sessions (%)"), min_value=1, max_value=100, initial=80
    )

    class Meta:
        model = Event
        exclude = ("uid", "slug", "series", "state", "search", "sort_key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for seating in self.instance.seatings.all() if self.instance.pk else ():
            self.initial[PLACES[Way(seating.way)]] = seating.capacity

    def clean_zone(self) -> str:
        zone = self.cleaned_data["zone"]
        if zone not in available_timezones():
            raise ValidationError(_("No such time zone is known."))
        return zone

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        opens, closes = values.get("opens_at"), values.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The closing lies before the opening."))
        for access, name in ((Access.PROGRAMME, "programme"), (Access.COHORT, "cohort")):
            if values.get("access") == access and not values.get(name):
                self.add_error(name, _("Say for which."))
        return values

    def capacities(self) -> dict[str, int | None]:
        return {way: self.cleaned_data.get(name) for way, name in PLACES.items()}


class SessionForm(forms.ModelForm):
    hour = HourField(label=gettext_lazy("Hour"))
    which = forms.ChoiceField(label=gettext_lazy("If the hour comes twice"), choices=FOLDS, required=False)
    minutes = WholeNumberField(label=gettext_lazy("Minutes"), min_value=1, max_value=10_080, initial=120)
    rooms = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Rooms and equipment"),
        coerce=int,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 3}),
    )
    #: Choices, read once for all rows.
    choices: tuple[Any, ...] = ()

    class Meta:
        model = Session
        fields = ("day", "hour", "minutes", "title_fr", "title_en", "title_ar")

    def __init__(self, *args: Any, event: Event | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.fields["rooms"].choices = list(self.choices)  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["rooms"] = [room.pk for room in self.instance.resources.all()]
            self.initial["which"] = str(self.instance.fold) if self.instance.fold else ""
            for name in ("day", "hour", "minutes", "which") if event and event.state != EventState.DRAFT else ():
                self.fields[name].disabled = True

    @property
    def clock(self) -> ZoneInfo:
        zone = self.event.zone if self.event else ""
        return ZoneInfo(zone if zone in available_timezones() else settings.TIME_ZONE)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        day, hour, fold = values.get("day"), values.get("hour"), values.get("which")
        if not day or hour is None or self.fields["day"].disabled:
            return values
        try:
            instant(day, hour, fold=int(fold) if fold else None, zone=self.clock)
        except Nonexistent:
            self.add_error("hour", _("This hour does not exist: the clock jumps over it on that day."))
        except Ambiguous:
            told = _("This hour comes twice on that day: say whether you mean the first or the second.")
            self.add_error("which", told)
        return values

    def when(self) -> WallTime:
        values = self.cleaned_data
        return WallTime(values["day"], values["hour"], values["minutes"], int(values["which"] or 0))

    def words(self) -> dict[str, str]:
        return {f"title_{code}": self.cleaned_data[f"title_{code}"] for code in LANGUAGES}


class SessionFormSet(CountedFormSet):
    def get_queryset(self) -> Any:
        """Fetched with the event, rooms among them."""
        return self.instance.sessions.all() if self.instance.pk else super().get_queryset()

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "event": self.instance}


class QuestionForm(forms.ModelForm):
    """The options are typed one a line, in the same order in each language; what was answered keeps its meaning."""

    options_fr = TidyTextField(label=gettext_lazy("Options (French)"), required=False, max_length=2000)
    options_en = TidyTextField(label=gettext_lazy("Options (English)"), required=False, max_length=2000)
    options_ar = TidyTextField(label=gettext_lazy("Options (Arabic)"), required=False, max_length=2000)

    class Meta:
        model = Question
        fields = ("position", "kind", "is_required", "label_fr", "label_en", "label_ar")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"options_{code}"].widget.attrs["rows"] = 3
            self.initial[f"options_{code}"] = "\n".join(option.get(code, "") for option in self.instance.options)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        lines = {code: values.get(f"options_{code}", "").split("\n") for code in LANGUAGES}
        said = [line.strip() for line in lines["fr"] if line.strip()]
        if values.get("kind") in {"choice", "choices"} and len(said) < 2:
            self.add_error("options_fr", _("A choice needs two options at least, one a line."))
        known = self.instance.options
        self.instance.options = [
            {
                "value": known[number]["value"] if number < len(known) else f"o{number + 1}",
                **{code: lines[code][number].strip() for code in LANGUAGES if number < len(lines[code])},
            }
            for number in range(len(said))
        ]
        return values

    def save(self, commit: bool = True) -> Any:
        if not self.instance.key:
            taken = set(self.instance.event.questions.values_list("key", flat=True))
            self.instance.key = next(f"q{n}" for n in range(1, 1000) if f"q{n}" not in taken)
        return super().save(commit)
