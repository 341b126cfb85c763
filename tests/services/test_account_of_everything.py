"""One account pays for meetings, requests, introductions and seats alike: after any history, what each of them reserves and has used
is what it says itself, and the sum per funder is the sum over all of them (property test).
"""

import random
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from events.door.actions import mark
from events.registrations import actions as registrations
from events.registrations.actions import Registrant
from events.registrations.actions import Wish as Seat
from events.registrations.models import Registration
from events.registrations.states import RegistrationState as R
from incubator.demo import make
from incubator.errors import Refused
from services.bookings.models import Booking
from services.bookings.states import BookingState as B
from services.introductions import actions as introductions
from services.introductions.actions import Wish as Meet
from services.introductions.models import Approach, Introduction
from services.introductions.states import DONE, OPEN
from services.ledger.models import Entry
from services.ledger.queries import by_source, drifted
from services.requests.actions import asking, desk, scoping, working
from services.requests.models import Request
from services.requests.states import RequestState as S
from services.trainings import actions as trainings
from services.trainings.models import TrainingSeat
from services.trainings.states import SeatState
from tests.services.bookings.test_account import Walk

pytestmark = pytest.mark.django_db
NONE = Decimal(0)
ASKED = ["ask", "accept", "refuse", "work", "take_delivery", "drop", "pause", "resume", "end"]
MET = ["wish", "offer", "partner_yes", "partner_no", "yes", "no", "take_back", "close"]
SAT = ["sit", "leave", "held", "tick"]
MEETINGS = ["book", "cancel", "attend", "miss", "forgive", "call_off"]
VERBS = [*ASKED, *MET, *SAT, *MEETINGS]


