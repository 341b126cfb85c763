import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)

from tests.accounts.conftest import PASSWORD, told

WALLED = ["/admin/", "/admin/accounts/user/", "/dashboard/", "/account/", "/account/data/"]
OPEN = ["/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/email/", "/privacy/", "/"]


@pytest.fixture
def duty(settings):
    settings.STAFF_NEED_SECOND_FACTOR = True


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.mark.parametrize("address", WALLED)
def test_staff_without_a_second_factor_are_sent_to_add_one(client, staff, duty, address):
    client.force_login(staff)

    assert client.get(address).url == "/accounts/2fa/"


def test_neither_reads_nor_deeds_pass_the_wall(client, admin_person, duty):
    client.force_login(admin_person)

    assert client.post("/admin/accounts/user/", {"action": "deactivate"}).url == "/accounts/2fa/"
    assert client.get("/dashboard/", HTTP_SEC_FETCH_MODE="cors").status_code == 403


@pytest.mark.parametrize("address", OPEN)
def test_the_pages_that_lead_to_one_stay_open(client, staff, duty, address):
    client.force_login(staff)

    assert client.get(address).status_code in {200, 302}
    assert getattr(client.get(address), "url", "") != "/accounts/2fa/"


def test_people_who_are_no_staff_are_free(client, person, duty):
    client.force_login(person)

    assert client.get("/account/").status_code == 200


def test_without_the_duty_staff_are_free(client, staff):
    client.force_login(staff)

    assert client.get("/admin/accounts/user/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, staff, duty):
    Authenticator.objects.create(user=staff, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(staff)

    assert client.get("/admin/").url == "/accounts/2fa/"


def test_an_app_is_added_told_and_asked_for(client, person, sign_in, django_capture_on_commit_callbacks):
    sign_in(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        added = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})

    assert added.status_code == 302
    assert told() == ["accounts.totp_activated"]
    client.post("/accounts/logout/")
    assert sign_in(person).url == "/accounts/2fa/authenticate/"
    assert client.get("/account/").status_code == 302
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 422


def test_the_code_opens_the_door(client, person, sign_in):
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    sign_in(person)

    assert client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).url == "/dashboard/"


SIGNED = {"clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AAAA"}
ODD = [
    "",
    "{",
    "null",
    "1",
    "[]",
    '"x"',
    "{}",
    '{"id": 5}',
    '{"id": "x", "rawId": "x", "response": {}}',
    '{"a": NaN}',
    "1" * 5000,
    "[" * 100_000,
    '{"a": "\\ud800"}',
    '{"a": "\\u0000"}',
    json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": SIGNED}),
]


@pytest.mark.parametrize("credential", ODD, ids=lambda value: value[:20])
def test_an_invented_passkey_is_refused(client, db, credential):
    answer = client.post("/accounts/2fa/webauthn/login/", {"credential": credential})

    assert answer.status_code < 500
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("credential", ODD, ids=lambda value: value[:20])
def test_an_invented_security_key_is_not_added(client, person, sign_in, credential):
    sign_in(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.get("/accounts/2fa/webauthn/add/")

    answer = client.post("/accounts/2fa/webauthn/add/", {"name": "clé", "credential": credential})

    assert answer.status_code == 422
    assert not Authenticator.objects.exists()
