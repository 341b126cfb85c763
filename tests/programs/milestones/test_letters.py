"""A week before, on the day, three days after and then weekly, three times in all; in the language of the reader."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.wording import word
from programs.cohorts import actions as cohorts
from programs.milestones import notices
from programs.milestones.actions import handing_in
from programs.milestones.models import Milestone
from programs.milestones.states import MilestoneState as M
from startups.states import TeamRole

pytestmark = pytest.mark.django_db


def due_in(days, **more):
    """A milestone whose day is so many days from now, working day or not, laid out long ago."""
    one = make.milestone(**more)
    long_ago = timezone.now() - timedelta(days=90)
    Milestone.objects.filter(pk=one.pk).update(due_on=timezone.localdate() + timedelta(days=days), created_at=long_ago)
    one.refresh_from_db()
    return one


def values(letter):
    return kinds[letter.kind].context(letter)


def occasions(one):
    told = Letter.objects.filter(key_of_thing=str(one.pk)).order_by("pk").values_list("once", flat=True)
    return [once.split(":")[3] for once in told if once.startswith("milestone:")]


@pytest.mark.parametrize(
    ("days", "told"),
    [(8, []), (7, ["week"]), (0, ["day"]), (-2, []), (-3, ["late0"]), (-10, ["late1"]), (-17, ["late2"]), (-35, [])],
)
def test_each_occasion_has_its_letter_once(days, told):
    one = due_in(days)
    for _ in range(2):
        notices.tell_due()
    assert occasions(one) == told


def test_those_who_can_hand_it_in_are_told():
    one = due_in(7)
    startup = one.enrolment.startup
    make.member(of=startup, role=TeamRole.READER)
    editor = make.member(of=startup, role=TeamRole.EDITOR)

    notices.tell_due()

    told = set(Letter.objects.filter(kind__endswith="milestone_due").values_list("person", flat=True))
    assert told == {editor.pk, make.owner_of(startup).pk}


@pytest.mark.parametrize("state", [M.SUBMITTED, M.VALIDATED, M.WAIVED])
def test_what_is_handed_in_or_settled_reminds_nobody(state):
    one = due_in(-3, state=state)
    notices.tell_due()
    assert occasions(one) == []


def test_what_was_laid_out_with_a_past_day_reminds_nobody():
    one = due_in(-3)
    Milestone.objects.filter(pk=one.pk).update(created_at=timezone.now())
    notices.tell_due()
    assert occasions(one) == []


def test_a_letter_no_longer_holds_once_it_is_handed_in_moved_or_paused(staff):
    one = due_in(0)
    notices.tell_due()
    letter = Letter.objects.get(kind__endswith="milestone_due")
    assert values(letter)

    Milestone.objects.filter(pk=one.pk).update(due_on=one.due_on + timedelta(days=1))
    assert values(letter) is None
    Milestone.objects.filter(pk=one.pk).update(due_on=one.due_on)
    cohorts.start(one.enrolment.cohort_id, by=staff)
    cohorts.pause(one.enrolment_id, by=staff, reason="Congé.")
    assert values(letter) is None
    cohorts.resume(one.enrolment_id, by=staff)
    handing_in.submit(one.pk, by=staff, evidence="Fait.")
    assert values(letter) is None


@pytest.mark.parametrize(
    ("language", "told"), [("fr", "Il manque les prix"), ("en", "asks you to revise"), ("ar", "محطة")]
)
def test_the_reason_of_a_return_stands_in_the_letter(language, told):
    one = make.milestone(state=M.RETURNED, title_ar="محطة")
    letter = Letter.objects.get(key_of_thing=str(one.pk), kind__endswith="milestone_returned")
    letter.language = letter.person.language = language

    said = word(letter, values(letter))

    assert told in said.subject + said.text
    assert "Il manque les prix." in said.text
    assert str(one.uid) in said.text
