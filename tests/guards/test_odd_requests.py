"""What browsers never send and scanners do: an answer below 500, always, and nothing stored."""

import json

import pytest
from django.test import Client

from incubator.demo import make
from tests.conftest import nothing_written

PAGES = [
    "/",
    "/privacy/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/account/",
    "/account/data/",
    "/dashboard/",
    "/admin/login/",
]
FORMS = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/account/",
    "/account/data/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/account/language/",
]
pytestmark = pytest.mark.django_db


@pytest.fixture(params=["anonymous", "signed in"])
def visitor(request, client):
    if request.param == "signed in":
        client.force_login(make.person())
        client.get("/account/")
    return client


@pytest.mark.parametrize("page", PAGES)
def test_a_null_character_in_the_query_is_refused(visitor, page):
    for query in ("x=%00", "%00=x", "q=a%00b", "next=/%00"):
        assert visitor.get(f"{page}?{query}").status_code == 400, query


@pytest.mark.parametrize("path", ["/%00", "/calls/%00/", "/privacy/%00/", "/accounts/confirm-email/%00/"])
def test_a_null_character_in_the_path_is_refused(client, path):
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("form", FORMS)
def test_a_null_character_in_a_form_is_refused_and_nothing_is_stored(visitor, form):
    with nothing_written():
        for fields in ({"name": "a\x00b"}, {"a\x00": "b"}, {"login": "\x00", "email": "\x00", "reason": "\x00"}):
            assert visitor.post(form, fields).status_code == 400, fields


ODD_COOKIES = [
    '"\\000abcdefghij"',
    "x" * 8000,
    "%00",
    '"\\303\\050"',
    "é".encode().decode("latin-1"),
    "[[{}]]",
    "../../x",
]


@pytest.mark.parametrize("cookie", ["sid", "csrf", "language", "theme", "messages"])
def test_odd_cookies_break_nothing(client, cookie):
    for value in ODD_COOKIES:
        assert client.get("/account/", HTTP_COOKIE=f"{cookie}={value}").status_code in {302, 400}, value


def test_a_hundred_cookies_break_nothing(client):
    assert client.get("/", HTTP_COOKIE="; ".join(f"c{n}=x" for n in range(100))).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_invented_verbs_are_not_allowed(visitor, page):
    for verb in ("TRACE", "CONNECT", "PROPFIND", "PUT", "PATCH", "DELETE", "FOO"):
        assert visitor.generic(verb, page).status_code == 405, verb


def test_a_verb_in_small_letters_is_the_same_verb(client):
    assert client.generic("get", "/privacy/").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_head_answers_as_get_without_a_body(visitor, page):
    head, get = visitor.head(page), visitor.get(page)

    assert head.status_code == get.status_code
    assert head.content == b""


