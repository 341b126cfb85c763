"""A second worked example, all twenty indicators reckoned by hand: two programmes, losses, gaps, and what is not counted.

The period is the year 2024. Five startups:
  A  programme P, from 2 February 2024, in.           founders 2, women 1, young 0 · MA-06 · 4 FTE, 100,000 MAD, TRL 3, prototype
  B  programme P, from 2 February 2024, graduated 30 November.  founders 3, women 1, young 3 · MA-09 · 2 FTE, 0 MAD, TRL 4, idea
  C  programme P, from 2 February 2024, left on 1 June.         founders unknown · region unknown · FTE unknown, 50,000 MAD
  D  programme P of 2023, graduated on 30 November 2023; in programme Q from 1 March 2024.   founders 1, women 1, young 1 · MA-01
  E  programme P of 2022, left on 15 December 2022: not in a programme in 2024.
"""

from datetime import date
from decimal import Decimal

import pytest

from incubator.demo import make
from incubator.reports.indicators import figures
from incubator.reports.scope import Scope
from tests.reports import world

pytestmark = pytest.mark.django_db

YEAR = Scope(date(2024, 1, 1), date(2024, 12, 31))
IN = date(2024, 2, 2)


@pytest.fixture
def told():
    return figures(played()[0])


def played():
    ours = make.partner()
    p, q = make.programme(), make.programme()
    p.partners.add(ours)
    now = world.cohort(p, starts=IN, ends=date(2024, 11, 30), state="closed")
    before = world.cohort(p, starts=date(2023, 1, 6), ends=date(2023, 11, 30), state="closed")
    long_ago = world.cohort(p, starts=date(2022, 1, 8), ends=date(2022, 12, 20), state="closed")
    other = world.cohort(q, starts=date(2024, 3, 1), ends=date(2025, 2, 28))
    a, b, c, d, e = (world.startup() for _ in range(5))
    end = date(2024, 11, 30)
    first, second = _entry(2, 1, 0, "MA-06", "prototype"), _entry(3, 1, 3, "MA-09", "idee")
    fourth = _entry(1, 1, 1, "MA-01", "")
    began = date(2023, 1, 6)
    places = {
        "a": world.enrolment(now, a, on=IN, fte_at_entry=4, revenue_at_entry=100000, trl_at_entry=3, **first),
        "b": world.enrolment(
            now, b, on=IN, state="graduated", until=end, fte_at_entry=2, revenue_at_entry=0, trl_at_entry=4, **second
        ),
        "c": world.enrolment(now, c, on=IN, state="left", until=date(2024, 6, 1), revenue_at_entry=50000),
        "d1": world.enrolment(before, d, on=began, state="graduated", until=date(2023, 11, 30), **fourth),
        "d2": world.enrolment(other, d, on=date(2024, 3, 1), trl_at_entry=6, **fourth),
        "e": world.enrolment(long_ago, e, on=date(2022, 1, 8), state="left", until=date(2022, 12, 15)),
    }
    _applications(now)
    _support(a, b, c, d)
    _declared(now, other, places)
    _money(a, b, ours)
    _afterwards(places, a, b, d)
    return YEAR, places, (p, q, now, other)


def _entry(people, women, young, region, stage):
    told = {"founders_at_entry": people, "women_at_entry": women, "young_at_entry": young}
    return {**told, "region_at_entry": region, "stage_at_entry": stage, "legal_form_at_entry": "sarl"}


def _applications(cohort):
    """Six teams sent seven files in January, one was not eligible, two were offered a place, one of them said no."""
    call = make.call(of=cohort)
    teams = [world.startup(founders=2, women_founders=n % 2, young_founders=2) for n in range(6)]
    world.application(call, teams[0], on=date(2024, 1, 5), state="rejected")
    for team, state in zip(
        teams, ["offered", "offer_declined", "waitlisted", "rejected", "in_review", "ineligible"], strict=True
    ):
        world.application(call, team, on=date(2024, 1, 12), state=state)
    world.application(call, world.startup(), on=date(2024, 1, 12), state="draft")
    world.application(call, world.startup(), on=date(2023, 12, 31), state="rejected")


