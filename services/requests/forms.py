"""What a team types: the request and, for what is to be made, its material, drawings, dangers and maturity."""

import uuid
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator import spoken
from incubator.fields import DayField, TidyCharField, TidyTextField, WholeNumberField
from services.bookings.actions import Choice
from services.calendar.wanted import NOBODY, Free
from services.catalogue.models import Service
from services.requests.actions.asking import Wish
from services.requests.models import PrototypeDetails, Request
from services.requests.queries import provider_names, writers_of
from services.requests.states import MADE, SafetyPoint
from startups.models import Startup

TRL = [("", "–"), *((n, str(n)) for n in range(1, 10))]
PROTOTYPE = ("material", "quantity", "safety", "safety_note", "equipment", "trl_before")


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class PrototypeFields(forms.Form):
    """From idea to part. Nothing is required of a draft; sending asks for it."""

    material = TidyCharField(
        label=gettext_lazy("Material"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What it is made of: PLA, plywood 6 mm, aluminium sheet…"),
    )
    quantity = WholeNumberField(label=gettext_lazy("Quantity"), min_value=1, max_value=100_000, required=False)
    safety = forms.MultipleChoiceField(
        label=gettext_lazy("Safety points"),
        choices=SafetyPoint.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("What the workshop must know before anybody touches a machine."),
    )
    safety_note = TidyCharField(label=gettext_lazy("More about safety"), max_length=500, required=False)
    equipment = TidyCharField(
        label=gettext_lazy("Machine and technician"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("If you know them: laser cutter, 3D printer, electronics technician…"),
    )
    trl_before = forms.TypedChoiceField(
        label=gettext_lazy("TRL today"), choices=TRL, coerce=int, empty_value=None, required=False
    )

    def clean_safety(self) -> list[str]:
        chosen = self.cleaned_data["safety"]
        if SafetyPoint.NONE in chosen and len(chosen) > 1:
            raise forms.ValidationError(_("“Nothing of these” stands alone."))
        return chosen


class RequestForm(forms.Form):
    """`service` decides whether something is made; without `request` it asks for which startup."""

    startup = forms.ModelChoiceField(
        label=gettext_lazy("For which startup?"),
        queryset=Startup.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    goal = TidyCharField(label=gettext_lazy("Your goal in one sentence"), max_length=200)
    need = TidyTextField(
        label=gettext_lazy("What do you need?"),
        max_length=4000,
        required=False,
        widget=area(6),
        help_text=gettext_lazy("What exists, what is missing, what you have tried."),
    )
    wanted_on = DayField(label=gettext_lazy("Wanted by"), required=False)
    file = forms.FileField(
        label=gettext_lazy("A drawing or a document"),
        required=False,
        help_text=gettext_lazy(
            "PDF, Word, Excel, PowerPoint or a picture, 20 MB at most. More can be added afterwards."
        ),
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, *args: Any, user: Any, service: Service, request: Request | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid.uuid4().hex)
        if request is not None:
            del self.fields["startup"], self.fields["token"]
            self.initial.update((name, getattr(request, name)) for name in ("goal", "need", "wanted_on"))
        else:
            mine = writers_of(user)
            self.fields["startup"].queryset = mine  # type: ignore[attr-defined]
            if len(mine) == 1:
                self.fields["startup"].initial = mine[0].pk
        if service.kind in MADE:
            self._add_prototype(request)

    def _add_prototype(self, request: Request | None) -> None:
        """After the need, before the day and the file."""
        last = {name: self.fields.pop(name) for name in ("wanted_on", "file")}
        self.fields |= {**deepcopy(PrototypeFields.base_fields), **last}
        if request is not None and (known := PrototypeDetails.objects.filter(request=request).first()):
            self.initial.update((name, getattr(known, name)) for name in PROTOTYPE)

    clean_safety = PrototypeFields.clean_safety

    def clean_wanted_on(self) -> Any:
        day = self.cleaned_data["wanted_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day from today on."))
        return day

    def wish(self) -> Wish:
        told = self.cleaned_data
        made = {name: told[name] for name in PROTOTYPE if name in told}
        uploads = [told["file"]] if told.get("file") else []
        return Wish(told["goal"], told["need"], told["wanted_on"], made, uploads)


class AppointForm(forms.Form):
    """The free times of a service, by day."""

    time = forms.ChoiceField(label=gettext_lazy("Day and hour"))
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, times: Sequence[Free], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time"].choices = self._by_day(times)  # type: ignore[attr-defined]

    def _by_day(self, times: Sequence[Free]) -> list[tuple[str, list[tuple[str, str]]]]:
        days: dict[str, dict[str, str]] = {}
        names = provider_names({free.provider_id for free in times})
        for free in times:
            said = " · ".join(filter(None, [spoken.clock(free.starts_at), names.get(free.provider_id, "")]))
            days.setdefault(spoken.weekday(free.starts_at), {})[self.key_of(free)] = said
        return [(day, list(hours.items())) for day, hours in days.items()]

    @staticmethod
    def key_of(free: Free) -> str:
        return f"{free.starts_at.isoformat()}|{free.provider_id}"

    def choice(self, times: Sequence[Free]) -> Choice:
        free = next(free for free in times if self.key_of(free) == self.cleaned_data["time"])
        place = free.places[0] if free.places else ""
        return Choice(free.starts_at, free.provider_id or NOBODY, place, self.cleaned_data["token"])


class ChangeForm(forms.Form):
    """To a proposal that should change; `number` names the one that was read."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_000)
    reason = TidyTextField(label=gettext_lazy("What should change?"), max_length=1000, widget=area(3))


class ReturnForm(forms.Form):
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_000)
    reason = TidyTextField(label=gettext_lazy("Why do you send it back?"), max_length=1000, widget=area(3))


class NumberForm(forms.Form):
    number = forms.IntegerField(min_value=1, max_value=32_000)


class WithdrawForm(forms.Form):
    reason = TidyTextField(
        label=gettext_lazy("Why do you withdraw the request?"), max_length=1000, required=False, widget=area(2)
    )


class MessageForm(forms.Form):
    text = TidyTextField(label=gettext_lazy("Your message"), max_length=4000, widget=area(3))
    token = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("A drawing or a document"),
        help_text=gettext_lazy("PDF, Word, Excel, PowerPoint or a picture, 20 MB at most."),
    )
