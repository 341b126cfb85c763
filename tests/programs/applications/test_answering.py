"""Writing together: nothing typed is lost, nobody overwrites a colleague unseen."""

import pytest

from incubator.documents.models import Document
from incubator.errors import Refused
from programs.applications.actions import desk, filing
from programs.applications.actions.answering import Conflict, attach, remove_file, save_section
from programs.applications.queries import answers_of, bytes_attached
from programs.applications.states import ApplicationState, VersionState
from programs.calls import plans
from programs.calls.models import Call, Question
from tests.programs.applications.conftest import BOTH, DAY, FILE_QUESTION, MINUTE, close_call, fresh, pdf


@pytest.fixture
def call(call):
    """With a file to attach."""
    section = call.form.sections.get(key="figures")
    words = {f"label_{code}": said for code, said in FILE_QUESTION["label"].items()}
    Question.objects.create(section=section, key="deck", kind="file", is_required=False, position=9, maximum=1, **words)
    return call


def save(application, by, data, *, revision, at=None):
    return save_section(application.pk, section="project", data=data, revision=revision, by=by, arrived_at=at)


def revision(application):
    return application.answers.get(section_key="project").revision


def test_a_section_is_saved_with_time_and_name(draft, owner):
    saved = save(draft, owner, {"pitch": "Une pompe."}, revision=revision(draft))

    assert saved.answers.saved_by == owner
    assert answers_of(draft)["pitch"] == "Une pompe."


def test_answers_to_questions_of_other_sections_are_not_taken(draft, owner):
    save(draft, owner, {"pitch": "Une pompe.", "trl": 9, "state": "accepted"}, revision=revision(draft))

    assert set(answers_of(draft)) == {"pitch"}


def test_a_save_on_an_older_revision_is_refused_softly_and_shows_both(draft, owner, editor):
    seen = revision(draft)
    save(draft, editor, {"pitch": "Le texte d’Omar."}, revision=seen)

    with pytest.raises(Conflict) as conflict:
        save(draft, owner, {"pitch": "Le texte d’Amina."}, revision=seen)

    assert conflict.value.keys == ["pitch"]
    assert conflict.value.stored.data["pitch"] == "Le texte d’Omar."
    assert answers_of(draft)["pitch"] == "Le texte d’Omar."


def test_the_same_text_twice_is_no_conflict(draft, owner, editor):
    seen = revision(draft)
    save(draft, editor, {"pitch": "Pareil."}, revision=seen)

    assert not save(draft, owner, {"pitch": "Pareil."}, revision=seen).is_changed


def test_a_merged_text_is_saved_on_the_new_revision(draft, owner, editor):
    seen = revision(draft)
    saved = save(draft, editor, {"pitch": "A"}, revision=seen)

    save(draft, owner, {"pitch": "A et B"}, revision=saved.answers.revision)

    assert answers_of(draft)["pitch"] == "A et B"


def test_a_save_after_the_grace_is_kept_as_a_late_version(draft, owner):
    saved = save(draft, owner, {"pitch": "À minuit."}, revision=revision(draft), at=draft.call.closes_at + 3 * MINUTE)

    late = draft.versions.get()
    assert saved.is_late
    assert (late.state, late.is_current, late.answers["pitch"]) == (VersionState.LATE, False, "À minuit.")


def test_later_late_posts_complete_the_one_that_waits(draft, owner):
    at = draft.call.closes_at + 3 * MINUTE
    save(draft, owner, {"pitch": "Un"}, revision=revision(draft), at=at)
    save(draft, owner, {"pitch": "Deux"}, revision=revision(draft), at=at + MINUTE)

    assert draft.versions.get().answers["pitch"] == "Deux"


def test_changes_of_a_sent_file_that_come_late_stand_beside_it(sent, owner):
    filing.edit_again(sent.pk, by=owner)
    row = sent.answers.get(section_key="project")
    late = sent.call.closes_at + 3 * MINUTE

    save(sent, owner, {**row.data, "pitch": "Trop tard"}, revision=row.revision, at=late)
    filing.submit(sent.pk, token="t9", agreed=BOTH, language="fr", by=owner, arrived_at=late)

    assert sent.versions.get(is_current=True).answers["pitch"] != "Trop tard"
    assert sent.versions.get(state=VersionState.LATE).answers["pitch"] == "Trop tard"
    assert fresh(sent).state == ApplicationState.SUBMITTED


