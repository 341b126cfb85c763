"""Partners who are willing to meet startups, and introductions in every state: some asked by the demo founder's own startup."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import F
from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo import make
from incubator.demo.season.seed import day
from services.catalogue.models import Service
from services.introductions import actions
from services.introductions.actions import Told, Wish
from services.introductions.models import FollowUp, Introduction, Target
from services.introductions.states import Agreement, Outcome, Side
from services.introductions.states import PartnerSought as P
from services.ledger import actions as ledger
from services.ledger.models import Entitlement
from startups.models import Startup


class Seeker(NamedTuple):
    name: str
    contact: str
    kinds: list[str]
    sectors: list[str]
    regions: list[str]
    often: int


#: All invented.
TARGETS = (
    Seeker(
        "Câbleries du Détroit (fictif)", "Mme Idrissi (fictive)", [P.INDUSTRIAL], ["SOL", "STO", "EOL"], ["MA-01"], 2
    ),
    Seeker(
        "Froid Atlantique Industries (fictif)", "M. Berrada (fictif)", [P.INDUSTRIAL, P.CUSTOMER], ["SOL", "AGR"], [], 2
    ),
    Seeker("Fonds Argane Croissance (fictif)", "Mme Tazi (fictive)", [P.INVESTOR], [], [], 3),
    Seeker(
        "Réseau Distribution Sud (fictif)", "M. Ouali (fictif)", [P.DISTRIBUTOR], [], ["MA-07", "MA-08", "MA-09"], 1
    ),
    Seeker(
        "Laboratoire Énergies de Benguerir (fictif)",
        "Pr Chraibi (fictif)",
        [P.LABORATORY],
        ["SOL", "BIO", "MAT"],
        [],
        2,
    ),
    Seeker(
        "Agence régionale de l’eau (fictive)", "Mme Fassi (fictive)", [P.PUBLIC_BODY, P.CUSTOMER], ["EAU", "AGR"], [], 1
    ),
)
SUMMARY = "Une jeune société a mis au point un équipement solaire pour l’irrigation, posé chez douze exploitants."
WHY = "Passer de douze installations posées par nous à une petite série fabriquée par un industriel."


def season_of_introductions(startups: list[Startup], made: dict[str, Service], *, by: User) -> None:
    targets = [_target(told) for told in TARGETS]
    hers = Startup.objects.of(User.objects.get(email="founder@demo.test"))
    service, mine = made["MER-01"], next(one for one in startups if hers.filter(pk=one.pk).exists())
    others = [one for one in startups if one != mine][:3]
    _heard_twice(mine, made["COA-02"], by=by)
    _ask(mine, service, P.DISTRIBUTOR, by=by)
    _to_partner(_ask(mine, service, P.LABORATORY, by=by), targets[4], by=by)
    _agreed(_ask(mine, service, P.INDUSTRIAL, by=by), targets[0], by=by)
    _introduced(_ask(mine, service, P.CUSTOMER, by=by), targets[1], 33, by=by)
    _introduced(_ask(mine, made["MER-02"], P.INVESTOR, by=by), targets[2], 100, Told(Outcome.TALKING), by=by)
    signed = Told(Outcome.SIGNED, Agreement.ORDER, Decimal(180_000))
    for startup, told in zip(others, (signed, Told(Outcome.MET), Told(Outcome.ENDED)), strict=False):
        _introduced(_ask(startup, service, P.CUSTOMER, by=by), targets[1], 120, told, by=by)


def _target(told: Seeker) -> Target:
    words = {"contact": told.contact, "kinds": told.kinds, "sectors": told.sectors, "regions": told.regions}
    email = f"partenaire{Target.objects.count() + 1}@demo.test"
    return make.target(name=told.name, email=email, per_month=told.often, **words)


def _heard_twice(startup: Startup, service: Service, *, by: User) -> None:
    """Meetings with investors ask for two hours of pitch coaching before."""
    row = Entitlement.objects.get(startup=startup, service=service)
    for thing in (row, startup):
        ledger.hold(startup.pk, service, thing, amount=Decimal(1), on=day(0), by=by)
        ledger.consume(thing, by=by, reason="Répétitions de la première moitié du parcours")


def _ask(startup: Startup, service: Service, kind: str, *, by: User) -> Introduction:
    founder = startup.memberships.live().filter(person__email="founder@demo.test").first()
    asking = founder.person if founder else make.owner_of(startup)
    return actions.ask(startup.pk, service, Wish(kind=kind, why=WHY, summary=SUMMARY), by=asking)


def _to_partner(row: Introduction, target: Target, *, by: User) -> Any:
    actions.offer(row.pk, by=by, target=_anew(target))
    return row.approaches.unanswered().get()


def _anew(target: Target) -> Target:
    """Months that are over do not count: what was made long ago was asked then."""
    target.months.update(asked=0)
    return target


def _agreed(row: Introduction, target: Target, *, by: User) -> Introduction:
    actions.partner_agree(_to_partner(row, target, by=by).pk)
    return row


def _introduced(row: Introduction, target: Target, ago: int, told: Told | None = None, *, by: User) -> None:
    """So many days ago, with what the startup told after a month."""
    actions.agree(_agreed(row, target, by=by).pk, by=row.asked_by)
    back = timedelta(days=ago)
    Introduction.objects.filter(pk=row.pk).update(asked_at=F("asked_at") - back, made_at=F("made_at") - back)
    row.approaches.update(asked_at=F("asked_at") - back, answered_at=F("answered_at") - back)
    FollowUp.objects.filter(introduction=row).update(due_on=F("due_on") - back)
    if told:
        first = row.follow_ups.get(days=30, side=Side.STARTUP)
        actions.answer(first.pk, told, by=row.asked_by)
        FollowUp.objects.filter(pk=first.pk).update(answered_at=timezone.now() - back + timedelta(days=31))
    target.months.update(asked=0)