def _support(a, b, c, d):
    """A: 90 + 60 minutes of coaching, and a training of 120; B: the same training; C: a desk only; D: nobody came."""
    coaching, desk = world.service(), world.service("hosting", with_person=False)
    world.booking(a, coaching, on=date(2024, 3, 2), minutes=90, rating=5)
    world.booking(a, coaching, on=date(2024, 12, 31), minutes=60, rating=4)
    world.booking(a, coaching, on=date(2023, 12, 31), minutes=60, rating=1)
    world.booking(c, desk, on=date(2024, 3, 2), minutes=480)
    world.booking(d, coaching, on=date(2024, 4, 2), state="no_show")
    training = world.event(on=date(2024, 5, 4), minutes=120)
    make.training(of=training)
    for who, email in [(a, "a1@x.test"), (a, "a2@x.test"), (b, "b@x.test")]:
        world.visit(training, who=who, came=True, email=email)
    source = make.source()
    world.credits(a, source, first=IN, last=date(2025, 1, 31), granted=10, used=[(3, date(2024, 3, 2))])
    world.credits(d, source, first=IN, last=date(2025, 1, 31), granted=10, lost=[(1, date(2024, 4, 2))])
    fair = world.event(on=date(2024, 6, 1), cancel_until=world.noon(date(2024, 5, 29)))
    world.visit(fair, came=True, email="a1@x.test")
    world.visit(fair, came=False, email="z@x.test")
    world.visit(fair, email="y@x.test")
    kept = {"state": "withdrawn", "confirmed_at": world.noon(date(2024, 5, 1))}
    world.visit(fair, email="in-time@x.test", ended_at=world.noon(date(2024, 5, 28)), **kept)
    world.visit(fair, email="too-late@x.test", ended_at=world.noon(date(2024, 5, 30)), **kept)
    target = make.target()
    match = world.service("matchmaking")
    world.introduction(a, match, target, on=date(2024, 3, 2), agreement="pilot", told_on=date(2024, 5, 4))
    world.introduction(a, match, target, on=date(2024, 10, 2), told_on=date(2024, 11, 4))
    world.introduction(b, match, target, on=date(2024, 4, 2))
    world.introduction(b, match, target, on=date(2024, 10, 3), agreement="order", told_on=date(2024, 11, 4))
    world.delivery(b, world.service("prototyping"), on=date(2024, 9, 1))


def _declared(now, other, places):
    """Two halves of the year; what is returned does not count. D told only its revenue, C nothing."""
    first = world.period(now, date(2024, 1, 1), date(2024, 6, 30))
    second = world.period(now, date(2024, 7, 1), date(2024, 12, 31))
    world.statement(first, places["a"], fte=9, women_fte=1, equity=500000, grants=20000, received=100000, co2=10)
    world.statement(
        second, places["a"], fte=3, women_fte=None, revenue=150000, exports=30000, debt=0, received=50000, co2=5
    )
    world.statement(first, places["b"], revenue=0, prizes=30000, co2=7, method="Factures", evidence="estimated")
    world.statement(second, places["b"], fte=5, women_fte=2, revenue=80000, exports=None, honour_loans=50000)
    world.statement(second, places["c"], state="returned", fte=7, revenue=1, equity=9)
    year = world.period(other, date(2024, 3, 1), date(2024, 12, 31))
    world.statement(year, places["d2"], revenue=400000, exports=400000)
    earlier = world.period(other, date(2023, 3, 1), date(2023, 12, 31))
    world.statement(earlier, places["d2"], revenue=500000)


def _money(a, b, ours):
    """Ours: 100,000 signed to A, 40,000 of them paid. Of others: 60,000 to A, which told its grants of that half; 80,000 to B."""
    two = [make.staff(), make.staff()]
    inside = make.instrument(source=make.source(partner=ours))
    outside = make.instrument(source=make.source(partner=make.partner()))
    mine = world.award(a, inside, 100000, on=date(2024, 3, 2), state="active")
    world.payment(mine, 40000, on=date(2024, 4, 1), by=two)
    world.award(a, outside, 60000, on=date(2024, 3, 2))
    theirs = world.award(b, outside, 80000, on=date(2024, 3, 2))
    world.payment(theirs, 30000, on=date(2024, 8, 3), by=two)
    world.award(
        b, make.instrument(source=make.source(partner=make.partner())), 99, on=date(2024, 3, 2), state="cancelled"
    )


def _afterwards(places, a, b, d):
    """B would recommend; TRL and stage as seen last. E is alive after a year; of D's participations only the last counts."""
    world.farewell(places["b"], 9, on=date(2024, 12, 1))
    world.farewell(places["d1"], 3, on=date(2023, 12, 1))
    world.follow_up(places["e"], 12, "moved", on=date(2023, 12, 15))
    for who, trl, day in [
        (a, 5, date(2024, 5, 1)),
        (a, 9, date(2025, 1, 1)),
        (b, 4, date(2024, 5, 1)),
        (d, 5, date(2024, 5, 1)),
    ]:
        world.observation(who, trl, on=day)
    world.observation(a, "mvp", on=date(2024, 5, 1))
    world.observation(b, "idee", on=date(2024, 5, 1))


def part(figure, *names):
    return [figure.part(name) for name in names]


def test_applications_and_selection(told):
    """Six files: five eligible, one admitted whose place stands."""
    assert told["I01"].value == 6
    assert part(told["I01"], "drafts", "duplicates", "state_offered", "state_ineligible") == [1, 1, 1, 1]
    assert (told["I02"].value, told["I02"].part("gross")) == (Decimal("20.0"), Decimal("16.7"))


def test_who_leads(told):
    """Women: A 1 of 2 and D; not B 1 of 3; C unknown. Young: B and D. Of six applicants, three half women, all young."""
    assert (told["I03"].value, told["I03"].base, told["I03"].expected) == (Decimal("66.7"), 3, 4)
    assert part(told["I03"], "applicants", "applicants_led", "applicants_share") == [6, 3, 50]
    assert (told["I04"].value, told["I04"].base) == (Decimal("66.7"), 3)
    assert told["I04"].part("applicants_share") == 100