def test_a_sent_file_is_changed_only_after_edit_again(sent, owner):
    with pytest.raises(Refused):
        save(sent, owner, {"pitch": "Non"}, revision=revision(sent))


def test_a_correction_opens_only_the_sections_it_names(sent, owner, staff):
    desk.ask_correction(sent.pk, by=staff, request="Chiffres ?", due_at=sent.call.closes_at + DAY, sections=["figures"])

    save_section(sent.pk, section="figures", data={"revenue": 10, "trl": 4}, revision=1, by=owner)
    with pytest.raises(Refused):
        save(sent, owner, {"pitch": "Non"}, revision=revision(sent))


def test_a_section_that_does_not_exist_is_refused(draft, owner):
    with pytest.raises(Refused):
        save_section(draft.pk, section="nowhere", data={}, revision=0, by=owner)


def test_a_file_is_attached_beside_a_colleagues_text(draft, owner, editor):
    seen = draft.answers.filter(section_key="figures").count()
    attach(draft.pk, question="deck", upload=pdf(), by=owner)

    saved = save_section(draft.pk, section="figures", data={"trl": 4}, revision=seen, by=editor)

    assert saved.answers.data["deck"]["name"] == "deck.pdf"
    assert saved.answers.data["trl"] == 4


def test_a_new_file_takes_the_place_of_the_one_before(draft, owner):
    attach(draft.pk, question="deck", upload=pdf("one.pdf"), by=owner)
    attach(draft.pk, question="deck", upload=pdf("two.pdf", 1), by=owner)

    assert answers_of(draft)["deck"]["name"] == "two.pdf"
    assert Document.objects.about(draft).count() == 1


def test_a_file_that_was_sent_stays_when_the_copy_lets_it_go(complete, owner):
    attach(complete.pk, question="deck", upload=pdf(), by=owner)
    filing.submit(complete.pk, token="t", agreed=BOTH, language="fr", by=owner)
    filing.edit_again(complete.pk, by=owner)

    remove_file(complete.pk, question="deck", by=owner)

    uid = complete.versions.get().answers["deck"]["uid"]
    assert Document.objects.about(complete).filter(pk=uid).exists()
    assert "deck" not in answers_of(complete)


def test_a_file_that_was_never_sent_goes(draft, owner):
    attach(draft.pk, question="deck", upload=pdf(), by=owner)

    remove_file(draft.pk, question="deck", by=owner)
    remove_file(draft.pk, question="deck", by=owner)

    assert not Document.objects.about(draft).exists()


def test_files_have_room_of_their_own(draft, owner):
    Call.objects.filter(pk=draft.call_id).update(quota_mb=1)
    attach(draft.pk, question="deck", upload=pdf(size=900_000), by=owner)

    with pytest.raises(Refused, match=r"1.Mo"):
        attach(draft.pk, question="deck", upload=pdf("b.pdf", 900_000), by=owner)

    assert bytes_attached(draft) < 1_000_000


def test_a_file_that_began_in_time_is_in_time_and_a_late_one_is_kept(complete, owner):
    closing = complete.call.closes_at
    close_call(complete.call, ago=5 * MINUTE)

    assert not attach(complete.pk, question="deck", upload=pdf(), by=owner, arrived_at=closing - 40 * DAY).is_late
    assert attach(complete.pk, question="deck", upload=pdf("late.pdf", 2), by=owner).is_late
    assert complete.versions.get().answers["deck"]["name"] == "late.pdf"


def test_a_question_that_is_no_file_takes_none(draft, owner):
    with pytest.raises(Refused):
        attach(draft.pk, question="pitch", upload=pdf(), by=owner)


def test_after_closing_files_are_not_removed(draft, owner):
    attach(draft.pk, question="deck", upload=pdf(), by=owner)
    close_call(draft.call)

    with pytest.raises(Refused):
        remove_file(draft.pk, question="deck", by=owner)


def test_a_question_that_moved_to_another_section_has_one_answer(draft, owner):
    save_section(draft.pk, section="figures", data={"trl": 4}, revision=0, by=owner)
    Question.objects.filter(key="trl").update(section=draft.form.sections.get(key="project"))
    plans._frozen.clear()

    save(draft, owner, {"trl": 6}, revision=revision(draft))

    assert answers_of(draft)["trl"] == 6
    assert draft.answers.get(section_key="figures").data == {}
    plans._frozen.clear()
