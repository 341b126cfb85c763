"""What the tables of services refuse whatever the code does: each constraint is asked once, by its name."""

from contextlib import contextmanager
from datetime import time, timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from incubator.demo import make
from services.bookings.models import Booking
from services.calendar.models import Absence, Authorisation, Busy, Engagement, Fitting, Hours
from services.catalogue.models import Need
from services.ledger.models import Entitlement, Entry, Receipt

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@contextmanager
def refused(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        yield


def test_the_catalogue():
    service, other = make.service(), make.service()
    for name, values in (
        ("service_costs_nothing_or_credits", {"price": -1}),
        ("service_lasts_a_minute_at_least", {"minutes": 0}),
    ):
        with refused(name):
            type(service).objects.filter(pk=service.pk).update(**values)
    for asked in (
        {"kind": "trl", "trl": 10},
        {"kind": "stage"},
        {"kind": "delivered"},
        {"kind": "trl", "other": other},
    ):
        with refused("condition_says_what_it_asks"):
            Need.objects.create(service=service, **asked)


def test_the_account():
    row = make.entitlement(amount=3)
    mine = Entitlement.objects.filter(pk=row.pk)
    with refused("balance_is_never_below_zero"):
        mine.update(left=-1)
    with refused("entitlement_ends_after_it_starts"):
        mine.update(ends_on=row.starts_on - timedelta(days=1))
    for verb, amount in (("grant", -1), ("hold", 1), ("release", 1), ("consume", 0)):
        with refused("ledger_entry_has_the_sign_of_its_verb"):
            Entry.objects.create(entitlement=row, verb=verb, amount=Decimal(amount))
    with refused("adjustment_has_a_reason"):
        Entry.objects.create(entitlement=row, verb="adjust", amount=Decimal(1))
    told = {"startup": row.startup, "service": make.service(), "kind_of_thing": "a.b", "key_of_thing": "1"}
    Receipt.objects.create(**told)
    with refused("thing_is_received_once"):
        Receipt.objects.create(**told)


def test_a_hold_is_closed_once():
    booking = make.booking(state="attended")
    held = Entry.objects.about(booking).get(verb="hold")

    with refused("closes_id"):
        Entry.objects.create(entitlement=held.entitlement, verb="consume", amount=0, closes=held)


def test_hours_absences_and_busy_times():
    coach, room = make.provider(), make.resource()
    plain = {"provider": coach, "weekday": 0, "starts": time(9), "ends": time(10)}
    for name, values in (
        ("hours_end_after_they_start", {"ends": time(9)}),
        ("hours_are_of_a_person_or_of_a_resource", {"resource": room}),
        ("hours_are_weekly_or_of_one_day", {"day": timezone.localdate()}),
        ("hours_are_weekly_or_of_one_day", {"weekday": None}),
        ("hours_say_where", {"by_video": False}),
    ):
        with refused(name):
            Hours.objects.create(**{**plain, **values})
    now = timezone.now()
    for name, values in (
        ("absence_ends_after_it_starts", {"provider": coach, "ends_at": now}),
        ("absence_is_of_one_thing", {"provider": coach, "resource": room}),
        ("absence_is_of_one_thing", {}),
    ):
        with refused(name):
            Absence.objects.create(**{"starts_at": now, "ends_at": now + HOUR, **values})
    with refused("busy_ends_after_it_starts"):
        Busy.objects.create(provider=coach, starts_at=now, ends_at=now, origin="file")


def test_people_rooms_and_who_may_use_them():
    coach, room, service, startup = make.provider(), make.resource(), make.service(), make.startup()
    now = timezone.now()
    taken = {"provider": coach, "kind_of_thing": "a.b", "title": "x"}
    Engagement.objects.create(**taken, key_of_thing="1", blocked_from=now, blocked_to=now + HOUR)
    with refused("provider_is_in_one_place_at_a_time"):
        Engagement.objects.create(**taken, key_of_thing="2", blocked_from=now + HOUR / 2, blocked_to=now + 2 * HOUR)
    with refused("engagement_ends_after_it_starts"):
        Engagement.objects.create(**taken, key_of_thing="3", blocked_from=now, blocked_to=now)
    make.fitting(service, room)
    with refused("resource_fits_a_service_once"):
        Fitting.objects.create(service=service, resource=room)
    person = make.owner_of(startup)
    Authorisation.objects.create(person=person, startup=startup, resource=room)
    with refused("person_is_authorised_once_for_a_machine"):
        Authorisation.objects.create(person=person, startup=startup, resource=room)


def test_meetings():
    one = make.booking()
    other = make.booking(of=one.startup, service=one.service, at=make.free(one.service)[4])
    mine = Booking.objects.filter(pk=other.pk)
    for name, values in (
        ("startup_is_in_one_meeting_at_a_time", {"starts_at": one.starts_at, "ends_at": one.ends_at}),
        ("booking_ends_after_it_starts", {"ends_at": other.starts_at}),
        ("what_is_kept_has_an_end", {"state": "held", "held_until": None}),
        ("rating_is_one_to_five", {"rating": 6}),
        ("booking_on_site_has_a_site", {"place": "on_site", "site": None}),
        ("only_an_absence_is_forgiven", {"is_forgiven": True}),
    ):
        with refused(name):
            mine.update(**values)


def test_rows_from_before_that_ask_or_say_nothing_are_dropped():
    service, coach = make.service(), make.provider()
    Need.objects.create(service=service, kind="trl", trl=4)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE services_need DROP CONSTRAINT condition_says_what_it_asks")
        cursor.execute("ALTER TABLE services_hours DROP CONSTRAINT hours_are_weekly_or_of_one_day")
    Need.objects.create(service=service, kind="trl")
    Hours.objects.create(provider=coach, starts=time(9), ends=time(10))
    kept = coach.hours.exclude(weekday=None).count()

    import_module("services.migrations.0012_drop_what_asks_nothing").drop_those_that_ask_nothing(apps, None)

    assert service.needs.get().trl == 4
    assert coach.hours.count() == kept
