"""What the clock does at closing and when a correction runs out; twice is as good as once."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone

from incubator.demo import make, make_applications
from incubator.outbox.models import Letter
from incubator.spoken import moment
from programs.applications import tasks
from programs.applications.actions import closing, desk, filing
from programs.applications.models import Correction
from programs.applications.queries import deadline, due_to_close, may_still_send
from programs.applications.states import ApplicationState, CorrectionState
from tests.programs.applications.conftest import BOTH, DAY, MINUTE, SECOND, close_call, fresh

S = ApplicationState


def insure(application, by):
    filing.send_at_closing(application.pk, wanted=True, agreed=BOTH, language="fr", by=by)


def test_at_closing_a_complete_insured_file_is_sent_in_the_name_of_who_agreed(complete, owner, editor):
    insure(complete, owner)
    close_call(complete.call)

    tasks.close_due_files()
    tasks.close_due_files()

    sent = fresh(complete)
    assert (sent.state, sent.submitted_at) == (S.SUBMITTED, sent.call.closes_at)
    assert sent.versions.get().sent_by == owner
    assert not sent.send_at_closing
    assert Letter.objects.filter(kind="programs.applications.application_received").count() == 1


def test_an_insured_file_with_gaps_lapses(draft, owner):
    insure(draft, owner)
    close_call(draft.call)

    tasks.close_due_files()

    assert fresh(draft).state == S.LAPSED


def test_the_promise_can_be_taken_back(complete, owner):
    insure(complete, owner)
    filing.send_at_closing(complete.pk, wanted=False, agreed=(), language="fr", by=owner)
    close_call(complete.call)

    tasks.close_due_files()

    assert fresh(complete).state == S.LAPSED


def test_drafts_lapse_and_their_team_is_told(draft, owner, editor):
    close_call(draft.call)

    tasks.close_due_files()

    assert fresh(draft).state == S.LAPSED
    told = Letter.objects.filter(kind="programs.applications.draft_lapsed")
    assert {letter.person for letter in told} == {owner, editor}


def test_a_file_that_is_edited_again_stands_as_it_was_sent(sent, owner):
    filing.edit_again(sent.pk, by=owner)
    close_call(sent.call)

    tasks.close_due_files()

    assert (fresh(sent).state, fresh(sent).is_editing) == (S.SUBMITTED, False)
    assert sent.versions.get().is_current


def test_nothing_closes_before_the_grace_is_over(draft):
    close_call(draft.call, ago=draft.call.grace - 5 * SECOND)
    tasks.close_due_files()
    assert fresh(draft).state == S.DRAFT

    closing.close(draft.pk, now=draft.call.closes_at + draft.call.grace)
    assert fresh(draft).state == S.LAPSED


def test_an_extension_keeps_a_draft_open(draft, staff):
    close_call(draft.call)
    desk.extend(draft.pk, by=staff, until=timezone.now() + DAY, reason="Panne.")

    tasks.close_due_files()

    assert fresh(draft).state == S.DRAFT
    assert not due_to_close(timezone.now()).exists()
    assert due_to_close(timezone.now() + 2 * DAY).exists()


def test_a_lapsed_file_with_an_extension_keeps_its_promise_at_the_new_end(complete, owner, staff):
    close_call(complete.call)
    tasks.close_due_files()
    extension = desk.extend(complete.pk, by=staff, until=timezone.now() + DAY, reason="Panne.")
    insure(complete, owner)

    with time_machine.travel(timezone.now() + 2 * DAY):
        tasks.close_due_files()

    assert fresh(complete).submitted_at == extension.until


def test_one_bad_row_does_not_stop_the_others(call, owner, draft, monkeypatch):
    other = make_applications.application(to=call)
    close_call(call)
    pks = [draft.pk, "00000000-0000-0000-0000-000000000000", other.pk]

    tasks._ring(closing.close, pks)

    assert {fresh(a).state for a in (draft, other)} == {S.LAPSED}


def test_an_unanswered_correction_ends_and_the_file_goes_back_to_screening(staff):
    application = make_applications.application(state=S.CORRECTION)
    Correction.objects.update(due_at=timezone.now() - 3 * MINUTE)

    tasks.expire_due_corrections()
    tasks.expire_due_corrections()

    assert fresh(application).state == S.SCREENING
    assert application.corrections.get().state == CorrectionState.EXPIRED
    assert Letter.objects.filter(kind="programs.applications.correction_closed").count() == 1


def test_a_correction_has_the_grace_of_its_call(db):
    make_applications.application(state=S.CORRECTION, to=make.call(grace_minutes=5))
    Correction.objects.update(due_at=timezone.now() - 3 * MINUTE)

    tasks.expire_due_corrections()
    closing.expire_correction(Correction.objects.get().pk)

    assert Correction.objects.get().state == CorrectionState.OPEN


def test_the_instant_of_closing_does_not_move_with_the_legal_time(db):
    """The zone changed on 20 September 2026: 23:59 in Casablanca was 22:59 UTC the day before and is 23:59 UTC after."""
    summer, autumn = datetime(2026, 9, 19, 22, 59, tzinfo=UTC), datetime(2026, 9, 30, 23, 59, tzinfo=UTC)
    with time_machine.travel(datetime(2026, 9, 1, 12, tzinfo=UTC), tick=False):
        draft = make_applications.application(
            to=make.call(opens_at=timezone.now() - DAY, closes_at=summer, grace_minutes=0)
        )
        other = make_applications.application(
            to=make.call(opens_at=timezone.now() - DAY, closes_at=autumn, grace_minutes=0)
        )

    for application, end in ((draft, summer), (other, autumn)):
        assert deadline(application) == end
        assert may_still_send(application, end - SECOND)
        assert not may_still_send(application, end)
        assert "23\xa0h\xa059" in moment(end)


def test_a_file_in_time_by_its_arrival_beats_the_clock_that_came_first(complete, owner):
    """The clock closed the draft while a large upload was still on its way."""
    arrived = complete.call.closes_at - SECOND
    closing.close(complete.pk, now=complete.call.closes_at + complete.call.grace)

    version = filing.submit(complete.pk, token="t", agreed=BOTH, language="fr", by=owner, arrived_at=arrived)

    assert version.state == "sent"
    assert fresh(complete).state == S.SUBMITTED


def test_a_file_closed_too_early_stays_open_and_a_withdrawn_correction_moves_nothing(draft, staff):
    closing.close(draft.pk)
    assert fresh(draft).state == S.DRAFT

    application = make_applications.application(state=S.CORRECTION)
    correction = application.corrections.get()
    type(application).objects.filter(pk=application.pk).update(state=S.WITHDRAWN)
    closing.expire_correction(correction.pk, now=correction.due_at + DAY)
    assert fresh(application).state == S.WITHDRAWN


@pytest.mark.parametrize("state", [S.SUBMITTED, S.SCREENING, S.IN_REVIEW, S.WITHDRAWN, S.INELIGIBLE])
def test_closing_leaves_sent_files_alone(staff, state):
    application = make_applications.application(state=state)

    closing.close(application.pk, now=application.call.closes_at + DAY)

    assert fresh(application).state == state
