"""When a service can be had: hours, less what is taken, for people and machines."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from events.places.actions import allocate
from incubator.demo import make
from programs.partners.holidays import working_day
from programs.partners.models import Holiday
from services.calendar.free import free_times
from services.calendar.models import Absence, Busy, Hours
from services.calendar.taking import engage
from services.calendar.wanted import NOBODY, Wanted

pytestmark = pytest.mark.django_db


def hours_of(found):
    return [f"{timezone.localtime(free.starts_at):%H:%M}" for free in found]


def day(ahead=3):
    """A working day in three days or a little later, and the days around it."""
    return working_day(timezone.localdate() + timedelta(days=3)) + timedelta(days=ahead - 3)


def at(hour, minute=0):
    return make.at_hour((day() - timezone.localdate()).days, hour, minute)


def one_day(service, ahead=3, **asked):
    return free_times(Wanted(service, day(ahead), days=1, **asked))


def narrow(service, *, ends=time(11), **fields):
    coach = make.provider(of=service, hours=False, **fields)
    make.weekly(coach, at=coach.sites.first(), ends=ends)
    return coach


def test_hours_give_a_time_every_half_hour_that_ends_within_them():
    service = make.service(minutes=60)
    narrow(service)

    assert hours_of(one_day(service)) == ["09:00", "09:30", "10:00"]


def test_a_meeting_an_absence_and_the_own_calendar_take_time_away():
    service = make.service(minutes=60)
    coach = narrow(service, ends=time(15))
    engage(make.site(), coach.pk, title="x", starts_at=at(9), ends_at=at(10))
    Absence.objects.create(provider=coach, starts_at=at(11), ends_at=at(12))
    Busy.objects.create(provider=coach, starts_at=at(13), ends_at=at(14), origin="feed")

    assert hours_of(one_day(service)) == ["10:00", "12:00", "14:00"]


def test_nobody_is_received_on_a_holiday_and_where_the_site_is_closed_video_is_left():
    service = make.service(minutes=60)
    coach = narrow(service)
    Holiday.objects.create(day=day(4), name_fr="Fermeture")
    Holiday.objects.create(day=day(3), name_fr="Travaux", site=coach.sites.first())

    found = one_day(service)
    assert one_day(service, 4) == []
    assert {(free.site_id, free.by_video) for free in found} == {(None, True)}


def test_a_single_day_and_the_dates_of_weekly_hours_are_kept():
    service = make.service(minutes=60)
    coach = make.provider(of=service, hours=False)
    Hours.objects.create(provider=coach, day=day(5), starts=time(9), ends=time(10))
    Hours.objects.create(provider=coach, weekday=day(6).weekday(), starts=time(9), ends=time(10), since=day(7))
    Hours.objects.create(provider=coach, weekday=day(8).weekday(), starts=time(9), ends=time(10), until=day(7))

    found = free_times(Wanted(service, day(3), days=7))
    assert [timezone.localtime(free.starts_at).date() for free in found] == [day(5)]


def test_notice_and_horizon_bound_the_list():
    service = make.service(minutes=60, notice_hours=48, horizon_days=5)
    make.provider(of=service)

    today = timezone.localdate()
    days = {timezone.localtime(free.starts_at).date() for free in free_times(Wanted(service, today, days=14))}
    assert min(days) >= today + timedelta(days=2)
    assert max(days) <= today + timedelta(days=6)


def test_a_month_that_is_full_gives_no_more_times():
    service = make.service(minutes=60)
    coach = narrow(service, monthly_minutes=90)
    engage(make.site(), coach.pk, title="x", starts_at=at(9), ends_at=at(10))

    assert [free for free in one_day(service) if free.starts_at.month == at(9).month] == []


def test_less_a_month_than_one_meeting_is_none_also_in_an_empty_month():
    service = make.service(minutes=60)
    narrow(service, monthly_minutes=45)

    assert one_day(service) == []


def test_a_room_goes_with_the_person_and_without_one_video_is_left():
    service = make.service(minutes=60)
    coach = narrow(service)
    room = make.resource(of=coach.sites.first(), clean_up=30)
    make.fitting(service, room)
    allocate(make.person(), [room], title="x", starts_at=at(9), ends_at=at(9, 30))

    found = one_day(service)
    assert [(free.site_id is not None, free.resources) for free in found] == [
        (False, ()),
        (False, ()),
        (True, (room.pk,)),
    ]


def test_a_machine_alone_is_free_at_ordinary_hours_on_working_days():
    service = make.service(minutes=240, with_person=False, places=["on_site"])
    machine = make.resource(kind="equipment")
    make.fitting(service, machine)

    found = one_day(service)
    assert {(free.provider_id, free.resources) for free in found} == {(NOBODY, (machine.pk,))}
    saturday = next(n for n in range(3, 12) if day(n).weekday() == 5)
    assert one_day(service, saturday) == []


def test_who_has_left_and_who_does_not_speak_the_language_is_not_offered():
    service = make.service(minutes=60)
    narrow(service, state="left")
    narrow(service, languages=["en"])

    assert one_day(service, language="ar") == []
    assert len(one_day(service, language="en")) == 3


@pytest.mark.parametrize("people", [1, 5])
def test_it_costs_the_same_for_one_person_and_for_five(people, django_assert_num_queries):
    service = make.service(minutes=60)
    for _ in range(people):
        coach = make.provider(of=service)
        make.fitting(service, make.resource(of=coach.sites.first()))

    wanted = Wanted(service, day())

    with django_assert_num_queries(5):
        free_times(wanted)


def test_where_the_service_is_not_had_its_coaches_receive_by_video_only():
    here, elsewhere = make.site(), make.site()
    service = make.service()
    make.provider(of=service, at=here)
    make.provider(of=service, at=elsewhere)
    assert {free.site_id for free in one_day(service)} == {here.pk, elsewhere.pk}

    service.sites.add(here)
    assert {free.site_id for free in one_day(service)} == {here.pk, None}
    type(service).objects.update(places=["on_site"])
    service.refresh_from_db()
    assert {free.site_id for free in one_day(service)} == {here.pk}


def test_desks_where_the_service_is_not_had_are_not_offered():
    here = make.site()
    desk = make.service(with_person=False, places=["on_site"])
    for place in (here, make.site()):
        make.fitting(desk, make.resource(of=place))
    monday = next(n for n in range(3, 12) if day(n).weekday() == 0)
    assert len({free.site_id for free in one_day(desk, monday)}) == 2

    desk.sites.add(here)
    assert {free.site_id for free in one_day(desk, monday)} == {here.pk}


def test_a_kit_goes_with_a_machine_and_does_not_stand_in_for_it():
    here, service = make.site(), make.service(places=["on_site"])
    make.provider(of=service, at=here)
    machine, kit = make.resource(of=here, kind="equipment"), make.resource(of=here, kind="kit")
    for thing in (machine, kit):
        make.fitting(service, thing)
    assert {free.resources for free in one_day(service)} == {tuple(sorted((machine.pk, kit.pk)))}

    alone = make.service(with_person=False, places=["on_site"])
    make.fitting(alone, kit)
    assert {free.resources for free in one_day(alone)} == {(kit.pk,)}
    type(kit).objects.filter(pk=kit.pk).update(state="out_of_order")
    assert one_day(alone) == one_day(service) == []
