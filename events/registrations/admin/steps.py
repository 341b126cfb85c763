"""The steps of an event that concern those who are registered: each shows beforehand what happens and which letters leave."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.agenda.admin.foresight import foreseen, lines_of
from events.agenda.checks import warnings_of
from events.agenda.models import Event, Seating
from events.agenda.states import EVENT, EventState
from events.registrations import actions
from events.registrations.actions.registering import Registrant, Wish
from events.registrations.actions.series import reach
from events.registrations.admin.forms import (
    AddDateForm,
    CancelForm,
    DropDateForm,
    MoveForm,
    PlacesForm,
    RegisterForm,
    named,
)
from events.registrations.models import Registration
from incubator.errors import Refused
from incubator.outbox.rehearsal import rehearse
from programs.partners.steps import Change, Foreseen, Step
from startups.models import Startup


def _is_live(event: Event) -> bool:
    return event.state == EventState.PUBLISHED


def _stands(event: Event) -> bool:
    return event.state in {EventState.DRAFT, EventState.PUBLISHED} and event.starts_at is not None


@transaction.atomic
def resize(pk: int, *, by: Any, **capacities: int | None) -> Event:
    for seating in Seating.objects.filter(event=pk).order_by("pk"):
        if seating.way in capacities and capacities[seating.way] != seating.capacity:
            try:
                actions.resize(seating.pk, by=by, capacity=capacities[seating.way])
            except Refused as refusal:
                raise named(refusal, seating.way) from refusal
    return Event.objects.get(pk=pk)


def foresee_places(event: Event, values: dict[str, Any], user: Any) -> Foreseen:
    before = {seating.way: seating for seating in event.seatings.all()}

    def look(_result: Any) -> list[Change]:
        return [
            (now.get_way_display(), _seats(before[now.way]), _seats(now)) for now in event.seatings.all().order_by("pk")
        ]

    changes, letters = rehearse(lambda: resize(event.pk, by=user, **values), look)
    planned = Event.objects.with_plan().get(pk=event.pk)
    return Foreseen(changes, warnings_of([planned]), letters)


def _seats(seating: Seating) -> str:
    facts = {"places": "∞" if seating.capacity is None else seating.capacity, "taken": seating.seats_taken}
    return _("%(places)s places, %(taken)d taken") % facts


def foresee_move(event: Event, values: dict[str, Any], user: Any) -> Foreseen:
    concerned = [one.pk for one in reach(event, values["scope"])]
    return foreseen(
        lambda: actions.move_dates(event.pk, by=user, **values),
        lambda: Event.objects.filter(pk__in=concerned),
        has_letters=True,
    )


def foresee_cancel(event: Event, values: dict[str, Any], user: Any) -> Foreseen:
    found = reach(event, values["scope"]).with_plan().order_by("starts_at", "pk")
    before = [(title, when, EventState.CANCELLED.label) for title, when in lines_of(found).values()]
    _nothing, letters = rehearse(lambda: actions.cancel_dates(event.pk, by=user, **values), lambda _result: None)
    return Foreseen(before, [], letters)


def foresee_invite(event: Event, _values: dict[str, Any], user: Any) -> Foreseen:
    _nothing, letters = rehearse(lambda: actions.invite(event.pk, by=user), lambda _result: None)
    return Foreseen([], [], letters)


def _of_one(act: Any) -> Any:
    def foresee(event: Event, values: dict[str, Any], user: Any) -> Foreseen:
        return foreseen(
            lambda: act(event.pk, by=user, **values), lambda: Event.objects.filter(pk=event.pk), has_letters=True
        )

    return foresee


def enter(pk: int, *, by: Any, person: Any, overbook: bool, reason: str, **typed: Any) -> Registration:
    known = (
        {"person": person, "startup": _startup(person)} if person else {"name": typed["name"], "email": typed["email"]}
    )
    who = Registrant(organisation=typed["organisation"], language=typed["language"], **known)
    wish = Wish(way=typed["way"], seats=typed["seats"])
    return actions.enter(pk, who, wish, by=by, overbook=overbook, reason=reason)


def _startup(person: Any) -> Startup | None:
    """Hers, when there is no doubt."""
    mine = list(Startup.objects.of(person)[:2])
    return mine[0] if len(mine) == 1 else None


STEPS = [
    Step(
        "register",
        gettext_lazy("Register somebody"),
        enter,
        may=_is_live,
        told=gettext_lazy("She or he gets the letter at once. Registration may be closed already."),
        form=RegisterForm,
        form_knows=True,
    ),
    Step(
        "invite",
        gettext_lazy("Invite the guests"),
        actions.invite,
        may=_is_live,
        told=gettext_lazy("Every guest who has no invitation yet gets a letter with a link of her own."),
        foresee=foresee_invite,
    ),
    Step(
        "places",
        gettext_lazy("Change the places"),
        resize,
        may=_is_live,
        told=gettext_lazy("New places are offered to those who wait, in order. Never fewer than are taken."),
        form=PlacesForm,
        form_knows=True,
        foresee=foresee_places,
    ),
    Step(
        "move",
        gettext_lazy("Move"),
        actions.move_dates,
        may=_stands,
        told=gettext_lazy("One date, the event, or all of the series from this one on: all of it or nothing."),
        form=MoveForm,
        form_knows=True,
        foresee=foresee_move,
    ),
    Step(
        "add_date",
        gettext_lazy("Add a date"),
        actions.add_date,
        may=_is_live,
        told=gettext_lazy("Whoever is registered is told."),
        form=AddDateForm,
        form_knows=True,
        foresee=_of_one(actions.add_date),
    ),
    Step(
        "drop_date",
        gettext_lazy("Take a date out"),
        actions.drop_date,
        may=_is_live,
        told=gettext_lazy("Whoever is registered is told."),
        form=DropDateForm,
        form_knows=True,
        foresee=_of_one(actions.drop_date),
    ),
    Step(
        "cancel",
        gettext_lazy("Cancel"),
        actions.cancel_dates,
        may=lambda event: EVENT.allows("cancel", event.state),
        told=gettext_lazy("It stays in the programme as cancelled, its rooms are free, everybody is told why."),
        form=CancelForm,
        form_knows=True,
        foresee=foresee_cancel,
    ),
]
