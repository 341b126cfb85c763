"""The admin of bookings with the one step that needs to know who could stand in."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programs.partners.steps import Step
from services.bookings import actions
from services.bookings.admin.bookings import BookingAdmin
from services.bookings.models import Booking
from services.bookings.rules import is_coming
from services.rescue.queries import substitutes


class SubstituteForm(forms.Form):
    """Whoever gives the service and is free at that hour, the best first, with the reasons."""

    who = forms.TypedChoiceField(label=_("Substitute"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, thing: Booking) -> None:
        super().__init__(data)
        self.found = {one.pk: one for one in substitutes([thing])[thing.pk]}
        told = [(pk, f"{one.name} ({', '.join(one.reasons)})") for pk, one in self.found.items()]
        self.fields["who"].choices = told  # type: ignore[attr-defined]
        if not told:
            self.fields["who"].help_text = _("Nobody who gives this service is free at that hour.")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        who = self.found.get(values.get("who") or 0)
        return {"provider_id": who.pk, "place": who.place} if who else {}


def substitute(pk: Any, *, by: Any, provider_id: int, place: str) -> Booking:
    return actions.substitute(pk, provider_id, by=by, place=place)


@admin.register(Booking)
class RescuedBookingAdmin(BookingAdmin):
    steps = [
        *BookingAdmin.steps,
        Step(
            "substitute",
            _("Somebody else receives the startup"),
            substitute,
            form=SubstituteForm,
            form_knows=True,
            may=lambda row: is_coming(row) and row.provider_id is not None,
            told=_("At the same hour, at once: both sides are told. To ask the startup first, declare an absence."),
        ),
    ]
