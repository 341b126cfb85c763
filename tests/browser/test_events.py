"""The hour of an event on the clock of whoever reads it."""

from datetime import UTC, datetime

from incubator.demo import make


def test_the_hour_is_told_on_the_readers_own_clock_where_that_is_another(open_page, transactional_db):
    event = make.event(starts=datetime(2099, 1, 5, 9, tzinfo=UTC))

    for zone, times in (("Asia/Tokyo", 1), ("Africa/Casablanca", 0)):
        page = open_page("fr", timezone_id=zone)
        page.goto(event.get_absolute_url())
        assert page.get_by_text(" dans votre fuseau horaire").count() == times
        assert page.get_by_text("18:00 dans votre fuseau horaire (Tokyo)").count() == times
