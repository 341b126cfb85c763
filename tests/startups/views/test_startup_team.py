"""The page of the team, and the deeds of its buttons."""

import pytest
from django.urls import reverse

from incubator.demo import make
from startups.actions import joining, team, transfers
from startups.states import TeamRole

pytestmark = pytest.mark.django_db
DEEDS = ("member_role", "member_remove", "team_leave")


def address(company, name="startup_team", *args):
    return reverse(f"startups:{name}", args=[company.slug, *args])


def deed(company, cast, name):
    return address(company, name, *([] if name == "team_leave" else [cast.reader.uid]))


def role_of(company, person):
    seat = company.memberships.live().filter(person=person).first()
    return seat and seat.role


@pytest.mark.parametrize("who", ["owner", "editor", "reader", "staff"])
def test_the_team_and_staff_see_members_and_invitations(company, cast, looks, who):
    invitation = make.invitation(of=company)

    text = looks(address(company), getattr(cast, who)).text

    assert cast.reader.email in text
    assert invitation.email in text
    assert ("team/invite/" in text) == (who == "owner")
    assert ('name="role"' in text) == (who == "owner")
    assert ("team/leave/" in text) == (who != "staff")


@pytest.mark.parametrize(("who", "code"), [("companion", 403), ("stranger", 404), ("nobody", 302)])
def test_others_do_not(company, cast, answers, who, code):
    assert answers(address(company), getattr(cast, who, None)).status_code == code


def test_only_owners_see_who_asks_to_join(company, cast, answers):
    joining.ask(company.pk, message="C’est moi.", by=cast.stranger)
    transfers.offer(company.pk, to=cast.editor, by=cast.owner)

    assert "C’est moi." in answers(address(company), cast.owner).text
    text = answers(address(company), cast.reader).text
    assert "C’est moi." not in text
    assert "/startups/transfers/" in text


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_page_costs_the_same_for_any_number_of_rows(company, cast, costs, rows):
    for i in range(rows):
        company.memberships.create(person=make.person(), role=TeamRole.READER)
        company.join_requests.create(person=make.person())
        if i < 19:
            make.invitation(of=company)

    costs(address(company), cast.owner, 8)


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_is_posted(company, cast, answers, name):
    assert answers(deed(company, cast, name), cast.owner).status_code == 405


@pytest.mark.parametrize("name", ["member_role", "member_remove"])
@pytest.mark.parametrize(
    ("who", "code"), [("editor", 403), ("reader", 403), ("companion", 403), ("staff", 403), ("stranger", 404)]
)
def test_only_owners_change_the_team(company, cast, answers, name, who, code):
    response = answers(deed(company, cast, name), getattr(cast, who), {"role": "owner"})

    assert response.status_code == code
    assert role_of(company, cast.reader) == TeamRole.READER


@pytest.mark.parametrize(("who", "code"), [("companion", 403), ("staff", 403), ("stranger", 404)])
def test_only_members_leave(company, cast, answers, who, code):
    assert answers(address(company, "team_leave"), getattr(cast, who), {}).status_code == code


def test_an_owner_changes_a_role_and_removes_a_member(company, cast, answers):
    answers(deed(company, cast, "member_role"), cast.owner, {"role": "editor"})
    assert role_of(company, cast.reader) == TeamRole.EDITOR

    answers(deed(company, cast, "member_remove"), cast.owner, {})
    assert role_of(company, cast.reader) is None


@pytest.mark.parametrize("role", ["", "boss", "owner'--"])
def test_an_invented_role_changes_nothing(company, cast, answers, client, role):
    client.get(answers(deed(company, cast, "member_role"), cast.owner, {"role": role}).url)

    assert role_of(company, cast.reader) == TeamRole.READER


def test_a_member_leaves_and_the_last_owner_does_not(company, cast, answers, client):
    assert answers(address(company, "team_leave"), cast.reader, {}).url == reverse("startups:my_startups")
    page = client.get(answers(address(company, "team_leave"), cast.owner, {}).url).text

    assert "needs an owner" in page
    assert (role_of(company, cast.reader), role_of(company, cast.owner)) == (None, TeamRole.OWNER)


def test_the_last_owner_cannot_lower_herself(company, cast, answers, client):
    target = address(company, "member_role", cast.owner.uid)
    assert "needs an owner" in client.get(answers(target, cast.owner, {"role": "reader"}).url).text


def test_a_member_of_another_team_is_not_there(company, cast, answers):
    for name in ("member_role", "member_remove"):
        target = address(company, name, cast.stranger.uid)
        assert answers(target, cast.owner, {"role": "reader"}).status_code == 404


def test_somebody_who_left_meanwhile_is_not_there(company, cast, answers):
    team.leave(company.pk, by=cast.reader)

    assert answers(deed(company, cast, "member_remove"), cast.owner, {}).status_code == 404
