"""The staff's page of an event: typed in sections, kept by actions, changed by steps that show first what they do."""

from datetime import date, time

import pytest
from django.urls import reverse
from django.utils.translation import override

from events.agenda import actions as agenda
from events.agenda.models import Event, Seating, Series, Session, Speaker, Theme
from events.registrations.models import Registration
from incubator.demo import make
from incubator.outbox.models import Letter
from tests.conftest import nothing_written
from tests.events.agenda.days import on_day

pytestmark = pytest.mark.django_db
ADD = reverse("admin:events_event_add")


def page(event):
    return reverse("admin:events_event_change", args=[event.pk])


def step(event, name):
    return reverse("admin:events_event_step", args=[event.pk, name])


def rows(prefix, *typed, initial=0):
    values = {f"{prefix}-TOTAL_FORMS": len(typed), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(typed):
        values |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return values


def typed(*sessions, initial=0, **changes):
    values = {
        "kind": "workshop",
        "language": "fr",
        "title_fr": "Atelier énergie",
        "mode": "on_site",
        "zone": "Africa/Casablanca",
        "access": "public",
        "takes_registrations": "on",
        "has_waiting_list": "on",
        "most_seats": 1,
        "room_places": 12,
        "certificate": "none",
        "certificate_share": 80,
        **rows("questions"),
        **rows("sessions", *(sessions or ({"day": "2027-01-13", "hour": "10:00", "minutes": 90},)), initial=initial),
    }
    return {**values, **changes}


@pytest.fixture
def event(db):
    return make.event(starts=on_day(2027, 1, 13), capacity=5, title="Atelier du mercredi")


def test_an_event_is_made_with_its_date_its_places_and_an_address(desk):
    room = make.resource()

    answer = desk.post(ADD, typed({"day": "2027-01-13", "hour": "10:00", "minutes": 90, "rooms": [room.pk]}))

    made = Event.objects.get()
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert (made.slug, made.state, made.starts_at) == ("atelier-energie", "draft", on_day(2027, 1, 13))
    assert make.seating(made).capacity == 12
    assert list(made.sessions.get().resources.all()) == [room]
    assert made.search is not None


def test_an_hour_that_comes_twice_is_asked_and_a_missing_one_is_refused_beside_its_field(desk):
    doubled = {"day": "2027-10-31", "hour": "02:30", "minutes": 60}
    missing = {"day": "2027-03-28", "hour": "02:30", "minutes": 60}

    asked = desk.post(ADD, typed(doubled, zone="Europe/Paris"))
    gap = desk.post(ADD, typed(missing, zone="Europe/Paris"))
    told = desk.post(ADD, typed({**doubled, "which": "1"}, zone="Europe/Paris"))

    assert set(asked.context["inline_admin_formsets"][0].formset.errors[0]) == {"which"}
    assert set(gap.context["inline_admin_formsets"][0].formset.errors[0]) == {"hour"}
    assert told.status_code == 302
    assert Session.objects.get().fold == 1
    assert Session.objects.get().starts_at == on_day(2027, 10, 31, 1).replace(minute=30)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"zone": "../../etc/passwd"}, "zone"),
        ({"access": "cohort"}, "cohort"),
        ({"title_fr": "\u200b"}, "title_fr"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"room_places": "-1"}, "room_places"),
        ({"room_places": "9" * 30}, "room_places"),
        ({"certificate_share": "0"}, "certificate_share"),
        ({"opens_at_day": "2027-01-10", "opens_at_hour": "10:00", "closes_at_day": "2027-01-09", "closes_at_hour": "10:00"}, "closes_at"),
        ({"speakers": ["x"]}, "speakers"),
        ({"sessions-TOTAL_FORMS": "100000"}, None),
        ({"sessions-0-day": "0000-00-00"}, None),
        ({"sessions-0-rooms": ["99999999999999999999"]}, None),
    ],
)  # fmt: skip
def test_what_cannot_be_comes_back_beside_its_field_and_nothing_is_kept(desk, changes, field):
    answer = desk.post(ADD, typed(**changes))

    assert answer.status_code in {200, 422}
    if field:
        assert field in answer.context["adminform"].form.errors
    assert not Event.objects.exists()


