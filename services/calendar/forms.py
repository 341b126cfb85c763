"""What a coach types about her hours, her absences, herself and her own calendar."""

from dataclasses import fields
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from incubator.fields import DayField, LinkField, TidyCharField, TidyTextField, WholeNumberField
from incubator.moments import HourField, Nonexistent, instant
from programs.partners.models import Site
from services.calendar.actions import Profile, Told
from services.calendar.models import Hours, Provider
from services.calendar.states import Season
from services.calendar.zones import zones

#: Stands for "one single day" among the weekdays.
ONE_DAY = ""


class HoursForm(forms.Form):
    """Each week on one weekday, or on one single day; wall times in the coach's own zone."""

    use_required_attribute = False
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Weekday"), coerce=int, empty_value=None, required=False, initial=0
    )
    day = DayField(
        label=gettext_lazy("Or on one day only"),
        required=False,
        help_text=gettext_lazy("Leave the weekday empty then. This day comes on top of the weekly hours."),
    )
    starts = HourField(label=pgettext_lazy("hour", "From"))
    ends = HourField(label=pgettext_lazy("hour", "To"))
    site = forms.ModelChoiceField(
        label=gettext_lazy("Site"), queryset=Site.objects.none(), required=False, empty_label=gettext_lazy("none")
    )
    by_video = forms.BooleanField(label=gettext_lazy("By video too"), required=False, initial=True)
    season = forms.ChoiceField(label=gettext_lazy("Season"), choices=Season.choices, initial=Season.ALWAYS)
    since = DayField(label=gettext_lazy("Since (optional)"), required=False)
    until = DayField(label=gettext_lazy("Until (optional)"), required=False)

    def __init__(self, data: Any = None, *, hours: Hours | None = None) -> None:
        initial = {name: getattr(hours, name) for name in self.base_fields} if hours else None
        super().__init__(data, initial=initial)
        days = [*((n, capfirst(str(name))) for n, name in WEEKDAYS.items()), (ONE_DAY, _("one single day"))]
        self.fields["weekday"].choices = days  # type: ignore[attr-defined]
        self.fields["site"].queryset = Site.objects.open()  # type: ignore[attr-defined]

    def told(self) -> Told:
        values = self.cleaned_data
        site = values["site"]
        names = {field.name for field in fields(Told)} - {"site_id"}
        return Told(**{name: values[name] for name in names}, site_id=site.pk if site else None)


class AbsenceForm(forms.Form):
    """Whole days, or from an hour to an hour; on the coach's own clock."""

    use_required_attribute = False
    first = DayField(label=gettext_lazy("First day"))
    first_hour = HourField(label=gettext_lazy("From (optional)"), required=False)
    last = DayField(label=gettext_lazy("Last day"))
    last_hour = HourField(label=gettext_lazy("To (optional)"), required=False)
    reason = TidyCharField(
        label=gettext_lazy("Reason (optional)"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only the programme team reads it."),
    )
    #: Where the fields of the action's refusals stand on this form.
    BESIDE = {"starts_at": "first", "ends_at": "last"}

    def __init__(self, data: Any = None, *, zone: ZoneInfo) -> None:
        self.zone = zone
        super().__init__(data)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors:
            last, hour = values["last"], values["last_hour"]
            values["starts_at"] = self._instant("first_hour", values["first"], values["first_hour"] or time())
            after = (last, hour) if hour else (last + timedelta(days=1), time())
            values["ends_at"] = self._instant("last_hour", *after)
        return values

    def _instant(self, field: str, day: Any, hour: time) -> datetime | None:
        try:
            return instant(day, hour, fold=1, zone=self.zone)
        except Nonexistent:
            self.add_error(field, _("This hour does not exist: the clock jumps over it on that day."))
            return None


class ProviderForm(forms.Form):
    use_required_attribute = False
    about = TidyTextField(
        label=gettext_lazy("About you"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("Startups read it when they choose a coach."),
    )
    skills = TidyCharField(
        label=gettext_lazy("Skills"),
        max_length=600,
        required=False,
        help_text=gettext_lazy("With a comma between two."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages in which you receive"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    sites = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Sites where you receive"),
        queryset=Site.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    video_url = LinkField(
        label=gettext_lazy("Your room for video meetings"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Its address goes to the startups that meet you by video."),
    )
    zone = forms.ChoiceField(
        label=gettext_lazy("Your time zone"),
        help_text=gettext_lazy("Your hours are on this clock; startups see them on theirs."),
    )
    hours_a_month = WholeNumberField(
        label=gettext_lazy("Hours a month at most (optional)"), min_value=1, max_value=400, required=False
    )

    def __init__(self, data: Any = None, *, provider: Provider) -> None:
        minutes = provider.monthly_minutes
        initial = {
            "about": provider.about,
            "skills": ", ".join(provider.skills),
            "languages": provider.languages,
            "sites": [site.pk for site in provider.sites.all()] if data is None else [],
            "video_url": provider.video_url,
            "zone": provider.zone,
            "hours_a_month": minutes // 60 if minutes else None,
        }
        super().__init__(data, initial=initial)
        self.fields["zone"].choices = zones(provider.zone)  # type: ignore[attr-defined]
        self.fields["sites"].queryset = Site.objects.open()  # type: ignore[attr-defined]

    def clean_skills(self) -> str:
        typed: str = self.cleaned_data["skills"]
        if any(len(one) > 60 for one in split(typed)):
            raise forms.ValidationError(_("One skill has 60 letters at most: put a comma between two."))
        return typed

    def profile(self) -> Profile:
        values = self.cleaned_data
        hours = values["hours_a_month"]
        return Profile(
            about=values["about"],
            skills=tuple(split(values["skills"])),
            languages=tuple(values["languages"]),
            zone=values["zone"],
            monthly_minutes=hours * 60 if hours else None,
            video_url=values["video_url"],
        )


def split(typed: str) -> list[str]:
    """Commas of both scripts; each skill once."""
    return list(dict.fromkeys(one.strip() for one in typed.replace("،", ",").split(",") if one.strip()))


class CalendarAddress(LinkField):
    """Calendar programs say webcal:// for https://."""

    def to_python(self, value: Any) -> str:
        typed = str(value or "").strip()
        return super().to_python(f"https://{typed[9:]}" if typed.lower().startswith("webcal://") else typed)


class AddressForm(forms.Form):
    use_required_attribute = False
    busy_url = CalendarAddress(
        label=gettext_lazy("Address of your calendar"),
        max_length=500,
        widget=forms.URLInput(attrs={"dir": "ltr", "placeholder": "https://"}),
        help_text=gettext_lazy(
            "The secret address in iCal format that your calendar program gives. Only when you are busy is kept."
        ),
    )


class FileForm(forms.Form):
    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("Calendar file (.ics)"),
        help_text=gettext_lazy("1 MB at most. Only when you are busy is kept; a new file replaces the one before."),
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )
