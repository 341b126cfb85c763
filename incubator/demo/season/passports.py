"""What is known of the startups and who sees it: facts of their day, old ones and fresh ones, sharing given and ended, allowances."""

from datetime import timedelta
from typing import Any

from django.db.models import F

from incubator.accounts.models import User
from incubator.demo import make
from incubator.demo.make_funding import paper
from incubator.demo.season.seed import day
from programs.cohorts.models import Enrolment
from programs.partners.models import Cohort, Partner
from programs.statements import actions as statements
from programs.statements.models import Statement
from services.ledger.models import Allowance, Entitlement
from startups.actions import profile
from startups.models import Observation, Startup
from startups.states import Fact, SharingScope

#: What the seed says of a startup today; everything else was said when it applied.
DECLARED = "Déclaration (démonstration)"
#: So long ago the facts of some startups were noted: old by now.
OLD = timedelta(days=230)


def date_back(startups: list[Startup], ago: timedelta) -> None:
    """What was said in a past edition was so then; the record carries what was said last."""
    Observation.objects.filter(startup__in=startups).exclude(source=DECLARED).update(observed_on=F("observed_on") - ago)
    for startup in startups:
        for fact in (Fact.STAGE, Fact.TRL):
            profile.carry_latest(startup, fact)


def season_of_passports(houses: list[Partner], running: Cohort, founder: User) -> None:
    places = Enrolment.objects.filter(cohort=running).select_related("startup").order_by("startup__sort_key")
    startups = [place.startup for place in places]
    hers = Startup.objects.of(founder).get(pk__in=[one.pk for one in startups])
    others = [one for one in startups if one != hers]
    _share(houses, hers, others)
    Observation.objects.filter(startup__in=others[:2], source=DECLARED).update(observed_on=day(0) - OLD)
    _facts_of(hers, founder)
    if statement := Statement.objects.filter(startup=hers).waiting().first():
        statements.attach(statement.pk, measure="revenue", upload=paper("bilan.pdf"), by=founder)
    _allowances(running)


def _share(houses: list[Partner], hers: Startup, others: list[Startup]) -> None:
    first, second = (house.organisation for house in houses[:2])
    make.sharing(of=hers, to=first, days=90)
    make.sharing(of=hers, to=second, scope=SharingScope.NAME, days=90, is_over=True)
    for startup in others[:3]:
        make.sharing(of=startup, to=first, days=60)
        make.sharing(of=startup, to=second, days=60)


def _facts_of(hers: Startup, founder: User) -> None:
    """Staff and revenue of some while ago, one confirmed in the meantime: some are to be confirmed. Its prototype was tried in the
    field since it applied: an industrialisation may be asked for.
    """
    course: tuple[tuple[str, Any, int], ...] = (
        (Fact.FTE, 3, -40), (Fact.WOMEN_FTE, 1, -250), (Fact.REVENUE, 45_000, -60),
    )  # fmt: skip
    for fact, value, when in course:
        profile.observe(hers.pk, fact=fact, value=value, observed_on=day(when), source="Bilan", by=founder)
    Observation.objects.filter(startup=hers, source=DECLARED).update(observed_on=day(-100))
    Observation.objects.filter(startup=hers, source=DECLARED, fact=Fact.STAGE).update(observed_on=day(0) - OLD)
    tried: dict[str, Any] = {"value": 6, "observed_on": day(-12), "source": "Essai d’un été chez un client"}
    profile.observe(hers.pk, fact=Fact.TRL, **tried, by=founder)
    if stood := hers.observations.filter(fact=Fact.TRL).first():
        profile.confirm(hers.pk, fact=Fact.TRL, seen=stood.pk, by=founder)


def _allowances(running: Cohort) -> None:
    """As it was granted to the running cohort; whoever joins gets the first of them without being asked."""
    rows = Entitlement.objects.filter(cohort=running).with_card().order_by("kind", "service_id", "pk")
    for number, row in enumerate(rows.distinct("kind", "service_id")[:4]):
        Allowance.objects.create(
            cohort=running,
            kind=row.kind,
            service=row.service,
            source=row.source,
            amount=row.entries.earliest("pk").amount,
            is_for_newcomers=number == 0,
            granted_at=row.granted_at,
        )
