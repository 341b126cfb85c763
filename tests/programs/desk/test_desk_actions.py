"""What officers do with a sent file before it is decided."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from incubator.outbox.models import Letter
from programs.applications.actions import answering, desk, lateness
from programs.applications.models import Application
from programs.applications.states import ApplicationState
from programs.applications.states import ApplicationState as S
from programs.calls.models import Call

pytestmark = pytest.mark.django_db


def fresh(file):
    return Application.objects.get(pk=file.pk)


def test_taking_a_file_makes_it_mine_and_starts_screening(sent, staff):
    desk.take(sent.pk, by=staff)

    assert (fresh(sent).state, fresh(sent).officer) == (S.SCREENING, staff)


def test_a_file_taken_by_a_colleague_is_not_taken_again(sent, staff):
    desk.take(sent.pk, by=staff)

    with pytest.raises(Refused) as refusal:
        desk.take(sent.pk, by=make.staff())

    assert str(staff) in str(refusal.value)


def test_a_file_is_given_to_staff_only(sent, staff, stranger):
    colleague = make.staff()

    desk.assign(sent.pk, by=staff, officer=colleague)

    assert fresh(sent).officer == colleague
    with pytest.raises(Refused):
        desk.assign(sent.pk, by=staff, officer=stranger)


def test_eligible_files_go_on_to_review(sent, staff):
    desk.screen(sent.pk, by=staff, outcome="eligible")
    desk.move_on(sent.pk, by=staff, step="review")

    assert fresh(sent).state == S.IN_REVIEW


@pytest.mark.parametrize("outcome", ["ineligible", "to_discuss"])
def test_screening_out_needs_a_typed_reason(sent, staff, outcome):
    with pytest.raises(Refused) as refusal:
        desk.screen(sent.pk, by=staff, outcome=outcome, reason=" ")

    assert refusal.value.field == "reason"
    assert fresh(sent).state == S.SUBMITTED


def test_an_ineligible_file_is_told_why_and_can_come_back(sent, staff):
    desk.screen(sent.pk, by=staff, outcome="ineligible", reason="La société a plus de cinq ans.")
    assert fresh(sent).state == S.INELIGIBLE
    assert Letter.objects.filter(kind__contains="ineligible").exists()

    desk.reopen(sent.pk, by=staff, reason="Erreur de date.")

    assert fresh(sent).state == S.SCREENING


@pytest.mark.parametrize("outcome", ["", "to_discuss"])
def test_a_file_not_screened_as_eligible_does_not_go_into_review(sent, staff, outcome):
    if outcome:
        desk.screen(sent.pk, by=staff, outcome=outcome, reason="À voir.")

    with pytest.raises(Refused):
        desk.move_on(sent.pk, by=staff, step="review")


def test_an_invented_step_is_refused(sent, staff):
    with pytest.raises(Refused):
        desk.move_on(sent.pk, by=staff, step="offer")


@pytest.mark.parametrize("state", [s for s in ApplicationState if s not in {S.SUBMITTED, S.SCREENING}])
def test_files_that_are_not_being_screened_are_not_screened(state, staff):
    file = make.application(state=state)

    with pytest.raises(Refused):
        desk.screen(file.pk, by=staff, outcome="eligible")


def test_the_second_officer_is_told_who_did_what(sent, staff):
    seen = sent.revision
    desk.take(sent.pk, by=staff)

    with pytest.raises(Refused) as refusal:
        desk.screen(sent.pk, by=make.staff(), outcome="eligible", seen=seen)

    assert str(staff) in str(refusal.value)


def test_a_correction_goes_to_the_team_with_its_date(sent, staff):
    desk.ask_correction(sent.pk, by=staff, request="Précisez.", due_at=timezone.now() + timedelta(days=3))

    assert fresh(sent).state == S.CORRECTION
    assert Letter.objects.filter(kind__contains="correction").exists()


def test_a_correction_is_not_due_in_the_past(sent, staff):
    with pytest.raises(Refused) as refusal:
        desk.ask_correction(sent.pk, by=staff, request="Précisez.", due_at=timezone.now())

    assert refusal.value.field == "due_at"


def test_a_draft_gets_more_time_and_its_team_is_told(call, staff):
    draft = make.application(to=call)

    desk.extend(draft.pk, by=staff, until=call.closes_at + timedelta(days=2), reason="Panne de réseau.")

    assert draft.extensions.get().reason == "Panne de réseau."
    assert Letter.objects.filter(kind__contains="extension").exists()


@pytest.mark.parametrize("days", [-1, 0])
def test_more_time_ends_after_the_closing(call, staff, days):
    draft = make.application(to=call)

    with pytest.raises(Refused):
        desk.extend(draft.pk, by=staff, until=call.closes_at + timedelta(days=days), reason="Non.")


def test_a_sent_file_needs_no_more_time(sent, staff):
    with pytest.raises(Refused):
        desk.extend(sent.pk, by=staff, until=sent.call.closes_at + timedelta(days=2), reason="Non.")


def test_a_note_is_for_colleagues_and_in_the_journal(sent, staff):
    desk.write_note(sent.pk, by=staff, text="Vu au salon.")

    assert sent.notes.get().text == "Vu au salon."
    assert Entry.objects.about(sent).filter(verb="note").exists()


@pytest.fixture
def late(call):
    """A complete draft whose team saved once more after the closing."""
    draft = make.application(to=call, is_complete=True)
    Call.objects.filter(pk=call.pk).update(
        opens_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() - timedelta(days=1)
    )
    row = draft.answers.get(section_key="project")
    changed = {**row.data, "pitch": "Une phrase arrivée trop tard."}
    answering.save_section(
        draft.pk, section="project", data=changed, revision=row.revision, by=make.team(draft.startup)
    )
    return draft


def test_a_late_version_is_accepted_with_a_reason_and_becomes_the_file(late, staff):
    lateness.accept_late(late.pk, by=staff, reason="Panne générale.")

    version = late.versions.get(is_current=True)
    assert (fresh(late).state, version.state) == (S.SUBMITTED, "late_accepted")
    assert fresh(late).receipt
    assert version.answers["pitch"] == "Une phrase arrivée trop tard."
    with pytest.raises(Refused):
        lateness.accept_late(late.pk, by=staff, reason="Encore.")


def test_a_refused_late_version_stays_readable(late, staff):
    lateness.refuse_late(late.pk, by=staff, reason="Délai passé.")

    assert late.versions.get().state == "late_refused"
    assert fresh(late).state in {S.DRAFT, S.LAPSED}


@pytest.mark.parametrize("act", [lateness.accept_late, lateness.refuse_late])
def test_a_late_version_is_decided_with_a_reason_only(late, staff, act):
    with pytest.raises(Refused):
        act(late.pk, by=staff, reason="")
