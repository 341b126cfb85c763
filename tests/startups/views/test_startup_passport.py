"""The passport: each fact with its day and source, what is old, and one click to say that nothing has changed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from startups.actions import profile
from startups.freshness import CONFIRMED, FRESH_MONTHS, is_stale
from startups.models import Observation
from startups.states import Fact, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def passport(company):
    return reverse("startups:startup_passport", args=[company.slug])


@pytest.fixture
def old(company):
    return make.observation(of=company, fact=Fact.TRL, value=4, on=timezone.localdate() - timedelta(days=300))


def confirm(company, fact=Fact.TRL):
    return reverse("startups:fact_confirm", args=[company.slug, fact])


def test_every_fact_has_an_age_from_which_it_is_old():
    assert set(FRESH_MONTHS) == set(Fact)


@pytest.mark.parametrize(
    ("fact", "day", "stale"),
    [
        (Fact.FTE, date(2026, 5, 31), False),
        (Fact.FTE, date(2026, 5, 27), True),
        (Fact.FTE, date(2026, 5, 28), False),
        (Fact.REVENUE, date(2026, 5, 27), False),
        (Fact.REVENUE, date(2025, 11, 27), True),
    ],
)
def test_a_fact_is_old_after_its_months(fact, day, stale):
    """Told on 30 November: half a year before is 28 May, the last day that every month has."""
    assert is_stale(fact, day, today=date(2026, 11, 30)) is stale


def test_each_fact_is_shown_with_day_source_and_who_entered_it(company, cast, looks, passport, old):
    today = timezone.localdate()
    profile.report(company.pk, facts={"revenue": 125_000}, observed_on=today, source="Bilan 2025", by=cast.staff)
    profile.report(company.pk, facts={"stage": Stage.MVP}, observed_on=today, by=cast.owner)

    text = looks(passport, cast.reader).text

    assert "Bilan 2025 · The programme" in text
    assert "125,000 MAD" in text
    assert "Owner Canary" in text
    assert "not known yet" in text
    assert text.count("to confirm") == 1


def test_confirming_adds_an_observation_of_today(company, cast, answers, passport, old):
    page = answers(confirm(company), cast.editor, {"seen": old.pk})
    answers(confirm(company), cast.editor, {"seen": old.pk})

    made = company.observations.get(source=CONFIRMED)
    assert page.url == passport
    assert (made.number, made.observed_on, made.by) == (4, timezone.localdate(), cast.editor)
    text = answers(passport, cast.owner).text
    assert "confirmed by the team" in text
    assert 'class="chart spark"' in text
    assert "to confirm" not in text


@pytest.mark.parametrize("seen", ["", "0", "x", "9" * 30])
def test_what_was_changed_in_the_meantime_is_not_confirmed_unseen(company, cast, answers, client, passport, old, seen):
    answers(confirm(company), cast.owner, {"seen": seen})

    assert "changed in the meantime" in client.get(passport).text
    assert Observation.objects.count() == 1


def test_only_those_who_edit_confirm(company, cast, answers, old):
    data = {"seen": old.pk}

    assert answers(confirm(company), cast.reader, data).status_code == 403
    assert answers(confirm(company), cast.stranger, data).status_code == 404
    assert answers(confirm(company), cast.owner).status_code == 405
    assert answers(confirm(company, "colour"), cast.owner, data).status_code == 404
    assert not Observation.objects.filter(source=CONFIRMED).exists()


def test_what_the_record_lacks_is_marked(company, cast, looks, passport):
    assert "missing" in looks(passport, cast.owner).text


def test_staff_find_old_facts_of_all_startups(company, cast, answers, old):
    make.observation(of=company, fact=Fact.FTE, value=3)
    make.observation(of=make.startup(), on=timezone.localdate() - timedelta(days=400))
    renewed = make.startup()
    make.observation(of=renewed, on=timezone.localdate() - timedelta(days=400))
    make.observation(of=renewed)
    address = reverse("admin:startups_observation_changelist")

    assert "2 observations" in answers(address + "?age=stale", cast.staff).text
    assert "4 observations" in answers(address + "?age=current", cast.staff).text
    assert answers(reverse("admin:startups_observation_change", args=[old.pk]), cast.staff).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_passport_costs_the_same_however_long_the_course(company, cast, costs, passport, rows):
    for n in range(rows):
        make.observation(of=company, value=n + 1, on=timezone.localdate() - timedelta(days=n))

    costs(passport, cast.owner, 6)
