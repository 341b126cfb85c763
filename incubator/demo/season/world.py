"""Partners, programmes and cohorts."""

from datetime import date
from typing import Any

from incubator.accounts.models import User
from incubator.demo.season.seed import day, seed
from incubator.demo.season.words import PHASES, SUMMARIES
from programs.partners import actions as programmes
from programs.partners.models import Cohort, Mandate, Partner, Programme
from programs.partners.states import PartnerKind
from startups.models import Organisation, OrganisationName
from startups.organisations import index

HOUSES = (
    ("technopark", "MITC (Technopark)", "Casablanca", PartnerKind.HOST),
    ("cluster-enr", "Cluster EnR", "Rabat", PartnerKind.EXPERT),
)


def partners(reader: User) -> list[Partner]:
    made = []
    for code, name, city, kind in HOUSES:
        organisation = Organisation(name=name, city=city, country="Maroc", kind="Partenaire")
        index(organisation)
        organisation.save()
        made.append(Partner.objects.create(organisation=organisation, code=code, kind=kind, since=date(2021, 5, 1)))
    cluster: Organisation = made[1].organisation
    OrganisationName.objects.create(organisation=cluster, name="Cluster solaire", until=date(2022, 6, 30))
    Mandate.objects.create(partner=made[0], person=reader)
    return made


def programme(told: dict[str, Any], houses: list[Partner], *, by: User) -> Programme:
    made = Programme.objects.create(
        code=told["code"],
        kind=told["kind"],
        months=told["duration_months"],
        renewable_months=told["renewable_months"],
        phases=PHASES,
        **{f"name_{code}": told[f"name_{code}"] for code in ("fr", "en", "ar")},
        **{f"summary_{code}": words for code, words in SUMMARIES[told["code"]].items()},
    )
    made.partners.set(houses)
    return programmes.activate(made.pk, by=by)


def cohort(code: str, of: Programme) -> Cohort:
    told = next(row for row in seed()["cohorts"] if row["code"] == code)
    number = told["name_fr"].rsplit(" ", 1)[-1]
    return Cohort.objects.create(
        programme=of,
        code=code,
        name_fr=told["name_fr"],
        name_en=f"Cohort {number}",
        name_ar=f"الفوج {number}",
        starts_on=day(told["start"]),
        ends_on=day(told["end"]),
        places=told["places"],
    )
