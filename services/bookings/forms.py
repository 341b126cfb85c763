"""What people choose and type to book: filters of the times, a time, and what the meeting is about."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.registrations.forms import TokenField
from incubator.accounts.models import User
from incubator.fields import DayField, TidyCharField
from services.bookings.models import Booking
from services.calendar.models import Provider
from services.catalogue.models import Service
from services.catalogue.states import Place
from startups.models import Startup
from startups.queries import people

AT = "%Y%m%dT%H%M"


@dataclass(frozen=True)
class Pick:
    """A time of the list as its button carries it: when, and with whom (None: nobody)."""

    at: datetime
    who: uuid.UUID | None

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC):{AT}}-{self.who.hex if self.who else '0'}"

    @classmethod
    def read(cls, value: str) -> "Pick":
        at, _dash, who = value.partition("-")
        return cls(datetime.strptime(at, AT).replace(tzinfo=UTC), None if who == "0" else uuid.UUID(who))


class PickField(forms.CharField):
    default_error_messages = {"required": _("Choose a time."), "invalid": _("Choose a time of the list.")}

    def clean(self, value: Any) -> Pick | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return Pick.read(typed)
        except ValueError as wrong:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from wrong


class TimesForm(forms.Form):
    """What is looked for. What does not fit is not asked for: `asked` is always usable."""

    use_required_attribute = False
    startup = forms.ChoiceField(label=_("For"), required=False)
    coach = forms.ChoiceField(label=_("With"), required=False)
    site = forms.ChoiceField(label=_("Site"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("any")), *settings.LANGUAGES])
    place = forms.ChoiceField(label=_("How"), required=False)
    first = DayField(required=False)

    def __init__(
        self, data: Any, *, service: Service, startups: Sequence[Startup], coaches: Iterable[Provider], sites: Any
    ) -> None:
        super().__init__(data)
        places = [(one.value, one.label) for one in Place if not service.places or one in service.places]
        choices = {
            "startup": [(one.slug, one.name) for one in startups],
            "coach": [("", _("anybody")), *((one.key.hex, str(one)) for one in coaches)],
            "site": [("", _("any")), *((str(one.pk), one.name) for one in sites)],
            "place": [("", _("any")), *places],
        }
        for name, pairs in choices.items():
            self.fields[name].choices = pairs  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data

    @property
    def shown(self) -> list[Any]:
        """Filters with something to choose."""
        names = {"coach": 3, "site": 3, "place": 3, "language": 3, "startup": 2}
        return [
            self[name]
            for name, least in names.items()
            if len(self.fields[name].choices) >= least  # type: ignore[attr-defined]
        ]


class HoldForm(forms.Form):
    slot = PickField(label=_("Time"))
    client_token = TokenField(initial=uuid.uuid4)


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """None, one or several."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        if not data:
            super().clean(None, initial)  # says when one is needed
        return [super(FilesField, self).clean(one, initial) for one in data or []]


class DetailsForm(forms.Form):
    """What the meeting is about, and who comes."""

    use_required_attribute = False
    goal = TidyCharField(
        label=_("What do you want to have at the end?"),
        max_length=300,
        help_text=_("One sentence: whoever receives you prepares with it."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    participants: Any = forms.ModelMultipleChoiceField(
        label=_("Who comes"), queryset=User.objects.none(), to_field_name="uid", widget=forms.CheckboxSelectMultiple
    )
    place = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect)
    uploads = FilesField(
        label=_("Files to prepare with"),
        required=False,
        help_text=_("Read by your team, by whoever receives you and by the programme team."),
    )
    slot = PickField(required=False)
    client_token = TokenField(required=False, initial=uuid.uuid4)

    def __init__(
        self, data: Any = None, files: Any = None, *, booking: Booking, ways: Sequence[str], **kwargs: Any
    ) -> None:
        initial = {"participants": [booking.asked_by.uid] if booking.asked_by else [], "place": booking.place}
        super().__init__(data, files, initial=initial, **kwargs)
        team: Any = self.fields["participants"]
        team.queryset = people(booking.startup).order_by("name")
        if len(ways) < 2:
            del self.fields["place"]
        else:
            self.fields["place"].choices = [(way, Place(way).label) for way in ways]  # type: ignore[attr-defined]

    @property
    def typed(self) -> list[Any]:
        """What is drawn; time and token stand beside."""
        return [self[name] for name in self.fields if name not in {"slot", "client_token"}]


class FileForm(forms.Form):
    uploads = FilesField(label=_("File"))


class ReasonForm(forms.Form):
    """Why a meeting is cancelled; whoever receives must say it, the startup may."""

    use_required_attribute = False
    reason = TidyCharField(label=_("Reason"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))

    def __init__(self, data: Any = None, *, is_needed: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["reason"].required = is_needed
        self.fields["reason"].help_text = (
            _("The other side reads it.") if is_needed else _("Optional; the other side reads it.")
        )
