"""One ledger (issue: the ledger adds up): after any history of meetings, places, requests and introductions, what each funder has reserved
and paid is what those things say. A second account is kept here from their states alone; it never reads an entry."""

import contextlib
from collections import Counter, defaultdict
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from events.door.models import Attendance
from events.registrations import actions as registrations
from events.registrations.models import Registration
from events.registrations.states import SEATED
from incubator.demo import make
from incubator.demo.make_requests import walk
from incubator.errors import Refused
from services.bookings import actions as bookings
from services.bookings.models import Booking
from services.bookings.states import BookingState as B
from services.introductions import actions as introductions
from services.introductions.models import Introduction
from services.introductions.states import DONE, OPEN
from services.ledger.models import Entitlement, Entry
from services.ledger.queries import by_source, drifted
from services.requests.models import Request
from services.requests.states import RequestState as R
from services.trainings import actions as trainings
from services.trainings.models import TrainingSeat
from tests.services.trainings.test_actions import noted, over, registered

pytestmark = pytest.mark.django_db
HELD, USED = "held", "used"
VERBS = ["book", "cancel", "call_off", "attend", "miss", "forgive", "ask", "agree", "finish", "drop", "sit", "rise"]
VERBS += ["wish", "meet", "give_up", "book", "ask", "agree", "sit", "wish"]
KINDS = ["coaching", "training", "financing", "matchmaking"]
AMOUNTS = st.lists(st.integers(1, 6), min_size=8, max_size=8)
MOVES = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 30)), min_size=12, max_size=30)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=set(Phase) - {Phase.shrink, Phase.explain},
)
@given(amounts=AMOUNTS, history=MOVES)
def test_each_funder_has_paid_what_meetings_places_requests_and_introductions_say(db, amounts, history):
    with transaction.atomic():
        walked = Walk(amounts)
        for verb, n in history:
            walked.go(verb, n)
        walked.finish_trainings(history)
        walked.check()
        transaction.set_rollback(True)


class Second:
    """The second account: granted sums, and what each thing has drawn from which, in the order of use."""

    def __init__(self):
        self.left, self.drawn, self.standing = {}, {}, {}

    def sync(self, said):
        """`said`: thing → (startup, kind, price, held, used or nothing)."""
        for thing, (_startup, _kind, _price, want) in said.items():
            if not want and thing in self.drawn:
                for row, part in self.drawn.pop(thing):
                    self.left[row] += part
        for thing, (startup, kind, price, want) in said.items():
            if want and thing not in self.drawn:
                self._draw(thing, startup, kind, price)
            self.standing[thing] = want

    def _draw(self, thing, startup, kind, price):
        mine = [row for row in self.left if (row.startup_id, row.kind) == (startup, kind)]
        parts, missing = [], price
        for row in sorted(mine, key=lambda one: (one.ends_on, one.pk)):
            part = min(self.left[row], missing)
            parts, missing = [*parts, (row, part)], missing - part
        if missing == 0:
            self.drawn[thing] = [(row, part) for row, part in parts if part]
            for row, part in self.drawn[thing]:
                self.left[row] -= part

    def per_funder(self, standing):
        found = defaultdict(Decimal)
        for thing, parts in self.drawn.items():
            for row, part in parts if self.standing[thing] == standing else ():
                found[row.source.code] += part
        return dict(found)


