"""Letters about introductions: nobody's name goes anywhere before both have agreed; who is silent is reminded once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.outbox import planning, sending
from incubator.outbox.models import Letter
from services.introductions import actions, links
from services.introductions.actions import Told
from services.introductions.models import Approach, FollowUp, Introduction
from services.introductions.states import IntroductionState as S
from services.introductions.states import Outcome, Side

pytestmark = pytest.mark.django_db(transaction=True)
STARTUP, FOUNDER, PARTNER = "cnrStartupzq", "cnrFounderzq", "cnrPartnerzq"


def post():
    """What the clock does; gives the mails since the last call, each as one text with its headers."""
    mail.outbox.clear()
    planning.plan()
    sending.tick()
    return {one.to[0]: one for one in mail.outbox}


def text(message):
    return "\n".join(
        [message.subject, message.body, *(body for body, _type in message.alternatives), str(message.message())]
    )


@pytest.fixture
def team(db):
    made = make.startup(
        name=f"Maison {STARTUP}",
        owner=make.person(name=FOUNDER, email=f"{FOUNDER.lower()}@exemple.test"),
        email=f"x{STARTUP.lower()}@exemple.test",
        address=f"1, rue {STARTUP}",
        website=f"https://{STARTUP.lower()}.ma/",
        is_public=True,
        region="MA-09",
    )
    make.entitlement(of=made, kind="matchmaking", amount=20)
    return made


@pytest.fixture
def partner(db):
    return make.target(name=f"Industries {PARTNER}", contact=f"Dame {PARTNER}", email="dame@exemple.test")


def tells(said, *canaries):
    return [one for one in canaries if one.lower() in said.lower()]


def partner_page(client, approach):
    return client.get(reverse("services:partner_answer", args=[links.token_of(approach)]))


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_startup_s_name_is_nowhere_before_both_agreed(client, team, partner, language):
    partner.language = language
    partner.save()
    row = make.introduction(of=team, state=S.OFFERED, to=partner)
    approach = Approach.objects.get()
    said = [text(post()[partner.email])]
    Approach.objects.update(asked_at=timezone.now() - timedelta(days=8))
    said.append(text(post()[partner.email]))
    answer = partner_page(client, approach)
    said += [answer.text, str(answer.headers), links.partner_url(approach, language)]
    actions.partner_agree(approach.pk)
    said.append(partner_page(client, approach).text)
    actions.decline(row.pk, by=row.asked_by)
    said.append(text(post()[partner.email]))
    said.append(partner_page(client, approach).text)

    assert [tells(one, STARTUP, FOUNDER, str(team.uid), team.slug) for one in said] == [[]] * len(said)
    assert "Agadir" not in said[0]
    assert row.summary in said[0]


def test_the_partner_s_name_is_nowhere_before_it_agreed(client, team, partner):
    row = make.introduction(of=team, state=S.OFFERED, to=partner)
    client.force_login(row.asked_by)
    pages = [
        row.get_absolute_url(),
        reverse("services:introduction_list"),
        reverse("services:credit_list", args=[team.slug]),
        reverse("accounts:my_data_download"),
    ]

    def seen():
        answers = [client.get(page) if "data" not in page else client.post(page) for page in pages]
        return "".join(one.text if not one.streaming else one.getvalue().decode(errors="replace") for one in answers)

    assert tells(seen(), PARTNER) == []
    assert row.asked_by.email not in post()
    actions.partner_decline(Approach.objects.get().pk, reason=f"Pas pour {PARTNER}")
    assert tells(seen(), PARTNER) == []
    assert row.asked_by.email not in post()


def test_her_named_partner_is_no_secret(client, team, partner):
    row = make.introduction(of=team, state=S.OFFERED, to=partner, named=f"Industries {PARTNER}")
    client.force_login(row.asked_by)

    assert PARTNER in client.get(row.get_absolute_url()).text


def test_both_get_one_letter_with_both_names(team, partner):
    row = make.introduction(of=team, state=S.OFFERED, to=partner)
    post()
    actions.partner_agree(Approach.objects.get().pk)
    told = post()[row.asked_by.email]
    assert PARTNER in told.subject
    assert partner.email not in text(told)

    actions.agree(row.pk, by=row.asked_by)
    letters = post()

    assert set(letters) == {row.asked_by.email, partner.email}
    for letter in letters.values():
        for name in (team.name, row.asked_by.name, row.asked_by.email, str(partner), partner.contact, partner.email):
            assert name in letter.body
    assert letters[partner.email].subject == letters[row.asked_by.email].subject


def test_a_letter_that_has_lost_its_sense_is_not_sent(team, partner):
    row = make.introduction(of=team, state=S.OFFERED, to=partner)

    actions.withdraw(row.pk, by=row.asked_by)
    sent = post()

    assert sent[partner.email].subject == "La mise en relation n’aura pas lieu"
    assert Letter.objects.get(kind__endswith="partner_asked").state == "cancelled"


def test_silent_sides_are_reminded_once(team, partner):
    row = make.introduction(of=team, state=S.OFFERED, to=partner)
    post()
    assert post() == {}
    Approach.objects.update(asked_at=timezone.now() - timedelta(days=8))
    assert set(post()) == {partner.email}
    assert post() == {}

    actions.partner_agree(Approach.objects.get().pk)
    post()
    assert post() == {}
    Introduction.objects.update(moved_at=timezone.now() - timedelta(days=8))
    assert set(post()) == {row.asked_by.email}
    assert post() == {}


def due(**which):
    FollowUp.objects.filter(**which).update(due_on=timezone.localdate())


def test_both_sides_are_asked_after_thirty_days_with_one_link_an_answer(team, partner):
    row = make.introduction(of=team, state=S.MADE, to=partner)
    post()
    assert post() == {}
    due(days=30)

    sent = post()

    assert set(sent) == {row.asked_by.email, partner.email}
    assert post() == {}
    for side, address in ((Side.STARTUP, row.asked_by.email), (Side.PARTNER, partner.email)):
        token = links.token_of_follow_up(FollowUp.objects.get(days=30, side=side))
        for outcome in Outcome:
            assert f"/introductions/follow-up/{token}/?answer={outcome}\n" in sent[address].body


def test_nothing_is_asked_after_a_last_word(team, partner):
    row = make.introduction(of=team, state=S.MADE, to=partner)
    actions.report(row.pk, Told(Outcome.ENDED), by=row.asked_by)
    post()
    due(days=90)

    assert set(post()) == {partner.email}


def test_a_question_too_late_is_not_asked(team, partner):
    make.introduction(of=team, state=S.MADE, to=partner)
    post()
    FollowUp.objects.update(due_on=timezone.localdate() - timedelta(days=31))

    assert post() == {}


def test_a_partner_without_a_person_gets_no_letter(team, partner):
    row = make.introduction(of=team, state=S.MADE, to=partner)
    post()
    partner.email = ""
    partner.save()
    due(days=30)

    assert set(post()) == {row.asked_by.email}


def test_whoever_left_the_team_is_not_written_to(team, partner):
    member = make.member(of=team)
    row = make.introduction(of=team, state=S.OFFERED, to=partner)
    Introduction.objects.filter(pk=row.pk).update(asked_by=member)
    team.memberships.filter(person=member).update(ended_at=timezone.now())

    actions.partner_agree(Approach.objects.get().pk)

    assert make.owner_of(team).email in post()
