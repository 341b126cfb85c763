from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo import make
from tests.accounts.conftest import NEW_PASSWORD, PASSWORD, told
from tests.conftest import nothing_written

PAGE = "/account/"


@pytest.fixture
def at():
    """at(minutes=…) is the clock that much later."""
    start = timezone.now()
    return lambda **later: time_machine.travel(start + timedelta(**later))


@pytest.fixture
def signed_in(client, person):
    client.force_login(person)
    client.get(PAGE)
    return client


def test_an_idle_session_ends_and_leads_back(signed_in, at):
    with at(minutes=181):
        answer = signed_in.get("/account/data/?x=1")

    assert answer.url == "/accounts/login/?next=/account/data/%3Fx%3D1"
    assert "180" in signed_in.get(answer.url).text
    assert signed_in.get(PAGE).status_code == 302


def test_a_session_in_use_goes_on(signed_in, at):
    for hours in (2, 4, 6, 8, 10):
        with at(hours=hours):
            assert signed_in.get(PAGE).status_code == 200


def test_no_session_outlives_its_day(signed_in, at):
    for hours in (2, 4, 6, 8, 10, 12):
        with at(hours=hours):
            signed_in.get(PAGE)

    with at(hours=12, minutes=1):
        assert signed_in.get(PAGE).status_code == 302


def test_staff_sessions_are_shorter(client, staff, at):
    client.force_login(staff)
    client.get(PAGE)

    with at(minutes=31):
        assert client.get("/admin/").url == "/accounts/login/?next=/admin/"


def test_the_text_of_a_form_comes_back_when_the_session_had_ended(signed_in, at):
    with at(hours=4):
        answer = signed_in.post(
            "/account/data/",
            {"reason": "Un long texte <b>écrit</b>", "password": "s3cret-words", "csrfmiddlewaretoken": "abcdef"},
            HTTP_REFERER="http://testserver/account/data/",
        )

    assert answer.status_code == 401
    assert "Un long texte &lt;b&gt;écrit&lt;/b&gt;" in answer.text
    assert "s3cret-words" not in answer.text
    assert "/accounts/login/?next=%2Faccount%2Fdata%2F" in answer.text


def test_the_way_back_never_leads_to_another_site(client, db):
    answer = client.post("/account/data/", {"reason": "Texte"}, HTTP_REFERER="https://evil.test/")

    assert "evil" not in answer.text
    assert "next=%2Fdashboard%2F" in answer.text


@pytest.mark.parametrize("how", [{"HTTP_SEC_FETCH_MODE": "cors"}, {"content_type": "application/json", "data": "{}"}])
def test_a_script_is_told_in_its_own_way(client, db, how):
    answer = client.post("/account/data/", **how)

    assert (answer.status_code, answer.json()) == (401, {"signed_out": True})


def test_looking_at_pages_writes_no_row(signed_in):
    with nothing_written():
        assert signed_in.get(PAGE).status_code == 200


def test_the_list_of_sessions_is_kept_fresh_once_a_minute(client, person, sign_in, at):
    sign_in(person)
    client.get(PAGE)
    before = UserSession.objects.get().last_seen_at

    with at(minutes=2):
        client.get(PAGE)

    assert UserSession.objects.get().last_seen_at > before


def test_a_session_can_be_ended_from_another_device(client, person, sign_in):
    sign_in(person)
    other = Client()
    other.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/accounts/sessions/")

    assert other.get(PAGE).status_code == 302
    assert client.get(PAGE).status_code == 200


def test_a_new_password_ends_every_session(client, person, sign_in):
    sign_in(person)
    other = Client()
    other.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    wanted = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post("/accounts/password/change/", wanted)

    assert client.get(PAGE).status_code == other.get(PAGE).status_code == 302
    assert told() == ["accounts.password_changed"]


@pytest.mark.parametrize("address", [PAGE, "/account/data/", "/accounts/email/", "/dashboard/", "/admin/"])
def test_a_deactivated_person_is_out_on_the_next_request(client, db, address):
    officer = make.staff()
    client.force_login(officer)
    assert client.get(PAGE).status_code == 200
    User.objects.filter(pk=officer.pk).update(is_active=False)

    assert client.get(address).url.startswith("/accounts/login/")


def test_a_right_taken_back_is_gone_on_the_next_request(client, db):
    officer = make.staff()
    client.force_login(officer)
    assert client.get("/admin/accounts/user/").status_code == 200
    User.objects.filter(pk=officer.pk).update(is_staff=False)

    assert client.get("/admin/accounts/user/").status_code in {302, 403, 404}


@pytest.mark.parametrize("cookie", ["", "x", "x" * 4000, "'; DROP TABLE", "../../etc", '"abcdefgh\\000"'])
def test_a_tampered_session_cookie_is_a_stranger_or_refused(client, db, cookie):
    client.cookies.load(f"sid={cookie}")

    assert client.get(PAGE).status_code in {302, 400}
