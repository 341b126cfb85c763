from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from incubator.accounts.entrance.actions import send_password_key
from incubator.accounts.people.actions import invite
from incubator.demo import make
from incubator.outbox.models import Letter
from incubator.outbox.states import LetterState
from tests.accounts.conftest import NEW_PASSWORD, link_in, told

RESET = "/accounts/password/reset/"
CHOSEN = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}


@pytest.fixture
def ask(client, delivered):
    """ask(address) asks for a link; gives the one that came, or nothing."""

    def asked(address):
        client.post(RESET, {"email": address})
        found = [message for message in delivered() if "/password/reset/key/" in message.body]
        return link_in(found[0]) if found else ""

    return asked


def choose(client, link):
    form = client.get(link, follow=True)
    return client.post(form.request["PATH_INFO"], CHOSEN)


def test_a_forgotten_password_is_replaced_and_told(client, person, ask, sign_in):
    answer = choose(client, ask(person.email))

    assert answer.url == "/accounts/password/reset/key/done/"
    assert told()[0] == "accounts.password_reset"
    assert sign_in(person).status_code == 422
    assert sign_in(person, NEW_PASSWORD).status_code == 302


def test_replacing_the_password_signs_nobody_in(client, person, ask):
    choose(client, ask(person.email))

    assert "_auth_user_id" not in client.session


def test_a_used_link_is_gone(client, person, ask):
    link = ask(person.email)
    choose(client, link)

    assert client.get(link).status_code == 410


def test_an_older_link_is_void_after_a_newer_request(client, person, ask):
    older, newer = ask(person.email), ask(person.email)

    assert client.get(older).status_code == 410
    assert choose(client, newer).status_code == 302


def test_a_request_not_sent_yet_is_dropped_for_the_newer_one(person, delivered):
    send_password_key(person.pk, by=None)
    send_password_key(person.pk, by=None)

    assert len(delivered()) == 1
    assert Letter.objects.filter(state=LetterState.CANCELLED).count() == 1


def test_a_link_dies_after_an_hour(client, person, ask):
    link = ask(person.email)

    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    "change",
    [
        lambda link: link.replace("/key/", "/key/1"),
        lambda link: f"{link[:-3]}x/",
        lambda link: "/accounts/password/reset/key/zz-zz/",
    ],
)
def test_an_edited_link_says_nothing_but_gone(client, person, ask, change):
    answer = client.get(change(ask(person.email)))

    assert answer.status_code == 410
    assert person.email not in answer.text


def test_a_link_of_one_person_changes_only_her(client, person, ask, sign_in):
    other = make.person()
    choose(client, ask(person.email))

    assert sign_in(other).status_code == 302


def test_the_key_stands_nowhere_in_the_rows(person, client, delivered):
    client.post(RESET, {"email": person.email})
    key = link_in(delivered()[0]).split("/key/")[1]

    letter = Letter.objects.get()
    assert key not in f"{letter.params} {letter.body_override} {letter.subject_override}"
    assert letter.person == person


def test_the_link_leads_to_the_configured_address_whatever_the_host_says(client, person, delivered):
    client.post(RESET, {"email": person.email}, HTTP_HOST="localhost", HTTP_X_FORWARDED_HOST="evil.test")

    assert link_in(delivered()[0]).startswith("/accounts/password/reset/key/")


def test_an_unknown_address_gets_the_same_answer_and_a_letter_of_its_own(client, person, delivered):
    known, unknown = client.post(RESET, {"email": person.email}), client.post(RESET, {"email": "personne@exemple.ma"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert {tuple(message.to) for message in delivered()} == {(person.email,), ("personne@exemple.ma",)}


def test_a_look_alike_address_never_gets_the_link_of_somebody(client, delivered, db):
    make.person(email="mike@exemple.ma")

    client.post(RESET, {"email": "mıke@exemple.ma"})
    client.post(RESET, {"email": "mi\u212ae@exemple.ma"})

    assert {address for message in delivered() for address in message.to} <= {"mike@exemple.ma"}


def test_a_closed_account_gets_no_link(person, ask):
    person.is_active = False
    person.save()

    assert ask(person.email) == ""


def test_three_mails_an_hour_at_most(client, person, delivered):
    answers = [
        client.post(RESET, {"email": spelling}).status_code for spelling in [person.email, person.email.upper()] * 4
    ]
    strangers = [
        client.post(RESET, {"email": "personne@exemple.ma"}, REMOTE_ADDR="192.0.2.7").status_code for _ in range(8)
    ]

    assert answers == strangers == [302] * 3 + [429] * 5
    # Each newer request voids the letter before it, so one is left of three.
    assert [message.to for message in delivered()].count([person.email]) == 1


def test_an_account_made_by_the_house_proves_its_address_with_the_reset(client, admin_person, ask, sign_in):
    invited = invite("nouvelle@exemple.ma", by=admin_person, name="Nouvelle", language="fr")
    choose(client, ask(invited.email))

    assert sign_in(invited, NEW_PASSWORD).url == "/dashboard/"
