"""The eight coaches of the seed with their hours, the rooms and machines of the services, and a place to work."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any

from django.conf import settings

from events.places.models import Resource
from events.places.states import ResourceKind
from incubator.accounts.models import User
from incubator.demo import make
from incubator.demo.season.seed import day, seed
from incubator.moments import instant
from programs.cohorts.models import Enrolment
from programs.partners.models import Site
from services.calendar import actions
from services.calendar.models import Fitting, Provider
from services.calendar.states import ProviderKind, Season
from services.catalogue import actions as catalogue
from services.catalogue.models import Service
from services.catalogue.states import Manner, Place, ServiceKind
from startups.models import Membership

MORNING, AFTERNOON, SHORT = (time(9), time(12, 30)), (time(14), time(17, 30)), (time(9, 30), time(14, 30))
HALF_DAYS = ((time(9), time(13)), (time(14), time(18)))


@dataclass(frozen=True)
class Ways:
    """What a coach of the seed gives, and on which weekdays (0 is Monday). The half-day of Friday noon is nobody's."""

    gives: tuple[str, ...]
    mornings: tuple[int, ...] = ()
    afternoons: tuple[int, ...] = ()
    kind: str = ProviderKind.COACH


WAYS = {
    "C01": Ways(("COA-01", "COA-03"), mornings=(0, 1, 3), afternoons=(0, 2)),
    "C02": Ways(("COA-01",), mornings=(2,), afternoons=(1, 3), kind=ProviderKind.EXPERT),
    "C03": Ways(("AST-02",), kind=ProviderKind.TECHNICIAN),
    "C04": Ways(("COA-01",), mornings=(0, 4), kind=ProviderKind.EXPERT),
    "C05": Ways(("COA-02",), mornings=(1, 2, 4), afternoons=(1, 3)),
    "C06": Ways(("COA-01", "COA-03"), mornings=(3,), kind=ProviderKind.MENTOR),
    "C07": Ways(("COA-03",), afternoons=(0, 2), kind=ProviderKind.EXPERT),
    "C08": Ways(("COA-02", "COA-03"), mornings=(0, 2), afternoons=(4,)),
}
#: code, kind, French, English, Arabic, minutes before and after, the services that use it
RESOURCES: tuple[tuple[str, str, str, str, str, int, tuple[str, ...]], ...] = (
    ("casa-laser", "equipment", "Découpeuse laser", "Laser cutter", "آلة القطع بالليزر", 15, ("AST-02",)),
    ("casa-fraiseuse", "equipment", "Fraiseuse numérique", "CNC mill", "آلة التفريز الرقمية", 15, ("AST-02",)),
    ("casa-bureau-1", "room", "Bureau Romarin", "Rosemary office", "مكتب إكليل الجبل", 0, ("COA-01", "COA-03")),
    ("casa-bureau-2", "room", "Bureau Safran", "Saffron office", "مكتب الزعفران", 0, ("COA-01", "COA-03")),
    ("casa-poste-1", "room", "Poste de travail 1", "Desk 1", "مكتب العمل 1", 0, ("HEB-01",)),
    ("casa-poste-2", "room", "Poste de travail 2", "Desk 2", "مكتب العمل 2", 0, ("HEB-01",)),
)
HOSTING: dict[str, Any] = {
    "code": "HEB-01",
    "slug": "poste-de-travail",
    "name_fr": "Poste de travail à la demi-journée",
    "name_en": "A desk for half a day",
    "name_ar": "مكتب عمل لنصف يوم",
    "summary_fr": "Une table, une prise, le réseau et le silence, le temps d’une demi-journée.",
    "summary_en": "A table, a socket, the network and silence, for half a day.",
    "summary_ar": "طاولة ومقبس وشبكة وهدوء لمدة نصف يوم.",
    "deliverable_fr": "Un poste équipé au technopark de Casablanca",
    "deliverable_en": "An equipped desk at the Casablanca technopark",
    "deliverable_ar": "مكتب مجهز بتكنوبارك الدار البيضاء",
    "minutes": 240,
    "price_mad": Decimal(80),
    "cancel_hours": 12,
    "notice_hours": 12,
    "with_person": False,
    "places": [Place.ON_SITE],
}


