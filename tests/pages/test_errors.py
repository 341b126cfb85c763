"""Pages of what went wrong. No test here has a database: these pages must stand without one."""

import logging

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory
from redis.exceptions import ConnectionError as RedisConnectionError

from incubator.pages import errors

LANGUAGES = {"/": "fr", "/en/": "en", "/ar/": "ar"}
STATUSES = (400, 403, 404, 405, 413, 429, 500, 503)


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize("status", STATUSES)
def test_every_error_has_a_page_in_every_language(status, prefix):
    answer = errors.page(RequestFactory().get(prefix + "somewhere/"), status)

    assert answer.status_code == status
    assert f'<html lang="{LANGUAGES[prefix]}" dir="{"rtl" if prefix == "/ar/" else "ltr"}"' in answer.text
    assert "z-lost" in answer.text


def test_the_reference_on_the_page_is_in_the_log(caplog):
    with caplog.at_level(logging.INFO, "incubator.pages.errors"):
        answer = errors.page(RequestFactory().get("/x/"), 404)

    assert caplog.records[0].args[2] in answer.text


def test_a_missing_page_does_not_say_why():
    bodies = {
        errors.missing(RequestFactory().get("/x/"), why).text.replace(" ", "") for why in (None, Exception("secret"))
    }

    assert all("secret" not in body for body in bodies)


@pytest.mark.parametrize("exception", [OperationalError(), InterfaceError(), RedisConnectionError()])
def test_a_store_that_went_away_is_503_with_a_time_to_come_back(rf, exception):
    answer = errors.outage(rf.get("/"), exception)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"


def test_other_exceptions_are_not_taken_for_an_outage(rf):
    assert errors.outage(rf.get("/"), ValueError()) is None


def test_what_breaks_in_a_middleware_is_told_apart_too(rf):
    try:
        raise OperationalError("the connection is lost")
    except OperationalError:
        answer = errors.broken(rf.get("/dashboard/"))

    assert answer.status_code == 503


def test_what_nobody_expected_is_500_and_tells_nothing(rf):
    try:
        raise ValueError("a secret of the code")
    except ValueError:
        answer = errors.broken(rf.get("/dashboard/"))

    assert answer.status_code == 500
    assert "a secret" not in answer.text


@pytest.mark.parametrize(("exception", "status"), [(RequestDataTooBig(), 413), (SuspiciousOperation(), 400)])
def test_too_large_is_told_apart_from_unreadable(rf, exception, status):
    assert errors.bad_request(rf.get("/"), exception).status_code == status


def test_an_old_form_key_keeps_the_text(rf):
    answer = errors.csrf_failure(rf.post("/en/x/"), reason="CSRF cookie not set.")

    assert answer.status_code == 403
    assert "Your text is kept" in answer.text
