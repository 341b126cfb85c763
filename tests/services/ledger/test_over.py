"""What a cohort gave ends with the participation; what is reserved stays reserved, what stands apart stays."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.journal.models import Entry
from programs.cohorts.models import Enrolment
from services import tasks
from services.ledger import actions
from services.ledger.models import Entitlement
from services.ledger.states import EntitlementState, Standing

pytestmark = pytest.mark.django_db


def given(place, **more):
    made = make.entitlement(of=place.startup, **more)
    Entitlement.objects.filter(pk=made.pk).update(cohort=place.cohort)
    return made


def test_it_ends_on_the_day_of_the_end_and_once(staff):
    place = make.active()
    row, apart, coming = given(place), make.entitlement(of=place.startup), given(place)
    tomorrow = timezone.localdate() + timedelta(days=1)
    Entitlement.objects.filter(pk=coming.pk).update(starts_on=tomorrow)
    tasks.expire_due()
    was = dict(Entitlement.objects.values_list("pk", "ends_on"))
    make.graduation(of=place)

    tasks.expire_due()
    tasks.expire_due()

    rows = Entitlement.objects.in_bulk()
    assert rows[row.pk].ends_on == timezone.localdate() < was[row.pk]
    assert rows[apart.pk].ends_on == was[apart.pk]
    assert (rows[coming.pk].state, rows[coming.pk].ends_on) == (EntitlementState.FROZEN, was[coming.pk])
    assert rows[row.pk].standing(tomorrow) == Standing.EXPIRED
    assert Entry.objects.about(row).filter(verb="end_with_participation").count() == 1


def test_what_is_reserved_is_still_used(staff):
    place, service = make.active(), make.service()
    row = given(place, kind=service.kind)
    thing, later = make.startup(), timezone.localdate() + timedelta(days=9)
    actions.hold(place.startup_id, service, thing, amount=Decimal(1), on=later, by=staff)
    make.graduation(of=place)

    tasks.expire_due()
    used = actions.consume(thing, by=staff)

    assert [one.used for one in used] == [Decimal(1)]
    assert Entitlement.objects.get(pk=row.pk).ends_on == timezone.localdate()


def test_who_came_back_keeps_what_she_has(staff):
    place = make.active()
    row = given(place)
    Enrolment.objects.filter(pk=place.pk).update(state="left", ended_on=timezone.localdate())
    Enrolment.objects.create(cohort=place.cohort, startup=place.startup)

    tasks.expire_due()

    assert Entitlement.objects.get(pk=row.pk).ends_on > timezone.localdate()
