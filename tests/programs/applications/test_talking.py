"""Messages and corrections."""

import pytest
from django.utils import timezone

from incubator.demo import make_applications
from incubator.errors import Refused
from incubator.outbox.models import Letter
from programs.applications.actions import desk, filing, talking
from programs.applications.actions.answering import save_section
from programs.applications.models import Correction
from programs.applications.states import ApplicationState, CorrectionState, VersionState
from tests.programs.applications.conftest import BOTH, DAY, MINUTE, fresh

S = ApplicationState


@pytest.fixture
def correction(sent, staff):
    return desk.ask_correction(sent.pk, by=staff, request="Le chiffre d’affaires ?", due_at=timezone.now() + 5 * DAY)


def answer(application, by, *, token="c1", at=None, text="Voilà."):  # noqa: S107 -- names the page that sends
    return talking.answer_correction(application.pk, answer=text, token=token, by=by, arrived_at=at)


def test_a_message_of_the_team_waits_for_staff_and_is_told_to_the_officer(sent, owner, staff):
    desk.assign(sent.pk, by=staff, officer=staff)

    message = talking.say(sent.pk, text="Une question.", token="m1", by=owner)

    assert message.answered_at is None
    assert Letter.objects.filter(kind="programs.applications.team_wrote").get().person == staff


def test_the_same_page_says_it_once(sent, owner):
    first = talking.say(sent.pk, text="Une question.", token="m1", by=owner)

    assert talking.say(sent.pk, text="Une question.", token="m1", by=owner) == first


def test_a_word_of_the_staff_answers_and_is_told_to_the_team(sent, owner, editor, staff):
    asked = talking.say(sent.pk, text="Une question.", token="", by=owner)

    talking.say(sent.pk, text="Une réponse.", token="", by=staff, from_staff=True)

    asked.refresh_from_db()
    assert asked.answered_at is not None
    assert {letter.person for letter in Letter.objects.filter(kind="programs.applications.staff_wrote")} == {
        owner,
        editor,
    }


def test_an_empty_message_is_none(sent, owner):
    with pytest.raises(Refused) as refusal:
        talking.say(sent.pk, text="  ", token="", by=owner)

    assert refusal.value.field == "text"


def test_an_answered_correction_is_a_new_version_of_the_same_file(sent, owner, correction):
    row = sent.answers.get(section_key="figures")
    save_section(sent.pk, section="figures", data={**row.data, "revenue": 90000}, revision=row.revision, by=owner)

    version = answer(sent, owner)

    correction.refresh_from_db()
    assert (version.number, version.answers["revenue"], version.is_current) == (2, 90000, True)
    assert (fresh(sent).state, correction.state, correction.answer) == (S.SUBMITTED, CorrectionState.ANSWERED, "Voilà.")
    assert fresh(sent).receipt == sent.receipt


def test_the_same_page_answers_once(sent, owner, correction):
    assert answer(sent, owner) == answer(sent, owner)


def test_a_corrected_file_must_still_be_complete(sent, owner, correction):
    row = sent.answers.get(section_key="figures")
    save_section(sent.pk, section="figures", data={"revenue": 1}, revision=row.revision, by=owner)

    with pytest.raises(Refused):
        answer(sent, owner)


def test_an_answer_after_the_date_is_kept_for_staff(sent, owner, correction):
    late = answer(sent, owner, at=correction.due_at + 3 * MINUTE)

    assert late.state == VersionState.LATE
    assert fresh(sent).state == S.CORRECTION
    assert sent.messages.get().text == "Voilà."


def test_an_answer_to_a_request_that_ran_out_is_kept_for_staff(sent, owner, correction):
    Correction.objects.filter(pk=correction.pk).update(state=CorrectionState.EXPIRED)

    assert answer(sent, owner, text="").state == VersionState.LATE


def test_without_a_request_there_is_nothing_to_answer(sent, owner):
    with pytest.raises(Refused):
        answer(sent, owner)


def test_a_file_that_waits_for_a_correction_is_not_sent_from_the_check_page(sent, owner, correction):
    with pytest.raises(Refused):
        filing.submit(sent.pk, token="new", agreed=BOTH, language="fr", by=owner)


def test_withdrawing_ends_the_request(sent, owner, correction):
    filing.withdraw(sent.pk, reason="Non.", by=owner)

    correction.refresh_from_db()
    assert correction.state == CorrectionState.EXPIRED


def test_makers_reach_every_state(db):
    for state in (
        S.CORRECTION,
        S.INTERVIEW,
        S.ACCEPTED,
        S.WAITLISTED,
        S.REJECTED,
        S.OFFER_DECLINED,
        S.OFFER_EXPIRED,
        S.LAPSED,
    ):
        assert make_applications.application(state=state).state == state
