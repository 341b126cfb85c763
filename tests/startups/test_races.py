"""Many at once on really committed rows, each with a control: without its guard the race is lost."""

import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from startups.actions import invitations, profile, seats, team
from startups.models import Invitation, Membership, Startup
from startups.states import TeamRole
from tests.racing import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def two_owners():
    startup = make.startup()
    first = make.owner_of(startup)
    second = make.member(of=startup, role=TeamRole.OWNER)
    return startup, first, second


def owners(startup):
    return Membership.objects.owners().filter(startup=startup).count()


def test_the_last_owner_leaves_while_the_other_is_demoted():
    for _ in range(5):
        startup, first, second = two_owners()

        outcomes = at_once(
            [
                lambda pk=startup.pk, who=first: team.leave(pk, by=who),
                lambda pk=startup.pk, who=second: team.change_role(pk, person=who, role=TeamRole.READER, by=who),
            ],
        )

        assert owners(startup) == 1
        assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1


def ends_without_asking(startup, person):
    """As somebody would write it who forgets the action: no lock, a look before the leap."""

    def deed():
        with transaction.atomic():
            others = Membership.objects.owners().filter(startup=startup).exclude(person=person)
            assert others.exists()
            both_have_looked.wait(10)
            Membership.objects.filter(startup=startup, person=person).update(ended_at=timezone.now())

    return deed


both_have_looked = threading.Barrier(2)


def test_the_database_keeps_an_owner_even_without_the_action():
    startup, first, second = two_owners()
    both_have_looked.reset()

    outcomes = at_once([ends_without_asking(startup, first), ends_without_asking(startup, second)])

    assert owners(startup) == 1
    assert sum("without an owner" in str(outcome) for outcome in outcomes) == 1


def test_control_without_the_trigger_the_team_would_lose_both():
    startup, first, second = two_owners()
    both_have_looked.reset()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE startups_membership DISABLE TRIGGER startup_never_has_zero_owners")
    try:
        at_once([ends_without_asking(startup, first), ends_without_asking(startup, second)])

        assert owners(startup) == 0
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE startups_membership ENABLE TRIGGER startup_never_has_zero_owners")


def test_an_invitation_accepted_many_times_at_once_gives_one_seat():
    startup, person = make.startup(), make.person()
    invitation = make.invitation(of=startup, email=person.email)

    outcomes = at_once([lambda: invitations.accept(invitation.pk, by=person)] * 8)

    assert Membership.objects.filter(startup=startup, person=person).count() == 1
    assert Entry.objects.about(startup).filter(verb="join").count() == 1
    assert all(isinstance(outcome, Invitation) for outcome in outcomes), outcomes


def test_control_without_the_locks_the_invitation_is_used_twice(monkeypatch):
    startup, person = make.startup(), make.person()
    invitation = make.invitation(of=startup, email=person.email)
    gate = threading.Barrier(2)

    def unlocked(pk):
        found = Invitation.objects.select_related("startup", "invited_by").get(pk=pk)
        gate.wait(10)
        return found

    monkeypatch.setattr(invitations, "_locked", unlocked)

    at_once([lambda: invitations.accept(invitation.pk, by=person)] * 2)

    assert Entry.objects.about(startup).filter(verb="join").count() == 2


def test_accepting_and_withdrawing_at_once_have_one_winner():
    startup, person = make.startup(), make.person()
    owner = make.owner_of(startup)
    invitation = make.invitation(of=startup, email=person.email)

    outcomes = at_once(
        [lambda: invitations.accept(invitation.pk, by=person), lambda: invitations.revoke(invitation.pk, by=owner)]
    )

    seated = Membership.objects.filter(startup=startup, person=person).exists()
    assert seated == (Invitation.objects.get(pk=invitation.pk).state == "accepted")
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1


def test_a_double_click_puts_a_company_on_file_once():
    person = make.person()

    at_once([lambda: profile.create(values={"name": "Chamsifroid"}, by=person)] * 8)

    assert Startup.objects.count() == 1


def test_the_same_company_filed_by_many_at_once_is_filed_once():
    people = [make.person() for _ in range(6)]
    values = {"legal_form": "sarl", "ice": make.ice(123)}

    outcomes = at_once(
        [lambda i=i: profile.create(values={"name": f"Nom {i}", **values}, by=people[i]) for i in range(6)]
    )

    assert Startup.objects.count() == 1
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 5


def test_whoever_changes_a_team_takes_the_startup_first():
    """The order that keeps two changes from waiting for each other for ever."""
    startup, first, second = two_owners()
    taken = threading.Event()

    def holds():
        with transaction.atomic():
            seats.locked(startup.pk)
            taken.set()
            threading.Event().wait(0.3)
        return "held"

    def waits():
        taken.wait(5)
        return team.change_role(startup.pk, person=second, role=TeamRole.READER, by=first).role

    assert at_once([holds, waits]) == ["held", TeamRole.READER]
