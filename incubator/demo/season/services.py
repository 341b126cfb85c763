"""The twelve services of the seed in the catalogue, and what the running cohort may use of them, paid by two sources."""

from datetime import time
from decimal import Decimal
from typing import Any

from incubator.accounts.models import User
from incubator.demo.season import bookings, coaches
from incubator.demo.season.funding import season_of_funding
from incubator.demo.season.introductions import season_of_introductions
from incubator.demo.season.requests import season_of_requests
from incubator.demo.season.seed import day, seed
from incubator.demo.season.service_words import WORDS
from incubator.demo.season.trainings import season_of_trainings
from incubator.moments import instant
from incubator.words import LANGUAGES
from programs.cohorts.models import Enrolment
from programs.partners.models import Cohort, Partner, Site
from services.catalogue import actions as catalogue
from services.catalogue.models import Need, Service
from services.catalogue.states import Manner, NeedKind, Place, ServiceKind
from services.ledger import actions as ledger
from services.ledger.models import Entitlement, Entry, FundingSource
from startups.models import Startup

K = ServiceKind
KIND_OF = {"FOR": K.TRAINING, "COA": K.COACHING, "MER": K.MATCHMAKING, "FIN": K.FINANCING}
TECHNICAL = {"AST-01": K.PROTOTYPING, "AST-02": K.PROTOTYPING, "AST-03": K.INDUSTRIALISATION}
MANNERS = {"FOR": Manner.SEAT, "COA": Manner.SLOT}
BY_SLOT = {"AST-02"}
BY_VIDEO = ("visio", "en ligne", "libre")
NEEDS: dict[str, dict[str, Any]] = {
    "AST-01": {"kind": NeedKind.TRL, "trl": 2},
    "AST-03": {"kind": NeedKind.TRL, "trl": 6},
    "MER-02": {"kind": NeedKind.DELIVERED, "other": "COA-02", "times": 2},
}
#: Who pays for which kind of service: the park what it hosts itself, the cluster what is technical.
PAID_BY: dict[str, str] = {K.PROTOTYPING: "cluster-enr", K.INDUSTRIALISATION: "cluster-enr", K.FINANCING: "cluster-enr"}


def season_of_services(houses: list[Partner], cohort: Cohort, *, by: User) -> None:
    sources = {house.code: _source(house) for house in houses}
    made = {told["code"]: _service(told, by=by) for told in seed()["services"]}
    for code, need in NEEDS.items():
        other = made.get(str(need.get("other")))
        Need.objects.create(service=made[code], **{**need, "other": other})
    coaches.season_of_coaches(made, by=by)
    startups = [row.startup for row in Enrolment.objects.active().filter(cohort=cohort).with_card()]
    for told in seed()["services"]:
        source = sources[PAID_BY.get(made[told["code"]].kind, houses[0].code)]
        _grant(startups, made[told["code"]], told["quota_per_startup"], cohort=cohort, source=source, by=by)
    _grant(startups, made["HEB-01"], 20, cohort=cohort, source=sources[houses[0].code], by=by)
    _use(startups[:3], made["COA-01"], by=by)
    bookings.season_of_bookings(startups, made, by=by)
    season_of_introductions(startups, made, by=by)
    season_of_trainings(startups, made, cohort, by=by)
    season_of_funding(startups, by=by)
    season_of_requests(startups, made, by=by)


def _source(house: Partner) -> FundingSource:
    name = house.organisation.name
    said = {"name_fr": f"Budget {name}", "name_en": f"Budget of {name}", "name_ar": f"ميزانية {name}"}
    return FundingSource.objects.create(code=house.code, partner=house, **said)


def _service(told: dict[str, Any], *, by: User) -> Service:
    code, words = told["code"], WORDS[told["code"]]
    family = code.split("-", maxsplit=1)[0]
    made = Service.objects.create(
        code=code,
        slug=words["slug"],
        kind=TECHNICAL.get(code) or KIND_OF[family],
        manner=Manner.SLOT if code in BY_SLOT else MANNERS.get(family, Manner.REQUEST),
        name_fr=told["name_fr"],
        name_en=told["name_en"],
        name_ar=words["name_ar"],
        **{f"summary_{language}": words[language] for language in LANGUAGES},
        deliverable_fr=told["deliverable_fr"],
        price_incubated_mad=told["price_incubated_mad"],
        price_mad=told["price_external_mad"],
        minutes=told["duration_minutes"],
        places=_places(told["format"]),
        cancel_hours=48,
    )
    made.sites.set(Site.objects.filter(city="Casablanca") if Place.ON_SITE in made.places else [])
    return catalogue.show(made.pk, by=by)


def _places(told: str) -> list[str]:
    video = any(word in told for word in BY_VIDEO)
    on_site = not video or "présentiel" in told or "libre" in told
    return [place for place, is_so in ((Place.ON_SITE, on_site), (Place.VIDEO, video)) if is_so]


def _grant(startups: list[Startup], service: Service, amount: int, *, cohort: Cohort, source: Any, by: User) -> None:
    period: dict[str, Any] = {"starts_on": cohort.starts_on or day(0), "ends_on": cohort.ends_on or day(365)}
    what = ledger.Grant(service.kind, Decimal(amount), source, **period, service=service, cohort=cohort)
    ledger.grant_many([one.pk for one in startups], what, by=by)


def _use(startups: list[Startup], service: Service, *, by: User) -> None:
    """Some hours were had before the bookings of the portal began: entered by staff, each under its entitlement."""
    for n, startup in enumerate(startups, start=1):
        row = Entitlement.objects.get(startup=startup, service=service)
        ledger.hold(startup.pk, service, row, amount=Decimal(n), on=day(0), by=by)
        ledger.consume(row, by=by, reason="Séances de la première moitié du parcours")
        Entry.objects.about(row).update(at=instant(day(-60), time(18)))
