"""An agenda: dry run, import, import again, undo; one event for all its themes."""

from datetime import UTC, date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.agenda import actions as agenda
from events.agenda.models import Event, Session, Theme
from events.imports.days import walls_of
from incubator.demo import make, make_events
from incubator.errors import Refused
from incubator.journal.models import Entry
from startups.imports.actions import steps
from startups.imports.targets import known
from startups.models import ImportRow
from tests.events.imports.conftest import AGENDA, REAL, as_json, entry, run, table

pytestmark = pytest.mark.django_db


def verdicts(batch):
    return dict(batch.rows.values_list("line", "verdict"))


def wrong(batch):
    return {problem["field"] for row in batch.rows.all() for problem in row.problems if not problem["is_note"]}


def test_the_register_of_what_can_be_imported_is_filled_from_above():
    assert known() == {"startup", "organisation", "event"}


def test_the_same_event_under_several_themes_is_one_event_with_several_themes(imported):
    batch = imported()

    assert verdicts(batch) == {2: "new", 3: "merged", 4: "new", 5: "double", 6: "new", 7: "double", 8: "new"}
    assert "2" in batch.rows.get(line=3).note
    assert batch.counts["outcomes"] == {"created": 4}
    days = Event.objects.get(title_fr="Souss Data Days")
    assert sorted(days.themes.values_list("code", flat=True)) == ["data", "devops"]
    assert (days.city, days.country, days.language, days.mode, days.kind) == (
        "Agadir",
        "Maroc",
        "en",
        "on_site",
        "conference",
    )
    assert days.website == "https://souss-data-days.test"


def test_a_later_theme_reaches_an_event_of_an_earlier_hundred(imported):
    many = [entry("php", f"Rencontre {n}", "2027-06-01", city="Fès") for n in range(150)]

    batch = imported(as_json([*many, entry("ux", "Rencontre 3", "2027-06-01", city="Fès")]))

    assert batch.counts["verdicts"] == {"new": 150, "merged": 1}
    assert sorted(Event.objects.get(title_fr="Rencontre 3").themes.values_list("code", flat=True)) == ["php", "ux"]


def test_a_second_import_changes_nothing_and_a_new_theme_is_added(imported, bring, by):
    imported()
    before = list(Event.objects.order_by("pk").values())

    again = bring()

    assert set(verdicts(again).values()) == {"same"}
    with pytest.raises(Refused):
        steps.start(again.pk, by=by)
    assert list(Event.objects.order_by("pk").values()) == before
    more = imported(as_json([*AGENDA, entry("api", "Souss Data Days", "2027-03-04", "2027-03-06", city="Agadir")]))
    assert more.counts["outcomes"] == {"updated": 1, "same": 0} or more.counts["outcomes"] == {"updated": 1}
    assert Event.objects.get(title_fr="Souss Data Days").themes.count() == 3


def test_an_event_that_staff_renamed_is_found_again_and_one_written_by_hand_is_left_alone(imported, bring):
    imported()
    Event.objects.filter(title_fr="Rif Web", starts_at__year=2027).update(
        title_fr="Le web du Rif", imported_key=Event.objects.get(title_fr="Rif Web", starts_at__year=2027).imported_key
    )
    make_events.event(title="Salon", starts=datetime(2027, 9, 1, 9, tzinfo=UTC))

    assert set(verdicts(bring()).values()) <= {"same", "changed"}
    assert verdicts(bring(table("Salon;01/09/2027;;;;"))) == {2: "new"}


def test_undo_takes_everything_away_but_what_people_use(imported, undone):
    batch = imported(showing="draft")
    kept = Event.objects.get(title_fr="Atlas Forum")
    agenda.publish(kept.pk, by=make.staff())
    make_events.registration(of=kept)

    undone(batch)

    assert list(Event.objects.values_list("title_fr", flat=True)) == ["Atlas Forum"]
    assert list(Theme.objects.values_list("code", flat=True)) == ["ux"]
    assert Session.objects.exclude(event=kept).count() == 0
    assert batch.counts["outcomes"] == {"undone": 3, "kept": 1}
    assert Entry.objects.filter(verb="undo_import_new", kind="events.event").count() == 3


def test_undoing_a_change_gives_earlier_values_and_themes_back(imported, undone):
    imported(table("Forum;01/09/2027;;;Fès;eau"))
    batch = imported(table("Forum;01/09/2027;02/09/2027;14:30;Fès;air"))
    event = Event.objects.get()
    assert [str(s.hour) for s in event.sessions.all()] == ["14:30:00", "14:30:00"]
    assert event.themes.count() == 2

    undone(batch)

    event.refresh_from_db()
    assert [(s.day, s.hour, s.minutes) for s in event.sessions.all()] == [(date(2027, 9, 1), time(9), 540)]
    assert list(event.themes.values_list("code", flat=True)) == ["eau"]


def test_events_are_drafts_unless_staff_say_that_one_registers_elsewhere(imported):
    imported()
    assert set(Event.objects.values_list("state", "takes_registrations")) == {("draft", True)}

    imported(
        as_json([entry("ux", "Passé", "2025-01-07"), entry("ux", "À venir", f"{timezone.localdate().year + 1}-12-01")]),
        showing="elsewhere",
    )

    shown = Event.objects.filter(themes__code="ux", takes_registrations=False)
    assert set(shown.values_list("title_fr", "state")) == {("Passé", "done"), ("À venir", "published")}
    assert shown.filter(published_at=None).count() == 0
    assert {seating.is_open for event in shown.filter(state="published") for seating in event.seatings.all()} == {True}