class Walk:
    def __init__(self, amounts):
        self.second, self.staff = Second(), make.staff()
        self.teams = [make.startup(), make.startup()]
        self.people = [make.owner_of(one) for one in self.teams]
        funders, amounts = [make.source() for _ in range(3)], iter(amounts)
        for n, team in enumerate(self.teams):
            for at, kind in enumerate(KINDS):
                for later, amount in enumerate((next(amounts), 2) if n == 0 else (next(amounts), 1)):
                    self.grant(team, kind, amount, funders[(n + at + later) % 3], later)
        self.coached = make.service(price=Decimal("1.5"))
        make.provider(of=self.coached)
        self.wanted = make.asked_service()
        self.match = make.matchmaking(price=2)
        self.offers = [make.training(price=2, capacity=1) for _ in range(2)]

    def grant(self, team, kind, amount, source, later):
        today = timezone.localdate()
        period = {"starts_on": today - timedelta(days=90), "ends_on": today + timedelta(days=300 - later)}
        row = make.entitlement(of=team, kind=kind, amount=amount, source=source, **period)
        self.second.left[row] = Decimal(amount)

    def go(self, verb, n):
        with contextlib.suppress(Refused):
            getattr(self, verb)(n)
        trainings.settle_seats()
        self.second.sync(self.said())

    def one_of(self, rows, n):
        found = list(rows.order_by("pk" if rows.model is not Booking else "created_at"))
        if not found:
            raise Refused("none")
        return found[n % len(found)]

    # Meetings

    def book(self, n):
        found = make.free(self.coached, days=4)
        team, by = self.teams[n % 2], self.people[n % 2]
        held = bookings.hold(team.pk, self.coached.pk, make.choice(found[n % len(found)]), by=by)
        bookings.confirm(held.pk, bookings.Details("Prix"), by=by)

    def cancel(self, n):
        bookings.cancel(self.one_of(Booking.objects.confirmed(), n).pk, by=None)

    def call_off(self, n):
        bookings.call_off(self.one_of(Booking.objects.confirmed(), n).pk, by=None, reason="Malade")

    def attend(self, n):
        bookings.attend(self.past(n).pk, by=self.staff)

    def miss(self, n):
        bookings.miss(self.past(n).pk, by=self.staff)

    def past(self, n):
        coming = self.one_of(Booking.objects.confirmed(), n)
        return make.dated_back(coming, hours=3 + 3 * Booking.objects.exclude(state=B.CONFIRMED).count())

    def forgive(self, n):
        missed = Booking.objects.filter(state=B.NO_SHOW)
        bookings.forgive(self.one_of(missed, n).pk, by=self.staff, reason="Excusée")

    # Requests

    def ask(self, n):
        make.request(
            state=R.SCOPED, of=self.teams[n % 2], to=self.wanted, proposed=make.proposal(credits=Decimal(n % 3))
        )

    def walk(self, verb, n, *states):
        one = self.one_of(Request.objects.filter(state__in=states), n)
        walk(one, verb, owner=self.people[self.teams.index(one.startup)], officer=self.staff)
        return one

    def agree(self, n):
        self.walk("accept_scope", n, R.SCOPED)

    def finish(self, n):
        one = self.walk("start", n, R.APPROVED)
        for verb in ("deliver", "accept_delivery"):
            walk(one, verb, owner=self.people[self.teams.index(one.startup)], officer=self.staff)

    def drop(self, n):
        self.walk("withdraw", n, R.SCOPED, R.APPROVED)

    # Places

    def sit(self, n):
        registered(self.offers[n % 4 // 2], self.teams[n % 2], self.people[n % 2])

    def rise(self, n):
        row = self.one_of(Registration.objects.live().filter(event__in=[one.event_id for one in self.offers]), n)
        registrations.withdraw(row.pk, by=row.person)

    def finish_trainings(self, history):
        over(self.offers[0])
        sat = Registration.objects.filter(event=self.offers[0].event, state="registered")
        noted(self.offers[0], {row.pk: ["attended", "absent", "excused"][len(history) % 3] for row in sat})
        trainings.settle_seats()
        self.second.sync(self.said())

    # Introductions

    def wish(self, n):
        make.introduction(of=self.teams[n % 2], what=self.match)

    def meet(self, n):
        one = self.one_of(Introduction.objects.filter(state="requested"), n)
        introductions.offer(one.pk, by=self.staff, target=make.target(), is_named=False)
        introductions.partner_agree(one.approaches.get().pk)
        introductions.agree(one.pk, by=one.asked_by)

    def give_up(self, n):
        introductions.withdraw(self.one_of(Introduction.objects.filter(state__in=OPEN), n).pk, by=None)

    # What they say

    def said(self):
        found = {}
        for one in Booking.objects.all():
            used = one.state in {B.ATTENDED, B.NO_SHOW} and not one.is_forgiven
            found[one] = (one.startup_id, "coaching", one.price, (used and USED) or (one.state == B.CONFIRMED and HELD))
        for one in Request.objects.prefetch_related("scopes", "deliveries"):
            price = sum((scope.credits for scope in one.scopes.all() if scope.state == "accepted"), Decimal(0))
            done = any(each.accepted_at for each in one.deliveries.all())
            runs = one.state in {R.APPROVED, R.IN_PROGRESS, R.DELIVERED, R.CLOSED}
            found[one] = (one.startup_id, "financing", price, (done and USED) or (runs and HELD))
        for one in TrainingSeat.objects.select_related("registration"):
            found[one] = (one.startup_id, "training", Decimal(2), self.of_seat(one.registration))
        for one in Introduction.objects.all():
            met = (one.state in DONE and USED) or (one.state in OPEN and HELD)
            found[one] = (one.startup_id, "matchmaking", Decimal(2), met)
        return found

    def of_seat(self, registration):
        note = Attendance.objects.filter(registration=registration).values_list("state", flat=True).first()
        if registration.state not in SEATED or note == "excused":
            return None
        return USED if note in {"attended", "absent"} else HELD

    def check(self):
        entries = Entry.objects.filter(entitlement__startup__in=self.teams)
        held = Counter()
        for one in entries.open_holds().select_related("entitlement__source"):
            held[one.entitlement.source.code] -= one.amount
        paid = {code: amount for code, amount in by_source(entries).items() if amount}
        assert paid == self.second.per_funder(USED)
        assert dict(held) == self.second.per_funder(HELD)
        rows = Entitlement.objects.filter(startup__in=self.teams)
        assert {row.pk: row.left for row in rows} == {row.pk: left for row, left in self.second.left.items()}
        assert drifted() == []