def test_a_draft_changes_its_dates_and_zone_and_a_published_event_keeps_them(desk, event):
    draft = make.event(state="draft", starts=on_day(2027, 1, 13), title="Brouillon")
    session = draft.sessions.get()
    row = {"id": session.pk, "day": "2027-02-01", "hour": "11:00", "minutes": 60}

    moved = desk.post(page(draft), typed(row, initial=1, zone="Europe/Paris", room_places=30))
    kept = desk.post(page(event), typed({**row, "id": event.sessions.get().pk}, initial=1, title_fr="Autre titre"))

    assert (moved.status_code, kept.status_code) == (302, 302)
    draft.refresh_from_db()
    assert draft.starts_at == on_day(2027, 2, 1)
    assert make.seating(draft).capacity == 30
    event.refresh_from_db()
    assert (event.title_fr, event.slug, event.starts_at, event.zone) == (
        "Autre titre", event.slug, on_day(2027, 1, 13), "Africa/Casablanca",
    )  # fmt: skip
    assert make.seating(event).capacity == 5


def test_a_room_that_is_taken_comes_back_on_the_form_with_what_was_typed(desk):
    room = make.resource()
    make.event(starts=on_day(2027, 1, 13), rooms=[room])
    event = make.event(starts=on_day(2027, 1, 13))
    row = {"id": event.sessions.get().pk, "minutes": 120, "rooms": [room.pk]}

    answer = desk.post(page(event), typed(row, initial=1, title_fr="Titre neuf"))

    assert answer.status_code == 422
    assert "Titre neuf" in answer.text
    assert str(room) in str(answer.context["adminform"].form.non_field_errors())
    event.refresh_from_db()
    assert event.title_fr != "Titre neuf"


def confirmed(desk, event, name, **values):
    """First what will happen, then the deed."""
    shown = desk.post(step(event, name), values)
    assert shown.status_code == 200, shown.context["form"].errors
    done = desk.post(step(event, name), {**values, "confirm": "1"})
    assert done.status_code == 302, done.context["form"].errors
    return shown.context["foreseen"]


def test_publishing_says_what_will_happen_and_warns_but_does_not_block(desk):
    room = make.resource(capacity=3)
    draft = make.event(state="draft", starts=on_day(2027, 1, 17), rooms=[room], capacity=20)

    with override("en"):
        foreseen = confirmed(desk, draft, "publish")

    draft.refresh_from_db()
    assert draft.state == "published"
    assert str(room) in str(foreseen.changes)
    assert len(foreseen.warnings) == 2


def test_looking_at_what_would_happen_changes_nothing(desk, event, staff):
    make.registration(of=event)
    before = (Letter.objects.count(), list(Session.objects.values()), list(Registration.objects.values()))

    for name, values in (
        ("move", {"scope": "event", "days": 7}),
        ("cancel", {"scope": "event", "reason": "Salle."}),
        ("make_series", {"rule": "weekly", "every": 1, "dates": 3}),
        ("copy", {"day": "2027-02-03"}),
        ("places", {"room": 9}),
    ):
        assert desk.post(step(event, name), values).status_code == 200, name
        with nothing_written():
            assert desk.get(step(event, name)).status_code == 200

    assert before == (Letter.objects.count(), list(Session.objects.values()), list(Registration.objects.values()))
    assert (Event.objects.count(), Series.objects.count()) == (1, 0)


def test_a_series_lists_every_date_with_its_warnings_and_a_conflict_is_named(desk, event):
    with override("en"):
        foreseen = confirmed(desk, event, "make_series", rule="custom", custom="16/01/2027\n2027-01-27", fold="")

    assert [line[2].split(",")[0] for line in foreseen.changes] == [
        f"{day} January 2027 at 10:00" for day in ("Wednesday 13", "Saturday 16", "Wednesday 27")
    ]
    assert len(foreseen.warnings) == 1
    assert Event.objects.filter(series__isnull=False).count() == 3


def test_moving_shows_old_and_new_the_letters_in_each_language_and_then_tells_everybody(desk, event):
    for language in ("fr", "ar", "fr"):
        make.registration(of=event, who=make.person(language=language))

    foreseen = confirmed(desk, event, "move", scope="event", days="2", hour="14:30")

    ((_title, old, new),) = foreseen.changes
    assert (old.split("\xa0")[0][-2:], new.split("\xa0")[0][-2:]) == ("13", "15")
    assert foreseen.letters.count == 3
    assert {letter.spoken_language for letter, _preview in foreseen.letters.samples} == {"fr", "ar"}
    assert (event.sessions.get().day, event.sessions.get().hour) == (date(2027, 1, 15), time(14, 30))
    assert Letter.objects.filter(kind="events.registrations.event_moved").count() == 3


