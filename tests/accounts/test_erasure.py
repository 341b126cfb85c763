import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from incubator.accounts.actions import agree_to_notice
from incubator.accounts.models import Consent, ErasureRequest, User
from incubator.accounts.personal_data import Holding, holdings
from incubator.accounts.privacy import actions
from incubator.accounts.states import ERASURE, ErasureState
from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from tests.accounts.conftest import PASSWORD, told

LIST = "/admin/accounts/erasurerequest/"


@pytest.fixture
def asked(person):
    return actions.ask_erasure(person.pk, by=person, reason="Je pars.")


def test_nothing_is_left_of_a_person_but_her_traces_without_a_name(person, asked, staff):
    agree_to_notice(person, language="fr")
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    before = person.email
    actions.carry_out(asked.pk, by=staff)

    person.refresh_from_db()
    assert (person.name, person.is_active, person.has_usable_password()) == ("", False, False)
    assert person.erased_at
    assert before not in f"{person.email} {person}"
    assert not EmailAddress.objects.filter(user=person).exists()
    assert not Authenticator.objects.filter(user=person).exists()
    assert ErasureRequest.objects.get().reason == ""
    assert Consent.objects.filter(person=person).count() == 1


def test_every_unit_is_asked_and_the_account_goes_last(person, asked, staff, monkeypatch):
    seen = []
    held = Holding("trial.Thing", "a", "b", 1, lambda user: [], lambda user: seen.append(user.email))
    monkeypatch.setitem(holdings, "trial.Thing", held)

    actions.carry_out(asked.pk, by=staff)

    assert len(seen) == 1
    assert not seen[0].endswith("@erased.invalid")


def test_when_a_unit_must_not_nothing_is_erased(person, asked, staff, monkeypatch):
    def refuse(user):
        raise Refused("A funder is still to be told.")

    monkeypatch.setitem(holdings, "trial.Thing", Holding("trial.Thing", "a", "b", 1, lambda user: [], refuse))

    with pytest.raises(Refused):
        actions.carry_out(asked.pk, by=staff)
    assert User.objects.get(pk=person.pk).name == "Salma Bennis"
    assert ErasureRequest.objects.get().state == ErasureState.OPEN


def test_the_person_is_told_at_the_address_she_had(person, asked, staff, delivered):
    before = person.email
    actions.carry_out(asked.pk, by=staff)

    assert before in [address for message in delivered() for address in message.to]
    assert "accounts.erasure_done" in told()


def test_her_sessions_end(client, person, sign_in, asked, staff):
    sign_in(person)
    other = Client()
    other.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    actions.carry_out(asked.pk, by=staff)

    assert client.get("/account/").status_code == other.get("/account/").status_code == 302
    assert not UserSession.objects.filter(user=person).exists()


def test_a_refusal_gives_its_reason(client, person, asked, staff, delivered):
    actions.refuse(asked.pk, by=staff, reason="Convention en cours jusqu’en juin.")

    assert "Convention en cours" in delivered()[0].body
    client.force_login(person)
    assert "Convention en cours" in client.get("/account/data/").text
    assert User.objects.get(pk=person.pk).is_active


@pytest.mark.parametrize(("verb", "state"), ERASURE.forbidden(ErasureState))
def test_an_answer_is_given_once(person, asked, staff, verb, state):
    ErasureRequest.objects.update(state=state)
    deed = {
        "carry_out": lambda: actions.carry_out(asked.pk, by=staff),
        "refuse": lambda: actions.refuse(asked.pk, by=staff, reason="Non"),
    }

    with pytest.raises(Refused):
        deed[verb]()


def test_both_answers_stand_in_the_journal(person, asked, staff):
    actions.refuse(asked.pk, by=staff, reason="Pas encore.")
    again = actions.ask_erasure(person.pk, by=person)
    actions.carry_out(again.pk, by=staff)

    lines = Entry.objects.filter(kind="accounts.erasurerequest", by=staff).values_list("verb", "note")
    assert set(lines) == {("refuse", "Pas encore."), ("carry_out", "")}


def test_the_last_administrator_is_not_erased(admin_person, staff):
    asked = actions.ask_erasure(admin_person.pk, by=admin_person)

    with pytest.raises(Refused):
        actions.carry_out(asked.pk, by=staff)


def test_staff_answer_in_the_admin(client, staff, asked):
    client.post("/accounts/login/", {"login": staff.email, "password": PASSWORD})
    deed = {"action": "refuse", "_selected_action": asked.pk}
    preview = client.post(LIST, deed)
    without = client.post(LIST, deed | {"deed": "1", "reason": " "})
    done = client.post(LIST, deed | {"deed": "1", "reason": "Convention en cours."})

    assert (preview.status_code, without.status_code, done.status_code) == (200, 422, 302)
    asked.refresh_from_db()
    assert (asked.state, asked.handled_by, asked.answer) == (ErasureState.REFUSED, staff, "Convention en cours.")


def test_erasing_in_the_admin_asks_for_the_password_and_goes_on(client, staff, asked):
    client.post("/accounts/login/", {"login": staff.email, "password": PASSWORD})
    deed = {"action": "carry_out", "_selected_action": asked.pk}
    preview = client.post(LIST, deed)
    wall = client.post(LIST, deed | {"deed": "1"})
    done = client.post(wall.url, {"password": PASSWORD, "next": LIST})

    assert preview.status_code == 200
    assert wall.url.startswith("/accounts/reauthenticate/")
    assert done.url == LIST
    asked.refresh_from_db()
    assert asked.state == ErasureState.DONE


def test_a_request_cannot_be_written_or_deleted_by_hand(client, admin_person, asked):
    client.force_login(admin_person)

    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{asked.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(f"{LIST}{asked.pk}/change/", {"state": "done", "answer": "x"})
    asked.refresh_from_db()
    assert asked.state == ErasureState.OPEN


def test_others_see_no_requests(client, asked):
    stranger = make.person()
    client.force_login(stranger)

    assert not ErasureRequest.objects.visible_to(stranger).exists()
    assert client.get(LIST).status_code in {302, 403, 404}
