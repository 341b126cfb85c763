"""What staff do to many dates at once is done to all or to none, and everybody who is registered is told."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from events.agenda import actions as agenda
from events.agenda.models import Event, Material, Question, Talk
from events.agenda.states import EventState
from events.places.models import Allocation
from events.registrations import actions
from events.registrations.actions.registering import Registrant, Wish
from events.registrations.models import Registration
from incubator.demo import make
from incubator.errors import Refused
from incubator.outbox.models import Letter
from tests.events.agenda.days import on_day

pytestmark = pytest.mark.django_db
FIRST = date(2027, 1, 13)
RULE = {"rule": "weekly", "every": 1}


def weeks(count, start=FIRST):
    return [start + timedelta(weeks=step) for step in range(1, count)]


@pytest.fixture
def room(db):
    return make.resource()


@pytest.fixture
def event(room):
    return make.event(starts=on_day(2027, 1, 13), rooms=[room], capacity=5, title="Atelier du mercredi")


@pytest.fixture
def series(event, staff):
    """Four Wednesdays, published, one person registered on each."""
    agenda.make_series(event.pk, weeks(4), by=staff, rule=RULE, publishes=True)
    made = list(Event.objects.filter(series__isnull=False).order_by("starts_at"))
    for one in made:
        make.registration(of=one)
    return made


def letters(kind):
    return Letter.objects.filter(kind=f"events.registrations.{kind}")


def days(events):
    return [session.day for event in events for session in event.sessions.all()]


def test_a_copy_is_a_draft_with_everything_but_the_people(event, staff):
    session = event.sessions.get()
    talk = Talk.objects.create(session=session, hour=time(10, 30), title_fr="Accueil")
    Question.objects.create(event=event, key="repas", label_fr="Repas")
    Material.objects.create(event=event, title_fr="Plan", link="https://exemple.test/plan")
    Event.objects.filter(pk=event.pk).update(closes_at=on_day(2027, 1, 12, 18))
    make.registration(of=event)

    made = agenda.copy(event.pk, by=staff, day=date(2027, 2, 3), hour=time(14))

    twin = made.sessions.get()
    assert (made.state, made.slug, made.copied_from) == (EventState.DRAFT, "atelier-du-mercredi-2027-02-03", event)
    assert (twin.day, twin.hour, twin.minutes) == (date(2027, 2, 3), time(14), session.minutes)
    assert list(twin.resources.all()) == list(session.resources.all())
    assert twin.talks.get().hour == time(14, 30)
    assert twin.talks.get().pk != talk.pk
    assert made.closes_at == on_day(2027, 2, 2, 18)
    assert made.questions.get().key == "repas"
    assert made.materials.get().link == "https://exemple.test/plan"
    assert (make.seating(made).capacity, make.seating(made).seats_taken) == (5, 0)
    assert not made.registrations.exists()


def test_a_series_is_events_of_their_own_with_places_and_rooms(series, room):
    assert days(series) == [FIRST, *weeks(4)]
    assert len({event.series_id for event in series}) == 1
    assert {event.state for event in series} == {EventState.PUBLISHED}
    assert [make.seating(event).capacity for event in series] == [5] * 4
    assert room.allocations.live().count() == 4


def test_a_room_taken_on_the_third_date_refuses_the_whole_series_and_names_it(event, room, staff):
    make.event(starts=on_day(2027, 1, 27, 11), rooms=[room])

    with pytest.raises(Refused, match=r"27.janvier"):
        agenda.make_series(event.pk, weeks(4), by=staff, rule=RULE, publishes=True)

    assert Event.objects.filter(copied_from=event).count() == 0
    event.refresh_from_db()
    assert event.series is None


def test_a_series_moves_by_a_week_through_its_own_rooms_and_everybody_is_told(series, room, staff):
    actions.move_dates(series[1].pk, by=staff, scope="following", days=7, hour=time(15))

    assert days(series) == [FIRST, *(day + timedelta(weeks=1) for day in weeks(4))]
    assert [event.sessions.get().hour for event in series] == [time(10), time(15), time(15), time(15)]
    assert letters("event_moved").count() == 3
    assert room.allocations.live().count() == 4
    assert set(Registration.objects.filter(event__in=series[1:]).values_list("ics_seq", flat=True)) == {1}


def test_one_conflict_moves_nothing_and_tells_nobody(series, room, staff):
    make.event(starts=on_day(2027, 2, 10), rooms=[room])

    with pytest.raises(Refused, match=r"3.février"):
        actions.move_dates(series[0].pk, by=staff, scope="following", days=7)

    assert days(series) == [FIRST, *weeks(4)]
    assert not letters("event_moved").exists()
    assert room.allocations.live().count() == 5


def test_one_date_of_an_event_moves_alone(staff):
    event = make.event(starts=on_day(2027, 1, 13), dates=2)
    _first, second = event.sessions.all()

    actions.move_dates(event.pk, by=staff, scope=str(second.pk), days=1)

    assert days([event]) == [FIRST, date(2027, 1, 15)]


def test_an_hour_that_is_the_same_moves_nothing_and_keeps_the_room(event, room, staff):
    make.registration(of=event)

    actions.move_dates(event.pk, by=staff, scope="event", hour=time(10))

    assert room.allocations.live().count() == 1
    assert not letters("event_moved").exists()


def test_what_is_over_does_not_move(staff):
    event = make.event(starts=timezone.now() - timedelta(days=3))

    with pytest.raises(Refused):
        actions.move_dates(event.pk, by=staff, scope="event", days=30)


def test_all_that_follow_are_cancelled_with_a_letter_to_each(series, staff):
    actions.cancel_dates(series[2].pk, by=staff, scope="following", reason="Salle fermée.")

    assert [Event.objects.get(pk=event.pk).state for event in series] == ["published"] * 2 + ["cancelled"] * 2
    assert letters("event_cancelled").count() == 2
    assert Allocation.objects.live().count() == 2


def test_drafts_of_a_series_are_published_together(event, room, staff):
    agenda.make_series(event.pk, weeks(3), by=staff, rule=RULE)
    drafts = Event.objects.drafts().filter(copied_from=event)
    assert drafts.count() == 2

    agenda.publish_series(event.pk, by=staff)

    assert not drafts.exists()
    assert room.allocations.live().count() == 3


def test_staff_enter_somebody_past_the_last_place_only_with_a_reason(staff):
    event = make.event(capacity=1)
    make.registration(of=event)
    waiting = make.registration(of=event)
    guest = Registrant(name="Nadia", email="nadia@exemple.test")
    wish = Wish(way="room")

    with pytest.raises(Refused) as refusal:
        actions.enter(event.pk, guest, wish, by=staff, overbook=True)
    assert refusal.value.field == "reason"
    made = actions.enter(event.pk, guest, wish, by=staff, overbook=True, reason="Intervenante.")

    waiting.refresh_from_db()
    assert (made.state, waiting.state) == ("registered", "waitlisted")
    assert (make.seating(event).capacity, make.seating(event).seats_taken) == (2, 2)
    with pytest.raises(Refused) as twice:
        actions.enter(event.pk, guest, wish, by=staff)
    assert twice.value.field == "email"
