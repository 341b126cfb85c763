"""What people type to register: who comes, how, how many, and the event's own questions."""

import uuid
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from events.agenda.models import Event, Invitee, Seating
from events.registrations.actions import LOST, Registrant, Wish
from events.registrations.queries import needs_startup, startups_for
from events.registrations.question_fields import field_of, stored
from events.registrations.rules import is_open
from incubator.fields import AddressField, NameField, TidyCharField, WholeNumberField

TRAP = {"class": "visually-hidden", "tabindex": "-1", "autocomplete": "off"}


class TokenField(forms.UUIDField):
    """Comes with the form and makes a second click the same request; one that was damaged is made anew."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> uuid.UUID:
        try:
            return super().clean(value)
        except forms.ValidationError:
            return uuid.uuid4()


class RegisterForm(forms.Form):
    """`seatings` are the ways to take part with their places of now; `seen_full` those that the person saw as full."""

    use_required_attribute = False
    client_token = TokenField()

    def __init__(self, data: Any = None, *, event: Event, seatings: list[Seating], **kwargs: Any) -> None:
        self.event, self.seatings = event, seatings
        self.seen_full = set(data.getlist("seen_full")) if data is not None else set()
        super().__init__(data, initial={"client_token": uuid.uuid4()}, **kwargs)
        self.fields |= self.people()
        if len(seatings) > 1:
            self.fields["way"] = self._way()
        if event.most_seats > 1:
            self.fields |= self._seats()
        self.questions = list(event.questions.all())
        for question in self.questions:
            self.fields[f"q-{question.key}"] = field_of(question)

    def people(self) -> dict[str, forms.Field]:
        return {}

    def _way(self) -> forms.Field:
        choices = [(seating.way, _way_said(seating)) for seating in self.seatings]
        return forms.ChoiceField(label=_("How will you take part?"), choices=choices, widget=forms.RadioSelect)

    def _seats(self) -> dict[str, forms.Field]:
        most = self.event.most_seats
        widget = forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": most})
        seats = WholeNumberField(label=_("Number of places"), min_value=1, max_value=most, initial=1, widget=widget)
        seats.help_text = ngettext("You included; %(most)d at most.", "You included; %(most)d at most.", most) % {
            "most": most
        }
        fewer = forms.BooleanField(label=_("If there are not enough places, we would come with fewer."), required=False)
        return {"seats": seats, "may_split": fewer}

    @property
    def seating(self) -> Seating:
        """Of the chosen way."""
        chosen = self.cleaned_data.get("way") if hasattr(self, "cleaned_data") else None
        return next((seating for seating in self.seatings if seating.way == chosen), self.seatings[0])

    @property
    def places(self) -> int:
        return (self.cleaned_data.get("seats") if hasattr(self, "cleaned_data") else None) or 1

    def clean(self) -> dict[str, Any]:
        """Asked before anything is looked up, so that the answer is the same for every address."""
        values = super().clean() or self.cleaned_data
        if not is_open(self.event):
            self.add_error(None, _("Registration is closed."))
        elif self.seating.lacks(self.places) and not self.event.needs_approval:
            self._say_full()
        return values

    def _say_full(self) -> None:
        if not self.event.has_waiting_list:
            self.add_error(None, _("All places are taken."))
        elif self.seating.way not in self.seen_full:
            self.add_error(None, LOST)

    def wish(self) -> Wish:
        values = self.cleaned_data
        way = self.seating.way
        answers = {q.key: stored(q, values[f"q-{q.key}"]) for q in self.questions}
        return Wish(
            way=way,
            seats=values.get("seats", 1),
            may_split=values.get("may_split", False),
            may_wait=way in self.seen_full,
            answers={key: answer for key, answer in answers.items() if answer is not None},
            token=values["client_token"],
        )


def _way_said(seating: Seating) -> str:
    name = str(seating.get_way_display())
    if seating.left is None:
        return name[:1].upper() + name[1:]
    places = _("full, waiting list") if seating.is_full else _left(seating.left)
    return format_html("{}{}{}{}", name[:1].upper(), name[1:], pgettext("between a label and its value", ": "), places)


def _left(left: int) -> str:
    return ngettext("%(left)d place left", "%(left)d places left", left) % {"left": left}


class MemberForm(RegisterForm):
    """With an account: name and address are known; the startup is asked when she has several."""

    def __init__(self, data: Any = None, *, user: Any, event: Event, **kwargs: Any) -> None:
        self.user = user
        self.startups = {startup.slug: startup for startup in startups_for(user, event)}
        super().__init__(data, event=event, **kwargs)

    def people(self) -> dict[str, forms.Field]:
        if len(self.startups) < 2:
            return {}
        pairs = [(slug, startup.name) for slug, startup in self.startups.items()]
        is_needed = needs_startup(self.event)
        none = ("", _("Choose…")) if is_needed else ("", _("none, I come for myself"))
        label = _("For which startup do you come?")
        return {"startup": forms.ChoiceField(label=label, choices=[none, *pairs], required=is_needed)}

    def registrant(self) -> Registrant:
        only = next(iter(self.startups.values())) if len(self.startups) == 1 else None
        chosen = self.startups.get(self.cleaned_data.get("startup", ""), only)
        return Registrant(person=self.user, startup=chosen, language=_language())


class GuestForm(RegisterForm):
    """Without an account: a name, an address that is confirmed by a link, and a trap for machines."""

    #: What machines fill in and people do not see.
    trap = "company_fax"

    def people(self) -> dict[str, forms.Field]:
        text = forms.TextInput
        return {
            "name": NameField(label=_("Full name"), max_length=120, widget=text(attrs={"autocomplete": "name"})),
            **self.address(),
            "organisation": TidyCharField(
                label=_("Organisation (optional)"),
                max_length=160,
                required=False,
                widget=text(attrs={"autocomplete": "organization", "dir": "auto"}),
            ),
            self.trap: forms.CharField(
                label="", required=False, widget=text(attrs={**TRAP, "aria-label": _("Leave this field empty")})
            ),
        }

    def address(self) -> dict[str, forms.Field]:
        widget = forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"})
        told = _("We send a link to this address: the registration counts once you have followed it.")
        return {"email": AddressField(label=_("E-mail address"), widget=widget, help_text=told)}

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get(self.trap))

    def registrant(self) -> Registrant:
        values = self.cleaned_data
        sides = {"name": values["name"], "organisation": values["organisation"], "language": _language()}
        return Registrant(email=values["email"], **sides)


class InvitedForm(GuestForm):
    """By the link of an invitation: the address is the one that the link was sent to."""

    def __init__(self, data: Any = None, *, invitee: Invitee, **kwargs: Any) -> None:
        self.invitee = invitee
        super().__init__(data, event=invitee.event, **kwargs)
        self.fields["name"].initial = invitee.name

    def address(self) -> dict[str, forms.Field]:
        return {}

    def registrant(self) -> Registrant:
        self.cleaned_data["email"] = self.invitee.email
        return super().registrant()


def _language() -> str:
    return (get_language() or "fr")[:2]