def test_a_move_that_cannot_be_is_refused_before_anything_is_confirmed(desk, event):
    empty = desk.post(step(event, "move"), {"scope": "event"})
    strange = desk.post(step(event, "move"), {"scope": "following", "days": "7"})
    far = desk.post(step(event, "move"), {"scope": "event", "days": "99999"})

    assert [answer.status_code for answer in (empty, strange, far)] == [422] * 3


def test_places_go_up_to_those_who_wait_and_never_below_those_who_come(desk):
    event = make.event(capacity=2, starts=on_day(2027, 1, 13))
    _both = [make.registration(of=event) for _ in range(2)]
    waiting = make.registration(of=event)

    low = desk.post(step(event, "places"), {"room": 1})
    foreseen = confirmed(desk, event, "places", room="3")

    assert low.status_code == 422
    assert "room" in low.context["form"].errors
    assert foreseen.letters.count == 1
    waiting.refresh_from_db()
    assert waiting.state == "offered"
    assert Seating.objects.get(event=event).capacity == 3


def test_dates_are_added_and_taken_out_with_a_letter(desk, event):
    make.registration(of=event)

    added = confirmed(desk, event, "add_date", day="2027-01-20", hour="10:00", minutes="60")
    later = event.sessions.get(day=date(2027, 1, 20))
    gone = confirmed(desk, event, "drop_date", session=later.pk)

    assert (added.letters.count, gone.letters.count) == (1, 1)
    assert event.sessions.count() == 1


def test_guests_are_invited_once_with_the_letter_shown_first(desk):
    event = make.event(access="invitation", starts=on_day(2027, 1, 13))
    assert desk.post(step(event, "invite"), {}).status_code == 422
    for name in ("amina", "driss"):
        event.invitees.create(email=f"{name}@exemple.test")

    foreseen = confirmed(desk, event, "invite")
    event.invitees.create(email="hind@exemple.test")
    later = confirmed(desk, event, "invite")

    assert (foreseen.letters.count, later.letters.count) == (2, 1)
    assert Letter.objects.filter(kind__endswith="event_invitation").count() == 3


def test_a_stranger_finds_nothing_and_a_step_that_is_over_says_so(client, stranger, event, staff):
    client.force_login(stranger)
    assert client.get(page(event)).status_code == 404
    assert client.post(step(event, "move"), {"scope": "event", "days": 1}).status_code == 404
    client.force_login(staff)
    assert client.get(step(event, "publish")).status_code == 302
    assert client.get(step(event, "nothing")).status_code == 404


@pytest.mark.parametrize("rows_", [1, 3])
def test_the_page_costs_the_same_for_one_row_and_three(desk, rows_, django_assert_max_num_queries):
    event = make.event(starts=on_day(2027, 1, 13), capacity=rows_)
    for number in range(rows_):
        agenda.add_session(event.pk, make.wall(on_day(2027, 1, 20 + number)), resources=[make.resource()])
        make.registration(of=event)
    assert {make.registration(of=event).state for _ in range(rows_)} == {"waitlisted"}

    desk.get(page(event))
    with django_assert_max_num_queries(16), nothing_written():
        answer = desk.get(page(event))

    assert answer.status_code == 200


def test_the_lists_name_their_rows_as_these_name_themselves(desk, event):
    cohort, theme = make.cohort(), Theme.objects.create(code="eau", name_fr="Eau", name_ar="الماء")
    site, speaker = make.site(), Speaker.objects.create(name="Zineb")
    Event.objects.filter(pk=event.pk).update(cohort=cohort, site=site)

    fields = desk.get(page(event)).context["adminform"].form.fields

    rows = {"site": site, "programme": cohort.programme, "cohort": cohort, "themes": theme, "speakers": speaker}
    for name, row in rows.items():
        assert (row.pk, str(row)) in [tuple(one) for one in fields[name].choices], name
    assert f'<option value="{cohort.pk}" selected>' in desk.get(page(event)).text
