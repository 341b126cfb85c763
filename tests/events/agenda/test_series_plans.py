"""Which days a series has, and what staff are warned of."""

from datetime import date, time

import pytest
from django.utils.translation import override

from events.agenda import plans
from events.agenda.checks import warnings_of
from events.agenda.models import Event, Speaker
from events.agenda.plans import Shift, days_of
from incubator.demo import make
from incubator.errors import Refused
from programs.partners.holidays import is_ramadan
from programs.partners.models import Holiday
from tests.events.agenda.days import on_day


def test_every_two_weeks():
    assert days_of("weekly", date(2026, 12, 1), every=2, dates=3) == [date(2026, 12, 15), date(2026, 12, 29)]


def test_a_month_without_a_31st_is_left_out():
    assert days_of("monthly_day", date(2027, 1, 31), every=1, dates=3) == [date(2027, 3, 31), date(2027, 5, 31)]


def test_the_fifth_monday_becomes_the_last_one_where_there_is_no_fifth():
    assert days_of("monthly_weekday", date(2027, 3, 29), every=1, dates=3) == [date(2027, 4, 26), date(2027, 5, 31)]


def test_a_series_never_grows_past_its_most():
    assert len(days_of("weekly", date(2027, 1, 4), every=1, dates=10**9)) == plans.MOST_DATES - 1


def warned(event):
    with override("en"):
        return " ".join(warnings_of(Event.objects.with_plan().filter(pk=event.pk)))


@pytest.mark.django_db
def test_a_holiday_a_weekend_and_the_friday_prayer_warn_and_block_nothing():
    site = make.site()
    Holiday.objects.create(day=date(2027, 2, 2), site=site, name_fr="Fermeture du site")
    holiday = make.event(starts=on_day(2027, 1, 11), site=site, state="published")
    closed = make.event(starts=on_day(2027, 2, 2), site=site, state="published")
    elsewhere = make.event(starts=on_day(2027, 2, 2), site=make.site(), state="published")
    sunday = make.event(starts=on_day(2027, 1, 10), state="published")
    friday = make.event(starts=on_day(2027, 1, 15, 13), state="published")

    assert "Independence" in warned(holiday)
    assert "Fermeture du site" in warned(closed)
    assert warned(elsewhere) == ""
    assert "weekend" in warned(sunday)
    assert "prayer" in warned(friday)
    assert {event.state for event in (holiday, closed, sunday, friday)} == {"published"}


@pytest.mark.django_db
def test_an_evening_in_ramadan_and_a_small_room_and_a_silent_speaker_warn(django_assert_num_queries):
    room = make.resource(capacity=10)
    event = make.event(starts=on_day(2027, 2, 16, 19), rooms=[room], capacity=12)
    event.speakers.add(Speaker.objects.create(name="Salma Idrissi"))

    assert is_ramadan(date(2027, 2, 16))
    assert not is_ramadan(date(2027, 3, 9))
    said = warned(event)
    assert "Ramadan" in said
    assert "Salma Idrissi" in said
    assert "10 seats for 12 places" in said
    with django_assert_num_queries(7):
        warned(event)


@pytest.mark.django_db
def test_a_room_taken_by_somebody_else_warns_a_draft():
    room = make.resource(clean_up=30)
    make.event(starts=on_day(2027, 1, 13, 10), rooms=[room])
    beside = make.event(starts=on_day(2027, 1, 13, 12), rooms=[room], state="draft")
    later = make.event(starts=on_day(2027, 1, 13, 13), rooms=[room], state="draft")

    assert str(room) in warned(beside)
    assert warned(later) == ""


@pytest.mark.django_db
def test_a_new_hour_that_does_not_exist_is_refused_with_its_date_and_a_doubled_one_is_asked():
    event = make.event(starts=on_day(2027, 3, 20, 2), zone="Europe/Paris", state="draft")
    session = event.sessions.get()
    session.day, session.hour = date(2027, 3, 27), time(2, 30)

    with pytest.raises(Refused, match=r"28.mars") as gap:
        Shift(days=1).of(session, session, event)
    assert gap.value.field == "hour"

    session.day = date(2027, 10, 30)
    with pytest.raises(Refused, match=r"31.octobre") as twice:
        Shift(days=1).of(session, session, event)
    assert twice.value.field == "fold"
    assert Shift(days=1, fold=1).of(session, session, event).fold == 1