def test_who_is_accompanied(told):
    """A and B were received, C had its desk; D was in a programme and had nothing. Of known regions, MA-06 and MA-09."""
    assert (told["I05"].value, told["I05"].part("active"), told["I05"].part("since_launch")) == (3, 4, 3)
    assert (told["I06"].value, told["I06"].base, told["I06"].expected) == (50, 2, 3)
    assert part(told["I06"], "outside", "regions") == [1, 2]


def test_hours(told):
    """A 1.5 + 1 + 2, B 2: 6.5 hours over three startups; 3 credits of 20 were had."""
    assert told["I07"].value == Decimal("6.5")
    assert part(told["I07"], "hours_coaching", "hours_training") == [Decimal("2.5"), 4]
    assert part(told["I07"], "intensity", "quota_use", "allowed", "received") == [Decimal("2.2"), 15, 20, 3]


def test_people_at_events(told):
    """a1 twice, a2, b: three people, four registrations that came, of 3 at the training and 4 at the fair."""
    assert (told["I08"].value, told["I08"].part("rate")) == (3, Decimal("57.1"))
    assert part(told["I08"], "came", "confirmed", "events") == [4, 7, 2]
    assert (told["I08"].base, told["I08"].expected) == (5, 7)


def test_completion(told):
    """Of the three that entered the cohort that ended in 2024, one has graduated."""
    assert (told["I09"].value, told["I09"].base) == (Decimal("33.3"), 3)


def test_satisfaction(told):
    """5 and 4 of two meetings; asked were also those three who came to the training, and C for its desk."""
    assert (told["I10"].value, told["I10"].base, told["I10"].expected) == (Decimal("4.50"), 1, 3)
    assert part(told["I10"], "answers", "asked", "response_rate") == [2, 6, Decimal("33.3")]
    assert part(told["I10"], "nps", "nps_answers", "nps_asked") == [100, 1, 1]


def test_introductions(told):
    """Made until 2 October: three, of which one came to something. That of 3 October is of the next year's report."""
    assert (told["I11"].value, told["I11"].base) == (Decimal("33.3"), 2)
    assert part(told["I11"], "made", "won", "answered") == [3, 1, 2]


def test_jobs(told):
    """A 3 and B 5; women 2 of the 5 of B, A did not say. Net: A lost 1, B gained 3."""
    assert (told["I12"].value, told["I12"].base, told["I12"].expected) == (8, 2, 4)
    assert part(told["I12"], "women", "women_share") == [2, 40]
    assert (told["I13"].value, told["I13"].base, told["I13"].coverage) == (2, 2, 50)
    assert part(told["I13"], "created", "lost") == [3, -1]


def test_revenue(told):
    """150,000 + 80,000 + 400,000; exports 430,000 of the 550,000 of A and D. Growth: A 50 %, D −20 %, B had none before."""
    assert (told["I14"].value, told["I14"].base) == (630000, 3)
    assert part(told["I14"], "median", "exports_share") == [150000, Decimal("78.2")]
    assert (told["I15"].value, told["I15"].base, told["I15"].is_public) == (15, 2, False)


def test_funding(told):
    """A told 500,000 and 20,000 and no debt; B 30,000 and 50,000, and 80,000 of another funder that it did not tell."""
    assert (told["I16"].value, told["I16"].base, told["I16"].expected) == (680000, 2, 4)
    names = ("equity", "debt", "honour_loans", "grants", "prizes", "paid")
    assert part(told["I16"], *names) == [500000, 0, 50000, 100000, 30000, 180000]


def test_leverage(told):
    """Only A was paid a grant of the programme: 520,000 for 40,000."""
    assert (told["I17"].value, told["I17"].base, told["I17"].expected) == (13, 1, 1)


def test_survival(told):
    """E left two years ago and is alive, after three years nothing can be said. D has entered again, and is not gone."""
    assert (told["I18"].value, told["I18"].base, told["I18"].expected) == (100, 1, 1)
    assert part(told["I18"], "prudent_12", "unknown_12") == [100, 0]
    assert "left_36" not in dict(told["I18"].parts)


def test_maturity(told):
    """A + 2, B 0, D − 1: a third of a point; one of three gained a level, one of two a stage. C has left."""
    assert (told["I19"].value, told["I19"].base, told["I19"].expected) == (Decimal("0.33"), 3, 3)
    assert part(told["I19"], "gained_share", "stage_share", "prototypes", "products") == [Decimal("33.3"), 50, 1, 0]


def test_emissions(told):
    """10 + 5 measured, 7 estimated, by two methods: added up, and marked."""
    assert (told["I20"].value, told["I20"].base) == (22, 2)
    assert part(told["I20"], "measured", "estimated", "methods", "mixed") == [15, 7, 2, 1]
