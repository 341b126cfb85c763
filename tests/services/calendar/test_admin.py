"""Coaches at the desk: made, opened, paused; their hours checked; weeks of people and rooms; machines and who may use them."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.places.actions import allocate
from incubator.demo import make
from services.calendar.models import Absence, Authorisation, Fitting, Hours, Provider
from services.calendar.taking import engage
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    client.get(at("provider_changelist"))
    return client


def at(name, *args):
    return reverse(f"admin:services_{name}", args=args)


def coach_form(**typed):
    return {"kind": "coach", "languages": ["fr"], "zone": "Africa/Casablanca", **typed}


def rows(*hours, initial=0):
    told = {"hours-TOTAL_FORMS": len(hours), "hours-INITIAL_FORMS": initial}
    return told | {f"hours-{n}-{name}": value for n, row in enumerate(hours) for name, value in row.items()}


def test_a_coach_is_made_by_address_opened_and_paused(desk):
    person, service = make.person(), make.service()

    assert desk.post(at("provider_add"), coach_form(person=person.email, services=[service.pk])).status_code == 302
    coach = Provider.objects.get(person=person)
    assert (coach.state, list(coach.services.all())) == ("invited", [service])
    for step, state in (("activate", "active"), ("pause", "paused"), ("leave", "left")):
        assert desk.post(at("provider_step", coach.pk, step)).status_code == 302
        coach.refresh_from_db()
        assert coach.state == state
    answer = desk.post(at("provider_add"), coach_form(person=person.email))
    assert "person" in answer.context["adminform"].form.errors


def test_hours_typed_at_the_desk_are_checked_as_everywhere(desk):
    coach = make.provider(hours=False)
    monday = {"weekday": "0", "starts": "09:00", "ends": "12:00", "by_video": "on", "season": "always"}
    form = coach_form(person=coach.person.email)
    url = at("provider_change", coach.pk)

    twice = desk.post(url, form | rows(monday, {**monday, "starts": "11:00", "ends": "13:00"}))
    assert twice.status_code == 200
    assert not coach.hours.exists()
    for wrong in ({"ends": "08:00"}, {"by_video": ""}, {"weekday": ""}, {"starts": "x"}):
        assert desk.post(url, form | rows({**monday, **wrong})).status_code == 200
    assert not coach.hours.exists()

    assert desk.post(url, form | rows(monday)).status_code == 302
    assert coach.hours.get().ends == time(12)


def test_hours_of_a_machine_are_kept_on_its_page(desk):
    service, machine = make.service(with_person=False, places=["on_site"]), make.resource(kind="equipment")
    make.fitting(service, machine)
    url = reverse("admin:events_resource_change", args=[machine.pk])
    form = {name: getattr(machine, name) for name in ("kind", "code", "capacity", "set_up", "clean_up", "name_fr")}
    form["site"] = machine.site_id
    sunday = {"weekday": "6", "starts": "10:00", "ends": "12:00", "season": "always"}
    twice = desk.post(url, form | rows(sunday, {**sunday, "starts": "11:00", "ends": "13:00"}))
    assert twice.status_code == 200
    assert not Hours.objects.exists()

    assert desk.post(url, form | rows(sunday)).status_code == 302

    assert {timezone.localtime(free.starts_at).weekday() for free in make.free(service)} == {6}
    assert "hours-0-starts" in desk.get(url).text


def test_an_absence_is_declared_by_a_step_and_refused_where_a_meeting_stands(desk):
    coach = make.provider()
    day = timezone.localdate() + timedelta(days=4)
    typed = {"first": day.isoformat(), "last": day.isoformat(), "reason": "Maladie"}

    assert desk.post(at("provider_step", coach.pk, "declare_absence"), typed).status_code == 302
    absence = coach.absences.get()
    assert "Maladie" in desk.get(at("provider_change", coach.pk)).text
    assert desk.post(at("absence_step", absence.pk, "withdraw_absence")).status_code == 302
    engage(make.site(), coach.pk, title="x", starts_at=make.at_hour(4, 9), ends_at=make.at_hour(4, 10))
    assert desk.post(at("provider_step", coach.pk, "declare_absence"), typed).status_code == 422
    assert Absence.objects.standing().count() == 0
    assert desk.post(at("provider_step", coach.pk, "leave")).status_code == 422


def test_the_queue_names_those_without_hours(desk):
    make.provider(who=make.person(name="Avec Heures"))
    without = make.provider(who=make.person(name="Sans Heures"), hours=False)
    over = make.provider(who=make.person(name="Heures Finies"))
    over.hours.update(until=timezone.localdate() - timedelta(days=1))

    page = desk.get(at("provider_changelist"), {"standing": "no_hours"}).text
    assert without.person.name in page
    assert over.person.name in page
    assert "Avec Heures" not in page
    assert "2" in desk.get("/admin/").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_coach_and_three(desk, count, django_assert_num_queries):
    for n in range(count):
        coach = make.provider(of=make.service(), monthly_minutes=600)
        start = timezone.localtime().replace(hour=9 + n, minute=0, second=0, microsecond=0)
        engage(make.site(), coach.pk, title="x", starts_at=start, ends_at=start + timedelta(minutes=90))

    with django_assert_num_queries(7), nothing_written():
        page = desk.get(at("provider_changelist")).text
    assert page.count("1 h 30 / 10 h") == count or page.count("/ 10") == count


@pytest.mark.parametrize("count", [1, 3])
def test_weeks_of_a_coach_and_of_rooms_cost_the_same_for_one_and_three(desk, count, django_assert_num_queries):
    coach = make.provider()
    for n in range(count):
        room = make.resource()
        when = {"starts_at": make.at_hour(0, 9 + n), "ends_at": make.at_hour(0, 10 + n)}
        engage(make.person(), coach.pk, title=f"Atelier {n}", **when)
        allocate(make.person(), [room], title=f"Séance {n}", **when)
        away = {"starts_at": make.at_hour(0, 14), "ends_at": make.at_hour(0, 15)}
        Absence.objects.create(resource=room, reason=f"Révision {n}", **away)

    with django_assert_num_queries(9), nothing_written():
        page = desk.get(at("provider_week", coach.pk)).text
    assert all(f"Atelier {n}" in page for n in range(count))
    free = make.resource(name_fr="Salle Souss")
    with django_assert_num_queries(6), nothing_written():
        page = desk.get(at("provider_rooms")).text
    assert str(free) in page.split("Libres toute la semaine")[1]
    assert all(f"Séance {n}" in page and f"Révision {n}" in page for n in range(count))
    assert desk.get(at("provider_week", 0)).status_code == 404


def test_a_stranger_finds_no_week(client, stranger):
    client.force_login(stranger)
    coach = make.provider()
    for url in (at("provider_week", coach.pk), at("provider_rooms"), at("provider_changelist")):
        assert client.get(url).status_code in {302, 404}


def test_a_machine_is_put_beside_a_service(desk):
    service, machine = make.service(), make.resource(kind="equipment")
    page = desk.get(at("service_change", service.pk))
    form = page.context["adminform"].form
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    typed |= {"needs-TOTAL_FORMS": 0, "needs-INITIAL_FORMS": 0}
    typed |= {"fittings-TOTAL_FORMS": 1, "fittings-INITIAL_FORMS": 0, "fittings-0-resource": machine.pk}

    assert desk.post(at("service_change", service.pk), typed).status_code == 302
    assert Fitting.objects.get(service=service).resource == machine


def test_an_authorisation_is_given_once_and_taken_back(desk):
    person, startup, machine = make.person(), make.startup(), make.resource(kind="equipment")
    typed = {"person": person.email, "startup": startup.pk, "resource": machine.pk, "note": "Sécurité"}

    assert desk.post(at("authorisation_add"), typed).status_code == 302
    row = Authorisation.objects.get()
    assert desk.post(at("authorisation_add"), typed).status_code == 200
    assert desk.get(at("authorisation_change", row.pk)).status_code == 200
    assert desk.post(at("authorisation_step", row.pk, "revoke"), {"reason": "Machine changée"}).status_code == 302
    row.refresh_from_db()
    assert row.revoked_at is not None
