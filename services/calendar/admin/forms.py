"""What staff type about coaches, hours, absences and authorisations."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from events.places.models import Resource
from incubator.errors import Refused
from incubator.fields import DayField, LinkField, TidyCharField, TidyTextField, WholeNumberField
from incubator.moments import HourField
from programs.partners.forms import PersonField
from programs.partners.models import Site
from programs.partners.steps import CountedFormSet
from services.calendar.actions.weeks import check
from services.calendar.forms import AbsenceForm
from services.calendar.models import Authorisation, Hours, Provider
from services.calendar.overlaps import first_overlap
from services.calendar.zones import zones
from startups.models import Startup


class ProviderAdminForm(forms.ModelForm):
    """Staff say who, what and for which services; the rest the coach may change herself."""

    person = PersonField(label=gettext_lazy("E-mail address"))
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    zone = forms.ChoiceField(label=gettext_lazy("time zone"), initial=settings.TIME_ZONE)
    monthly_minutes = WholeNumberField(
        label=gettext_lazy("at most a month (minutes)"), min_value=1, max_value=24_000, required=False
    )
    about = TidyTextField(label=gettext_lazy("about the coach"), max_length=1000, required=False)
    video_url = LinkField(label=gettext_lazy("room for video meetings"), max_length=500, required=False)

    class Meta:
        model = Provider
        fields = (
            *("person", "kind", "services", "languages", "sites", "skills", "about"),
            *("zone", "monthly_minutes", "video_url"),
        )
        widgets = {"services": forms.CheckboxSelectMultiple, "sites": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.instance.zone if self.instance.pk else settings.TIME_ZONE
        self.fields["zone"].choices = zones(known)  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.label = capfirst(str(field.label))

    def clean_person(self) -> Any:
        person = self.cleaned_data["person"]
        if person and Provider.objects.filter(person=person).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This person is a coach already."))
        return person


class HoursAdminForm(forms.ModelForm):
    weekday = forms.TypedChoiceField(label=gettext_lazy("Weekday"), coerce=int, empty_value=None, required=False)
    starts = HourField(label=pgettext_lazy("hour", "From"))
    ends = HourField(label=pgettext_lazy("hour", "To"))
    day = DayField(label=gettext_lazy("on one day only"), required=False)

    class Meta:
        model = Hours
        fields = ("weekday", "day", "starts", "ends", "site", "by_video", "season")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [("", "–"), *((n, capfirst(str(name))) for n, name in WEEKDAYS.items())]
        self.fields["weekday"].choices = days  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        try:
            check(self.instance)
        except Refused as refusal:
            self.add_error(refusal.field, str(refusal))


class HoursFormSet(CountedFormSet):
    """Two hours of one person never overlap: asked of the rows as they would stand afterwards."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Every row offers the same sites: they are asked for once."""
        super().add_fields(form, index)
        if "site" in form.fields:
            form.fields["site"].choices = self._sites

    @cached_property
    def _sites(self) -> list[tuple[Any, str]]:
        return [("", "---------"), *((site.pk, str(site)) for site in Site.objects.all())]

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        kept: list[Hours] = []
        for form in self.forms:
            if (not form.has_changed() and form.instance.pk is None) or self._should_delete_form(form):
                continue
            if other := first_overlap(form.instance, kept):
                form.add_error("starts", _("These hours overlap others: %(hours)s.") % {"hours": other})
            kept.append(form.instance)


class UseHoursForm(HoursAdminForm):
    """Of a room or machine: it is where it is."""

    class Meta(HoursAdminForm.Meta):
        fields = ("weekday", "day", "starts", "ends", "season", "since", "until")


class UseHoursFormSet(HoursFormSet):
    @classmethod
    def get_default_prefix(cls) -> str:
        return "hours"


class AbsenceStepForm(AbsenceForm):
    def __init__(self, data: Any = None, *, thing: Provider) -> None:
        super().__init__(data, zone=thing.tz)


class AuthorisationForm(forms.ModelForm):
    person = PersonField(label=gettext_lazy("E-mail address"))
    startup = forms.ModelChoiceField(label=gettext_lazy("startup"), queryset=Startup.objects.none())
    resource = forms.ModelChoiceField(label=gettext_lazy("machine"), queryset=Resource.objects.none())
    until = DayField(label=gettext_lazy("until"), required=False)
    note = TidyCharField(label=gettext_lazy("training"), max_length=200, required=False)

    class Meta:
        model = Authorisation
        fields = ("person", "startup", "resource", "until", "note")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        told = {name: values.get(name) for name in ("person", "startup", "resource")}
        if all(told.values()) and Authorisation.objects.filter(**told, revoked_at=None).exists():
            self.add_error("person", _("This person has the authorisation already."))
        return values


class ReasonForm(forms.Form):
    reason = TidyCharField(label=gettext_lazy("Reason"), max_length=300)
