"""The pages of those who receive startups: they work, they are nobody else's, they write nothing when looked at."""

from datetime import date, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from services.calendar import actions
from services.calendar.models import Absence, Hours
from services.calendar.taking import engage
from tests.conftest import nothing_written
from tests.services.calendar.test_busyfile import calendar, entry

pytestmark = pytest.mark.django_db
PAGES = ("hours_list", "provider_edit", "absence_list", "absence_new", "calendar_connect")


def at(name, *args):
    return reverse(f"services:{name}", args=args)


@pytest.fixture
def coach():
    return make.provider()


@pytest.fixture
def hers(client, coach):
    client.force_login(coach.person)
    client.get("/dashboard/")  # the first page of a session also notes the device
    return client


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_seen_by_its_coach_only_and_writes_nothing(hers, client, coach, page, stranger):
    with nothing_written():
        assert hers.get(at(page)).status_code == 200
    client.force_login(stranger)
    assert client.get(at(page)).status_code == 404
    assert client.post(at(page)).status_code in {404, 405}


def test_whoever_has_left_has_no_pages(hers, coach):
    coach.state = "left"
    coach.save()
    assert hers.get(at("hours_list")).status_code == 404


def test_hours_are_added_changed_and_removed(hers, coach):
    coach.hours.all().delete()
    typed = {"weekday": "0", "starts": "09:00", "ends": "12:00", "by_video": "on", "season": "ramadan"}

    assert hers.post(at("hours_list"), typed).status_code == 302
    hours = coach.hours.get()
    assert (hours.weekday, hours.starts, hours.season) == (0, time(9), "ramadan")
    assert 'value="09:00"' in hers.get(at("hours_change", hours.pk)).text
    assert hers.post(at("hours_change", hours.pk), {**typed, "ends": "11:00"}).status_code == 302
    assert coach.hours.get().ends == time(11)
    assert hers.get(at("hours_remove", hours.pk)).status_code == 405
    assert hers.post(at("hours_remove", hours.pk)).status_code == 302
    assert not coach.hours.exists()


def test_a_single_day_is_added(hers, coach):
    day = timezone.localdate() + timedelta(days=10)
    typed = {"weekday": "", "day": day.isoformat(), "starts": "18:00", "ends": "20:00", "by_video": "on"}

    assert hers.post(at("hours_list"), {**typed, "season": "always"}).status_code == 302
    assert coach.hours.get(day=day).weekday is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"starts": "12:00", "ends": "09:00"}, "ends"),
        ({"starts": "x"}, "starts"),
        ({"weekday": ""}, "weekday"),
        ({"weekday": "9"}, "weekday"),
        ({"by_video": ""}, "site"),
        ({"site": "0"}, "site"),
        ({"day": "2027-01-04"}, "weekday"),
        ({}, "starts"),
    ],
)
def test_what_makes_no_sense_is_told_beside_its_field_and_nothing_is_lost(hers, coach, typed, field):
    values = {"weekday": "0", "starts": "10:00", "ends": "11:30", "by_video": "on", "season": "always", **typed}

    answer = hers.post(at("hours_list"), values)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert coach.hours.count() == 7
    assert values["ends"] in answer.text


def test_hours_of_another_coach_are_out_of_sight(hers):
    others = make.provider().hours.first()
    for page in ("hours_change", "hours_remove"):
        assert hers.post(at(page, others.pk)).status_code == 404
    absence = Absence.objects.create(
        provider=others.provider, starts_at=make.at_hour(3, 9), ends_at=make.at_hour(3, 10)
    )
    assert hers.post(at("absence_withdraw", absence.pk)).status_code == 404


