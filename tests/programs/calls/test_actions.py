"""Calls move through actions only: each refuses what may not happen and leaves a line in the journal."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from programs.calls import actions as calls
from programs.calls.checks import TO_CHECK, lacking
from programs.calls.models import Call, ClosingChange, Form, Question
from programs.calls.plans import plan_of
from programs.calls.states import CALL, CallState, ChangeState, Phase

DAY = timedelta(days=1)


def verbs(call):
    return list(Entry.objects.about(call).values_list("verb", flat=True))


def test_publishing_freezes_the_form_and_opens_the_call(staff):
    call = make.call(phase="")

    calls.publish(call.pk, by=staff)

    call.refresh_from_db()
    assert call.state == CallState.PUBLISHED
    assert call.published_at
    assert call.form.frozen_at
    assert "publish" in verbs(call)


def test_an_incomplete_call_is_refused_with_everything_it_lacks(staff):
    call = make.call(
        phase="", title_ar="", who_en="", closes_at=timezone.now() - DAY, opens_at=timezone.now() - 2 * DAY
    )
    Call.objects.filter(pk=call.pk).update(form=None, to_check=["dates"])

    with pytest.raises(Refused) as refusal:
        calls.publish(call.pk, by=staff)

    call.refresh_from_db()
    assert len(lacking(call)) == 5
    assert all(gap in str(refusal.value) for gap in lacking(call))
    assert call.state == CallState.DRAFT


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("sector", {"listed": "", "options": []}),
        ("project_name", {"label_ar": ""}),
        ("project_name", {"condition": {"question": "trl", "one_of": ["1"]}}),
        ("revenue", {"condition": {"question": "gone", "one_of": ["1"]}}),
        ("pitch", {"kind": "table"}),
        ("trl", {"key": "pitch"}),
    ],
)
def test_a_form_that_cannot_be_asked_is_not_published(staff, key, change):
    call = make.call(phase="")
    Question.objects.filter(section__form=call.form, key=key).update(**change)

    with pytest.raises(Refused):
        calls.publish(call.pk, by=staff)


def test_a_section_without_questions_or_a_rule_without_its_question_is_told(staff):
    call = make.call(phase="")
    call.form.sections.get(key="figures").questions.all().delete()

    assert len(lacking(call)) == 2


def test_a_call_is_taken_back_while_nobody_has_begun(staff):
    call = make.call()

    calls.unpublish(call.pk, by=staff)

    call.refresh_from_db()
    assert (call.state, call.published_at) == (CallState.DRAFT, None)
    assert call.form.frozen_at


def test_an_open_call_is_not_archived_and_a_closed_one_is(staff):
    with pytest.raises(Refused):
        calls.archive(make.call().pk, by=staff)
    closed = make.call(phase=Phase.CLOSED)

    calls.archive(closed.pk, by=staff)

    closed.refresh_from_db()
    assert closed.state == CallState.ARCHIVED


@pytest.mark.parametrize(("verb", "state"), CALL.forbidden(CallState.values))
def test_moves_that_are_not_in_the_table_are_refused(staff, verb, state):
    call = make.call(phase=Phase.CLOSED)
    Call.objects.filter(pk=call.pk).update(state=state)

    with pytest.raises(Refused):
        getattr(calls, verb)(call.pk, by=staff)


def test_a_later_closing_applies_at_once(staff):
    call = make.call()
    later = call.closes_at + 3 * DAY

    change = calls.move_closing(call.pk, closes_at=later, reason="Fête", by=staff)

    call.refresh_from_db()
    assert call.closes_at == later
    assert change.state == ChangeState.APPLIED
    assert "move_closing" in verbs(call)


def test_an_earlier_closing_waits_for_a_second_person(staff):
    call = make.call()
    before, earlier = call.closes_at, call.closes_at - 3 * DAY

    change = calls.move_closing(call.pk, closes_at=earlier, reason="Erreur", by=staff)

    call.refresh_from_db()
    assert (call.closes_at, change.state) == (before, ChangeState.PROPOSED)
    with pytest.raises(Refused):
        calls.apply_closing(change.pk, by=staff)
    with pytest.raises(Refused):
        calls.move_closing(call.pk, closes_at=before + DAY, reason="x", by=staff)
    calls.apply_closing(change.pk, by=make.staff())
    call.refresh_from_db()
    assert call.closes_at == earlier
    with pytest.raises(Refused):
        calls.refuse_closing(change.pk, by=staff)


def test_the_database_refuses_one_person_who_answers_herself(staff):
    call = make.call()
    change = calls.move_closing(call.pk, closes_at=call.closes_at - DAY, reason="x", by=staff)

    with pytest.raises(IntegrityError), transaction.atomic():
        ClosingChange.objects.filter(pk=change.pk).update(state=ChangeState.APPLIED, answered_by=staff)


def test_a_refused_earlier_closing_changes_nothing(staff):
    call = make.call()
    change = calls.move_closing(call.pk, closes_at=call.closes_at - DAY, reason="x", by=staff)

    calls.refuse_closing(change.pk, by=make.staff())

    change.refresh_from_db()
    before = call.closes_at
    call.refresh_from_db()
    assert (change.state, call.closes_at) == (ChangeState.REFUSED, before)


@pytest.mark.parametrize("shift", [timedelta(0), timedelta(days=-26), timedelta(days=-60)])
def test_a_senseless_closing_is_refused(staff, shift):
    call = make.call()

    with pytest.raises(Refused):
        calls.move_closing(call.pk, closes_at=call.closes_at + shift, reason="x", by=staff)


def test_the_closing_of_a_draft_is_not_moved(staff):
    call = make.call(phase="")

    with pytest.raises(Refused):
        calls.move_closing(call.pk, closes_at=call.closes_at + DAY, reason="x", by=staff)


def test_a_new_edition_copies_everything_and_asks_to_look_it_over(staff):
    source = make.call(phase=Phase.CLOSED, results_on=date(2026, 12, 1), starts_on=date(2027, 1, 4))
    source.faq.create(question_fr="Combien ?", answer_fr="Rien.", position=3)

    call = calls.new_edition(
        source.pk,
        opens_on=date(2027, 5, 3),
        code="P2",
        names={"fr": "Promotion 2", "en": "Cohort 2", "ar": "الفوج 2"},
        by=staff,
    )

    assert (call.state, call.copied_from, call.to_check) == (CallState.DRAFT, source, list(TO_CHECK))
    assert call.faq.get().answer_fr == "Rien."
    assert call.cohort.programme == source.cohort.programme
    assert (call.cohort.code, call.cohort.name_ar) == ("P2", "الفوج 2")
    assert call.form.previous == source.form
    assert call.form.frozen_at is None
    assert [q.key for q in plan_of(call.form_id)] == [q.key for q in plan_of(source.form_id)]
    assert call.form.rules.count() == source.form.rules.count() == 1
    assert call.receipts == 0


def test_dates_of_a_new_edition_avoid_weekends_and_holidays_and_keep_their_hour(staff):
    opens, closes = datetime(2026, 5, 4, 8, 0, tzinfo=UTC), datetime(2026, 6, 4, 22, 59, tzinfo=UTC)
    source = make.call(phase="", opens_at=opens, closes_at=closes)

    call = calls.new_edition(source.pk, opens_on=date(2027, 5, 1), code="P3", names={"fr": "P3"}, by=staff)

    # 1 May 2027 is a Saturday and Labour Day; 1 June 2027 is a Tuesday. 23:59 in Casablanca is 23:59 UTC since September 2026.
    assert call.opens_at == datetime(2027, 5, 3, 9, 0, tzinfo=UTC)
    assert call.closes_at == datetime(2027, 6, 1, 23, 59, tzinfo=UTC)


def test_a_taken_code_or_a_past_day_is_refused(staff):
    source = make.call(phase=Phase.CLOSED)
    for day, code in ((timezone.localdate(), "new"), (date(2027, 5, 3), source.cohort.code)):
        with pytest.raises(Refused):
            calls.new_edition(source.pk, opens_on=day, code=code, names={"fr": "x"}, by=staff)


def test_a_copied_call_is_published_once_its_list_is_done(staff):
    source = make.call(phase=Phase.CLOSED)
    call = calls.new_edition(source.pk, opens_on=date(2027, 5, 3), code="P4", names={"fr": "x"}, by=staff)
    with pytest.raises(Refused):
        calls.publish(call.pk, by=staff)

    for item in TO_CHECK:
        calls.check_off(call.pk, item=item, by=staff)
        calls.check_off(call.pk, item=item, by=staff)

    assert calls.publish(call.pk, by=staff).state == CallState.PUBLISHED
    assert verbs(call).count("check_off") == len(TO_CHECK)


def test_a_corrected_form_takes_the_drafts_along_and_keeps_the_old_version(staff):
    call = make.call()
    before = call.form

    form = calls.correct_form(call.pk, by=staff)
    assert calls.correct_form(call.pk, by=staff) == form
    Question.objects.filter(section__form=form, key="pitch").delete()
    calls.put_in_force(call.pk, form_id=form.pk, by=staff)

    call.refresh_from_db()
    assert call.form == form
    assert Form.objects.get(pk=form.pk).frozen_at
    assert "pitch" in plan_of(before.pk).by_key
    assert "pitch" not in plan_of(form.pk).by_key


def test_a_broken_version_is_not_put_in_force(staff):
    call = make.call()
    form = calls.correct_form(call.pk, by=staff)
    Question.objects.filter(section__form=form, key="sector").update(listed="", options=[])

    with pytest.raises(Refused):
        calls.put_in_force(call.pk, form_id=form.pk, by=staff)

    with pytest.raises(Refused):
        calls.put_in_force(call.pk, form_id=call.form_id, by=staff)


def test_a_form_that_is_not_frozen_needs_no_correction(staff):
    with pytest.raises(Refused):
        calls.correct_form(make.call(phase="").pk, by=staff)


def test_a_plan_costs_three_queries_and_that_of_a_frozen_form_none_the_second_time(db, django_assert_num_queries):
    frozen, free = make.call().form, make.form()
    with django_assert_num_queries(3):
        plan_of(frozen.pk)
    with django_assert_num_queries(0):
        plan_of(frozen.pk)
    plan_of(free.pk)
    with django_assert_num_queries(3):
        plan_of(free.pk)
