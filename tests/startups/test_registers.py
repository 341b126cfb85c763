"""Personal data and work queues."""

import pytest

from incubator.accounts.personal_data import holdings
from incubator.demo import make
from incubator.desk import queues
from startups.actions import joining, profile, transfers
from startups.models import Invitation, JoinRequest, Membership, OwnershipTransfer
from startups.states import TeamRole

pytestmark = pytest.mark.django_db
OURS = [
    f"startups.{name.lower()}"
    for name in ("Membership", "Invitation", "JoinRequest", "OwnershipTransfer", "Companion", "Observation", "Sharing")
]


@pytest.mark.parametrize("name", OURS)
def test_a_person_gets_her_own_rows_and_nobody_elses(company, cast, name):
    person, other = cast.editor, cast.stranger
    for who in (person, other):
        elsewhere = make.startup()
        make.invitation(of=elsewhere, email=who.email)
        joining.ask(elsewhere.pk, message=f"canary {who.pk}", by=who)
        make.companion(of=elsewhere, who=who)
        profile.report(elsewhere.pk, facts={"fte": 3}, observed_on=elsewhere.created_at.date(), by=who)
    team = make.startup(name="Autre équipe")
    for who in (person, other):
        make.member(of=team, who=who)
    transfers.offer(team.pk, to=person, by=make.owner_of(team))
    for who in (person, other):
        make.sharing(of=make.startup(owner=who))

    mine = list(holdings[name].export(person))

    assert mine
    assert f"canary {other.pk}" not in str(mine)
    assert other.email not in str(mine)


def test_erasing_ends_the_seats_but_never_the_last_owner(company, cast):
    alone = make.startup(owner=cast.editor)
    make.invitation(email=cast.editor.email)
    joining.ask(make.startup().pk, by=cast.editor)
    transfers.offer(company.pk, to=cast.editor, by=cast.owner)
    make.companion(who=cast.editor, of=make.startup())

    for name in OURS:
        holdings[name].erase(cast.editor)

    assert list(Membership.objects.live().filter(person=cast.editor).values_list("startup", "role")) == [
        (alone.pk, TeamRole.OWNER)
    ]
    assert not JoinRequest.objects.filter(person=cast.editor).exists()
    assert not OwnershipTransfer.objects.filter(to=cast.editor).exists()
    assert not Invitation.objects.filter(email=cast.editor.email).exists()
    assert not list(holdings["startups.observation"].export(cast.editor))


def test_staff_find_requests_and_transfers_in_their_queues(company, cast, client):
    joining.ask(company.pk, by=cast.stranger)
    transfers.offer(company.pk, to=cast.editor, by=cast.owner)
    client.force_login(cast.staff)

    for key in ("startups.join_requests", "startups.transfers"):
        assert queues[key].count(cast.staff) == 1
        assert "1 " in client.get(queues[key].url(cast.staff)).text