def test_the_week_shows_what_is_taken_away_and_free(hers, coach):
    monday = timezone.localdate() + timedelta(days=14 - timezone.localdate().weekday())
    ahead = (monday - timezone.localdate()).days
    engage(make.site(), coach.pk, title="Atelier", starts_at=make.at_hour(ahead, 10), ends_at=make.at_hour(ahead, 11))
    Absence.objects.create(provider=coach, starts_at=make.at_hour(ahead, 15), ends_at=make.at_hour(ahead, 17))

    days = hers.get(at("hours_list"), {"week": monday.isoformat()}).context["days"]
    told = [(f"{part.starts:%H:%M}", part.kind) for part in days[0].parts]
    if not days[0].holiday:
        assert told == [("09:00", "free"), ("10:00", "taken"), ("11:00", "free"), ("15:00", "away")]
    assert hers.get(at("hours_list"), {"week": "nonsense"}).status_code == 200
    assert hers.get(at("hours_list"), {"week": "9999-12-31"}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_for_one_row_and_three(hers, coach, rows, django_assert_num_queries):
    Hours.objects.exclude(pk__in=[row.pk for row in coach.hours.all()[:rows]]).delete()
    for n in range(rows):
        when = {"starts_at": make.at_hour(n + 3, 9), "ends_at": make.at_hour(n + 3, 10)}
        Absence.objects.create(provider=coach, **when)

    with django_assert_num_queries(10):
        hers.get(at("hours_list"))
    with django_assert_num_queries(4):
        hers.get(at("absence_list"))


def test_an_absence_is_declared_and_withdrawn(hers, coach):
    day = timezone.localdate() + timedelta(days=5)
    typed = {"first": day.isoformat(), "last": day.isoformat(), "reason": "Salon"}

    assert hers.post(at("absence_new"), typed).status_code == 302
    absence = coach.absences.get()
    assert absence.ends_at - absence.starts_at == timedelta(days=1)
    assert "Salon" in hers.get(at("absence_list")).text
    assert hers.get(at("absence_withdraw", absence.pk)).status_code == 405
    assert hers.post(at("absence_withdraw", absence.pk)).status_code == 302
    absence.refresh_from_db()
    assert absence.state == "withdrawn"


def test_the_hours_of_an_absence_are_on_the_coachs_own_clock(hers, coach):
    coach.zone = "Asia/Dubai"
    coach.save()
    typed = {"first": "2027-01-04", "first_hour": "10:00", "last": "2027-01-04", "last_hour": "12:00"}

    hers.post(at("absence_new"), typed)
    assert coach.absences.get().starts_at.hour == 6


def test_an_absence_that_hits_a_meeting_names_it_and_keeps_what_was_typed(hers, coach):
    engage(make.site(), coach.pk, title="Atelier Zellige", starts_at=make.at_hour(5, 9), ends_at=make.at_hour(5, 10))
    day = timezone.localdate() + timedelta(days=5)
    typed = {"first": day.isoformat(), "last": day.isoformat(), "reason": "Salon du livre"}

    answer = hers.post(at("absence_new"), typed)
    assert answer.status_code == 422
    assert "Atelier Zellige" in answer.text
    assert "Salon du livre" in answer.text
    assert not coach.absences.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"first": "2027-02-30"}, "first"),
        ({"last": "2020-01-01"}, "last"),
        ({"first": "2020-01-01", "last": "2020-01-02"}, "last"),
        ({"first_hour": "25:00"}, "first_hour"),
        ({"last": "2100-12-31", "first": "2100-12-31", "first_hour": "10:00", "last_hour": "09:00"}, "last"),
    ],
)
def test_an_absence_that_makes_no_sense_is_told_beside_its_field(hers, coach, typed, field):
    answer = hers.post(at("absence_new"), {"first": "2027-01-04", "last": "2027-01-05", **typed})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_the_profile_is_saved(hers, coach):
    site = make.site()
    typed = {"skills": "prix، vente, prix", "languages": ["fr", "en"], "sites": [site.pk], "zone": "Europe/Paris"}

    assert hers.post(at("provider_edit"), {**typed, "hours_a_month": "12", "about": "Bonjour"}).status_code == 302
    coach.refresh_from_db()
    assert (coach.skills, coach.monthly_minutes, coach.zone) == (["prix", "vente"], 720, "Europe/Paris")
    assert list(coach.sites.all()) == [site]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"languages": []}, "languages"),
        ({"video_url": "javascript:alert(1)"}, "video_url"),
        ({"hours_a_month": "0"}, "hours_a_month"),
        ({"skills": "x" * 61}, "skills"),
        ({"sites": ["x"]}, "sites"),
    ],
)
def test_a_profile_that_makes_no_sense_is_told_beside_its_field(hers, typed, field):
    answer = hers.post(at("provider_edit"), {"languages": ["fr"], "zone": "Africa/Casablanca", **typed})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_the_private_address_is_shown_once_and_ends(hers, client, coach):
    page = hers.post(at("calendar_connect"), {"deed": "make"})
    address = page.context["address"]
    assert address in page.text
    assert "feed" not in hers.get(at("calendar_connect")).text.replace("feed_", "")

    path = address.split("portail.test")[1]
    client.logout()
    assert client.get(path).status_code == 200
    client.force_login(coach.person)
    hers.post(at("calendar_connect"), {"deed": "end"})
    client.logout()
    assert client.get(path).status_code == 404


