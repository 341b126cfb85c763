"""Staff run the life of a call in the admin: steps, never a state typed by hand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.desk import queues
from programs.calls import actions as calls
from programs.calls.models import Call, ClosingChange, Form
from programs.calls.states import CallState, ChangeState, Phase
from programs.partners.models import Cohort

LIST = reverse("admin:programs_call_changelist")


def page(call):
    return reverse("admin:programs_call_change", args=[call.pk])


def step(thing, name):
    return reverse(f"admin:programs_{thing._meta.model_name}_step", args=[thing.pk, name])


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def typed(call=None, **changes):
    cohort, form = (call.cohort_id, call.form_id) if call else (make.cohort().pk, make.form().pk)
    values = {
        "slug": "greenscale-9",
        "cohort": cohort,
        "form": form,
        "opens_at_day": "2027-01-04",
        "opens_at_hour": "09:00",
        "closes_at_day": "2027-02-05",
        "closes_at_hour": "23:59",
        "grace_minutes": 2,
        "places": 10,
        "confirm_days": 7,
        "minutes_needed": 60,
        "quota_mb": 50,
        "title_fr": "Appel",
        "faq-TOTAL_FORMS": 1,
        "faq-INITIAL_FORMS": 0,
        "faq-0-position": 0,
        "faq-0-question_fr": "Combien ?",
        "faq-0-answer_fr": "Rien.",
    }
    return {**values, **changes}


def test_a_call_is_made_with_its_questions_and_answers(desk):
    answer = desk.post(reverse("admin:programs_call_add"), typed(kinds=["startup", "project"]))

    call = Call.objects.get()
    assert answer.status_code == 302
    assert call.closes_at.isoformat() == "2027-02-05T23:59:00+00:00"
    assert call.kinds == ["startup", "project"]
    assert call.faq.get().question_fr == "Combien ?"
    assert call.state == CallState.DRAFT


@pytest.mark.parametrize(
    "wrong",
    [
        {"closes_at_day": "2026-12-01"},
        {"closes_at_day": "2026-09-20", "closes_at_hour": "01:30"},
        {"opens_at_day": "2026-03-22", "opens_at_hour": "02:30"},
        {"closes_at_hour": ""},
        {"closes_at_day": "9999-12-31"},
        {"slug": "un deux"},
        {"cohort": "abc"},
        {"cohort": "99999999999999999999"},
        {"form": "0"},
        {"places": "-1"},
        {"places": "1e3"},
        {"grace_minutes": "99999999"},
        {"kinds": "spaceship"},
        {"title_fr": "\u200b"},
        {"title_fr": "x" * 161},
        {"faq-TOTAL_FORMS": "1000000000"},
        {"faq-TOTAL_FORMS": "-1"},
        {"faq-TOTAL_FORMS": ""},
        {"faq-0-answer_fr": ""},
    ],
)
def test_malformed_values_come_back_with_their_reason(desk, wrong):
    answer = desk.post(reverse("admin:programs_call_add"), typed(**wrong))

    assert answer.status_code in {200, 422}
    assert "error" in answer.text
    assert not Call.objects.exists()


def test_a_posted_state_is_ignored(desk):
    call = make.call(phase="")

    desk.post(page(call), typed(call, state="published", receipts=9, to_check="[]", published_at_0="2026-01-01"))

    call.refresh_from_db()
    assert (call.state, call.receipts) == (CallState.DRAFT, 0)
    assert call.title_fr == "Appel"


def test_dates_form_and_address_of_a_public_call_are_settled(desk):
    call = make.call()
    before = (call.slug, call.form_id, call.closes_at)

    answer = desk.post(page(call), typed(call, form=make.form().pk))

    assert answer.status_code == 302
    call.refresh_from_db()
    assert (call.slug, call.form_id, call.closes_at) == before
    assert call.title_fr == "Appel"


def test_the_page_of_a_draft_says_what_it_lacks_and_shows_it_in_three_languages(desk):
    call = make.call(phase="", title_ar="")

    told = desk.get(page(call)).text

    assert "العربية" in told
    assert f"/ar/calls/{call.slug}/preview/" in told
    assert f"/en/calls/{call.slug}/" in told
    assert step(call, "publish").split("admin/")[1].rsplit("/", 2)[1] in told


def test_publishing_is_a_step_with_a_page_before_it(desk):
    call = make.call(phase="")

    assert desk.get(step(call, "publish")).status_code == 200
    call.refresh_from_db()
    assert call.state == CallState.DRAFT
    assert desk.post(step(call, "publish")).status_code == 302
    call.refresh_from_db()
    assert call.state == CallState.PUBLISHED


def test_a_refused_step_says_why(desk):
    call = make.call(
        phase="", closes_at=timezone.now() - timedelta(days=1), opens_at=timezone.now() - timedelta(days=2)
    )

    answer = desk.post(step(call, "publish"))

    assert answer.status_code == 422
    assert "errornote" in answer.text


def test_a_step_that_is_not_possible_now_leads_back(desk):
    assert desk.post(step(make.call(), "publish")).status_code == 302
    assert desk.get(step(make.call(), "nonsense")).status_code == 404


def test_an_earlier_closing_is_answered_by_a_colleague(desk, client):
    call = make.call()
    earlier = {
        "closes_at_day": f"{call.closes_at - timedelta(days=5):%Y-%m-%d}",
        "closes_at_hour": "12:00",
        "reason": "Erreur",
    }
    assert desk.post(step(call, "move_closing"), earlier).status_code == 200
    assert not ClosingChange.objects.exists()

    desk.post(step(call, "move_closing"), {**earlier, "confirm": "1"})

    change = ClosingChange.objects.get()
    assert change.state == ChangeState.PROPOSED
    assert reverse("admin:programs_closingchange_change", args=[change.pk]) in desk.get(page(call)).text
    assert desk.post(step(change, "apply")).status_code == 422
    client.force_login(make.staff())
    assert client.post(step(change, "apply")).status_code == 302
    call.refresh_from_db()
    assert call.closes_at == change.closes_at


def test_a_new_edition_shows_its_dates_before_it_is_made(desk):
    source = make.call(phase=Phase.CLOSED)
    values = {"opens_on": "2027-05-03", "code": "GS-9", "name_fr": "Promotion 9"}

    shown = desk.post(step(source, "new_edition"), values)

    assert shown.status_code == 200
    assert Call.objects.count() == 1
    answer = desk.post(step(source, "new_edition"), {**values, "confirm": "1"})
    made = Call.objects.get(copied_from=source)
    assert answer.url == page(made)
    assert Cohort.objects.get(code="GS-9").name_fr == "Promotion 9"
    ticked = desk.post(step(made, "check_off"), {"items": ["dates", "texts"]})
    assert ticked.status_code == 302
    made.refresh_from_db()
    assert "dates" not in made.to_check


@pytest.mark.parametrize(
    "wrong", [{"opens_on": "2020-01-01"}, {"opens_on": "hier"}, {"code": "un deux"}, {"name_fr": " "}]
)
def test_a_senseless_edition_is_refused(desk, wrong):
    source = make.call(phase=Phase.CLOSED)
    values = {"opens_on": "2027-05-03", "code": "GS-9", "name_fr": "Promotion 9", "confirm": "1", **wrong}

    assert desk.post(step(source, "new_edition"), values).status_code == 422
    assert Call.objects.count() == 1


def test_a_corrected_form_is_built_and_put_in_force(desk):
    call = make.call()
    answer = desk.post(step(call, "correct_form"))
    new = Form.objects.get(previous=call.form)
    assert answer.url == reverse("admin:programs_form_change", args=[new.pk])

    other = make.form()
    assert desk.post(step(call, "put_in_force"), {"form": other.pk}).status_code == 422
    assert desk.post(step(call, "put_in_force"), {"form": new.pk}).status_code == 302
    call.refresh_from_db()
    assert call.form == new


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_list_costs_the_same_however_long_it_is(desk, rows, django_assert_num_queries):
    form, cohort, by = make.form(), make.cohort(), make.staff()
    for _ in range(rows):
        make.call(asking=form, of=cohort, by=by)

    desk.get(LIST)
    with django_assert_num_queries(5):
        assert desk.get(LIST).status_code == 200


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_page_costs_the_same_however_many_questions_it_answers(desk, rows, django_assert_num_queries):
    call = make.call(phase="")
    for n in range(rows):
        call.faq.create(question_fr=f"Question {n}", answer_fr="Oui.")

    desk.get(page(call))
    with django_assert_num_queries(13):
        assert desk.get(page(call)).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "?phase=open",
        "?phase=scheduled",
        "?phase=closed",
        "?phase=nonsense",
        "?unchecked=yes",
        "?state__exact=draft",
        "?q=%25_%5C",
    ],
)
def test_filters_and_search(desk, query):
    make.call()

    assert desk.get(LIST + query).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["?state__exact=%00", "?cohort__programme__id__exact=abc", "?form__sections__key=x", "?o=password", "?p=abc"],
)
def test_odd_filters_do_not_break_the_list(desk, query):
    assert desk.get(LIST + query).status_code in {200, 302, 400}


@pytest.mark.parametrize(("who", "looking", "posting"), [("nobody", 302, 401), ("stranger", 404, 404)])
def test_strangers_do_not_enter(client, stranger, who, looking, posting):
    call = make.call()
    if who == "stranger":
        client.force_login(stranger)

    for address in (LIST, page(call), step(call, "publish"), step(call, "archive")):
        assert client.get(address).status_code == looking
        assert client.post(address).status_code == posting
    call.refresh_from_db()
    assert call.state == CallState.PUBLISHED


def test_queues_of_the_home_count_what_waits_for_this_person(desk, staff, client):
    call = make.call()
    calls.move_closing(call.pk, closes_at=call.closes_at - timedelta(days=1), reason="x", by=staff)

    assert queues["calls.closings"].count(staff) == 0
    assert queues["calls.closings"].count(make.staff()) == 1
    assert desk.get(queues["calls.closings"].url(staff)).status_code == 200
    assert desk.get(queues["calls.unchecked"].url(staff)).status_code == 200
