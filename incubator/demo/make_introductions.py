"""Makers of partners and introductions; every state is reached by walking the actions."""

from typing import Any

from incubator.demo.make_people import number, staff
from incubator.demo.make_services import entitlement, service
from incubator.demo.make_startups import owner_of, startup
from services.catalogue.models import Service
from services.catalogue.states import Manner, ServiceKind
from services.introductions import actions
from services.introductions.actions import Told, Wish
from services.introductions.models import Approach, Introduction, Target
from services.introductions.states import IntroductionState as S
from services.introductions.states import Outcome, PartnerSought
from startups.models import Organisation, Startup
from startups.organisations import index

SUMMARY = "Une solution solaire pour la chaîne du froid, testée pendant six mois chez deux coopératives."


def matchmaking(**fields: Any) -> Service:
    return service(**{"kind": ServiceKind.MATCHMAKING, "manner": Manner.REQUEST, **fields})


def target(*, name: str = "", **fields: Any) -> Target:
    n = number()
    body = Organisation(name=name or f"Industries {n}", city="Tanger", kind="Industriel")
    index(body)
    body.save()
    values = {"contact": f"Contact {n}", "email": f"contact{n}@exemple.test", "kinds": [PartnerSought.INDUSTRIAL]}
    return Target.objects.create(organisation=body, **{**values, **fields})


def introduction(
    *,
    state: str = S.REQUESTED,
    of: Startup | None = None,
    to: Target | None = None,
    what: Service | None = None,
    named: str = "",
    **wish: Any,
) -> Introduction:
    """Credits are granted when the startup has none of its own for the service."""
    team, wanted = of or startup(), what or matchmaking()
    if of is None:
        entitlement(of=team, kind=ServiceKind.MATCHMAKING)
    words = {"kind": PartnerSought.INDUSTRIAL, "why": "Un premier client industriel.", "summary": SUMMARY, **wish}
    made = actions.ask(team.pk, wanted, Wish(named=named, **words), by=owner_of(team))
    _walk(made, S(state), to)
    made.refresh_from_db()
    return made


def _walk(made: Introduction, state: S, to: Target | None) -> None:
    founder, officer = made.asked_by, staff()
    if state == S.WITHDRAWN:
        actions.withdraw(made.pk, by=founder)
    if state == S.DECLINED:
        actions.close(made.pk, by=officer, reason="Personne ne convient.")
    if state in {S.REQUESTED, S.WITHDRAWN, S.DECLINED}:
        return
    actions.offer(made.pk, by=officer, target=to or target(), is_named=bool(made.named))
    if state != S.OFFERED:
        actions.partner_agree(Approach.objects.unanswered().get(introduction=made).pk)
    if state in {S.MADE, S.FOLLOWED_UP}:
        actions.agree(made.pk, by=founder)
    if state == S.FOLLOWED_UP:
        actions.report(made.pk, Told(Outcome.MET), by=founder)
