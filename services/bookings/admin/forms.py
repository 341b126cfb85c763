"""What staff type about one booking."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator import spoken
from incubator.fields import TidyCharField
from services.bookings.actions import Choice
from services.bookings.models import Booking
from services.calendar.free import free_times, people_for
from services.calendar.wanted import Free, Wanted

#: So many times are offered; for others staff look further ahead.
MOST = 300


class ReasonForm(forms.Form):
    """Told to both sides."""

    reason = TidyCharField(
        label=gettext_lazy("Reason"), max_length=300, help_text=gettext_lazy("Goes into the letter as written.")
    )


class ForgiveForm(forms.Form):
    reason = TidyCharField(label=gettext_lazy("Reason"), max_length=300)


class MoveForm(forms.Form):
    """The next free times, with whoever is free then."""

    time = forms.ChoiceField(label=gettext_lazy("New time"))

    def __init__(self, data: Any = None, *, thing: Booking) -> None:
        super().__init__(data)
        self.fields["time"].choices = _times(thing)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        at, provider = _read(values.get("time", ""))
        if at is None:
            raise ValidationError(_("Choose one of the times."))
        return {"choice": Choice(at, provider)}


def _times(booking: Booking) -> list[tuple[str, str]]:
    wanted = Wanted(booking.service, timezone.localdate(), days=booking.service.horizon_days)
    people = people_for(wanted)
    names = {one.pk: str(one) for one in people}
    return [(_value(one), _label(one, names)) for one in free_times(wanted, people=people)[:MOST]]


def _value(free: Free) -> str:
    return f"{free.starts_at.isoformat()} {free.provider_id}"


def _label(free: Free, names: dict[int, str]) -> str:
    who = names.get(free.provider_id, "")
    return f"{spoken.moment(free.starts_at)} · {who}" if who else spoken.moment(free.starts_at)


def _read(value: str) -> tuple[datetime | None, int]:
    hour, _space, provider = value.partition(" ")
    try:
        return parse_datetime(hour), int(provider or 0)
    except ValueError:
        return None, 0