CHARSETS = ["bogus", "rot13", "utf-7", "utf-16", "idna", "latin-1", "base64", "x" * 500, "../../x"]
KINDS = {
    "application/x-www-form-urlencoded": b"name=Salma",
    "multipart/form-data; boundary=xx": b'--xx\r\nContent-Disposition: form-data; name="name"\r\n\r\nSalma\r\n--xx--\r\n',
    "application/json": b'{"name": "Salma"}',
    "text/plain": b"name=Salma",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_bogus_charset_is_read_as_utf8_or_refused(visitor, kind):
    for charset in CHARSETS:
        for form in ("/accounts/login/", "/account/"):
            answer = visitor.generic("POST", form, KINDS[kind], content_type=f"{kind}; charset={charset}")
            assert answer.status_code < 500, charset


BROKEN = [
    b"",
    b"--",
    b"--xx",
    b"--yy\r\n\r\n--yy--",
    b"--xx\r\nContent-Disposition: form-data\r\n\r\nx\r\n--xx--",
    b'--xx\r\nContent-Disposition: form-data; name="f"; filename="f"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--xx--\r\n',
    b"\xff\xfe" * 500,
]


@pytest.mark.parametrize(
    "boundary", ["; boundary=xx", "", "; boundary=", "; boundary=" + "x" * 300, '; boundary="\xe9"']
)
def test_broken_multipart_is_refused(visitor, boundary):
    for body in BROKEN:
        answer = visitor.generic("POST", "/account/data/", body, content_type=f"multipart/form-data{boundary}")
        assert answer.status_code < 500, body


ODD_JSON = [
    "{",
    "[1,]",
    "NaN",
    '{"a": NaN}',
    '{"a": Infinity}',
    '{"a": 1e309}',
    "1" * 5000,
    '{"a": ' + "9" * 5000 + "}",
    "[" * 100_000,
    '{"a":' * 100_000,
    '{"a": "\\ud800"}',
    '{"\\udfff": 1}',
    '{"a": "x\\u0000y"}',
    '{"a\\u0000": 1}',
    b"\xff\xfe\xfd",
    "null\x00",
]


@pytest.mark.parametrize("body", ODD_JSON, ids=range(len(ODD_JSON)))
def test_odd_json_is_refused_before_any_view_reads_it(visitor, body):
    with nothing_written():
        assert visitor.post("/account/", body, content_type="application/json").status_code == 400


def test_sound_json_passes(client):
    body = json.dumps({"a": "سلمى 👩🏽‍🚀 \\u0000", "n": [1, -2.5, None, True]})

    assert client.post("/account/", body, content_type="application/json").status_code == 401


def test_a_thousand_fields_are_too_many(visitor):
    assert visitor.post("/accounts/login/", {f"f{n}": "x" for n in range(1001)}).status_code in {400, 413}


def test_three_megabytes_in_a_form_are_too_large(visitor):
    assert (
        visitor.post(
            "/accounts/login/", "name=" + "x" * 3_000_000, content_type="application/x-www-form-urlencoded"
        ).status_code
        == 413
    )


@pytest.mark.parametrize(
    "host",
    [
        "evil.test",
        "",
        "a b",
        "évil",
        "portail.test:99999x",
        "portail.test@evil.test",
        "x" * 300,
        "evil.test#portail.test",
    ],
)
def test_other_hosts_are_not_answered(client, host):
    assert client.get("/privacy/", HTTP_HOST=host).status_code == 400


def test_a_forwarded_host_is_not_believed(client):
    assert "evil" not in client.get("/privacy/", HTTP_X_FORWARDED_HOST="evil.test").text


@pytest.mark.parametrize("accepted", ["../../x", "x" * 4000, "zz", "ar;q=x", "fr-FR-x-éé", ";;;,,,", "*", "\x00"])
def test_odd_languages_get_the_default_one(client, accepted):
    answer = client.get("/privacy/", HTTP_ACCEPT_LANGUAGE=accepted)

    assert answer.status_code == 200
    assert '<html lang="fr"' in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/a/../admin/",
        "/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/..;/admin/",
        "/admin;x/",
        "/privacy/;x",
        "/privacy.",
        "/%c0%ae%c0%ae/",
        "/static/../../etc/passwd",
        "/media/x",
        "/%ed%a0%80",
        "/privacy/%EF%BC%90/",
        "/privacy/1e3/",
        "/privacy/-1/",
        "/.env",
        "/.git/config",
        "/privacy/" + "9" * 400 + "/",
    ],
)
def test_path_tricks_lead_nowhere(visitor, path):
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("path", ["//privacy/", "//evil.test/", "/\\evil.test/", "//evil.test//", "/%5Cevil.test/"])
def test_double_slashes_never_leave_the_portal(visitor, path):
    answer = visitor.get(path)

    assert answer.status_code in {200, 301, 302, 404}
    assert "//evil" not in answer.get("Location", "")


QUERIES = [
    "page=-1",
    "page=abc",
    "page=99999999999999999999",
    "next=//evil.test",
    "id=abc",
    "email=%ED%A0%80",
    "email=" + "x" * 5000,
    "&&==%",
    "q=%",
]


@pytest.mark.parametrize("page", PAGES)
def test_odd_parameters_break_nothing(visitor, page):
    for query in QUERIES:
        answer = visitor.get(f"{page}?{query}")
        assert answer.status_code in {200, 302, 403}, query
        assert not answer.get("Location", "").startswith(("//", "http://evil")), query


@pytest.mark.parametrize("form", FORMS)
def test_a_form_without_its_key_is_told_so_kindly(form):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make.person())
    answer = strict.post(form, {"name": "Mon texte"})

    assert answer.status_code == 403
    assert "<h1" in answer.text


def test_a_form_of_another_site_is_refused():
    strict = Client(enforce_csrf_checks=True)
    strict.get("/accounts/login/")
    key = strict.cookies["csrf"].value

    assert (
        strict.post("/accounts/login/", {"csrfmiddlewaretoken": key}, HTTP_ORIGIN="https://evil.test").status_code
        == 403
    )
