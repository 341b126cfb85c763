"""Teams: roles, leaving, removing, transfers, joining; every verb from every state from which it is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from incubator.outbox.models import Letter
from startups.actions import invitations, joining, team, transfers
from startups.actions.seats import seat_in
from startups.models import Invitation, JoinRequest, OwnershipTransfer
from startups.states import INVITATION, InvitationState, TeamRole
from startups.tasks import expire_invitations
from startups.tokens import hash_of, token_of

pytestmark = pytest.mark.django_db
N = InvitationState


def role_of(startup, person):
    seat = startup.memberships.live().filter(person=person).first()
    return seat and seat.role


def holder(address):
    return User.objects.filter(email=address).first() or make.person(email=address)


def letters():
    return sorted(Letter.objects.values_list("kind", flat=True))


# Roles ---------------------------------------------------------------------------------------------------------------


def test_an_owner_changes_the_role_of_a_member(company, cast):
    team.change_role(company.pk, person=cast.reader, role=TeamRole.EDITOR, by=cast.owner)
    team.change_role(company.pk, person=cast.reader, role=TeamRole.EDITOR, by=cast.owner)

    assert role_of(company, cast.reader) == TeamRole.EDITOR
    assert Entry.objects.about(company).filter(verb="change_role").count() == 1


@pytest.mark.parametrize("deed", ["leave", "remove", "demote"])
def test_the_last_owner_stays_the_owner(company, cast, deed):
    deeds = {
        "leave": lambda: team.leave(company.pk, by=cast.owner),
        "remove": lambda: team.remove(company.pk, person=cast.owner, by=cast.owner),
        "demote": lambda: team.change_role(company.pk, person=cast.owner, role=TeamRole.READER, by=cast.owner),
    }

    with pytest.raises(Refused, match="needs an owner"):
        deeds[deed]()

    assert role_of(company, cast.owner) == TeamRole.OWNER


def test_one_of_two_owners_may_leave(company, cast):
    team.change_role(company.pk, person=cast.editor, role=TeamRole.OWNER, by=cast.owner)

    team.leave(company.pk, by=cast.owner)

    assert role_of(company, cast.owner) is None
    assert "startups.member_left" in letters()


def test_a_removed_member_is_told_and_can_come_back(company, cast):
    team.remove(company.pk, person=cast.editor, by=cast.owner)
    assert "startups.member_removed" in letters()

    make.member(of=company, who=cast.editor)

    assert company.memberships.filter(person=cast.editor).count() == 2


def test_somebody_who_left_cannot_be_changed(company, cast):
    team.leave(company.pk, by=cast.editor)

    for deed in (team.remove, lambda pk, **who: team.change_role(pk, role=TeamRole.READER, **who)):
        with pytest.raises(Refused, match="no longer in the team"):
            deed(company.pk, person=cast.editor, by=cast.owner)


def test_an_invented_role_is_refused(company, cast):
    with pytest.raises(Refused):
        team.change_role(company.pk, person=cast.reader, role="boss", by=cast.owner)


def test_staff_decide_who_owns_the_record(company, cast):
    team.hand_over(company.pk, to=cast.reader, by=cast.staff)

    assert (role_of(company, cast.reader), role_of(company, cast.owner)) == (TeamRole.OWNER, TeamRole.EDITOR)
    assert "startups.ownership_given" in letters()


def test_staff_can_add_an_owner_and_keep_the_others(company, cast):
    team.hand_over(company.pk, to=cast.stranger, by=cast.staff, keep_owners=True)

    assert company.memberships.owners().count() == 2


def test_a_closed_account_owns_nothing(company, cast):
    cast.stranger.is_active = False

    with pytest.raises(Refused):
        team.hand_over(company.pk, to=cast.stranger, by=cast.staff)


# Invitations ---------------------------------------------------------------------------------------------------------


def test_an_invitation_lasts_fourteen_days_and_its_link_is_kept_as_a_hash(company):
    invitation = make.invitation(of=company, email="Salma@Exemple.TEST")

    assert invitation.email == "salma@exemple.test"
    assert invitation.expires_at - invitation.invited_at == timedelta(days=14)
    stored = Invitation.objects.get(token_hash=hash_of(token_of(invitation)))
    assert token_of(stored) == token_of(invitation)
    assert token_of(stored) not in str(Invitation.objects.filter(pk=stored.pk).values().get())
    assert token_of(stored) not in str(list(Letter.objects.values()))


def test_accepting_gives_the_seat_and_tells_the_inviter(company):
    person = make.person(email="salma@exemple.test")
    invitation = make.invitation(of=company, email=person.email, role=TeamRole.READER)

    for _ in range(2):
        invitations.accept(invitation.pk, by=person)

    assert role_of(company, person) == TeamRole.READER
    assert company.memberships.count() == 2
    assert "startups.invitation_answered" in letters()


def test_an_invitation_is_bound_to_its_address(company, cast):
    invitation = make.invitation(of=company)

    for deed in (invitations.accept, invitations.decline):
        with pytest.raises(Refused, match="another address"):
            deed(invitation.pk, by=cast.stranger)


def test_a_second_proved_address_counts_and_an_unproved_one_does_not(company, stranger):
    invitation = make.invitation(of=company, email="autre@exemple.test")
    second = stranger.emailaddress_set.create(email="autre@exemple.test", verified=False)

    with pytest.raises(Refused):
        invitations.accept(invitation.pk, by=stranger)
    second.verified = True
    second.save()

    assert invitations.accept(invitation.pk, by=stranger).state == N.ACCEPTED


def test_an_expired_invitation_is_not_accepted_even_before_the_clock_came_by(company, stranger):
    invitation = make.invitation(of=company, email=stranger.email)
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())

    with pytest.raises(Refused, match="expired"):
        invitations.accept(invitation.pk, by=stranger)


def test_the_clock_expires_what_is_due_and_only_that(company, cast):
    due, fresh = make.invitation(of=company), make.invitation(of=company)
    offer = transfers.offer(company.pk, to=cast.editor, by=cast.owner)
    Invitation.objects.filter(pk=due.pk).update(expires_at=timezone.now())
    OwnershipTransfer.objects.filter(pk=offer.pk).update(offered_at=timezone.now() - timedelta(days=15))

    for _ in range(2):
        expire_invitations()
    invitations.expire(fresh.pk)

    assert [Invitation.objects.get(pk=pk).state for pk in (due.pk, fresh.pk)] == [N.EXPIRED, N.PENDING]
    offer.refresh_from_db()
    assert offer.state == N.EXPIRED
    assert transfers.expire(transfers.offer(company.pk, to=cast.editor, by=cast.owner).pk).state == N.PENDING


def test_sending_again_makes_the_earlier_link_worthless(company, cast):
    invitation = make.invitation(of=company)
    before = token_of(invitation)
    with pytest.raises(Refused, match="moment ago"):
        invitations.resend(invitation.pk, by=cast.owner)
    Invitation.objects.filter(pk=invitation.pk).update(invited_at=timezone.now() - timedelta(minutes=6))

    invitations.resend(invitation.pk, by=cast.owner)

    assert not Invitation.objects.filter(token_hash=hash_of(before)).exists()


@pytest.mark.parametrize(
    ("email", "told"),
    [
        ("owner@exemple.test", "already in the team"),
        ("twice@exemple.test", "waiting for an answer"),
        ("a@x.test, b@x.test", "not an e-mail"),
        ("", "not an e-mail"),
    ],
)
def test_who_cannot_be_invited(company, cast, email, told):
    make.invitation(of=company, email="twice@exemple.test")

    with pytest.raises(Refused, match=told):
        invitations.invite(company.pk, email=email, role=TeamRole.EDITOR, by=cast.owner)


def test_a_team_cannot_pester_the_world(company, cast):
    for _ in range(invitations.MOST_PENDING):
        make.invitation(of=company)

    with pytest.raises(Refused, match="Too many"):
        make.invitation(of=company)
    with pytest.raises(Refused):
        invitations.invite(company.pk, email="x@exemple.test", role="boss", by=cast.owner)


def test_an_outdated_invitation_makes_room_for_a_new_one(company):
    first = make.invitation(of=company, email="salma@exemple.test")
    Invitation.objects.filter(pk=first.pk).update(expires_at=timezone.now())

    assert make.invitation(of=company, email="salma@exemple.test").state == N.PENDING


def test_being_invited_as_less_lowers_nobody(company, cast):
    seat = make.seat(of=company, who=cast.owner)
    seat_in(company, cast.owner, TeamRole.READER)

    seat.refresh_from_db()
    assert seat.role == TeamRole.OWNER


FORBIDDEN = INVITATION.forbidden(InvitationState.values)


@pytest.mark.parametrize(("verb", "state"), [(verb, state) for verb, state in FORBIDDEN if verb != "expire"])
def test_a_settled_invitation_stays_as_it_is(company, verb, state):
    invitation = make.invitation(of=company, state=state)
    person = holder(invitation.email)
    if (verb, state) == ("accept", N.ACCEPTED):
        team.leave(company.pk, by=person)

    with pytest.raises(Refused):
        getattr(invitations, verb)(invitation.pk, by=person)

    invitation.refresh_from_db()
    assert invitation.state == state


@pytest.mark.parametrize("state", [state for verb, state in FORBIDDEN if verb == "expire"])
def test_a_settled_invitation_does_not_expire(company, state):
    invitation = make.invitation(of=company, state=state)
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())

    assert invitations.expire(invitation.pk).state == state


def test_only_a_pending_invitation_is_sent_again(company, cast):
    invitation = make.invitation(of=company, state=N.DECLINED)

    with pytest.raises(Refused):
        invitations.resend(invitation.pk, by=cast.owner)


# Joining -------------------------------------------------------------------------------------------------------------


def test_an_owner_lets_somebody_in(company, cast):
    asked = joining.ask(company.pk, message="C’est\nmoi", by=cast.stranger)
    assert joining.ask(company.pk, by=cast.stranger) == asked
    assert asked.message == "C’est moi"

    joining.accept(asked.pk, role=TeamRole.READER, by=cast.owner)

    assert role_of(company, cast.stranger) == TeamRole.READER
    assert {"startups.join_requested", "startups.join_answered"} <= set(letters())


def test_the_first_to_join_an_empty_team_owns_it(cast):
    startup = make.registered()
    asked = joining.ask(startup.pk, by=cast.stranger)

    joining.accept(asked.pk, role=TeamRole.READER, by=cast.staff)

    assert role_of(startup, cast.stranger) == TeamRole.OWNER


def test_a_member_does_not_ask(company, cast):
    with pytest.raises(Refused, match="already"):
        joining.ask(company.pk, by=cast.reader)


def test_nobody_asks_everywhere(cast):
    for _ in range(joining.MOST_PENDING):
        joining.ask(make.startup().pk, by=cast.stranger)

    with pytest.raises(Refused, match="several"):
        joining.ask(make.startup().pk, by=cast.stranger)


def test_a_role_that_does_not_exist_lets_nobody_in(company, cast):
    asked = joining.ask(company.pk, by=cast.stranger)

    with pytest.raises(Refused):
        joining.accept(asked.pk, role="", by=cast.owner)


@pytest.mark.parametrize("first", ["accept", "decline", "withdraw"])
@pytest.mark.parametrize("then", ["accept", "decline", "withdraw"])
def test_a_settled_request_stays_as_it_is(company, cast, first, then):
    asked = joining.ask(company.pk, by=cast.stranger)
    state = getattr(joining, first)(asked.pk, by=cast.owner).state

    with pytest.raises(Refused):
        getattr(joining, then)(asked.pk, by=cast.owner)

    assert JoinRequest.objects.get(pk=asked.pk).state == state


# Transfers -----------------------------------------------------------------------------------------------------------


def test_ownership_changes_hands_when_the_member_accepts(company, cast):
    offer = transfers.offer(company.pk, to=cast.editor, by=cast.owner)
    assert transfers.offer(company.pk, to=cast.editor, by=cast.owner) == offer

    transfers.accept(offer.pk, by=cast.editor)

    assert (role_of(company, cast.editor), role_of(company, cast.owner)) == (TeamRole.OWNER, TeamRole.EDITOR)
    assert {"startups.transfer_offered", "startups.transfer_answered"} <= set(letters())


@pytest.mark.parametrize("who", ["stranger", "owner"])
def test_ownership_is_offered_inside_the_team_only(company, cast, who):
    with pytest.raises(Refused):
        transfers.offer(company.pk, to=getattr(cast, who), by=cast.owner)


def test_one_offer_at_a_time(company, cast):
    transfers.offer(company.pk, to=cast.editor, by=cast.owner)

    with pytest.raises(Refused, match="already offered"):
        transfers.offer(company.pk, to=cast.reader, by=cast.owner)


def test_an_offer_ends_with_the_seat_it_hangs_on(company, cast):
    offer = transfers.offer(company.pk, to=cast.editor, by=cast.owner)

    team.leave(company.pk, by=cast.editor)

    offer.refresh_from_db()
    assert offer.state == N.REVOKED


def test_an_offer_stays_when_somebody_else_leaves(company, cast):
    offer = transfers.offer(company.pk, to=cast.editor, by=cast.owner)

    team.leave(company.pk, by=cast.reader)

    offer.refresh_from_db()
    assert offer.state == N.PENDING


def test_an_offer_whose_giver_is_erased_is_declined_in_silence(company, cast):
    offer = transfers.offer(company.pk, to=cast.editor, by=cast.owner)
    OwnershipTransfer.objects.filter(pk=offer.pk).update(offered_by=None)

    assert transfers.decline(offer.pk, by=cast.editor).state == N.DECLINED
    assert "startups.transfer_answered" not in letters()


def test_an_offer_of_somebody_who_owns_no_longer_is_void(company, cast):
    offer = transfers.offer(company.pk, to=cast.editor, by=cast.owner)
    team.hand_over(company.pk, to=cast.reader, by=cast.staff)

    with pytest.raises(Refused, match="no longer holds"):
        transfers.accept(offer.pk, by=cast.editor)

    assert role_of(company, cast.editor) == TeamRole.EDITOR


@pytest.mark.parametrize("first", ["accept", "decline", "withdraw"])
@pytest.mark.parametrize("then", ["accept", "decline", "withdraw"])
def test_a_settled_offer_stays_as_it_is(company, cast, first, then):
    offer = transfers.offer(company.pk, to=cast.editor, by=cast.owner)
    state = getattr(transfers, first)(offer.pk, by=cast.editor).state

    with pytest.raises(Refused):
        getattr(transfers, then)(offer.pk, by=cast.editor)

    assert OwnershipTransfer.objects.get(pk=offer.pk).state == state
