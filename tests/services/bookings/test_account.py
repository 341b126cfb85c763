"""The ledger adds up: after any history, what each funder paid is what the meetings say (property test)."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incubator.demo import make
from incubator.errors import Refused
from services.bookings import actions
from services.bookings.models import Booking
from services.bookings.states import BookingState as B
from services.calendar.models import Engagement
from services.ledger.models import Entry
from services.ledger.queries import by_source, drifted

pytestmark = pytest.mark.django_db
VERBS = ["book", "keep", "cancel", "late", "move", "attend", "miss", "forgive", "call_off", "lapse"]


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(history=st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 40)), min_size=4, max_size=14))
def test_what_funders_paid_is_what_meetings_say(db, history):
    walk = Walk()
    for verb, n in history:
        walk.go(verb, n)
    actions.settle_late()
    walk.check()


class Walk:
    def __init__(self):
        self.service, self.startup, self.staff = make.service(price=Decimal("1.5")), make.startup(), make.staff()
        self.coach = make.provider(of=self.service)
        self.by, self.minutes = make.owner_of(self.startup), 0
        for amount in (4, 3):
            long_ago = timezone.localdate() - timedelta(days=90)
            make.entitlement(of=self.startup, kind=self.service.kind, amount=amount, starts_on=long_ago)

    def go(self, verb, n):
        try:
            getattr(self, verb)(n)
        except Refused:
            return

    def mine(self, n):
        rows = list(Booking.objects.filter(startup=self.startup).order_by("created_at"))
        if not rows:
            raise Refused("none")
        return rows[n % len(rows)]

    def free(self, n):
        found = make.free(self.service, days=4)
        return make.choice(found[n % len(found)])

    def keep(self, n):
        return actions.hold(self.startup.pk, self.service.pk, self.free(n), by=self.by)

    def book(self, n):
        actions.confirm(self.keep(n).pk, actions.Details("x"), by=self.by)

    def cancel(self, n):
        actions.cancel(self.mine(n).pk, by=self.by)

    def late(self, n):
        booking = self.mine(n)
        if booking.state == B.CONFIRMED and booking.starts_at > timezone.now():
            self.minutes += 2
            soon = timezone.now() + timedelta(minutes=5 + self.minutes)
            Booking.objects.filter(pk=booking.pk).update(starts_at=soon, ends_at=soon + timedelta(minutes=1))
            actions.cancel(booking.pk, by=self.by)
            make.dated_back(booking, hours=200 + n * 3)

    def move(self, n):
        actions.move(self.mine(n).pk, self.free(n * 3), by=self.by)

    def attend(self, n):
        actions.attend(self.past(n).pk, by=self.staff)

    def miss(self, n):
        actions.miss(self.past(n).pk, by=self.staff)

    def past(self, n):
        booking = self.mine(n)
        if booking.state == B.CONFIRMED and booking.starts_at > timezone.now():
            known = Booking.objects.filter(startup=self.startup, starts_at__lt=timezone.now()).count()
            make.dated_back(booking, hours=3 + known * 3)
        return booking

    def forgive(self, n):
        actions.forgive(self.mine(n).pk, by=self.staff, reason="Excusée")

    def call_off(self, n):
        actions.call_off(self.mine(n).pk, by=self.staff, reason="Malade")

    def lapse(self, n):
        Booking.objects.held().update(held_until=timezone.now() - timedelta(seconds=1))
        actions.expire_due()

    def check(self):
        rows = Booking.objects.filter(startup=self.startup)
        used = rows.filter(state__in=[B.ATTENDED, B.NO_SHOW, B.LATE], is_forgiven=False)
        open_now = rows.filter(state__in=[B.CONFIRMED, B.PENDING])
        entries = Entry.objects.filter(entitlement__startup=self.startup)
        assert sum(by_source(entries).values(), Decimal(0)) == used.count() * Decimal("1.5")
        held = -sum(entries.open_holds().values_list("amount", flat=True), Decimal(0))
        assert held == open_now.count() * Decimal("1.5")
        assert drifted() == []
        live = Engagement.objects.live().filter(provider=self.coach).values_list("key_of_thing", flat=True)
        assert Counter(live) == Counter(str(one.pk) for one in rows.live())
