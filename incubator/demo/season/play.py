"""The whole season, in order."""

from django.db import transaction

from incubator.accounts.actions import agree_to_notice
from incubator.accounts.models import User
from incubator.demo import make
from incubator.demo.season import (
    companies,
    editions,
    events,
    files,
    graduation,
    messages,
    milestones,
    passports,
    people,
    reports,
    services,
    statements,
    world,
)
from incubator.demo.season.seed import seed, startups
from programs.cohorts import actions as cohorts
from programs.jury.models import JurySeat
from programs.partners import actions as programmes
from programs.partners.models import Cohort, Partner, Programme
from startups.models import Companion, Membership, Startup
from startups.states import CompanionKind, TeamRole


def is_there() -> bool:
    return User.objects.filter(email="staff@demo.test").exists()


@transaction.atomic
def play() -> None:
    """All or nothing, so a start that was interrupted begins again."""
    cast = people.cast()
    houses = world.partners(cast.partner)
    offers = {told["code"]: world.programme(told, houses, by=cast.staff) for told in seed()["programmes"]}
    first, second = world.cohort("GS-P1", offers["GREENSTART"]), world.cohort("GS-P2", offers["GREENSTART"])
    third = world.cohort("GSC-P1", offers["GREENSCALE"])
    for cohort, slug in ((first, "greenstart-1"), (second, "greenstart-2")):
        rows = [row for row in startups() if row["cohort"] == cohort.code]
        teams = [(made := companies.company(row), row, _owner(made)) for row in rows]
        editions.past_edition(cohort, teams, slug=slug, by=cast.staff)
        cohorts.start(cohort.pk, by=cast.staff)
        for startup, _told, _founder in teams[:2]:
            Companion.objects.create(startup=startup, person=cast.coach, kind=CompanionKind.COACH)
        if cohort == second:
            make.member(of=teams[0][0], role=TeamRole.OWNER, who=cast.founder)
    graduation.season_of_graduation(offers, first, by=cast.staff)
    programmes.graduate(first.pk, by=cast.staff)
    programmes.close(first.pk, by=cast.staff)
    call = editions.call_for(third, slug="greenscale-1", opens=-20, closes=25, by=cast.staff)
    JurySeat.objects.bulk_create(JurySeat(call=call, person=person) for person in (cast.juror, cast.juror2))
    files.applicants(call, cast)
    events.season_of_events(cast, houses[0], second)
    _life_of_cohorts(cast, houses, list(offers.values()), first, second)
    for person in User.objects.all():
        agree_to_notice(person, language=person.language)


def _life_of_cohorts(cast: people.Cast, houses: list[Partner], offers: list[Programme], *cohorts: Cohort) -> None:
    """What startups use, reach and declare, what is written to them, and what partners read of it."""
    first, second = cohorts
    services.season_of_services(houses, second, by=cast.staff)
    statements.season_of_statements(first, second, by=cast.staff)
    milestones.season_of_milestones({one.code: one for one in offers}, second, by=cast.staff)
    messages.season_of_messages(second, by=cast.staff)
    passports.season_of_passports(houses, second, cast.founder)
    reports.season_of_reports(houses, offers, reader=cast.partner, by=cast.staff)


def _owner(startup: Startup) -> User:
    return Membership.objects.owners().get(startup=startup).person
