"""A team hands in, staff answer; nothing is skipped, and twice is once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from incubator.demo import make
from incubator.documents.models import Document
from incubator.errors import Refused
from incubator.journal.models import Entry
from incubator.outbox.models import Letter
from programs.cohorts import actions as cohorts
from programs.milestones.actions import handing_in, keeping_pace
from programs.milestones.models import Milestone
from programs.milestones.states import MILESTONE, SETTLED
from programs.milestones.states import MilestoneState as M
from tests.permissions.world import PDF

pytestmark = pytest.mark.django_db


def owner_of(milestone):
    return make.owner_of(milestone.enrolment.startup)


def deck(name="preuve.pdf"):
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def act(verb, milestone, by):
    more = {"submit": {"evidence": "Fait."}, "return_": {"reason": "Non."}, "waive": {"reason": "Oui."}}
    return getattr(handing_in, verb)(milestone.pk, by=by, **more.get(verb, {}))


def test_it_is_handed_in_returned_handed_in_again_and_validated(staff):
    one = make.milestone()
    owner = owner_of(one)

    handing_in.submit(one.pk, by=owner, evidence="Vingt entretiens.")
    handing_in.return_(one.pk, by=staff, reason="Il manque les prix.")
    handing_in.submit(one.pk, by=owner, evidence="Vingt entretiens, avec les prix.")
    handing_in.validate(one.pk, by=staff)

    one.refresh_from_db()
    assert (one.state, one.times_returned, one.settled_by, one.submitted_by) == (M.VALIDATED, 1, staff, owner)
    verbs = list(Entry.objects.about(one).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["add", "submit", "return", "submit", "validate"]
    told = Letter.objects.filter(key_of_thing=str(one.pk)).order_by("pk").values_list("kind", flat=True)
    assert [kind.rpartition(".")[2] for kind in told] == ["milestone_returned", "milestone_validated"]


def test_handing_in_twice_is_once():
    one = make.milestone()
    for _ in range(2):
        handing_in.submit(one.pk, by=owner_of(one), evidence="Fait.")

    assert Entry.objects.about(one).filter(verb="submit").count() == 1


def test_what_is_ready_early_falls_due_with_it():
    one = make.milestone(state=M.PLANNED)

    handing_in.submit(one.pk, by=owner_of(one), evidence="Déjà fait.")

    verbs = set(Entry.objects.about(one).values_list("verb", flat=True))
    assert {"fall_due", "submit"} <= verbs


def test_evidence_that_is_wanted_must_be_there_as_text_or_file():
    one = make.milestone()
    with pytest.raises(Refused) as refusal:
        handing_in.submit(one.pk, by=owner_of(one), evidence="")
    assert refusal.value.field == "evidence"

    handing_in.attach(one.pk, by=owner_of(one), upload=deck())
    assert handing_in.submit(one.pk, by=owner_of(one), evidence="").state == M.SUBMITTED


def test_where_no_evidence_is_wanted_nothing_need_be_said():
    one = make.milestone(wants_evidence=False)
    assert handing_in.submit(one.pk, by=owner_of(one), evidence="").state == M.SUBMITTED


def test_files_come_and_go_while_it_is_open_and_stay_once_it_is_handed_in():
    one, owner = (made := make.milestone()), owner_of(made)
    first = handing_in.attach(one.pk, by=owner, upload=deck())
    assert handing_in.attach(one.pk, by=owner, upload=deck()) == first  # the same content is kept once
    handing_in.detach(one.pk, by=owner, document=first.pk)
    assert not Document.objects.about(one).exists()
    kept = handing_in.attach(one.pk, by=owner, upload=deck())
    handing_in.submit(one.pk, by=owner, evidence="")

    for refused in (
        lambda: handing_in.attach(one.pk, by=owner, upload=deck()),
        lambda: handing_in.detach(one.pk, by=owner, document=kept.pk),
        lambda: handing_in.keep(one.pk, by=owner, evidence="Autre chose."),
    ):
        with pytest.raises(Refused):
            refused()


def test_a_file_of_another_milestone_is_not_removed():
    mine, other = make.milestone(), make.milestone()
    kept = handing_in.attach(other.pk, by=owner_of(other), upload=deck())

    handing_in.detach(mine.pk, by=owner_of(mine), document=kept.pk)

    assert Document.objects.about(other).count() == 1


def test_a_return_may_give_another_day(staff):
    one = make.milestone(state=M.SUBMITTED)
    was = one.due_on

    handing_in.return_(one.pk, by=staff, reason="Trop court.", due_on=was.replace(year=was.year + 1))

    one.refresh_from_db()
    assert (one.state, one.due_on.year) == (M.RETURNED, was.year + 1)


@pytest.mark.parametrize(("verb", "state"), MILESTONE.forbidden(M.values))
def test_no_move_starts_from_a_state_that_forbids_it(staff, verb, state):
    """A planned one that is handed in falls due first; the clock passes by what it may not move."""
    if (verb, state) in {("submit", M.PLANNED)} or (verb, state) == ("submit", M.SUBMITTED):
        return
    one = make.milestone(state=state)
    if verb in {"fall_due", "put_off"}:
        assert not MILESTONE.allows(verb, state)
        with pytest.raises(Refused):
            MILESTONE.after(verb, state)
    elif verb == "close":
        cohorts.leave(one.enrolment_id, by=staff, reason="Fin.")
        keeping_pace.keep_pace()
        assert Milestone.objects.get(pk=one.pk).settled_at == one.settled_at
    else:
        with pytest.raises(Refused):
            act(verb, one, staff)
    assert Milestone.objects.get(pk=one.pk).state == state


@pytest.mark.parametrize("verb", ["submit", "return_", "withdraw"])
def test_nothing_is_handed_in_or_asked_again_once_the_participation_is_over(staff, verb):
    one = make.milestone(state=M.DUE if verb == "submit" else M.SUBMITTED)
    cohorts.leave(one.enrolment_id, by=staff, reason="Fin.")

    with pytest.raises(Refused):
        act(verb, one, staff)


@pytest.mark.parametrize("state", [M.VALIDATED, M.DUE])
def test_the_database_itself_ties_settling_to_a_time(state):
    one = make.milestone(state=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        Milestone.objects.filter(pk=one.pk).update(state=M.WAIVED if state not in SETTLED else M.DUE)
