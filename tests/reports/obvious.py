"""The twenty indicators once more, slowly and obviously: every row is loaded, and everything is a loop."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from django.utils import timezone

from events.afterwards.models import Feedback
from events.door.models import Attendance
from events.registrations.models import Registration
from incubator.reports.figures import rounded
from programs.applications.models import Application
from programs.cohorts.models import Enrolment
from programs.graduation.models import Farewell, FollowUp
from programs.partners.models import Programme
from programs.statements.models import Value
from services.bookings.models import Booking
from services.funding.models import Award, Tranche
from services.introductions.models import FollowUp as Outcome
from services.introductions.models import Introduction
from services.ledger.models import Entry
from services.requests.models import RequestDelivery
from services.trainings.models import TrainingOffer
from startups.models import Observation

CENT = Decimal("0.01")
GREAT_CITIES = {"MA-04", "MA-06"}
KINDS = {"equity": "equity", "guaranteed_loan": "debt", "advance": "debt", "honour_loan": "honour_loans", "grant": "grants", "voucher": "grants"}  # fmt: skip
INSTRUMENTS = ("equity", "debt", "honour_loans", "grants", "prizes")


def percent(part, whole):
    return rounded(Decimal(100) * part / whole) if whole else None


def day_of(moment):
    return timezone.localtime(moment).date()


def who(startup):
    return startup.ice[:9] if startup.ice else f"s{startup.merged_into_id or startup.pk}"


def left_on(place):
    return place.ended_on or (place.cohort.ends_on if place.state == "graduated" else None)


def once(places, last=False):
    found = {}
    for place in sorted(places, key=lambda place: (place.enrolled_at, place.pk), reverse=last):
        found.setdefault(who(place.startup), place)
    return list(found.values())


class Obvious:
    def __init__(self, scope):
        self.scope, self.first, self.last = scope, scope.first_day, scope.last_day
        every = Enrolment.objects.select_related("startup", "cohort")
        self.entered = [p for p in every if self.is_within(p.cohort) and day_of(p.enrolled_at) <= self.last]
        self.members = once(self.active(self.first))
        asked = {v.enrolment_id for v in self.statements() if self.first <= v.period.last_day <= self.last}
        present = {p.pk for p in self.active(self.first)}
        self.declarers = once([p for p in self.entered if p.pk in present | asked])

    def is_within(self, cohort):
        scope = self.scope
        is_of_programme = not scope.programmes or cohort.programme_id in scope.programmes
        return is_of_programme and scope.cohort in {None, cohort.pk}

    def is_in(self, moment):
        return moment is not None and self.first <= day_of(moment) <= self.last

    def active(self, first):
        return [p for p in self.entered if left_on(p) is None or left_on(p) >= first]

    def statements(self):
        found = {}
        for place in Enrolment.objects.prefetch_related("statements__period"):
            found |= {one.pk: one for one in place.statements.all()}
        return found.values()

    # what was had

    def meetings(self, startup):
        rows = Booking.objects.filter(startup=startup).select_related("service")
        return [b for b in rows if b.state == "attended" and self.is_in(b.starts_at)]

    def presences(self, startup):
        rows = Attendance.objects.filter(registration__startup=startup).select_related("session", "registration")
        return [a for a in rows if a.state == "attended" and self.is_in(a.session.starts_at)]

    def is_served(self, startup):
        given = RequestDelivery.objects.filter(request__startup=startup)
        used = Entry.objects.filter(entitlement__startup=startup, verb="consume", is_received=True)
        handed = any(self.is_in(one.delivered_at) and one.returned_at is None for one in given)
        spent = any(self.is_in(one.at) for one in used)
        return bool(self.meetings(startup) or self.presences(startup) or handed or spent)

    def trainings(self, startup):
        events = {offer.event_id for offer in TrainingOffer.objects.all()}
        return [a for a in self.presences(startup) if a.session.event_id in events]

    # what was declared

    def values(self, startup, *measures):
        rows = Value.objects.filter(statement__startup=startup).select_related("statement__period__cohort")
        for v in rows:
            is_told = v.statement.state in {"submitted", "verified"} and v.number is not None
            if (
                is_told
                and v.measure in measures
                and self.is_within(v.statement.period.cohort)
                and v.statement.period.last_day <= self.last
            ):
                yield v

    def newest(self, values):
        found = sorted(
            values, key=lambda v: (v.statement.period.last_day, v.statement.period.first_day, v.statement.pk)
        )
        return found[-1] if found else None

    def beside(self, value, measure, name="number"):
        same = Value.objects.filter(statement=value.statement, measure=measure).first() if value else None
        return getattr(same, name) if same else None

    def flow(self, startup, *measures, first=None):
        first = first or self.first
        told = [
            v
            for v in self.values(startup, *measures)
            if max(v.statement.period.first_day, v.statement.period.cohort.starts_on) >= first
        ]
        kept = []
        for v in told:
            mine = v.statement.period
            rivals = [o for o in told if o.measure == v.measure and o.statement_id != v.statement_id]
            around = [
                o
                for o in rivals
                if o.statement.period.first_day <= mine.first_day and o.statement.period.last_day >= mine.last_day
            ]
            if not any(
                (o.statement.period.last_day - o.statement.period.first_day, str(o.statement_id))
                > (mine.last_day - mine.first_day, str(v.statement_id))
                for o in around
            ):
                kept.append(v)
        return kept

    def revenue_of(self, startup, year):
        rows = self.values(startup, "revenue")
        return self.newest(
            [v for v in rows if date(year, 12, 31) <= v.statement.period.last_day < date(year + 1, 12, 31)]
        )

    # money

    def is_ours(self, instrument):
        partners = {partner.pk for programme in Programme.objects.all() for partner in programme.partners.all()}
        return instrument.source.partner_id is None or instrument.source.partner_id in partners

    def signed(self, startup, first=None):
        first = first or self.first
        flows = self.flow(startup, *INSTRUMENTS, first=first)
        found = [(v.measure, v.in_mad) for v in flows]
        for award in Award.objects.filter(startup=startup).select_related("instrument__source"):
            kind = KINDS[award.instrument.kind]
            told = any(
                v.measure == kind and v.statement.period.first_day <= award.signed_on <= v.statement.period.last_day
                for v in flows
            )
            is_counted = award.state not in {"proposed", "cancelled"} and not self.is_ours(award.instrument)
            if is_counted and first <= award.signed_on <= self.last and not told:
                found.append((kind, award.amount))
        return found

    def paid(self, startup):
        rows = Tranche.objects.filter(award__startup=startup, state="paid").select_related("award__instrument__source")
        return list(rows)

    # the indicators

    def files(self):
        found = {}
        for file in Application.objects.select_related("startup", "cohort").order_by("submitted_at", "pk"):
            if file.submitted_at and self.is_in(file.submitted_at) and self.is_within(file.cohort):
                found[file.call_id, who(file.startup)] = file
        return list(found.values())

    def i01(self):
        return len(self.files())

    def i02(self):
        eligible = [file for file in self.files() if file.state != "ineligible"]
        placed = {place.application_id for place in Enrolment.objects.all()}
        admitted = [f for f in self.files() if f.state in {"offered", "accepted"} or f.pk in placed]
        return percent(len(admitted), len(eligible))

    def _led(self, name):
        known = [p for p in self.members if p.founders_at_entry and getattr(p, name) is not None]
        return percent(sum(2 * getattr(p, name) >= p.founders_at_entry for p in known), len(known))

    def i03(self):
        return self._led("women_at_entry")

    def i04(self):
        return self._led("young_at_entry")

    def i05(self):
        return sum(self.is_served(p.startup) for p in self.members)

    def i06(self):
        known = [p for p in self.members if self.is_served(p.startup) and p.region_at_entry]
        return percent(sum(p.region_at_entry not in GREAT_CITIES for p in known), len(known))

    def i07(self):
        minutes = 0
        for place in self.members:
            minutes += sum(b.minutes for b in self.meetings(place.startup) if b.service.with_person)
            minutes += sum(session.minutes for session in {a.session for a in self.trainings(place.startup)})
        return rounded(Decimal(minutes) / 60)

    def i08(self):
        people = set()
        is_narrow = self.scope.programmes or self.scope.cohort
        mine = {p.startup_id for p in self.members}
        for one in Registration.objects.select_related("event__cohort", "person"):
            event = one.event
            ours = (event.cohort and self.is_within(event.cohort)) or one.startup_id in mine
            ours = ours or (self.scope.cohort is None and event.programme_id in self.scope.programmes)
            came = any(a.state == "attended" for a in one.attendances.all())
            if self.is_in(event.starts_at) and came and (ours or not is_narrow):
                people.add(one.email or one.pk)
        return len(people)

    def i09(self):
        best = {}
        for place in self.entered:
            cohort = place.cohort
            if cohort.state != "closed" or not (self.scope.cohort or self.first <= cohort.ends_on <= self.last):
                continue
            key = (cohort.pk, who(place.startup))
            if key not in best or (place.state == "graduated" and best[key].state != "graduated"):
                best[key] = place
        stayed = [p for p in best.values() if not self.is_transferred(p)]
        return percent(sum(p.state == "graduated" for p in stayed), len(stayed))

    def is_transferred(self, place):
        others = Enrolment.objects.filter(startup=place.startup).exclude(cohort__programme=place.cohort.programme_id)
        return place.state == "left" and any(-30 <= (day_of(o.enrolled_at) - place.ended_on).days < 90 for o in others)

    def i10(self):
        marks = []
        for place in self.members:
            marks += [b.rating for b in self.meetings(place.startup) if b.rating]
            events = {a.session.event_id for a in self.trainings(place.startup)}
            rows = Feedback.objects.filter(registration__startup=place.startup, registration__event__in=events)
            marks += [one.rating for one in rows]
        return rounded(Decimal(sum(marks)) / len(marks), CENT) if marks else None

    def nps(self):
        scores = []
        for place in self.members:
            said = [
                f
                for f in Farewell.objects.filter(enrolment__startup=place.startup).order_by("said_at")
                if self.is_in(f.said_at)
            ]
            scores += [said[-1].score] if said else []
        return (
            rounded(Decimal(100) * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores))
            if scores
            else None
        )

    def i11(self):
        first, last = self.first - timedelta(days=90), self.last - timedelta(days=90)
        ripe = [
            p for p in self.entered if day_of(p.enrolled_at) <= last and (left_on(p) is None or left_on(p) >= first)
        ]
        made = won = 0
        for place in once(ripe):
            for one in Introduction.objects.filter(startup=place.startup, state__in=["made", "followed_up"]):
                if first <= day_of(one.made_at) <= last:
                    made += 1
                    told = [
                        o
                        for o in Outcome.objects.filter(introduction=one)
                        if o.answered_at and day_of(o.answered_at) <= self.last
                    ]
                    won += any(o.outcome == "signed" and o.agreement for o in told)
        return percent(won, made)

    def staff(self):
        for place in self.declarers:
            rows = [v for v in self.values(place.startup, "fte") if v.statement.period.last_day >= self.first]
            if found := self.newest(rows):
                yield place, found

    def i12(self):
        found = [v.number for _place, v in self.staff()]
        return sum(found) if found else None

    def women_share(self):
        both = [(v.number, women) for _p, v in self.staff() if (women := self.beside(v, "women_fte")) is not None]
        return percent(sum(w for _n, w in both), sum(n for n, _w in both))

    def i13(self):
        found = [v.number - p.fte_at_entry for p, v in self.staff() if p.fte_at_entry is not None]
        return sum(found) if found else None

    def year(self):
        return self.last.year if (self.last.month, self.last.day) == (12, 31) else self.last.year - 1

    def i14(self):
        found = [v.in_mad for p in self.declarers if (v := self.revenue_of(p.startup, self.year()))]
        return sum(found) if found else None

    def i15(self):
        grown = []
        for place in self.declarers:
            now, before = self.revenue_of(place.startup, self.year()), self.revenue_of(place.startup, self.year() - 1)
            is_first = day_of(place.enrolled_at).year == self.year()
            was = before.in_mad if before else place.revenue_at_entry if is_first else None
            if now and was:
                grown.append((now.in_mad - was) * 100 / was)
        return rounded(median(grown)) if grown else None

    def i16(self):
        found = [amount for p in self.declarers for _kind, amount in self.signed(p.startup)]
        return sum(found) if found else None

    def by_instrument(self):
        found = defaultdict(int)
        for place in self.declarers:
            for kind, amount in self.signed(place.startup):
                found[kind] += amount
        return dict(found)

    def i17(self):
        raised = given = 0
        for place in self.declarers:
            rows = [t for t in self.paid(place.startup) if day_of(place.enrolled_at) <= t.paid_on <= self.last]
            ours = [
                t.amount
                for t in rows
                if self.is_ours(t.award.instrument) and KINDS[t.award.instrument.kind] == "grants"
            ]
            ever = [amount for _kind, amount in self.signed(place.startup, first=date(2000, 1, 1))]
            if ours and ever:
                raised, given = raised + sum(ever), given + sum(ours)
        return rounded(raised / given, CENT) if given else None

    def i18(self, months=12):
        alive = ceased = 0
        limit = self.last.replace(year=self.last.year - months // 12)
        for place in once(self.entered, last=True):
            if left_on(place) and left_on(place) <= limit:
                rows = FollowUp.objects.filter(enrolment=place, months=months)
                told = {f.answer for f in rows if f.answered_at and day_of(f.answered_at) <= self.last}
                alive += bool(told & {"active", "moved", "sold"})
                ceased += "ceased" in told
        return percent(alive, alive + ceased)

    def i19(self):
        gains = []
        for place in self.members:
            rows = Observation.objects.filter(startup=place.startup, fact="trl").order_by("observed_on", "pk")
            seen = [o.number for o in rows if o.observed_on <= self.last]
            stays = place.state == "graduated" or left_on(place) is None or left_on(place) > self.last
            if stays and seen and place.trl_at_entry is not None:
                gains.append(seen[-1] - place.trl_at_entry)
        return rounded(Decimal(sum(gains)) / len(gains), CENT) if gains else None

    def i20(self):
        found = [v.number for p in self.declarers for v in self.flow(p.startup, "co2")]
        return sum(found) if found else None

    def all(self):
        return {f"I{n:02}": getattr(self, f"i{n:02}")() for n in range(1, 21)}
