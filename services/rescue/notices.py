"""Who is told of a rescue. The words are in templates; the values are read at the moment of sending."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from incubator.accounts.models import User
from incubator.outbox.post import post
from services.bookings.notices import startup_side
from services.rescue.models import RescueAnswer
from startups.models import Companion
from startups.queries import owners
from startups.rules import may_edit
from startups.states import CompanionKind

UNIT = "services.rescue"


def deciders(answer: RescueAnswer) -> list[Any]:
    """Whoever of the meeting may change it; else the owners of the startup."""
    startup = answer.booking.startup
    return [one for one in startup_side(answer.booking) if may_edit(one, startup)] or list(owners(startup))


def supervisors(answer: RescueAnswer) -> list[User]:
    """The officers at the side of the startup; without one, the whole programme team."""
    beside = Companion.objects.filter(startup=answer.booking.startup_id, kind=CompanionKind.OFFICER, until=None)
    staff = User.objects.staff()
    return (
        list(staff.filter(pk__in=beside.values("person"))) or list(staff.filter(Q(is_superuser=False))) or list(staff)
    )


def _post(kind: str, answer: RescueAnswer, people: Iterable[Any], **more: Any) -> None:
    told = {"params": {"asked": answer.asked}, "not_after": answer.booking.starts_at, **more}
    for person in people:
        once = f"{kind}:{answer.pk}:{person.pk}:a{answer.asked}"
        post(f"{UNIT}.{kind}", to=person, about=answer, once=once, **told)


def rescue_proposed(answer: RescueAnswer) -> None:
    _post("rescue_proposed", answer, deciders(answer))


def substitute_asked(answer: RescueAnswer) -> None:
    if answer.substitute is not None:
        _post("substitute_asked", answer, [answer.substitute.person])


def rescue_withdrawn(answer: RescueAnswer) -> None:
    """The meeting takes place as agreed after all."""
    substitute = [answer.substitute.person] if answer.substitute else []
    _post("rescue_withdrawn", answer, [*deciders(answer), *substitute])


def rescue_open(answer: RescueAnswer) -> None:
    _post("rescue_open", answer, supervisors(answer))