@settings(max_examples=2, phases=[Phase.generate], suppress_health_check=list(HealthCheck), deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_ledger_says_what_meetings_requests_introductions_and_seats_say(db, seed):
    dice, walk = random.Random(seed), Everything()  # noqa: S311 -- no secret
    for _ in range(90):
        walk.go(dice.choice(VERBS), dice.randrange(40))
    trainings.settle_seats()
    walk.check()


class Everything(Walk):
    """A startup whose credits come from two funders for each kind, so that one thing may be paid by both."""

    def __init__(self):
        super().__init__()
        self.asked, self.meet = make.asked_service(price=2), make.matchmaking(price=Decimal("1.5"))
        self.offers = [make.training(price=2, capacity=2) for _ in range(2)]
        self.partners = [make.target(per_month=99) for _ in range(3)]
        long_ago = timezone.localdate() - timedelta(days=90)
        for kind in (self.asked.kind, self.meet.kind, self.offers[0].service.kind):
            for amount in (9, Decimal("2.5")):
                make.entitlement(of=self.startup, kind=kind, amount=amount, starts_on=long_ago)

    def one(self, rows, n):
        found = list(rows.order_by("pk"))
        if not found:
            raise Refused("none")
        return found[n % len(found)]

    def request(self, n, *states):
        return self.one(Request.objects.filter(startup=self.startup, state__in=states), n)

    def ask(self, n):
        offer = make.proposal(credits=Decimal(n % 4))
        made = make.request(state=S.SCOPED, of=self.startup, to=self.asked, proposed=offer)
        if n % 3:
            scoping.accept(made.pk, number=1, by=self.by)

    def accept(self, n):
        scoping.accept(self.request(n, S.SCOPED).pk, number=1, by=self.by)

    def refuse(self, n):
        desk.reject(self.request(n, S.SCOPED).pk, reason="Non", by=self.staff)

    def work(self, n):
        request = self.request(n, S.APPROVED, S.IN_PROGRESS)
        if request.state == S.APPROVED:
            working.start(request.pk, by=self.staff)
        made = working.deliver(request.pk, note="Fait.", by=self.staff)
        if n % 2:
            working.accept_delivery(request.pk, number=made.number, by=self.by)

    def take_delivery(self, n):
        request, is_good = self.request(n, S.DELIVERED), n % 3
        last = request.deliveries.first()
        if is_good:
            working.accept_delivery(request.pk, number=last.number, by=self.by)
        else:
            working.return_delivery(request.pk, number=last.number, reason="Incomplet.", by=self.by)

    def drop(self, n):
        asking.withdraw(self.request(n, S.SCOPED, S.APPROVED, S.ON_HOLD).pk, by=self.by)

    def pause(self, n):
        desk.pause(self.request(n, S.SCOPED, S.APPROVED, S.IN_PROGRESS).pk, reason="Panne", by=self.staff)

    def resume(self, n):
        desk.resume(self.request(n, S.ON_HOLD).pk, by=self.staff)

    def end(self, n):
        desk.cancel(self.request(n, S.APPROVED, S.IN_PROGRESS, S.ON_HOLD).pk, reason="Arrêt", by=self.staff)

    def wish(self, n):
        introductions.ask(self.startup.pk, self.meet, Meet("investor", f"Besoin {n}", "Du froid solaire."), by=self.by)

    def meeting(self, n):
        return self.one(Introduction.objects.filter(startup=self.startup), n)

    def offer(self, n):
        partner = self.partners[n % 3]
        introductions.offer(self.meeting(n).pk, by=self.staff, target=partner, is_named=n % 2 == 0)

    def partner_yes(self, n):
        introductions.partner_agree(self.one(Approach.objects.unanswered(), n).pk)

    def partner_no(self, n):
        introductions.partner_decline(self.one(Approach.objects.unanswered(), n).pk)

    def yes(self, n):
        introductions.agree(self.meeting(n).pk, by=self.by)

    def no(self, n):
        introductions.decline(self.meeting(n).pk, by=self.by)

    def take_back(self, n):
        introductions.withdraw(self.meeting(n).pk, by=self.by)

    def close(self, n):
        introductions.close(self.meeting(n).pk, by=self.staff, reason="Personne.")

    def sit(self, n):
        person = make.member(of=self.startup)
        trainings.register(
            self.offers[n % 2].pk, Registrant(person=person, startup=self.startup), Seat(way="room"), by=person
        )

    def leave(self, n):
        registrations.withdraw(self.one(Registration.objects.live(), n).pk, by=self.by)

    def held(self, n):
        event = self.offers[n % 2].event
        event.refresh_from_db()
        if event.ends_at > timezone.now():
            make.past(event, begins=timezone.now() - timedelta(hours=5))
        sat = Registration.objects.filter(event=event, state=R.REGISTERED).order_by("pk")
        said = ("attended", "absent", "excused")
        mark(event.sessions.get().pk, {row.pk: said[(n + at) % 3] for at, row in enumerate(sat)}, by=self.staff)

    def tick(self, n):
        trainings.settle_seats()

    def check(self):
        owed = list(self._owed())
        paid = Counter()
        for thing, held, used in owed:
            mine = Entry.objects.about(thing)
            assert -sum(mine.open_holds().values_list("amount", flat=True), NONE) == held, thing
            assert sum(by_source(mine).values(), NONE) == used, thing
            paid.update(by_source(mine))
        entries = Entry.objects.filter(entitlement__startup=self.startup)
        assert {k: v for k, v in by_source(entries).items() if v} == {k: v for k, v in paid.items() if v}
        named = set(entries.exclude(key_of_thing="").values_list("kind_of_thing", "key_of_thing"))
        assert named <= {(thing._meta.label_lower, str(thing.pk)) for thing, _held, _used in owed}
        assert drifted() == []

    def _owed(self):
        """Each thing with what it should reserve now and what it has used, as it says itself."""
        for row in Booking.objects.filter(startup=self.startup):
            is_used = row.state in {B.ATTENDED, B.NO_SHOW, B.LATE} and not row.is_forgiven
            yield row, Decimal("1.5") * (row.state in {B.CONFIRMED, B.PENDING}), Decimal("1.5") * is_used
        for row in Request.objects.filter(startup=self.startup):
            agreed = row.scopes.filter(state="accepted").first()
            cost = agreed.credits if agreed and row.state != S.CANCELLED else NONE
            is_had = row.deliveries.exclude(accepted_at=None).exists()
            yield row, NONE if is_had else cost, cost if is_had else NONE
        for row in Introduction.objects.filter(startup=self.startup):
            yield row, Decimal("1.5") * (row.state in OPEN), Decimal("1.5") * (row.state in DONE)
        for offer in self.offers:
            yield from self._owed_for(TrainingSeat.objects.filter(startup=self.startup, offer=offer).order_by("pk"))

    def _owed_for(self, seats):
        """One of the places that sit or sat has paid for all of them; which one, its own entries say."""
        payers = [row for row in seats.sitting() if self._pays(row)]
        assert len(payers) == seats.sitting().exists()
        for row in seats:
            is_payer = Decimal(2) * (row in payers)
            yield row, is_payer * (row.state == SeatState.HELD), is_payer * (row.state == SeatState.USED)

    def _pays(self, row):
        mine = Entry.objects.about(row)
        return mine.open_holds().exists() or mine.consumed().exists()
