"""Every letter in every language, and letters that have lost their sense."""

import pytest
from django.utils import timezone, translation

from incubator.demo import make
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.wording import word
from startups import notices
from startups.actions import invitations, joining, merging, team, transfers
from startups.models import Invitation
from startups.states import TeamRole
from startups.tokens import token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything(company, cast):
    """A season in which every letter of this unit was posted once at least."""
    invited = make.person(email="salma@exemple.test", language="ar")
    make.invitation(of=company, email=invited.email)
    make.invitation(of=company, state="declined")
    transfers.offer(company.pk, to=cast.editor, by=cast.owner)
    joining.ask(company.pk, message="C’est moi.", by=invited)
    joining.decline(joining.ask(company.pk, by=cast.stranger).pk, by=cast.owner)
    other = make.startup(name="Voltarihla deux")
    joining.accept(joining.ask(other.pk, by=cast.stranger).pk, by=make.owner_of(other))
    first, member = make.owner_of(other), make.member(of=other)
    transfers.accept(transfers.offer(other.pk, to=member, by=first).pk, by=member)
    transfers.decline(transfers.offer(other.pk, to=first, by=member).pk, by=first)
    team.remove(other.pk, person=first, by=member)
    team.leave(other.pk, by=cast.stranger)
    team.hand_over(company.pk, to=cast.reader, by=cast.staff, keep_owners=True)
    make.sharing(of=company)
    make.sharing(of=other, is_over=True)
    merging.merge(make.registered(name="Chamsi Froid").pk, into=company.pk, reason="La même.", by=cast.staff)
    return Letter.objects.all()


def worded(letter, language="en"):
    letter.language = language
    if letter.person:
        letter.person.language = language
    return word(letter, kinds[letter.kind].context(letter))


def test_every_kind_is_posted_by_somebody(everything):
    assert {letter.kind for letter in everything} == {kind.name for kind in notices.KINDS}


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_every_letter_has_words_a_link_and_no_gap(everything, language, settings):
    live = [letter for letter in everything if kinds[letter.kind].context(letter)]
    assert {letter.kind for letter in live} == {kind.name for kind in notices.KINDS}
    for letter in live:
        said = worded(letter, language)
        prefix = "" if language == "fr" else f"/{language}"
        assert f"{settings.SITE_URL}{prefix}/startups/" in said.text, letter.kind
        assert said.subject, letter.kind
        assert not any(odd in said.text + said.subject for odd in ("{{", "{%", "None", "<time", "()")), said.text


def test_the_invitation_carries_the_link_that_opens(company, answers):
    invitation = make.invitation(of=company)

    said = worded(Letter.objects.filter(kind="startups.team_invited").latest("pk"))

    link = next(line for line in said.text.splitlines() if token_of(invitation) in line)
    assert answers("/" + link.split("/", 3)[3]).status_code == 200


def test_the_secret_of_an_invitation_is_marked_as_one():
    assert kinds["startups.team_invited"].is_secret


@pytest.mark.parametrize("deed", ["answered", "sent anew", "gone"])
def test_an_invitation_that_lost_its_sense_is_not_sent(company, cast, deed):
    invitation = make.invitation(of=company)
    letter = Letter.objects.filter(kind="startups.team_invited").latest("pk")
    if deed == "answered":
        invitations.revoke(invitation.pk, by=cast.owner)
    elif deed == "sent anew":
        Invitation.objects.filter(pk=invitation.pk).update(invited_at=timezone.now())
    else:
        invitation.delete()

    assert kinds[letter.kind].context(letter) is None


def test_letters_about_what_is_gone_are_not_sent(everything, company):
    Letter.objects.update(key_of_thing="0")

    assert [letter.kind for letter in Letter.objects.all() if kinds[letter.kind].context(letter)] == []


def test_answers_that_changed_in_the_meantime_are_not_told(company, cast):
    offer = transfers.offer(company.pk, to=cast.editor, by=cast.owner)
    asked = joining.ask(company.pk, by=cast.stranger)
    transfers.withdraw(offer.pk, by=cast.owner)
    joining.withdraw(asked.pk, by=cast.stranger)

    for letter in Letter.objects.filter(kind__in=["startups.transfer_offered", "startups.join_requested"]):
        assert kinds[letter.kind].context(letter) is None


def test_a_member_who_came_back_is_not_told_that_she_left(company, cast):
    team.remove(company.pk, person=cast.editor, by=cast.owner)
    company.memberships.filter(person=cast.editor).update(ended_at=None)
    letter = Letter.objects.get(kind="startups.member_removed")

    assert kinds[letter.kind].context(letter) is None


def test_a_known_address_is_written_to_in_her_own_language(company):
    person = make.person(email="salma@exemple.test", language="ar")
    make.invitation(of=company, email=person.email)
    make.invitation(of=company, email="inconnue@exemple.test")

    known, unknown = Letter.objects.filter(kind="startups.team_invited").order_by("pk")
    assert (known.person, unknown.address) == (person, "inconnue@exemple.test")
    with translation.override("ar"):
        assert known.spoken_language == "ar"
    assert unknown.spoken_language == make.owner_of(company).language


def test_an_inviter_whose_account_is_gone_hears_nothing(company, stranger):
    invitation = make.invitation(of=company, email=stranger.email, role=TeamRole.READER)
    Invitation.objects.filter(pk=invitation.pk).update(invited_by=None)

    invitations.accept(invitation.pk, by=stranger)

    assert not Letter.objects.filter(kind="startups.invitation_answered").exists()
