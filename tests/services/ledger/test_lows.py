"""Balances that come to their end are told once to the owners, and shown to staff."""

from decimal import Decimal

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from services.ledger import actions
from services.ledger.lows import KIND, low, tell_low

pytestmark = pytest.mark.django_db


def used(amount, *, of=10):
    startup, service = make.startup(), make.service()
    row = make.entitlement(of=startup, amount=of)
    thing = make.site()
    actions.hold(startup.pk, service, thing, amount=Decimal(amount), on=timezone.localdate(), by=None)
    actions.consume(thing, by=None)
    return row


@pytest.mark.parametrize(("amount", "is_low"), [(7, False), (8, True), (10, True)])
def test_a_fifth_of_what_was_granted_is_low(amount, is_low):
    row = used(amount)

    assert [one.pk for one in low()] == ([row.pk] if is_low else [])


def test_what_was_never_used_or_is_frozen_is_not_low():
    make.entitlement(amount=1)
    frozen = used(9)
    actions.freeze(frozen.pk, by=make.staff(), reason="Pause")

    assert list(low()) == []


def test_the_owner_is_told_once_in_her_language():
    row = used(9)

    tell_low()
    tell_low()

    letter = Letter.objects.get(kind=KIND)
    assert letter.person == make.owner_of(row.startup)


def test_more_credits_before_the_letter_leaves_stop_it():
    row = used(9)
    tell_low()
    letter = Letter.objects.get(kind=KIND)
    assert kinds[KIND].context(letter)["left"] == 1

    actions.adjust(row.pk, by=make.staff(), amount=Decimal(5), reason="Complément")

    assert kinds[KIND].context(letter) is None


def test_the_queue_opens_the_list_of_low_balances(client, staff):
    low_one, full = used(9), make.entitlement(amount=5)
    client.force_login(staff)

    page = client.get("/admin/services/entitlement/?standing=low").text

    assert low_one.startup.name in page
    assert full.startup.name not in page
