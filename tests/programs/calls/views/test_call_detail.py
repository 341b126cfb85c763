from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from programs.calls.models import Call
from programs.calls.states import Phase
from programs.calls.telling import deadline, left
from tests.conftest import nothing_written


def test_a_call_tells_dates_with_their_zone_and_questions(client, db):
    call = make.call(results_on="2027-01-12", starts_on="2027-02-09")
    call.faq.create(question_fr="Combien ?", answer_fr="Rien.")
    call.refresh_from_db()

    with nothing_written():
        page = client.get(call.get_absolute_url()).text

    assert deadline(call).split(". ")[0] in page
    assert "12\xa0janvier\xa02027" in page
    assert "Rien." in page
    assert reverse("programs:call_form", args=[call.slug]) in page
    assert reverse("programs:call_check", args=[call.slug]) in page


def test_a_closed_call_invites_nobody(client, db):
    call = make.call(phase=Phase.CLOSED)

    page = client.get(call.get_absolute_url()).text

    assert "apply/" not in page
    assert reverse("programs:call_check", args=[call.slug]) not in page


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_page_costs_the_same_however_much_it_answers(client, db, rows, django_assert_num_queries):
    call = make.call()
    for n in range(rows):
        call.faq.create(question_fr=f"Question {n}", answer_fr="Oui.")

    with django_assert_num_queries(3):
        assert client.get(call.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("path", ["", "check/", "preview/", "form.pdf", "calendar.ics"])
def test_a_draft_does_not_exist_for_the_public_and_staff_preview_it(client, db, path):
    call = make.call(phase="")
    address = call.get_absolute_url() + path
    for who in (None, make.person()):
        if who:
            client.force_login(who)
        assert client.get(address).status_code == (302 if path == "preview/" and who is None else 404)
    client.force_login(make.staff())

    assert client.get(address).status_code == 200


def test_missing_and_archived_calls_are_the_same_page(client, db):
    call = make.call(phase=Phase.CLOSED)
    Call.objects.filter(pk=call.pk).update(state="archived")

    assert client.get(call.get_absolute_url()).status_code == client.get("/calls/nothing/").status_code == 404


def test_the_preview_is_for_staff_only(client, db):
    call = make.call()
    address = reverse("programs:call_preview", args=[call.slug])
    client.force_login(make.person())
    assert client.get(address).status_code == 403
    client.force_login(make.staff())

    page = client.get(address).text

    assert 'name="q-pitch"' in page
    assert 'name="q-trl"' in page


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}", "{% debug %}"]
)
def test_texts_are_shown_as_typed(client, db, text):
    call = make.call()
    sides = {f"{name}_fr": text for name in ("title", "summary", "purpose", "who", "documents")}
    Call.objects.filter(pk=call.pk).update(**sides)
    call.faq.create(question_fr=text, answer_fr=text)

    for page in (call.get_absolute_url(), "/calls/", "/calls/feed.atom"):
        shown = client.get(page).text
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


@pytest.mark.parametrize("verb", ["post", "put", "delete"])
def test_the_page_is_only_read(client, db, verb):
    assert getattr(client, verb)(make.call().get_absolute_url()).status_code == 405


def test_time_left_is_told_in_days_then_in_hours():
    spans = [timedelta(days=25, hours=3), timedelta(days=1), timedelta(hours=5), timedelta(minutes=5), timedelta(0)]

    assert len({left(span) for span in spans[:4]}) == 4
    assert left(spans[3]) == left(spans[4])
    assert "25" in left(spans[0])


@pytest.mark.parametrize(("offset", "phase"), [(-1, "scheduled"), (0, "open"), (1, "open")])
def test_the_server_clock_opens_a_call(db, offset, phase):
    call = make.call()

    assert call.phase(call.opens_at + timedelta(seconds=offset)) == phase
    assert call.phase(call.closes_at) == "closed"
    assert call.phase(call.closes_at - timedelta(microseconds=1)) == "open"
    assert call in Call.objects.open(call.closes_at - timedelta(microseconds=1))
    assert call not in Call.objects.open(call.closes_at)
    assert timezone.is_aware(call.closes_at)
