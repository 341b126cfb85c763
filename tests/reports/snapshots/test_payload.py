"""What stands in a snapshot: figures with targets and the period before, splits, lists without names, who paid."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from incubator.demo import make
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.wording import word
from incubator.reports.indicators import INDICATORS
from incubator.reports.scope import Scope
from incubator.reports.snapshots.shapes import Snapshot, digest
from incubator.reports.snapshots.sources import paid
from incubator.text import search_key
from programs.cohorts.models import Enrolment
from programs.statements.models import Period, Statement, Value
from services.ledger.models import Entry
from startups.models import Alias, Startup

pytestmark = pytest.mark.django_db
CANARY, FORMER = "Kanarizan Kandil", "Zerfoufa Qandila"
H1, H2 = (date(2026, 1, 1), date(2026, 6, 30)), (date(2025, 7, 1), date(2025, 12, 31))


@pytest.fixture
def cohort():
    return make.cohort(places=20)


@pytest.fixture
def convention(cohort):
    return make.convention(of=cohort.programme)


def place(cohort, number=0):
    """A startup with a canary in its name, in the cohort since the beginning of last year."""
    startup = make.startup(name=f"{CANARY} {number}")
    Alias.objects.create(startup=startup, name=FORMER, search_key=search_key(FORMER))
    since = datetime(2025, 1, 6, 9, tzinfo=UTC)
    entry = {"fte_at_entry": 1, "region_at_entry": "MA-06" if number else "MA-09"}
    return Enrolment.objects.create(cohort=cohort, startup=startup, enrolled_at=since, **entry)


def declare(cohort, days, *declared):
    period, _new = Period.objects.get_or_create(
        cohort=cohort, first_day=days[0], last_day=days[1], defaults={"title_fr": "S", "due_on": date(2026, 11, 1)}
    )
    for who, staff in declared:
        made = Statement.objects.create(period=period, enrolment=who, startup=who.startup, state="verified")
        Value.objects.create(statement=made, measure="fte", number=staff)


def a_report(convention, days=H1, **asked):
    return make.report(of=convention, first_day=days[0], last_day=days[1], **asked)


def told(report):
    return Snapshot.read(report.payload)


def test_every_figure_stands_in_it_with_its_base_and_its_target(cohort, convention):
    declare(cohort, H1, *[(place(cohort, n), 5) for n in range(4)])
    place(cohort, 9)
    year = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31)}
    convention.targets.create(code="I12", value=30, **year)
    convention.targets.create(code="I12", value=40, first_day=date(2026, 4, 1), last_day=date(2026, 12, 31))
    convention.targets.create(code="I05", value=9, first_day=date(2027, 1, 1), last_day=date(2027, 12, 31))

    numbers = told(a_report(convention)).numbers

    assert set(numbers) == set(INDICATORS)
    jobs = numbers["I12"]
    assert (jobs.value, jobs.base, jobs.expected, jobs.target) == (20, 4, 5, 40)
    assert numbers["I05"].target is None


def test_the_period_before_is_as_it_was_told_then(cohort, convention):
    places = [place(cohort, n) for n in range(3)]
    declare(cohort, H2, *[(one, 2) for one in places])
    declare(cohort, H1, *[(one, 5) for one in places])
    assert told(a_report(convention)).numbers["I12"].before == 6  # not published: as it stands today

    other = make.convention(of=cohort.programme)
    a_report(other, H2, state="published")
    Value.objects.filter(statement__period__last_day=H2[1]).update(number=9)
    snapshot = told(a_report(other))

    assert snapshot.numbers["I12"].before == 6
    assert [(point.last_day, point.value) for point in snapshot.courses["I12"]] == [(H2[1], 6)]


@pytest.mark.parametrize("keeps", [False, True])
def test_the_period_before_does_not_tell_of_too_few(cohort, keeps):
    agreed = make.convention(of=cohort.programme, keeps_small_cells=keeps)
    places = [place(cohort, n) for n in range(3)]
    declare(cohort, H2, (places[0], 2))
    a_report(agreed, H2, state="published")

    snapshot = told(a_report(agreed))

    assert snapshot.numbers["I12"].before == (2 if keeps else None)
    assert snapshot.courses["I12"][0].value == (2 if keeps else None)


def test_a_report_of_another_length_is_not_the_period_before(cohort, convention):
    places = [place(cohort, n) for n in range(3)]
    declare(cohort, H2, *[(one, 2) for one in places])
    a_report(convention, (date(2025, 10, 1), H2[1]), state="published")

    assert told(a_report(convention)).courses == {}


@pytest.mark.parametrize("keeps", [False, True])
def test_cells_of_too_few_are_hidden_unless_the_convention_says_so(cohort, keeps):
    agreed = make.convention(of=cohort.programme, keeps_small_cells=keeps)
    declare(cohort, H1, *[(place(cohort, n), 5) for n in range(5)])  # one in MA-09, four in MA-06

    cells = {cell.key: cell for cell in told(a_report(agreed)).splits["I12"]["region"]}

    assert cells["MA-09"].is_hidden is not keeps
    assert cells["MA-09"].value == (5 if keeps else None)


def test_rows_of_a_split_keep_their_words_in_three_languages(cohort, convention):
    declare(cohort, H1, *[(place(cohort, n), 5) for n in range(4)])

    split = told(a_report(convention)).splits["I12"]

    assert split["cohort"][0].words["ar"] == cohort.name_ar
    assert all(cell.words == {} for cell in split["region"])


def test_lists_stand_by_key_and_not_by_name(cohort, convention):
    places = [place(cohort, n) for n in (3, 1, 2)]
    declare(cohort, H1, *[(one, 5) for one in places])

    rows = told(a_report(convention)).behind["I12"]

    assert [row.startup for row in rows] == sorted(one.startup_id for one in places)
    assert [row.number for row in rows] == [5, 5, 5]


def test_no_name_of_a_startup_stands_in_a_report_nor_in_its_letters(cohort, convention, staff):
    declare(cohort, H1, *[(place(cohort, n), 5) for n in range(4)])
    reader = make.reader(of=convention)

    report = a_report(convention, state="published", by=staff)

    letter = Letter.objects.get(person=reader)
    said = word(letter, kinds[letter.kind].context(letter))
    everything = json.dumps(report.payload, ensure_ascii=False) + said.text + said.html + said.subject
    key = search_key(everything)
    for canary in (CANARY, FORMER, *Startup.objects.values_list("slug", flat=True)):
        assert canary not in everything
        assert search_key(canary.replace("-", " ")) not in key
    assert report.payload["behind"]["I12"]  # the lists are there


def test_the_order_in_which_rows_were_written_changes_no_byte(cohort, convention):
    places = [place(cohort, n) for n in range(4)]
    declare(cohort, H1, *[(one, n + 1) for n, one in enumerate(places)])
    first = a_report(convention)
    Value.objects.filter(number__lt=3).update(method="x")  # rows move within their table

    again = a_report(make.convention(of=cohort.programme, partner=convention.partner))

    assert digest(again.payload) == first.digest


def consumed(cohort, amount, on, *, source, kind="coaching", back=0):
    """So many credits of a startup of the cohort, used up on a day."""
    startup = place(cohort).startup
    grant = make.entitlement(
        of=startup, amount=20, kind=kind, source=source, starts_on=date(2025, 1, 1), ends_on=date(2027, 12, 31)
    )
    service = make.service(kind=kind)
    held = Entry.objects.create(entitlement=grant, verb="hold", amount=-amount, service=service)
    at = datetime(on.year, on.month, on.day, 11, tzinfo=UTC)
    Entry.objects.create(entitlement=grant, verb="consume", amount=0, closes=held, service=service, at=at)
    if back:
        more = {"reason": "Rendu", "kind_of_thing": "x", "key_of_thing": "1", "at": at}
        Entry.objects.create(entitlement=grant, verb="adjust", amount=back, **more)


def test_who_paid_is_told_by_source_and_kind_without_counting_twice(cohort):
    green, house = make.source(code="a", name_ar="الأخضر"), make.source(code="b")
    consumed(cohort, 5, date(2026, 3, 1), source=green, back=2)
    consumed(cohort, 4, date(2026, 3, 2), source=green)
    consumed(cohort, 3, date(2026, 3, 3), source=green, kind="training")
    consumed(cohort, 2, date(2026, 3, 3), source=house)
    consumed(cohort, 9, date(2026, 7, 1), source=house)
    consumed(make.cohort(), 9, date(2026, 3, 1), source=house)

    rows = paid(Scope(*H1, programmes=(cohort.programme_id,)))

    assert [(row.words["fr"], row.kind, row.credits) for row in rows] == [
        (green.name_fr, "coaching", Decimal(7)),
        (green.name_fr, "training", Decimal(3)),
        (house.name_fr, "coaching", Decimal(2)),
    ]
    assert rows[0].words["ar"] == "الأخضر"