def test_days_are_whole_days_of_the_zone_that_was_said(imported):
    imported(zone="Asia/Tokyo")

    event = Event.objects.get(title_fr="Souss Data Days")
    assert event.zone == "Asia/Tokyo"
    assert event.starts_at == datetime(2027, 3, 4, 0, tzinfo=UTC)
    assert [(s.day.day, s.hour, s.minutes) for s in event.sessions.all()] == [(d, time(9), 540) for d in (4, 5, 6)]
    assert [s.day.day for s in Event.objects.get(title_fr="Atlas Forum").sessions.all()] == [3, 28]


@pytest.mark.parametrize(
    ("last", "hour", "sessions", "minutes"),
    [
        ("2027-03-01", "", 1, 540),
        ("2027-03-10", "", 10, 540),
        ("2027-03-11", "", 2, 540),
        ("", "14:30:00", 1, 210),
        ("", "17:30:00", 1, 120),
    ],
)
def test_how_days_and_hours_become_sessions(last, hour, sessions, minutes):
    walls = walls_of({"starts_on": "2027-03-01", "ends_on": last, "hour": hour})

    assert (len(walls), walls[0].minutes) == (sessions, minutes)


def test_without_a_zone_nothing_goes_on(bring):
    with pytest.raises(Refused):
        bring(zone="")


def test_what_cannot_be_is_told_beside_its_cell(bring):
    assert wrong(bring(table("Forum;05/09/2027;01/09/2027;;;"))) == {"ends_on"}
    assert wrong(bring(table("Forum;05/09/2026;01/09/2029;;;"))) == {"ends_on"}
    assert wrong(bring(table("Forum;;;;;"))) == {"starts_on"}
    assert wrong(bring(table("Forum;05/09/2027;;25:00;;"))) == {"hour"}
    assert wrong(bring(table("Forum;28/03/2027;;2h30;;"), zone="Europe/Paris")) == {"hour"}
    assert wrong(bring(table("Forum;28/03/2027;;2h30;;"), zone="UTC")) == set()


def test_dates_of_an_event_with_registrations_are_not_moved_by_a_file(imported, bring):
    imported(table("Forum;01/09/2027;;;Fès;eau"))
    event = Event.objects.get()
    agenda.publish(event.pk, by=make.staff())
    make_events.registration(of=event)

    batch = bring(table("Forum;01/09/2027;02/09/2027;;Fès;air"))

    assert verdicts(batch) == {2: "wrong"}
    assert wrong(batch) == {"ends_on"}


def test_places_and_mode_come_with_the_file_and_may_change(imported):
    head = "Titre;Date;En ligne;Ville;Places;Type"
    imported(table("Forum;01/09/2027;oui;Fès;80;seminar", head=head))
    event = Event.objects.get()
    assert (event.mode, event.kind) == ("hybrid", "seminar")
    assert {seating.capacity for seating in event.seatings.all()} == {80}

    imported(table("Forum;01/09/2027;non;Fès;90;seminar", head=head))

    event.refresh_from_db()
    assert event.mode == "on_site"
    assert [(seating.way, seating.capacity) for seating in event.seatings.all()] == [("room", 90)]


def test_a_row_left_out_takes_its_theme_with_it(bring, by):
    batch = bring()
    steps.choose(batch.pk, lines=[3], choice="leave_out", by=by)
    steps.start(batch.pk, by=by)
    run(batch)

    assert list(Event.objects.get(title_fr="Souss Data Days").themes.values_list("code", flat=True)) == ["data"]


def test_words_that_name_a_theme_of_ours_become_it(imported):
    Theme.objects.create(code="solar", name_fr="Énergie solaire", name_ar="الطاقة الشمسية")

    imported(table("Forum;01/09/2027;;;Fès;energie solaire", "منتدى;02/09/2027;;;;الطاقة الشمسية|النقل"))

    assert Event.objects.get(title_fr="Forum").themes.get().code == "solar"
    assert Theme.objects.count() == 2
    assert Event.objects.get(title_fr="منتدى").slug


def test_a_hundred_rows_cost_few_queries(bring, by):
    batch = bring(as_json([entry("php", f"Rencontre {n}", "2027-06-01", "2027-06-03") for n in range(200)]))
    costs = []
    for prepare in (lambda pk, by: steps.recheck(pk, drops_cells=False, by=by), steps.start, steps.undo):
        prepare(batch.pk, by=by)
        with CaptureQueriesContext(connection) as told:
            run(batch)
        costs.append(len([q for q in told if "SAVEPOINT" not in q["sql"]]) / 2)

    checking, importing, undoing = costs
    assert checking <= 14
    assert importing <= 26
    assert undoing <= 55  # one question for each relation that might use an event


@pytest.mark.slow
def test_the_open_list_of_conferences_becomes_its_events(bring, imported, undone):
    """2,050 rows; one is spelt in two ways and one has three cities under one site, so 1,547 events."""
    if not REAL.exists():
        pytest.skip("the open list of conferences is not beside this clone")
    data = REAL.read_bytes()

    batch = imported(data)

    assert batch.rows.count() == 2050
    assert "wrong" not in batch.counts["verdicts"]
    assert Event.objects.count() == batch.counts["verdicts"]["new"]
    assert abs(Event.objects.count() - 1548) <= 2
    again = bring(data)
    assert again.counts["verdicts"] == {"same": 2050}
    undone(batch)
    assert not Event.objects.exists()
    assert not Theme.objects.exists()
    assert ImportRow.objects.filter(batch=batch, outcome="kept").count() == 0
