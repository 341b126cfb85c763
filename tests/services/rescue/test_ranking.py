"""Who stands in, the best first, and why."""

from datetime import timedelta

import pytest

from incubator.demo import make
from services.bookings.models import Booking
from services.calendar.models import Absence, Hours
from services.rescue.queries import hits, substitutes
from services.rescue.ranking import Candidate, ranked


def candidate(pk, **facts):
    return Candidate(pk, f"Coach {pk}", **{"place": "on_site", "speaks": True, "same_way": True, **facts})


def test_language_first_then_the_same_way_then_who_knows_it_then_who_has_time():
    rows = [
        candidate(1, speaks=False, met=5),
        candidate(2, same_way=False, place="video", met=5),
        candidate(3, minutes=60),
        candidate(4, met=1, minutes=600),
        candidate(5),
    ]

    assert [one.pk for one in ranked(rows)] == [4, 5, 3, 2, 1]
    assert [one.pk for one in ranked(rows, but=[4, 5])] == [3, 2, 1]


def test_each_says_why():
    best = candidate(1, met=2, minutes=90).reasons
    worst = candidate(2, speaks=False, same_way=False, place="video").reasons

    assert len(best) == 5
    assert len(worst) == 3


@pytest.fixture
def meeting(db):
    return make.booking(service=make.service(places=["on_site"]))


def here(meeting):
    return meeting.provider.sites.first()


def found(meeting):
    return [one.pk for one in substitutes([meeting])[meeting.pk]]


def test_whoever_gives_the_service_and_is_free_at_the_same_site(meeting):
    other = make.provider(of=meeting.service, at=here(meeting))
    make.provider(at=here(meeting))
    make.provider(of=meeting.service)

    assert found(meeting) == [other.pk]


def test_by_video_only_where_the_service_allows_it(db):
    meeting = make.booking()
    elsewhere = make.provider(of=meeting.service)

    [one] = substitutes([meeting])[meeting.pk]

    assert (one.pk, one.place, one.same_way) == (elsewhere.pk, "video", False)


def test_not_whoever_is_taken_away_or_without_hours_then(meeting):
    busy, away, closed = (make.provider(of=meeting.service, at=here(meeting)) for _ in range(3))
    taken = [free for free in make.free(meeting.service) if free.provider_id == busy.pk]
    make.booking(service=meeting.service, at=next(free for free in taken if free.starts_at == meeting.starts_at))
    Absence.objects.create(provider=away, starts_at=meeting.starts_at, ends_at=meeting.ends_at)
    Hours.objects.filter(provider=closed).delete()

    assert found(meeting) == []


def test_not_whoever_has_given_all_her_hours_that_month(meeting):
    Booking.objects.filter(pk=meeting.pk).update(minutes=60)
    one = make.provider(of=meeting.service, at=here(meeting), monthly_minutes=60)
    meeting.refresh_from_db()
    hers = [free for free in make.free(meeting.service) if free.provider_id == one.pk]
    other = next(free for free in hers if free.starts_at >= meeting.ends_at)

    make.booking(service=meeting.service, at=other)

    assert found(meeting) == []


def test_meetings_that_are_over_or_outside_are_not_hit(meeting):
    assert list(hits(make.away(meeting))) == [meeting]
    assert not hits(make.away(meeting, starts_at=meeting.ends_at)).exists()
    assert not hits(make.away(meeting, ends_at=meeting.starts_at)).exists()

    make.dated_back(meeting)

    assert not hits(make.away(meeting)).exists()


def test_as_many_queries_for_three_meetings_as_for_one(meeting, django_assert_num_queries):
    others = [make.booking(service=meeting.service) for _ in range(2)]
    rows = list(Booking.objects.with_card().select_related("asked_by"))
    assert len(rows) == len(others) + 1

    with django_assert_num_queries(6):
        substitutes(rows[:1])
    with django_assert_num_queries(6):
        substitutes(rows)


def test_another_hour_does_not_make_it_a_hit(meeting):
    assert not hits(make.away(meeting, ends_at=meeting.starts_at - timedelta(minutes=1))).exists()
