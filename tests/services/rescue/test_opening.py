"""An absence is stored with an answer to every meeting it hits, or not at all."""

from datetime import timedelta

import pytest

from events.places.models import Allocation
from incubator.demo import make
from incubator.errors import Refused
from incubator.outbox.models import Letter
from services.bookings.models import Booking
from services.bookings.states import BookingState as B
from services.calendar.models import Absence, Engagement
from services.calendar.states import AbsenceState
from services.ledger.models import Entry
from services.rescue import actions
from services.rescue.actions import Chosen
from services.rescue.models import RescueAnswer
from services.rescue.states import AnswerState, Way

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make.booking()


@pytest.fixture
def other(meeting):
    """Somebody else who could stand in, at the same site."""
    return make.provider(
        of=meeting.service, at=meeting.provider.sites.first(), who=make.person(name="Coach Thuya (fictif)")
    )


def kinds():
    return set(Letter.objects.filter(kind__startswith="services.rescue").values_list("kind", flat=True))


def test_nothing_is_stored_while_a_meeting_has_no_answer(meeting, other):
    before = Letter.objects.count()

    with pytest.raises(Refused) as refusal:
        actions.open_for(make.away(meeting), {}, by=meeting.provider.person)

    assert refusal.value.field == f"answer-{meeting.pk}"
    assert not Absence.objects.exists()
    assert Letter.objects.count() == before


def test_a_substitute_keeps_her_hour_and_the_founder_is_asked(meeting, other):
    make.rescue(meeting)

    answer = make.answer_of(meeting)
    meeting.refresh_from_db()
    assert (answer.state, answer.substitute) == (AnswerState.PROPOSED, other)
    assert Engagement.objects.about(answer).live().get().provider == other
    assert meeting.provider != other
    assert kinds() == {"services.rescue.rescue_proposed", "services.rescue.substitute_asked"}


def test_the_absence_is_settled_with_its_last_answer(meeting, other):
    absence = make.rescue(meeting)
    assert absence.state == AbsenceState.DECLARED

    actions.accept(make.answer_of(meeting).pk, by=meeting.asked_by)

    absence.refresh_from_db()
    assert absence.state == AbsenceState.PROCESSED


def test_what_is_cancelled_gives_the_credits_back_at_once(meeting):
    absence = make.rescue(meeting, way=Way.CANCEL)

    meeting.refresh_from_db()
    absence.refresh_from_db()
    assert meeting.state == B.BY_PROGRAMME
    assert not Entry.objects.open_holds().exists()
    assert absence.state == AbsenceState.PROCESSED


def test_what_is_kept_stays_and_nobody_is_told(meeting):
    make.rescue(meeting, way=Way.KEEP)

    meeting.refresh_from_db()
    assert meeting.state == B.CONFIRMED
    assert Engagement.objects.about(meeting).live().exists()
    assert not kinds()


def test_an_absence_that_hits_nothing_is_stored_and_settled(meeting):
    away = make.away(meeting, starts_at=meeting.ends_at, ends_at=meeting.ends_at + timedelta(days=2))

    absence = actions.open_for(away, {}, by=meeting.provider.person)

    absence.refresh_from_db()
    assert absence.state == AbsenceState.PROCESSED


def test_two_meetings_in_one_absence_each_with_its_own_answer(meeting, other):
    times = [found for found in make.free(meeting.service) if found.provider_id == meeting.provider_id]
    second = make.booking(service=meeting.service, at=times[3])
    away = make.away(meeting, ends_at=second.ends_at)

    answers = {meeting.pk: Chosen(Way.SUBSTITUTE, other.pk), second.pk: Chosen(Way.CANCEL)}
    actions.open_for(away, answers, by=meeting.provider.person)

    states = dict(RescueAnswer.objects.values_list("booking", "state"))
    assert states == {meeting.pk: AnswerState.PROPOSED, second.pk: AnswerState.CANCELLED}


