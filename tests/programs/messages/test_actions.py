"""A message to a cohort: to whom, in which language, who is left out and why, ten minutes to stop."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from incubator.mailings.queries import progress
from incubator.outbox.addresses import fingerprint
from incubator.outbox.models import Letter, Suppression
from incubator.outbox.preview import preview
from programs.cohorts import actions as cohorts
from programs.messages import actions
from programs.messages.models import KIND, REMINDER, CohortMessage
from programs.milestones.models import Milestone
from programs.partners.models import Cohort
from startups.models import Membership

pytestmark = pytest.mark.django_db
WORDS = {
    "subject_fr": "Réunion jeudi",
    "text_fr": "Nous nous retrouvons à 10 h.",
    "subject_ar": "اجتماع",
    "text_ar": "نلتقي يوم الخميس.",
}


@pytest.fixture
def cohort(db):
    return make.enrolment().cohort


def joined(cohort, **owner):
    """Another startup of the cohort; gives its participation and its owner."""
    place = make.enrolment(of=cohort)
    person = owner_of(place)
    for name, value in owner.items():
        setattr(person, name, value)
    person.save()
    return place, person


def owner_of(place):
    return Membership.objects.owners().get(startup=place.startup).person


def prepared(cohort, staff, **values):
    return actions.prepare(cohort.pk, by=staff, **{**WORDS, **values})


def late(place):
    one = make.milestone(of=place)
    Milestone.objects.filter(pk=one.pk).update(due_on=timezone.localdate() - timedelta(days=3))
    return one


def letters(kind=KIND):
    return Letter.objects.filter(kind=kind)


def names(message):
    return {reader.to for reader in CohortMessage.objects.get(pk=message.pk).readers()}


def reasons(message):
    return {one.name.split(" (")[0]: str(one.why) for one in CohortMessage.objects.get(pk=message.pk).skipped()}


def test_it_leaves_in_ten_minutes_in_the_language_of_each_else_in_french(cohort, staff):
    joined(cohort, language="ar")
    joined(cohort, language="en")
    message = prepared(cohort, staff)
    assert not letters().exists()

    actions.start(message.pk, by=staff)

    said = {letter.spoken_language: preview(letter).worded for letter in letters()}
    subjects = {code: worded.subject for code, worded in said.items()}
    assert subjects == {"fr": "Réunion jeudi", "ar": "اجتماع", "en": "Réunion jeudi"}
    assert all(str(cohort.programme.name) in said["fr"].text for _ in said)
    assert all(letter.due_at > timezone.now() + timedelta(minutes=9) for letter in letters())
    assert Entry.objects.about(cohort).filter(verb="send_message").get().facts["letters"] == 3


def test_owners_or_the_whole_team_and_each_person_once(cohort, staff):
    place, owner = joined(cohort)
    other, _ = joined(cohort)
    member = make.member(of=place.startup)
    make.member(of=other.startup, who=owner)

    assert member not in names(prepared(cohort, staff))
    team = prepared(cohort, staff, reach="team")
    assert member in names(team)
    actions.start(team.pk, by=staff)
    assert letters().filter(person=owner).count() == 1


def test_only_the_states_that_were_chosen(cohort, staff):
    place, owner = joined(cohort)
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=timezone.localdate())
    cohorts.start(cohort.pk, by=staff)
    cohorts.pause(place.pk, by=staff, reason="Congé.")

    assert names(prepared(cohort, staff, states=["paused"])) == {owner}
    assert owner not in names(prepared(cohort, staff, states=["active"]))
    with pytest.raises(Refused) as refusal:
        prepared(cohort, staff, states=["graduated"])
    assert refusal.value.field == "states"


def test_only_the_late_are_reminded_and_whoever_hands_in_meanwhile_is_not(cohort, staff):
    place, owner = joined(cohort)
    one = late(place)
    message = prepared(cohort, staff, is_for_late=True)
    assert names(message) == {owner}

    actions.start(message.pk, by=staff)
    letter = letters(REMINDER).get()
    assert letter.category == "reminder"
    worded = preview(letter).worded
    assert "/milestones/" in worded.text

    Milestone.objects.filter(pk=one.pk).update(due_on=timezone.localdate() + timedelta(days=9))
    assert preview(letter).worded is None


def test_a_statement_behind_its_day_is_late_too(cohort, staff):
    place, owner = joined(cohort)
    period = make.period(of=cohort, ends_in=-60)
    for other in period.statements.exclude(enrolment=place):
        other.delete()

    assert names(prepared(cohort, staff, is_for_late=True)) == {owner}


def test_who_is_left_out_is_named_with_the_reason(cohort, staff):
    people = {
        "erased": joined(cohort, erased_at=timezone.now(), is_active=False)[1],
        "suspended": joined(cohort, is_active=False)[1],
        "silent": joined(cohort, wants_reminders=False)[1],
        "bounced": joined(cohort)[1],
    }
    Suppression.objects.create(address_hash=fingerprint(people["bounced"].email), why="bounced")
    message = prepared(cohort, staff)

    told = reasons(message)
    assert "suspendu" in told[str(people["suspended"])]
    assert "effacé" in told[str(people["erased"])]
    assert "plus rien" in told[str(people["bounced"])]
    assert people["silent"] in names(message)
    assert not names(message) & {people["erased"], people["suspended"], people["bounced"]}


def test_reminders_are_not_written_to_those_who_want_none(cohort, staff):
    place, silent = joined(cohort, wants_reminders=False)
    other, _ = joined(cohort)
    late(place), late(other)

    told = reasons(prepared(cohort, staff, is_for_late=True))

    assert "rappel" in told[str(silent)]


def test_stopped_within_ten_minutes_it_can_be_written_again_and_later_it_is_too_late(cohort, staff):
    message = prepared(cohort, staff)
    actions.start(message.pk, by=staff)
    actions.stop(message.pk, by=staff)
    assert set(letters().values_list("state", flat=True)) == {"cancelled"}
    with pytest.raises(Refused):
        actions.start(message.pk, by=staff)

    again = actions.again(message.pk, by=staff)
    assert (again.state, again.subject_fr, again.states) == ("prepared", "Réunion jeudi", message.states)
    actions.start(again.pk, by=staff)
    assert letters().filter(state="planned").count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=11)), pytest.raises(Refused):
        actions.stop(again.pk, by=staff)


def test_its_progress_counts_letters_but_no_test(cohort, staff):
    joined(cohort)
    message = prepared(cohort, staff)
    actions.try_out(message.pk, by=staff)
    actions.start(message.pk, by=staff)
    sent = letters().exclude(person=staff).first()
    Letter.objects.filter(pk=sent.pk).update(state="sent", sent_at=timezone.now())

    done = progress(message)

    assert (done.sent, done.total, done.is_over) == (1, 2, False)


def test_another_cohort_takes_over_the_words_as_drafts_that_are_addressed_to_nobody(cohort, staff):
    place, _owner = joined(cohort)
    late(place)
    kept = actions.start(prepared(cohort, staff, reach="team").pk, by=staff)
    actions.start(prepared(cohort, staff).pk, by=staff)
    actions.stop(prepared(cohort, staff, subject_fr="Erreur").pk, by=staff)
    reminder = prepared(cohort, staff, subject_fr="En retard", is_for_late=True)
    place_in_it = make.enrolment()
    coming = place_in_it.cohort
    before = Letter.objects.count()

    made = actions.take_over(coming.pk, source=cohort.pk, by=staff)

    rows = CohortMessage.objects.filter(cohort=coming).order_by("begun_at")
    assert [(row.subject_fr, row.reach, row.is_for_late) for row in rows] == [
        (kept.subject_fr, "team", False),
        (reminder.subject_fr, "owners", True),
    ]
    assert {(row.state, row.due_at, row.told) for row in rows} == {("prepared", None, "personne pour l’instant")}
    assert all(not row.readers() for row in rows)
    assert Letter.objects.count() == before
    assert Entry.objects.about(coming).get(verb="take_over_messages").facts["messages"] == len(made)
    with pytest.raises(Refused):
        actions.start(made[0].pk, by=staff)
    actions.edit(made[0].pk, by=staff, states=["onboarding"])
    actions.start(made[0].pk, by=staff)
    assert letters().filter(person=owner_of(place_in_it), state="planned").count() == 1


def test_a_cohort_that_was_never_written_to_leaves_nothing(cohort, staff):
    assert actions.take_over(make.cohort().pk, source=cohort.pk, by=staff) == []
    assert not Entry.objects.filter(verb="take_over_messages").exists()
