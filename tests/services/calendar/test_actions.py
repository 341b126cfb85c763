"""Hours, absences, profile and own calendar: what is kept, what is refused, what the journal says."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from services.calendar import actions, fetching
from services.calendar.models import Absence, Busy, Hours
from services.calendar.states import ABSENCE, PROVIDER, AbsenceState, ProviderState
from services.calendar.taking import engage
from tests.services.calendar.test_busyfile import calendar, entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach():
    return make.provider(hours=False)


def told(**fields):
    return actions.Told(**{"starts": time(9), "ends": time(12), "weekday": 0, **fields})


def verbs(thing):
    return list(Entry.objects.about(thing).values_list("verb", flat=True))


def test_hours_are_added_changed_and_removed_with_a_line_each(coach):
    hours = actions.add_hours(coach.pk, told(), by=coach.person)
    actions.change_hours(hours.pk, told(ends=time(11)), by=coach.person)
    assert coach.hours.get().ends == time(11)

    actions.remove_hours(hours.pk, by=coach.person)
    actions.remove_hours(hours.pk, by=coach.person)
    assert not coach.hours.exists()
    assert verbs(coach) == ["remove_hours", "change_hours", "add_hours"]


@pytest.mark.parametrize(
    "other",
    [
        told(starts=time(11), ends=time(14)),
        told(season="ramadan"),
        told(since=date(2030, 1, 1)),
        told(weekday=None, day=date(2027, 1, 4)),
    ],
)
def test_hours_of_one_person_do_not_overlap(coach, other):
    actions.add_hours(coach.pk, told(), by=coach.person)

    with pytest.raises(Refused) as refusal:
        actions.add_hours(coach.pk, other, by=coach.person)
    assert refusal.value.field == "starts"
    assert Hours.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        told(starts=time(12), ends=time(14)),
        told(weekday=1),
        told(weekday=None, day=date(2027, 1, 5)),
        told(since=date(2030, 1, 1)),
        told(season="ramadan"),
    ],
)
def test_hours_that_never_meet_stand_side_by_side(coach, other):
    season = "ordinary" if other.season == "ramadan" else "always"
    actions.add_hours(coach.pk, told(season=season, until=date(2029, 1, 1)), by=coach.person)
    actions.add_hours(coach.pk, other, by=coach.person)
    assert Hours.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ends": time(9)}, "ends"),
        ({"day": date(2027, 1, 4)}, "weekday"),
        ({"weekday": None}, "weekday"),
        ({"by_video": False}, "site"),
        ({"since": date(2027, 2, 1), "until": date(2027, 1, 1)}, "until"),
    ],
)
def test_hours_that_make_no_sense_are_told_beside_their_field(coach, fields, field):
    with pytest.raises(Refused) as refusal:
        actions.add_hours(coach.pk, told(**fields), by=coach.person)
    assert refusal.value.field == field


def test_hours_may_be_changed_in_their_own_place_and_what_is_gone_says_so(coach):
    hours = actions.add_hours(coach.pk, told(), by=coach.person)
    actions.change_hours(hours.pk, told(starts=time(10)), by=coach.person)
    hours.delete()
    with pytest.raises(Refused):
        actions.change_hours(0, told(), by=coach.person)


@pytest.mark.parametrize(("verb", "state"), PROVIDER.forbidden(ProviderState.values))
def test_a_provider_moves_only_as_the_table_says(verb, state):
    coach = make.provider(state=state, hours=False)
    with pytest.raises(Refused):
        getattr(actions, verb)(coach.pk, by=coach.person)


def test_she_pauses_comes_back_and_leaves_when_no_meeting_is_to_come(coach):
    engage(make.site(), coach.pk, title="x", starts_at=make.at_hour(3, 9), ends_at=make.at_hour(3, 10))
    actions.pause(coach.pk, by=coach.person)
    actions.activate(coach.pk, by=coach.person)
    with pytest.raises(Refused):
        actions.leave(coach.pk, by=coach.person)
    coach.engagements.update(is_live=False)
    assert actions.leave(coach.pk, by=coach.person).state == ProviderState.LEFT
    assert verbs(coach) == ["leave", "activate", "pause"]


def test_the_profile_is_kept(coach):
    profile = actions.Profile(about="x", skills=("prix",), languages=("ar",), zone="Europe/Paris", monthly_minutes=60)
    actions.keep_provider(coach.pk, profile, by=coach.person, sites=[])
    coach.refresh_from_db()
    assert (coach.skills, coach.languages, coach.zone, coach.sites.count()) == (["prix"], ["ar"], "Europe/Paris", 0)
    actions.keep_provider(coach.pk, profile, by=coach.person)


def test_an_absence_that_hits_nobody_is_settled_and_can_be_withdrawn(coach):
    absence = actions.declare_absence(coach.pk, make.at_hour(3, 0), make.at_hour(4, 0), by=coach.person, reason="x")
    assert absence.state == AbsenceState.PROCESSED

    assert actions.withdraw_absence(absence.pk, by=coach.person).state == AbsenceState.WITHDRAWN
    assert verbs(absence) == ["withdraw_absence", "declare_absence"]


def test_an_absence_that_hits_meetings_names_them_and_is_not_saved(coach):
    engage(make.site(), coach.pk, title="Atelier", starts_at=make.at_hour(3, 9), ends_at=make.at_hour(3, 10))

    with pytest.raises(actions.Hits) as hits:
        actions.declare_absence(coach.pk, make.at_hour(3, 0), make.at_hour(4, 0), by=coach.person)
    assert [meeting.title for meeting in hits.value.meetings] == ["Atelier"]
    assert not Absence.objects.exists()
    actions.declare_absence(coach.pk, make.at_hour(3, 10), make.at_hour(4, 0), by=coach.person)


@pytest.mark.parametrize(("begins", "ends"), [(4, 3), (3, 3), (-4, -3)])
def test_an_absence_that_makes_no_sense_is_refused(coach, begins, ends):
    with pytest.raises(Refused) as refusal:
        actions.declare_absence(coach.pk, make.at_hour(begins, 9), make.at_hour(ends, 9), by=coach.person)
    assert refusal.value.field == "ends_at"


@pytest.mark.parametrize(
    ("verb", "state"), [pair for pair in ABSENCE.forbidden(AbsenceState.values) if pair[0] == "withdraw"]
)
def test_an_absence_is_withdrawn_once(coach, verb, state):
    when = {"starts_at": make.at_hour(3, 9), "ends_at": make.at_hour(3, 10)}
    absence = Absence.objects.create(provider=coach, state=state, **when)
    with pytest.raises(Refused):
        actions.withdraw_absence(absence.pk, by=coach.person)


def file_of(day):
    return calendar(entry(f"DTSTART:{day:%Y%m%d}T100000Z", f"DTEND:{day:%Y%m%d}T110000Z"))


def test_a_file_replaces_the_one_before_and_leaves_the_feed_alone(coach):
    when = {"starts_at": make.at_hour(3, 9), "ends_at": make.at_hour(3, 10)}
    Busy.objects.create(provider=coach, origin="feed", **when)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for _ in range(2):
        actions.read_file(coach.pk, file_of(tomorrow), by=coach.person)
    assert sorted(coach.busy.values_list("origin", flat=True)) == ["feed", "file"]

    with pytest.raises(Refused):
        actions.read_file(coach.pk, b"nothing", by=coach.person)
    actions.forget_busy(coach.pk, by=coach.person)
    assert list(coach.busy.values_list("origin", flat=True)) == ["feed"]


def test_an_address_is_read_by_the_tick_and_again_when_it_is_due(coach, monkeypatch):
    tomorrow = timezone.localdate() + timedelta(days=1)
    asked = []
    monkeypatch.setattr(fetching, "fetch", lambda url: asked.append(url) or file_of(tomorrow))
    actions.set_feed_address(coach.pk, "https://calendar.example/a.ics", by=coach.person)

    actions.read_due()
    actions.read_due()
    assert asked == ["https://calendar.example/a.ics"]
    assert coach.busy.filter(origin="feed").count() == 1

    actions.read_due(now=timezone.now() + timedelta(minutes=16))
    assert len(asked) == 2
    assert coach.busy.count() == 1


def test_an_address_that_fails_is_told_in_the_coachs_language_and_what_was_known_stays(coach, monkeypatch):
    when = {"starts_at": make.at_hour(3, 9), "ends_at": make.at_hour(3, 10)}
    Busy.objects.create(provider=coach, origin="feed", **when)
    actions.set_feed_address(coach.pk, "https://localhost/a.ics", by=coach.person)

    actions.read_due()
    coach.refresh_from_db()
    assert "publique" in coach.busy_error
    assert coach.busy.count() == 1

    monkeypatch.setattr(fetching, "fetch", lambda url: b"nothing")
    actions.read_due(now=timezone.now() + timedelta(minutes=16))
    coach.refresh_from_db()
    assert "agenda" in coach.busy_error

    actions.forget_feed_address(coach.pk, by=coach.person)
    coach.refresh_from_db()
    assert (coach.busy_error, coach.busy.count()) == ("", 0)


def test_what_was_fetched_for_an_earlier_address_counts_no_more(coach, monkeypatch):
    actions.set_feed_address(coach.pk, "https://calendar.example/a.ics", by=coach.person)

    def changed_meanwhile(url):
        actions.set_feed_address(coach.pk, "https://calendar.example/b.ics", by=coach.person)
        return file_of(timezone.localdate() + timedelta(days=1))

    monkeypatch.setattr(fetching, "fetch", changed_meanwhile)
    actions.read_due()
    coach.refresh_from_db()
    assert (coach.busy_checked_at, coach.busy.count()) == (None, 0)


def test_a_machine_is_authorised_once_and_taken_back():
    person, startup, machine = make.person(), make.startup(), make.resource(kind="equipment")
    row = actions.authorise(person, startup, machine, by=make.staff(), note="Sécurité")
    with pytest.raises(Refused):
        actions.authorise(person, startup, machine, by=make.staff())
    for _ in range(2):
        actions.revoke(row.pk, by=make.staff(), reason="x")
    assert verbs(row) == ["revoke", "authorise"]
    actions.authorise(person, startup, machine, by=make.staff())
    with pytest.raises(Refused):
        actions.authorise(person, startup, machine, by=make.staff(), until=date(2020, 1, 1))