def test_one_impossible_answer_undoes_the_others(meeting, other):
    times = [found for found in make.free(meeting.service) if found.provider_id == meeting.provider_id]
    second = make.booking(service=meeting.service, at=times[3])
    stranger = make.provider()

    answers = {meeting.pk: Chosen(Way.CANCEL), second.pk: Chosen(Way.SUBSTITUTE, stranger.pk)}
    with pytest.raises(Refused):
        actions.open_for(make.away(meeting, ends_at=second.ends_at), answers, by=meeting.provider.person)

    meeting.refresh_from_db()
    assert meeting.state == B.CONFIRMED
    assert not Absence.objects.exists()


def test_a_time_somebody_is_just_choosing_goes(meeting):
    times = [found for found in make.free(meeting.service) if found.provider_id == meeting.provider_id]
    held = make.booking(service=meeting.service, at=times[3], state=B.HELD)

    make.rescue(meeting, way=Way.KEEP, ends_at=held.ends_at)

    held.refresh_from_db()
    assert held.state == B.EXPIRED


def test_the_substitute_who_falls_ill_is_replaced_by_the_next(meeting, other):
    third = make.provider(of=meeting.service, at=meeting.provider.sites.first())
    make.rescue(meeting)
    answer = make.answer_of(meeting)
    first = answer.substitute
    assert first in {other, third}

    actions.open_for(make.away(meeting, provider=first), {}, by=first.person)

    answer.refresh_from_db()
    assert answer.substitute == ({other, third} - {first}).pop()
    assert (answer.asked, answer.tried) == (2, [first.pk])
    assert Engagement.objects.about(answer).live().get().provider == answer.substitute


def test_without_a_next_one_the_startup_chooses_another_time(meeting, other):
    make.rescue(meeting)

    actions.open_for(make.away(meeting, provider=other), {}, by=other.person)

    answer = make.answer_of(meeting)
    assert (answer.way, answer.substitute, answer.state) == (Way.OTHER_TIME, None, AnswerState.PROPOSED)
    assert not Engagement.objects.about(answer).live().exists()


def test_an_answer_about_an_earlier_absence_gives_way(meeting, other):
    make.rescue(meeting)
    make.rescue(meeting, way=Way.CANCEL)

    assert sorted(RescueAnswer.objects.values_list("state", flat=True)) == [AnswerState.CANCELLED, AnswerState.ENDED]
    assert not Engagement.objects.live().filter(provider=other).exists()


def test_a_meeting_waiting_for_approval_is_not_moved_by_the_startup():
    service = make.service(needs_approval=True)
    meeting = make.booking(service=service, state=B.PENDING)

    with pytest.raises(Refused):
        make.rescue(meeting, way=Way.OTHER_TIME)


@pytest.mark.parametrize("hours", [(1, 0), (-5, -4)])
def test_an_absence_ends_after_it_begins_and_after_now(meeting, hours):
    now = meeting.starts_at if hours[0] > 0 else meeting.starts_at - timedelta(days=30)
    away = make.away(meeting, starts_at=now + timedelta(hours=hours[0]), ends_at=now + timedelta(hours=hours[1]))

    with pytest.raises(Refused):
        actions.open_for(away, {}, by=None)


def test_a_broken_machine_is_replaced_by_another_of_its_kind():
    service = make.service(with_person=False)
    here = make.site()
    broken, spare = make.resource(of=here, kind="equipment"), make.resource(of=here, kind="equipment")
    for one in (broken, spare):
        make.fitting(service, one)
    meeting = make.booking(service=service)
    used = meeting_resource(meeting)

    make.rescue(meeting, way=Way.SWAP, provider=None, resource=used, by=make.staff())

    assert meeting_resource(meeting) == ({broken, spare} - {used}).pop()
    assert make.answer_of(meeting).state == AnswerState.SWAPPED


def test_without_another_machine_nothing_is_stored():
    service = make.service(with_person=False)
    make.fitting(service, make.resource(kind="equipment"))
    meeting = make.booking(service=service)

    with pytest.raises(Refused):
        make.rescue(meeting, way=Way.SWAP, provider=None, resource=meeting_resource(meeting), by=make.staff())

    assert not Absence.objects.exists()


def meeting_resource(meeting: Booking):
    return Allocation.objects.about(meeting).live().select_related("resource").get().resource