def test_a_calendar_address_is_kept_and_forgotten(hers, coach):
    hers.post(at("calendar_connect"), {"deed": "address", "busy_url": "webcal://calendar.example/a.ics"})
    coach.refresh_from_db()
    assert coach.busy_url == "https://calendar.example/a.ics"
    hers.post(at("calendar_connect"), {"deed": "forget_address"})
    coach.refresh_from_db()
    assert coach.busy_url == ""


@pytest.mark.parametrize(
    "typed", ["http://calendar.example/", "x", "", "https://a:b@calendar.example/", "file:///etc/passwd"]
)
def test_an_address_that_cannot_be_is_told_beside_its_field(hers, coach, typed):
    answer = hers.post(at("calendar_connect"), {"deed": "address", "busy_url": typed})
    assert answer.status_code == 422
    assert answer.context["address_form"].errors["busy_url"]


def test_why_an_address_could_not_be_read_stands_on_the_page(hers, coach):
    coach.busy_url, coach.busy_error = "https://calendar.example/", "L’adresse n’est pas publique."
    coach.save()
    assert "L’adresse n’est pas publique." in hers.get(at("calendar_connect")).text


def test_a_calendar_file_is_read_and_forgotten(hers, coach):
    day = timezone.localdate() + timedelta(days=2)
    content = calendar(entry(f"DTSTART:{day:%Y%m%d}T100000Z", f"DTEND:{day:%Y%m%d}T110000Z"))
    upload = SimpleUploadedFile("a.ics", content, content_type="text/calendar")

    assert hers.post(at("calendar_connect"), {"deed": "file", "file": upload}).status_code == 302
    assert coach.busy.count() == 1
    hers.post(at("calendar_connect"), {"deed": "forget_file"})
    assert coach.busy.count() == 0


@pytest.mark.parametrize("content", [b"hello", b"x" * 1_000_001])
def test_a_file_that_is_no_calendar_is_told_beside_its_field(hers, coach, content):
    upload = SimpleUploadedFile("a.ics", content, content_type="text/calendar")
    answer = hers.post(at("calendar_connect"), {"deed": "file", "file": upload})
    assert answer.status_code == 422
    assert answer.context["file_form"].errors["file"]
    assert hers.post(at("calendar_connect"), {"deed": "file"}).status_code == 422
    assert hers.post(at("calendar_connect"), {"deed": "invented"}).status_code == 302


def test_the_private_feed_has_the_meetings_under_their_own_names(client):
    booking = make.booking()
    token = actions.make_feed(booking.provider_id, by=booking.provider.person)

    answer = client.get(at("provider_feed", token))
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"].startswith("text/calendar")
    assert f"UID:{booking.ics_uid}" in text
    assert booking.startup.name in text
    assert client.get(at("provider_feed", "invented")).status_code == 404


def test_a_date_of_long_ago_is_not_lost(hers, coach):
    """A single day that is over is no longer listed; it stays in the table."""
    Hours.objects.create(provider=coach, day=date(2020, 1, 6), starts=time(9), ends=time(10))
    assert hers.get(at("hours_list")).context["single"] == []
