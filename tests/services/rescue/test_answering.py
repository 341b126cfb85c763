"""What a startup says to a proposal, and what happens when it says nothing."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from services.bookings import actions as bookings
from services.bookings.models import Booking
from services.bookings.planning import plan_reminders
from services.bookings.states import BookingState as B
from services.calendar.models import Absence, Engagement
from services.calendar.states import AbsenceState, ProviderState
from services.calendar.taking import Taken
from services.ledger.models import Entry
from services.rescue import actions
from services.rescue.models import Rescue, RescueAnswer
from services.rescue.states import ANSWER, AnswerState, Way

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make.booking()


@pytest.fixture
def other(meeting):
    return make.provider(of=meeting.service, at=meeting.provider.sites.first())


@pytest.fixture
def answer(meeting, other):
    make.rescue(meeting)
    return make.answer_of(meeting)


def soon(meeting, **ahead):
    """As if the meeting began so soon."""
    begins = timezone.now() + timedelta(**ahead)
    times = {"starts_at": begins, "ends_at": begins + timedelta(hours=1)}
    Booking.objects.filter(pk=meeting.pk).update(**times)


def told(kind):
    return Letter.objects.filter(kind=kind)


def test_accepted_the_meeting_is_the_substitutes(meeting, other, answer):
    actions.accept(answer.pk, by=meeting.asked_by)

    meeting.refresh_from_db()
    assert (meeting.provider, meeting.state) == (other, B.CONFIRMED)
    assert Engagement.objects.live().get().provider == other
    assert make.answer_of(meeting).state == AnswerState.ACCEPTED
    assert told("services.bookings.booking_substituted").count() == 2
    assert told("services.bookings.booking_handed_over").count() == 1


def test_the_credits_stay_reserved_with_the_substitute(meeting, answer):
    actions.accept(answer.pk, by=meeting.asked_by)

    assert Entry.objects.open_holds().count() == 1


def test_accepted_twice_is_once(meeting, answer):
    for _ in range(2):
        actions.accept(answer.pk, by=meeting.asked_by)

    assert told("services.bookings.booking_handed_over").count() == 1


def test_a_substitute_who_has_left_makes_room_for_the_next(meeting, other, answer):
    third = make.provider(of=meeting.service, at=meeting.provider.sites.first())
    other.state = ProviderState.LEFT
    other.save(update_fields=["state"])

    still_open = actions.accept(answer.pk, by=meeting.asked_by)

    meeting.refresh_from_db()
    assert (still_open.state, still_open.substitute) == (AnswerState.PROPOSED, third)
    assert meeting.provider not in {other, third}


def test_a_proposal_that_was_not_read_is_not_accepted(meeting, answer):
    with pytest.raises(Refused):
        actions.accept(answer.pk, by=meeting.asked_by, asked=answer.asked + 1)


def test_another_time_frees_the_substitute(meeting, other, answer):
    found = make.free(meeting.service, ahead=6)[0]

    actions.choose(answer.pk, make.choice(found), by=meeting.asked_by)

    meeting.refresh_from_db()
    assert meeting.starts_at == found.starts_at
    assert not Engagement.objects.about(answer).live().exists()
    assert make.answer_of(meeting).state == AnswerState.MOVED


def test_a_time_that_is_gone_leaves_the_proposal(meeting, other, answer):
    found = make.free(meeting.service, ahead=6)[0]
    make.booking(service=meeting.service, at=found)

    with pytest.raises(Taken), transaction.atomic():
        actions.choose(answer.pk, make.choice(found), by=meeting.asked_by)

    assert make.answer_of(meeting).state == AnswerState.PROPOSED
    assert Engagement.objects.about(answer).live().get().provider == other


def test_without_it_the_credits_come_back(meeting, answer):
    for _ in range(2):
        actions.decline(answer.pk, by=meeting.asked_by)

    meeting.refresh_from_db()
    assert meeting.state == B.BY_PROGRAMME
    assert not Entry.objects.open_holds().exists()
    assert not Engagement.objects.live().exists()


@pytest.mark.parametrize("verb", ["accept", "decline"])
def test_what_was_settled_elsewhere_is_not_answered(meeting, answer, verb):
    bookings.cancel(meeting.pk, by=meeting.asked_by)

    with pytest.raises(Refused):
        getattr(actions, verb)(answer.pk, by=meeting.asked_by)


def test_a_proposal_ends_when_the_startup_cancels_on_its_own_page(meeting, answer):
    bookings.cancel(meeting.pk, by=meeting.asked_by)

    actions.watch()

    assert make.answer_of(meeting).state == AnswerState.ENDED
    assert not Engagement.objects.live().exists()


def test_two_hours_before_the_supervisor_is_told_once(meeting, answer):
    officer = make.staff()
    actions.watch()
    assert not told("services.rescue.rescue_open").exists()

    soon(meeting, minutes=110)
    for _ in range(2):
        actions.watch()

    assert officer.pk in told("services.rescue.rescue_open").values_list("person", flat=True)
    assert told("services.rescue.rescue_open").filter(person=officer).count() == 1


def test_the_officer_at_its_side_is_the_supervisor(meeting, answer):
    officer, _another = make.staff(), make.staff()
    make.companion(of=meeting.startup, who=officer, kind="officer")

    soon(meeting, minutes=110)
    actions.watch()

    assert told("services.rescue.rescue_open").get().person == officer


def test_at_the_hour_the_silent_get_their_credits_back(meeting, answer):
    soon(meeting, minutes=-1)

    actions.watch()

    meeting.refresh_from_db()
    assert make.answer_of(meeting).state == AnswerState.LAPSED
    assert meeting.state == B.BY_PROGRAMME
    assert not Entry.objects.open_holds().exists()


def test_an_absence_that_falls_through_leaves_everything_as_it_was(meeting, answer, staff):
    actions.withdraw(answer.rescue_id, by=staff)

    meeting.refresh_from_db()
    assert make.answer_of(meeting).state == AnswerState.WITHDRAWN
    assert meeting.provider == answer.rescue.absence.provider
    assert Absence.objects.get().state == AbsenceState.WITHDRAWN
    assert Engagement.objects.live().get().provider == meeting.provider
    with pytest.raises(Refused):
        actions.withdraw(answer.rescue_id, by=staff)


@pytest.mark.parametrize(("verb", "state"), ANSWER.forbidden(AnswerState.values))
def test_no_move_from_a_state_that_does_not_allow_it(verb, state):
    with pytest.raises(Refused):
        ANSWER.after(verb, state)


def test_staff_see_all_a_coach_her_own_others_nothing(meeting, answer, staff, stranger):
    seen = [Rescue.objects.visible_to(who).count() for who in (staff, meeting.provider.person, stranger)]

    assert seen == [1, 1, 0]
    assert RescueAnswer.objects.visible_to(stranger).count() == 0


def test_a_substitute_named_by_staff_comes_at_once(meeting, other, staff):
    for _ in range(2):
        bookings.substitute(meeting.pk, other.pk, by=staff)

    meeting.refresh_from_db()
    assert (meeting.provider, meeting.schedule_rev) == (other, 1)


def test_a_substitute_by_video_gives_the_room_back():
    service = make.service()
    here = make.site()
    first = make.provider(of=service, at=here)
    make.fitting(service, make.resource(of=here))
    meeting = make.booking(service=service, at=make.free(service)[0])
    second = make.provider(of=service, video_url="https://video.exemple.test/2")
    assert first != second

    bookings.substitute(meeting.pk, second.pk, by=None, place="video")

    meeting.refresh_from_db()
    assert (meeting.place, meeting.site, meeting.video_url) == ("video", None, "https://video.exemple.test/2")


def test_a_meeting_that_is_over_gets_no_substitute(meeting, other):
    bookings.cancel(meeting.pk, by=meeting.asked_by)

    with pytest.raises(Refused):
        bookings.substitute(meeting.pk, other.pk, by=None)


def test_nobody_is_proposed_who_was_tried(meeting, other, answer):
    other.state = ProviderState.PAUSED
    other.save(update_fields=["state"])

    after = actions.accept(answer.pk, by=meeting.asked_by)

    assert (after.way, after.tried) == (Way.OTHER_TIME, [other.pk])


def test_nobody_is_reminded_while_the_startup_is_asked(meeting, other, answer):
    soon(meeting, hours=20)
    Booking.objects.filter(pk=meeting.pk).update(confirmed_at=timezone.now() - timedelta(days=5))
    plan_reminders()
    assert told("services.bookings.booking_reminder").count() == 0

    Booking.objects.filter(pk=meeting.pk).update(starts_at=meeting.starts_at, ends_at=meeting.ends_at)
    actions.accept(answer.pk, by=meeting.asked_by)
    soon(meeting, hours=20)
    plan_reminders()

    assert told("services.bookings.booking_reminder").count() == 2


def test_a_reminder_that_is_written_already_is_not_sent_once_the_startup_is_asked(meeting):
    soon(meeting, hours=20)
    Booking.objects.filter(pk=meeting.pk).update(confirmed_at=timezone.now() - timedelta(days=5))
    plan_reminders()
    letter = told("services.bookings.booking_reminder").first()
    assert kinds[letter.kind].context(letter)

    Booking.objects.filter(pk=meeting.pk).update(is_in_question=True)

    assert kinds[letter.kind].context(letter) is None
