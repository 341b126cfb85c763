"""What each startup of a cohort is to get: granted once, whoever grants, and to newcomers by the clock."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.moments import months_from
from services.ledger import allowances
from services.ledger.models import Allowance, Entitlement
from services.tasks import grant_allowances
from tests.racing import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make.enrolment(of=make.cohort(starts_on=timezone.localdate() - timedelta(days=5)))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 9, 15), 12, date(2027, 9, 15)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 1), -3, date(2025, 12, 1)),
    ],
)
def test_months_later_is_a_day_that_exists(day, months, then):
    assert months_from(day, months) == then


def test_all_who_take_part_get_it_once(place):
    other = make.enrolment(of=place.cohort)
    allowance = make.allowance(of=place.cohort, amount=8, months=6)

    made = allowances.grant_to_all(allowance.pk, by=make.staff())
    again = allowances.grant_to_all(allowance.pk, by=make.staff())

    assert {row.startup for row in made} == {place.startup, other.startup}
    assert again == []
    assert {row.left for row in made} == {8}
    assert made[0].ends_on == months_from(place.cohort.starts_on, 6) - timedelta(days=1)
    allowance.refresh_from_db()
    assert allowance.granted_at


def test_who_has_it_of_another_period_is_left_out(place):
    allowance = make.allowance(of=place.cohort)
    make.entitlement(of=place.startup, source=allowance.source, cohort=place.cohort)

    assert allowances.grant_to_all(allowance.pk, by=make.staff()) == []


def test_a_cohort_without_a_first_day_waits():
    place = make.enrolment(of=make.cohort(starts_on=None))
    allowance = make.allowance(of=place.cohort, is_for_newcomers=True)

    with pytest.raises(Refused):
        allowances.grant_to_all(allowance.pk, by=make.staff())
    grant_allowances()

    assert not Entitlement.objects.exists()


@pytest.mark.parametrize("ticked", [True, False])
def test_whoever_joins_later_gets_what_is_ticked(place, ticked):
    make.allowance(of=place.cohort, is_for_newcomers=ticked)

    grant_allowances()
    grant_allowances()
    make.enrolment(of=place.cohort)
    grant_allowances()

    assert Entitlement.objects.count() == (2 if ticked else 0)


@pytest.mark.parametrize(
    ("name", "values"), [("more_than_nothing", {"amount": 0}), ("one_to_sixty_months", {"months": 0})]
)
def test_the_database_refuses(place, name, values):
    allowance = make.allowance(of=place.cohort)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Allowance.objects.filter(pk=allowance.pk).update(**values)


def test_staff_see_who_gets_it_and_grant(client, place, staff):
    client.force_login(staff)
    allowance = make.allowance(of=place.cohort)
    step = reverse("admin:services_allowance_step", args=[allowance.pk, "grant_to_all"])

    assert str(place.startup) in client.post(step, {}).text
    assert not Entitlement.objects.exists()
    client.post(step, {"confirm": "1"})

    assert Entitlement.objects.get().startup == place.startup
    assert client.post(step, {}).status_code == 422
    page = client.get(reverse("admin:services_allowance_change", args=[allowance.pk])).text
    assert 'name="amount"' not in page
    assert 'name="is_for_newcomers"' in page


def test_a_kind_and_its_service_agree(client, place, staff):
    client.force_login(staff)
    values = {"cohort": place.cohort_id, "kind": "training", "service": make.service().pk, "source": make.source().pk}

    page = client.post(reverse("admin:services_allowance_add"), {**values, "amount": "5", "months": "12"})

    assert "errorlist" in page.text
    assert not Allowance.objects.exists()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_eight_grant_at_once():
    place = make.enrolment(of=make.cohort(starts_on=timezone.localdate()))
    allowance = make.allowance(of=place.cohort)

    at_once([lambda: allowances.grant_to_all(allowance.pk, by=None)] * 8)

    assert Entitlement.objects.count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_it_is_granted_more_than_once(monkeypatch):
    place = make.enrolment(of=make.cohort(starts_on=timezone.localdate()))
    allowance = make.allowance(of=place.cohort)
    monkeypatch.setattr(type(Allowance.objects.all()), "locked", lambda rows: rows)

    at_once([lambda: allowances.grant_to_all(allowance.pk, by=None)] * 8)

    assert Entitlement.objects.count() > 1
