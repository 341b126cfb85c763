"""The page behind the link of the mail, and the answers and repeals of an invitation."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from startups.actions import invitations
from startups.models import Invitation, Membership
from startups.states import InvitationState
from startups.tokens import token_of
from tests.startups.conftest import CANARIES

pytestmark = pytest.mark.django_db
DEEDS = ("accept", "decline", "resend", "revoke")


@pytest.fixture
def invited():
    return make.person(email="salma@exemple.test")


@pytest.fixture
def invitation(company, invited):
    return make.invitation(of=company, email=invited.email)


def link(invitation):
    return reverse("startups:invitation_detail", args=[token_of(invitation)])


def deed(invitation, name):
    return reverse(f"startups:invitation_{name}", args=[invitation.uid])


def test_the_holder_of_the_link_sees_who_invites_and_how_to_come_in(company, invitation, looks):
    text = looks(link(invitation)).text

    assert company.name in text
    assert f"?next={link(invitation)}" in text
    assert "<form" not in text.split("<main")[1].split("</main>")[0]
    assert not any(canary in text for canary in CANARIES)


def test_the_invited_person_can_answer(invitation, invited, looks):
    text = looks(link(invitation), invited).text

    assert deed(invitation, "accept") in text
    assert deed(invitation, "decline") in text


@pytest.mark.parametrize("who", ["stranger", "owner", "staff"])
def test_somebody_else_is_asked_to_sign_out_first(invitation, cast, answers, who):
    response = answers(link(invitation), getattr(cast, who))

    assert response.status_code == 403
    assert "Sign out first" in response.text
    assert invitation.email not in response.text


@pytest.mark.parametrize("state", [state for state in InvitationState.values if state != "pending"])
def test_a_spent_link_is_gone(company, answers, state):
    response = answers(link(make.invitation(of=company, state=state)))

    assert response.status_code == 410
    assert company.name not in response.text


def test_a_link_past_its_day_is_gone_before_the_clock_comes_by(invitation, answers):
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())

    assert answers(link(invitation)).status_code == 410


def test_an_old_link_does_not_open_after_a_new_one(invitation, cast, answers):
    before = link(invitation)
    Invitation.objects.filter(pk=invitation.pk).update(invited_at=timezone.now() - timedelta(minutes=6))
    answers(deed(invitation, "resend"), cast.owner, {})
    invitation.refresh_from_db()

    assert answers(before).status_code == 404
    assert answers(link(invitation)).status_code == 200


@pytest.mark.parametrize("odd", ["x", "0" * 48, "a" * 2000])
def test_a_link_that_we_never_sent_is_missing(client, odd):
    assert client.get(f"/en/startups/invitations/{odd}/").status_code == 404


def test_accepting_opens_the_record_and_twice_is_once(company, invitation, invited, answers):
    for _ in range(2):
        assert answers(deed(invitation, "accept"), invited, {}).url == company.get_absolute_url()

    assert Membership.objects.filter(startup=company, person=invited).count() == 1
    assert answers(company.get_absolute_url(), invited).status_code == 200


def test_a_repealed_invitation_answered_late_is_gone(invitation, invited, cast, answers):
    invitations.revoke(invitation.pk, by=cast.owner)

    assert answers(deed(invitation, "accept"), invited, {}).status_code == 410


def test_declining_and_withdrawing(company, invitation, invited, cast, answers):
    other = make.invitation(of=company)

    answers(deed(invitation, "decline"), invited, {})
    answers(deed(other, "revoke"), cast.owner, {})

    assert set(Invitation.objects.filter(pk__in=[invitation.pk, other.pk]).values_list("state", flat=True)) == {
        "declined",
        "revoked",
    }


def test_sending_again_too_soon_is_refused_in_words(invitation, cast, answers, client):
    assert "moment ago" in client.get(answers(deed(invitation, "resend"), cast.owner, {}).url).text


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_is_posted(invitation, invited, answers, name):
    assert answers(deed(invitation, name), invited).status_code == 405


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("who", ["owner", "editor", "reader", "staff", "stranger", "companion", "invited"])
def test_who_may_do_what(invitation, invited, cast, answers, name, who):
    seen = who not in ("stranger", "companion")
    allowed = who == ("invited" if name in ("accept", "decline") else "owner")

    response = answers(deed(invitation, name), invited if who == "invited" else getattr(cast, who), {})

    assert response.status_code == (302 if allowed else 403 if seen else 404)
    invitation.refresh_from_db()
    assert (invitation.state == "pending") == (not allowed or name == "resend")


def test_the_page_costs_little(invitation, invited, costs):
    costs(link(invitation), None, 1)
    costs(link(invitation), invited, 4)


@pytest.mark.parametrize("uid", ["0", "abc", "00000000-0000-0000-0000-000000000000"])
def test_an_invented_id_is_missing(client, stranger, uid):
    client.force_login(stranger)
    assert client.post(f"/en/startups/invitations/{uid}/accept/").status_code == 404