def season_of_coaches(made: dict[str, Service], *, by: User) -> None:
    """`made`: the services of the seed by code."""
    here = Site.objects.get(code="casablanca")
    made["HEB-01"] = hosting(here, by=by)
    for told in seed()["coaches"]:
        _coach(told, WAYS[told["code"]], made, by=by)
    for code, kind, fr, en, ar, around, used in RESOURCES:
        names = {"name_fr": fr, "name_en": en, "name_ar": ar, "set_up": around, "clean_up": around}
        resource = Resource.objects.create(code=code, kind=ResourceKind(kind), site=here, **names)
        Fitting.objects.bulk_create(Fitting(service=made[one], resource=resource) for one in used)
    _first_coach_is_away(by=by)
    _founder_was_trained(by=by)


def hosting(here: Site, *, by: User) -> Service:
    made = Service.objects.create(kind=ServiceKind.HOSTING, manner=Manner.SLOT, **HOSTING)
    made.sites.add(here)
    return catalogue.show(made.pk, by=by)


def _coach(told: dict[str, Any], ways: Ways, made: dict[str, Service], *, by: User) -> None:
    provider = Provider.objects.create(
        person=_person(told),
        kind=ways.kind,
        skills=told["skills_fr"],
        languages=[code for code in told["languages"] if code in dict(settings.LANGUAGES)],
        about=f"Intervient sur : {', '.join(told['skills_fr'])}.",
        monthly_minutes=told["max_hours_per_month"] * 60,
        video_url=f"https://visio.exemple.test/{told['code'].lower()}",
    )
    provider.services.set([made[code] for code in ways.gives])
    sites = list(Site.objects.filter(city__in=told["sites"]))
    provider.sites.set(sites)
    _hours(provider, ways, sites[0] if sites else None, by_video="en ligne" in told["sites"])
    actions.activate(provider.pk, by=by)


def _person(told: dict[str, Any]) -> User:
    number = int(told["code"][1:])
    address = "coach@demo.test" if number == 1 else f"coach{number}@demo.test"
    known = User.objects.filter(email=address).first()
    return known or make.person(email=address, name=told["display_name"])


def _hours(provider: Provider, ways: Ways, site: Site | None, *, by_video: bool) -> None:
    """Outside Ramadan the half-days, in Ramadan one shorter day; a technician opens the workshop every working day."""
    where: dict[str, Any] = {"site_id": site.pk if site else None, "by_video": by_video or site is None}
    if ways.kind == ProviderKind.TECHNICIAN:
        spans = [(weekday, *span) for weekday in range(4) for span in HALF_DAYS]
    else:
        spans = [*((one, *MORNING) for one in ways.mornings), *((one, *AFTERNOON) for one in ways.afternoons)]
    for weekday, starts, ends in spans:
        told = actions.Told(starts, ends, weekday=weekday, season=Season.ORDINARY, **where)
        actions.add_hours(provider.pk, told, by=provider.person)
    for weekday in sorted({weekday for weekday, *_ in spans}):
        told = actions.Told(*SHORT, weekday=weekday, season=Season.RAMADAN, **where)
        actions.add_hours(provider.pk, told, by=provider.person)


def _first_coach_is_away(*, by: User) -> None:
    """Two days, in two weeks."""
    provider = Provider.objects.get(person__email="coach@demo.test")
    starts, ends = (instant(day(ahead), time()) for ahead in (12, 14))
    actions.declare_absence(provider.pk, starts, ends, by=by, reason="Salon professionnel à Marrakech")


def _founder_was_trained(*, by: User) -> None:
    """On the laser, so that she sees an authorisation of hers."""
    seats = Membership.objects.live().filter(startup__in=Enrolment.objects.active().values("startup"))
    seat = seats.select_related("person", "startup").filter(person__email="founder@demo.test").get()
    laser = Resource.objects.get(code="casa-laser")
    actions.authorise(seat.person, seat.startup, laser, by=by, note="Formation sécurité laser")
