"""Makers of requests; every state is reached through the actions."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo.make_people import number, person, staff
from incubator.demo.make_services import service
from incubator.demo.make_startups import startup
from services.catalogue.states import Manner, ServiceKind
from services.requests.actions import asking, desk, scoping, working
from services.requests.actions.asking import Wish
from services.requests.actions.scoping import Proposal
from services.requests.models import Request
from services.requests.states import RequestState as S
from startups.models import Startup
from startups.queries import owners

DAY = timedelta(days=1)
#: What a prototype is made of, when nothing else is said.
PROTOTYPE: dict[str, Any] = {
    "material": "PLA",
    "quantity": 2,
    "safety": ["none"],
    "safety_note": "",
    "equipment": "",
    "trl_before": 3,
}
_WAY = ["send", "take", "propose", "accept_scope", "start", "deliver", "accept_delivery", "close"]
WAYS: dict[str, list[str]] = {
    S.DRAFT: [],
    S.SUBMITTED: _WAY[:1],
    S.TRIAGE: _WAY[:2],
    S.SCOPED: _WAY[:3],
    S.APPROVED: _WAY[:4],
    S.IN_PROGRESS: _WAY[:5],
    S.DELIVERED: _WAY[:6],
    S.CLOSED: _WAY,
    S.ON_HOLD: [*_WAY[:2], "pause"],
    S.REJECTED: [*_WAY[:2], "reject"],
    S.CANCELLED: [*_WAY[:2], "withdraw"],
}


def asked_service(*, kind: str = ServiceKind.FINANCING, **fields: Any) -> Any:
    """A service that one asks for."""
    return service(kind=kind, manner=Manner.REQUEST, **fields)


def proposal(**fields: Any) -> Proposal:
    today = timezone.localdate()
    steps = [("Premiers plans", today + 5 * DAY), ("Essai", today + 10 * DAY)]
    values = {"what": "Deux pièces imprimées.", "valid_until": today + 14 * DAY, "due_on": today + 20 * DAY}
    return Proposal(**{**values, "credits": Decimal(0), "steps": steps, **fields})


def request(
    *, state: str = S.DRAFT, of: Startup | None = None, to: Any = None, proposed: Proposal | None = None, **wish: Any
) -> Request:
    """`to` is the service, `proposed` what staff propose on the way to later states."""
    asking_startup, wanted = of or startup(), to or asked_service()
    values = {"goal": f"Besoin {number()}", "need": "Un premier essai.", "prototype": PROTOTYPE, **wish}
    owner = owners(asking_startup).first() or person()
    made = asking.begin(wanted.pk, startup_id=asking_startup.pk, wish=Wish(**values), by=owner)
    desk_person = staff() if WAYS[state] else owner
    for verb in WAYS[state]:
        walk(made, verb, owner=owner, officer=desk_person, proposed=proposed)
    return Request.objects.with_card().get(pk=made.pk)


def walk(made: Request, verb: str, *, owner: User, officer: User, proposed: Proposal | None = None) -> None:
    """One verb of the table, by whose it is."""
    deeds: dict[str, Any] = {
        "send": lambda: asking.send(made.pk, by=owner),
        "take": lambda: desk.take(made.pk, by=officer),
        "propose": lambda: scoping.propose(made.pk, proposal=proposed or proposal(), by=officer),
        "accept_scope": lambda: scoping.accept(made.pk, number=1, by=owner),
        "start": lambda: working.start(made.pk, by=officer),
        "deliver": lambda: working.deliver(made.pk, note="Deux pièces et leurs plans.", by=officer),
        "accept_delivery": lambda: working.accept_delivery(made.pk, number=1, by=owner),
        "close": lambda: working.close(made.pk, evidence="Pièces essayées.", trl_after=4, by=officer),
        "pause": lambda: desk.pause(made.pk, reason="Machine en révision.", by=officer),
        "reject": lambda: desk.reject(made.pk, reason="Hors de nos moyens.", by=officer),
        "withdraw": lambda: asking.withdraw(made.pk, reason="Trouvé ailleurs.", by=owner),
    }
    deeds[verb]()
