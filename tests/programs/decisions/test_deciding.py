"""Decisions are prepared, replaced, published together and stopped together."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.outbox.models import Letter
from incubator.outbox.states import LetterState
from programs.applications.states import DECIDABLE, ApplicationState
from programs.applications.states import ApplicationState as S
from programs.decisions.actions import answering, deciding, publishing
from programs.decisions.models import Decision, Publication
from programs.decisions.notices import plan_offer_reminders
from programs.decisions.queries import calls_with_a_free_place, places, published_decision, reserve_list
from programs.decisions.states import DecisionState, Outcome, PublicationState

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return make.application(state=S.IN_REVIEW)


def published(call, by):
    publication = publishing.prepare(call.pk, by=by)
    publishing.start(publication.pk, by=by)
    Publication.objects.filter(pk=publication.pk).update(due_at=timezone.now())
    publishing.publish_due()
    publication.refresh_from_db()
    return publication


def test_a_prepared_decision_is_not_seen_by_the_founder(file, staff):
    deciding.offer(file.pk, by=staff, reason="Solide.")

    file.refresh_from_db()
    assert file.state == S.IN_REVIEW
    assert published_decision(file) is None
    assert not Letter.objects.filter(kind__startswith="programs.decisions").exists()


@pytest.mark.parametrize("state", [s for s in ApplicationState if s not in DECIDABLE])
def test_files_in_other_states_are_not_decided(state, staff):
    file = make.application(state=state)

    with pytest.raises(Refused):
        deciding.refuse(file.pk, by=staff, reason="Non.")


def test_a_decision_needs_its_reason(file, staff):
    with pytest.raises(Refused) as refusal:
        deciding.offer(file.pk, by=staff, reason="   ")

    assert refusal.value.field == "reason"


def test_the_same_officer_replaces_her_pending_decision(file, staff):
    deciding.offer(file.pk, by=staff, reason="Solide.")

    deciding.waitlist(file.pk, by=staff, reason="Finalement non.", rank=2)

    assert list(Decision.objects.order_by("pk").values_list("outcome", "state")) == [
        ("offer", "superseded"),
        ("waitlist", "pending"),
    ]


def test_the_second_officer_is_told_who_when_and_what(file, staff):
    deciding.offer(file.pk, by=staff, reason="Solide.")
    colleague = make.staff()

    with pytest.raises(Refused) as refusal:
        deciding.refuse(file.pk, by=colleague, reason="Non.")

    assert str(staff) in str(refusal.value)
    assert Decision.objects.live().get().outcome == Outcome.OFFER


def test_a_colleague_who_saw_the_decision_may_replace_it(file, staff):
    deciding.offer(file.pk, by=staff, reason="Solide.")
    file.refresh_from_db()

    deciding.refuse(file.pk, by=make.staff(), reason="Non.", seen=file.revision)

    assert Decision.objects.live().get().outcome == Outcome.REFUSE


def test_a_page_drawn_before_a_change_decides_nothing(file, staff):
    seen = file.revision
    deciding.offer(file.pk, by=staff, reason="Solide.")

    with pytest.raises(Refused):
        deciding.refuse(file.pk, by=make.staff(), reason="Non.", seen=seen)


def test_a_pending_decision_is_taken_back(file, staff):
    deciding.offer(file.pk, by=staff, reason="Solide.")

    deciding.undo(file.pk, by=staff)

    assert not Decision.objects.live().exists()
    with pytest.raises(Refused):
        deciding.undo(file.pk, by=staff)


def test_publishing_moves_the_file_and_releases_one_letter_per_owner(file, staff):
    deciding.offer(file.pk, by=staff, reason="Solide.")

    publication = published(file.call, staff)

    file.refresh_from_db()
    decision = Decision.objects.get()
    assert (file.state, publication.state) == (S.OFFERED, PublicationState.DONE)
    assert decision.confirm_before > timezone.now() + timedelta(days=file.call.confirm_days - 1)
    assert [letter.state for letter in Letter.objects.filter(kind="programs.decisions.offer_made")] == [
        LetterState.PLANNED
    ]


def test_letters_can_be_read_for_ten_minutes_before_they_leave(file, staff):
    deciding.refuse(file.pk, by=staff, reason="Pas encore.")
    publication = publishing.prepare(file.call_id, by=staff)

    publishing.start(publication.pk, by=staff)
    publishing.publish_due()

    file.refresh_from_db()
    publication.refresh_from_db()
    assert file.state == S.IN_REVIEW
    assert timedelta(minutes=9) < publication.due_at - timezone.now() <= timedelta(minutes=10)
    assert Letter.objects.get(kind="programs.decisions.file_refused").state == LetterState.DRAFT


def test_a_stopped_publication_sends_nothing_and_can_begin_again(file, staff):
    deciding.refuse(file.pk, by=staff, reason="Pas encore.")
    publication = publishing.prepare(file.call_id, by=staff)
    publishing.start(publication.pk, by=staff)

    publishing.stop(publication.pk, by=staff)
    published(file.call, staff)

    states = sorted(Letter.objects.filter(kind="programs.decisions.file_refused").values_list("state", flat=True))
    assert states == [LetterState.CANCELLED, LetterState.PLANNED]


def test_one_live_decision_letter_per_file_whatever_is_decided_before(file, staff):
    deciding.offer(file.pk, by=staff, reason="Oui.")
    publishing.stop(publishing.prepare(file.call_id, by=staff).pk, by=staff)
    deciding.refuse(file.pk, by=staff, reason="Non.")
    published(file.call, staff)

    living = Letter.objects.filter(kind__startswith="programs.decisions").exclude(state=LetterState.CANCELLED)
    assert [letter.kind for letter in living] == ["programs.decisions.file_refused"]


def test_a_decision_cannot_be_changed_while_it_is_published(file, staff):
    deciding.offer(file.pk, by=staff, reason="Oui.")
    publishing.prepare(file.call_id, by=staff)

    with pytest.raises(Refused):
        deciding.refuse(file.pk, by=staff, reason="Non.")


def test_two_publications_of_one_call_do_not_overlap(file, staff):
    deciding.offer(file.pk, by=staff, reason="Oui.")
    publishing.prepare(file.call_id, by=staff)

    with pytest.raises(Refused):
        publishing.prepare(file.call_id, by=staff)


def test_nothing_pending_is_nothing_to_publish(file, staff):
    with pytest.raises(Refused):
        publishing.prepare(file.call_id, by=staff)


def test_a_file_withdrawn_in_the_ten_minutes_gets_no_decision(file, staff):
    deciding.offer(file.pk, by=staff, reason="Oui.")
    publication = publishing.prepare(file.call_id, by=staff)
    publishing.start(publication.pk, by=staff)
    make.STEPS["withdraw"](file, make.team(file.startup), staff)
    Publication.objects.update(due_at=timezone.now())

    publishing.publish_due()

    assert Decision.objects.get().state == DecisionState.SUPERSEDED
    assert Letter.objects.get(kind="programs.decisions.offer_made").state == LetterState.CANCELLED


def test_publishing_twice_changes_nothing(file, staff):
    deciding.offer(file.pk, by=staff, reason="Oui.")
    published(file.call, staff)

    publishing.publish_due()
    publishing.publish(Decision.objects.get().pk)

    assert Letter.objects.filter(kind="programs.decisions.offer_made").count() == 1


def test_an_offer_nobody_answers_expires_and_frees_its_place():
    file = make.application(state=S.OFFERED)
    Decision.objects.update(confirm_before=timezone.now() - timedelta(minutes=1))

    answering.expire_offers()
    answering.expire_offers()

    file.refresh_from_db()
    assert file.state == S.OFFER_EXPIRED
    assert Letter.objects.filter(kind="programs.decisions.offer_expired").count() == 1


def test_an_offer_whose_date_has_passed_can_no_longer_be_declined():
    file = make.application(state=S.OFFERED)
    Decision.objects.update(confirm_before=timezone.now() - timedelta(minutes=1))

    with pytest.raises(Refused):
        answering.decline(file.pk, by=make.team(file.startup))


def test_offers_are_reminded_at_half_time_and_on_the_eve_once_each():
    file = make.application(state=S.OFFERED)
    now = timezone.now()
    Decision.objects.update(published_at=now - timedelta(days=6), confirm_before=now + timedelta(hours=20))

    plan_offer_reminders()
    plan_offer_reminders()

    reminders = Letter.objects.filter(kind="programs.decisions.offer_reminder")
    assert reminders.count() == 2
    assert {letter.not_after for letter in reminders} == {Decision.objects.get(application=file).confirm_before}


def test_a_fresh_offer_is_not_reminded():
    make.application(state=S.OFFERED)

    plan_offer_reminders()

    assert not Letter.objects.filter(kind="programs.decisions.offer_reminder").exists()


def test_the_first_of_the_reserve_list_is_proposed_when_an_offer_is_declined(staff):
    call = make.call(of=make.cohort(places=1))
    chosen = make.application(state=S.OFFERED, to=call)
    second = make.application(state=S.IN_REVIEW, to=call)
    deciding.waitlist(second.pk, by=staff, reason="Deuxième.", rank=1)
    published(call, staff)
    assert list(calls_with_a_free_place()) == []

    answering.decline(chosen.pk, by=make.team(chosen.startup), reason="Autre programme.")

    assert list(calls_with_a_free_place()) == [call]
    assert [d.application_id for d in reserve_list(call)] == [second.pk]
    assert places(call).free == 1


def test_somebody_on_the_reserve_list_can_be_offered_the_place(staff):
    file = make.application(state=S.WAITLISTED)

    deciding.offer(file.pk, by=staff, reason="Une place est libre.")
    published(file.call, staff)

    file.refresh_from_db()
    assert file.state == S.OFFERED
    assert list(Decision.objects.order_by("pk").values_list("state", flat=True)) == ["superseded", "published"]
