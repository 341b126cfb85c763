"""What staff type at the desk about those who come."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.agenda.admin.choosing import by_site, rows_of
from events.agenda.admin.step_forms import FoldedForm, fold_field
from events.agenda.clock import WallTime
from events.agenda.models import Event
from events.agenda.shown import told
from events.agenda.states import Way
from events.places.models import Resource
from events.registrations.actions.series import EVENT, FOLLOWING
from incubator.accounts.models import User
from incubator.accounts.states import Language
from incubator.errors import Refused
from incubator.fields import AddressField, DayField, NameField, TidyCharField, TidyTextField, WholeNumberField
from incubator.moments import Ambiguous, HourField, Nonexistent, instant

#: So many of those who wait are named; beyond, their number.
NAMED = 10


class ReasonForm(forms.Form):
    reason = TidyCharField(
        label=gettext_lazy("Reason"), max_length=300, help_text=gettext_lazy("Goes into the letter as written.")
    )


class LeaveForm(forms.Form):
    reason = TidyCharField(label=gettext_lazy("Reason"), max_length=300)


def scopes(event: Event, *, with_dates: bool) -> list[tuple[str, Any]]:
    whole = [(EVENT, _("the whole event") if with_dates else _("this event"))]
    following = [(FOLLOWING, _("this event and all that follow in the series"))] if event.series_id else []
    dates = [(str(one.pk), told(one, event)) for one in event.sessions.all()] if with_dates else []
    return [*whole, *following, *(dates if len(dates) > 1 else [])]


class MoveForm(FoldedForm):
    scope = forms.ChoiceField(label=gettext_lazy("What moves"), widget=forms.RadioSelect, initial=EVENT)
    days = WholeNumberField(
        label=gettext_lazy("By so many days"),
        min_value=-366,
        max_value=366,
        initial=0,
        required=False,
        help_text=gettext_lazy("Negative: earlier. The hour on the wall stays."),
    )
    hour = HourField(
        label=gettext_lazy("New hour of the first date"),
        required=False,
        help_text=gettext_lazy("Empty: as it is. Other dates of the same event keep their distance to it."),
    )
    fold = fold_field()
    note = TidyCharField(label=gettext_lazy("Note for colleagues"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, thing: Event) -> None:
        super().__init__(data)
        self.fields["scope"].choices = scopes(thing, with_dates=True)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        values["days"] = values.get("days") or 0
        if not self.errors and not values["days"] and values.get("hour") is None:
            self.add_error("days", _("Say by how many days, or at which hour."))
        return values


class CancelForm(forms.Form):
    scope = forms.ChoiceField(label=gettext_lazy("What is cancelled"), widget=forms.RadioSelect, initial=EVENT)
    reason = TidyCharField(
        label=gettext_lazy("Reason"), max_length=300, help_text=gettext_lazy("Goes into the letter as written.")
    )

    def __init__(self, data: Any = None, *, thing: Event) -> None:
        super().__init__(data)
        self.fields["scope"].choices = scopes(thing, with_dates=False)  # type: ignore[attr-defined]


class AddDateForm(FoldedForm):
    day = DayField(label=gettext_lazy("Day"))
    hour = HourField(label=gettext_lazy("Hour"))
    fold = fold_field()
    minutes = WholeNumberField(label=gettext_lazy("Minutes"), min_value=1, max_value=10_080, initial=120)
    resources = forms.TypedMultipleChoiceField(label=gettext_lazy("Rooms and equipment"), coerce=int, required=False)

    def __init__(self, data: Any = None, *, thing: Event) -> None:
        super().__init__(data)
        self.event = thing
        rooms = rows_of("rooms", None).select_related("site")
        self.fields["resources"].choices = by_site(rooms)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if {"day", "hour", "minutes"} - set(values):
            return values
        fold = values.pop("fold")
        try:
            instant(values["day"], values["hour"], fold=fold, zone=self.event.clock)
        except Nonexistent:
            self.add_error("hour", _("This hour does not exist: the clock jumps over it on that day."))
        except Ambiguous:
            self.add_error(
                "fold", _("This hour comes twice on that day: say whether you mean the first or the second.")
            )
        when = WallTime(values.get("day"), values.get("hour"), values["minutes"], fold or 0)  # type: ignore[arg-type]
        return {"when": when, "resources": list(Resource.objects.filter(pk__in=values.get("resources", [])))}


class DropDateForm(forms.Form):
    session = forms.TypedChoiceField(label=gettext_lazy("Date"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, thing: Event) -> None:
        super().__init__(data)
        self.fields["session"].choices = [(one.pk, told(one, thing)) for one in thing.sessions.all()]  # type: ignore[attr-defined]


class PlacesForm(forms.Form):
    """One number for each way; beside it how many are taken and who waits, in order."""

    def __init__(self, data: Any = None, *, thing: Event) -> None:
        super().__init__(data)
        for seating in thing.seatings.all():
            waiting = [str(row) for row in seating.registrations.waiting().with_card()[: NAMED + 1]]
            names = ", ".join([*waiting[:NAMED], *(["…"] if len(waiting) > NAMED else [])])
            facts = {"taken": seating.seats_taken, "names": names or "–"}
            self.fields[seating.way] = WholeNumberField(
                label=seating.get_way_display(),
                min_value=0,
                max_value=100_000,
                required=False,
                initial=seating.capacity,
                help_text=_("Empty: no limit. %(taken)d taken. Waiting, in order: %(names)s.") % facts,
            )


class RegisterForm(forms.Form):
    email = AddressField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("With an account: the person. Without one: her or his name below."),
    )
    name = NameField(label=gettext_lazy("Name"), max_length=120, required=False)
    organisation = TidyCharField(label=gettext_lazy("Organisation"), max_length=160, required=False)
    way = forms.ChoiceField(label=gettext_lazy("Takes part"), choices=Way.choices)
    seats = WholeNumberField(label=gettext_lazy("Places"), min_value=1, max_value=1000, initial=1)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letters"), choices=Language.choices, initial=settings.LANGUAGE_CODE
    )
    overbook = forms.BooleanField(
        label=gettext_lazy("Even when it is full: one place more for this"),
        required=False,
        help_text=gettext_lazy("Otherwise a full event puts her or him on the waiting list."),
    )
    reason = TidyTextField(
        label=gettext_lazy("Reason for going past the last place"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, thing: Event) -> None:
        super().__init__(data)
        ways = [(seating.way, seating.get_way_display()) for seating in thing.seatings.all()]
        self.fields["way"].choices = ways  # type: ignore[attr-defined]
        self.fields["way"].initial = ways[0][0] if ways else None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        address = values.get("email")
        values["person"] = User.objects.active().filter(email__iexact=address).first() if address else None
        if address and not values["person"] and not values.get("name") and "name" not in self.errors:
            self.add_error("name", _("Nobody has an account with this address: give the name."))
        if values.get("overbook") and not values.get("reason"):
            self.add_error("reason", _("Give the reason."))
        return values


def named(refusal: Refused, field: str) -> Refused:
    return Refused(refusal.message, field=field)
