import io
import logging

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.http.request import UnreadablePostError
from django.urls import resolve

from incubator import guards


def bare(request):
    return HttpResponse("seen")


def test_a_view_without_a_gate_answers_nobody(rf):
    middleware, request = guards.DefaultDenyMiddleware(bare), rf.get("/")
    request.resolver_match = resolve("/privacy/")

    with pytest.raises(PermissionDenied):
        middleware.process_view(request, bare, (), {})


def test_a_view_with_a_gate_is_asked(rf):
    def gated(request):
        return HttpResponse()

    gated.gate = "everyone"

    assert guards.DefaultDenyMiddleware(gated).process_view(rf.get("/"), gated, (), {}) is None


class Torn(io.BytesIO):
    def read(self, *args):
        raise UnreadablePostError("the line went dead")


def test_a_connection_that_breaks_in_a_form_is_a_bad_request(rf):
    request = rf.post("/", {"a": "b"})
    request._stream = Torn()

    with pytest.raises(BadRequest):
        guards.posted(request)


def test_a_connection_that_breaks_in_json_is_a_bad_request(rf):
    request = rf.post("/", "{}", content_type="application/json")
    request._stream = Torn()

    with pytest.raises(BadRequest):
        guards.json_body(request)


def test_json_comes_as_it_was_sent(rf):
    assert guards.json_body(rf.post("/", {"a": [1, "é"]}, content_type="application/json")) == {"a": [1, "é"]}


def test_what_a_person_sees_is_never_cached(client, db, stranger):
    client.force_login(stranger)
    answer = client.get("/account/")

    assert answer["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer["Vary"]


def test_a_public_page_touches_no_session(client, db):
    answer = client.get("/privacy/")

    assert "Set-Cookie" not in answer
    assert "no-store" not in answer.get("Cache-Control", "")


def test_a_logged_value_cannot_forge_a_line():
    record = logging.LogRecord("x", logging.INFO, "", 0, "seen %s", ("a\r\nERROR admin did it",), None)

    assert guards.OneLineFormatter("%(message)s").format(record) == "seen a\\r\\nERROR admin did it"
