"""What the startups of the running cohort ask for: one request in each of the states that people meet most."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from incubator.accounts.models import User
from incubator.demo.season.seed import day
from services.catalogue.models import Service
from services.requests.actions import asking, desk, scoping, talking, working
from services.requests.actions.asking import Wish
from services.requests.actions.scoping import Proposal
from services.requests.models import Request, RequestStep
from startups.models import Startup
from startups.queries import owners

DRYER = {
    "material": "Tôle d’aluminium 2 mm, laine de bois, vitrage trempé",
    "quantity": 2,
    "safety": ["heat", "moving"],
    "safety_note": "Air jusqu’à 70 °C, ventilateur 12 V.",
    "equipment": "Plieuse, découpe laser, technicien en chaudronnerie",
    "trl_before": 5,
}
SENSOR = {
    **DRYER,
    "trl_before": 4,
    "material": "PETG, joint silicone",
    "quantity": 5,
    "safety": ["battery"],
    "safety_note": "",
}
SERIES = {**DRYER, "quantity": 50, "trl_before": 6}
PLAN = "Visite de l’atelier, relevé des contraintes, plan de prototypage chiffré et liste des essais."
FILE = "Relecture du prévisionnel, choix du dispositif, dossier prêt à déposer avec ses pièces."


def season_of_requests(startups: Sequence[Startup], services: dict[str, Service], *, by: User) -> None:
    """Those of the demonstration's founder first: at work, a proposal to answer, a draft."""
    first = [one for one in startups if owners(one).filter(email="founder@demo.test").exists()]
    mine, *others = [*first, *(one for one in startups if one not in first)]
    _at_work(mine, services["AST-01"], by=by)
    _to_answer(mine, services["FIN-01"], by=by)
    _ask(mine, services["AST-03"], Wish("Passer de deux séchoirs à une petite série de cinquante", prototype=SERIES))
    if len(others) > 2:
        _being_studied(others[0], services["AST-01"], by=by)
        _closed(others[1], services["FIN-01"], by=by)
        _send(_ask(others[2], services["FIN-01"], Wish("Un prêt d’honneur pour le premier stock", NEED)))


NEED = "Nous avons un prévisionnel sur trois ans et deux lettres d’intention ; nous ne savons pas quel dispositif convient."


def _ask(startup: Startup, service: Service, wish: Wish) -> Request:
    return asking.begin(service.pk, startup_id=startup.pk, wish=wish, by=_owner(startup))


def _owner(startup: Startup) -> Any:
    return owners(startup).order_by("pk").first()


def _send(request: Request) -> Request:
    return asking.send(request.pk, by=_owner(request.startup))


def _propose(request: Request, what: str, *titles: str, by: User) -> None:
    steps = [(title, day(7 * n)) for n, title in enumerate(titles, start=1)]
    proposal = Proposal(what, valid_until=day(12), credits=Decimal(1), due_on=day(30), steps=steps)
    desk.take(request.pk, by=by)
    scoping.propose(request.pk, proposal=proposal, by=by)


def _at_work(startup: Startup, service: Service, *, by: User) -> None:
    """The first step is done, the account pays one credit in the end."""
    wish = Wish("Un séchoir de démonstration que l’on peut montrer à un client", NEED_OF_DRYER, day(35), DRYER)
    request = _send(_ask(startup, service, wish))
    _propose(request, PLAN, "Visite et relevé", "Plan de prototypage", "Rapport remis", by=by)
    scoping.accept(request.pk, number=1, by=_owner(startup))
    working.start(request.pk, by=by)
    step = RequestStep.objects.filter(scope__request=request).first()
    working.finish_step(request.pk, step_id=step.pk if step else 0, by=by)
    talking.say(request.pk, text="La visite a eu lieu. Envoyez-nous la fiche du ventilateur.", by=by, from_staff=True)


NEED_OF_DRYER = "Un premier modèle existe en bois. Il nous faut les cotes, le choix du vitrage et l’ordre des essais avant de couper la tôle."


def _to_answer(startup: Startup, service: Service, *, by: User) -> None:
    request = _send(_ask(startup, service, Wish("Financer l’outillage de la petite série", NEED, day(40))))
    _propose(request, FILE, "Entretien et pièces", "Dossier prêt", by=by)


def _being_studied(startup: Startup, service: Service, *, by: User) -> None:
    wish = Wish(
        "Un boîtier étanche pour nos capteurs d’ensoleillement", "Il doit tenir cinq ans sur un toit.", None, SENSOR
    )
    request = _send(_ask(startup, service, wish))
    desk.take(request.pk, by=by)
    talking.say(request.pk, text="Pouvons-nous apporter deux boîtiers cassés à l’entretien ?", by=_owner(startup))


def _closed(startup: Startup, service: Service, *, by: User) -> None:
    request = _send(_ask(startup, service, Wish("Un dossier de subvention pour la certification", NEED)))
    _propose(request, FILE, "Dossier prêt", by=by)
    owner = _owner(startup)
    scoping.accept(request.pk, number=1, by=owner)
    working.start(request.pk, by=by)
    working.deliver(request.pk, note="Dossier complet, en deux exemplaires, et sa liste de pièces.", by=by)
    working.accept_delivery(request.pk, number=1, by=owner)
    working.close(request.pk, evidence="Dossier déposé ; accusé de réception joint au dossier de la startup.", by=by)
