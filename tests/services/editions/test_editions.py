"""A whole cohort anew: shown first, then made in one transaction or not at all."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from incubator.demo import make
from incubator.errors import Refused
from incubator.outbox.models import Letter
from programs.calls.models import Call
from programs.messages import actions as messages
from programs.messages.models import CohortMessage
from programs.milestones.models import Milestone, PlanTemplate
from programs.partners.holidays import is_working
from programs.partners.models import Cohort
from programs.statements.models import Period
from services.editions import actions, plans
from services.ledger.models import Allowance, Entitlement
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
ADDRESS = "/en/admin/services/allowance/edition/"
NAMES = {"fr": "Promotion 2", "en": "Cohort 2", "ar": "الفوج 2"}


@pytest.fixture
def cohort():
    """Last year's: a call, a plan, two half-years, an allowance, and a grant besides."""
    starts = timezone.localdate() - timedelta(days=100)
    cohort = make.cohort(starts_on=starts, ends_on=starts + timedelta(days=364), places=12)
    place = make.enrolment(of=cohort)
    Call.objects.filter(cohort=cohort).update(starts_on=starts)
    make.milestone(of=place, title_fr="Prototype")
    make.period(
        of=cohort,
        state="planned",
        title_fr="Semestre 1",
        first_day=date(2026, 1, 1),
        last_day=date(2026, 6, 30),
        due_on=date(2026, 7, 31),
    )
    make.allowance(of=cohort, amount=8)
    messages.prepare(cohort.pk, by=make.staff(), subject_fr="Bienvenue", text_fr="Rendez-vous lundi.")
    make.entitlement(of=place.startup, kind="training", amount=3, cohort=cohort)
    return cohort


@pytest.fixture
def wanted(cohort):
    return plans.Wanted(cohort.starts_on + timedelta(days=365), "p2", NAMES)


def typed(cohort, wanted, **more):
    names = {f"name_{code}": words for code, words in wanted.names.items()}
    return {"cohort": cohort.pk, "starts_on": wanted.starts_on.isoformat(), "code": wanted.code, **names, **more}


def test_the_rehearsal_shows_everything_with_its_dates_and_writes_nothing(cohort, wanted):
    with nothing_written():
        edition = plans.rehearse(cohort, wanted)

    assert is_working(edition.starts_on)
    assert edition.ends_on == edition.starts_on + timedelta(days=364)
    assert edition.opens_on == timezone.localdate(edition.call.opens_at) + timedelta(days=365)
    period = edition.periods[0]
    assert (period.first_day, period.last_day) == (date(2027, 1, 1), date(2027, 6, 30))
    assert is_working(period.due_on)
    assert [(one.kind, one.amount, one.is_derived) for one in edition.allowances] == [
        ("coaching", 8, False),
        ("training", 3, True),
    ]


def test_everything_is_made_and_nothing_is_published_opened_or_granted(cohort, wanted, staff):
    granted = Entitlement.objects.count()
    shown = plans.rehearse(cohort, wanted)

    made = actions.begin_anew(cohort.pk, wanted, by=staff)

    call = Call.objects.get(cohort=made)
    assert (call.state, call.copied_from.cohort, call.starts_on) == ("draft", cohort, shown.starts_on)
    assert (made.starts_on, made.ends_on, made.places) == (shown.starts_on, shown.ends_on, cohort.places)
    period = Period.objects.get(cohort=made)
    assert (period.first_day, period.due_on, period.state) == (
        shown.periods[0].first_day, shown.periods[0].due_on, "planned",
    )  # fmt: skip
    assert {(row.kind, row.amount, row.is_for_newcomers) for row in Allowance.objects.filter(cohort=made)} == {
        ("coaching", 8, False),
        ("training", 3, False),
    }
    assert Entitlement.objects.count() == granted
    message = CohortMessage.objects.get(cohort=made)
    assert (message.subject_fr, message.state, message.is_addressed) == ("Bienvenue", "prepared", False)
    assert not Letter.objects.filter(kind__startswith="programs.messages").exists()


def test_the_plan_is_a_copy_that_leaves_last_years_as_it_was(cohort, wanted, staff):
    template = make.plan(of=cohort.programme)
    item = template.items.first()
    Milestone.objects.filter(enrolment__cohort=cohort).update(item=item)

    actions.begin_anew(cohort.pk, wanted, by=staff)

    copy = PlanTemplate.objects.exclude(pk=template.pk).get(name_fr__endswith="Promotion 2")
    assert [row.title_fr for row in copy.items.all()] == [row.title_fr for row in template.items.all()]
    copy.items.all().delete()
    assert template.items.exists()


@pytest.mark.parametrize(("field", "more"), [("code", {"code": "taken"}), ("starts_on", {"days": -1})])
def test_what_cannot_be_is_refused_and_nothing_is_left_half_made(cohort, wanted, staff, field, more):
    make.cohort(code="taken")
    before = Cohort.objects.count()
    day = timezone.localdate() + timedelta(days=more["days"]) if "days" in more else wanted.starts_on

    with pytest.raises(Refused) as told:
        actions.begin_anew(cohort.pk, plans.Wanted(day, more.get("code", "p2"), NAMES), by=staff)

    assert told.value.field == field
    assert Cohort.objects.count() == before


def test_the_opening_of_the_call_lies_ahead_too(cohort, wanted, staff):
    """The cohort would start tomorrow, its call would have opened long ago."""
    soon = plans.Wanted(timezone.localdate() + timedelta(days=1), "p2", NAMES)
    Call.objects.filter(cohort=cohort).update(opens_at=timezone.now() - timedelta(days=300))

    with pytest.raises(Refused) as told:
        actions.begin_anew(cohort.pk, soon, by=staff)

    assert told.value.field == "starts_on"
    assert not Cohort.objects.filter(code="p2").exists()


def test_a_cohort_without_a_call_begins_anew_by_itself(staff):
    cohort = make.cohort(starts_on=timezone.localdate())
    wanted = plans.Wanted(timezone.localdate() + timedelta(days=370), "p2", NAMES)

    made = actions.begin_anew(cohort.pk, wanted, by=staff)

    assert made.programme == cohort.programme
    assert not Call.objects.filter(cohort=made).exists()
    with translation.override("en"):
        assert "had no call" in plans.to_check(plans.rehearse(cohort, wanted))[1]


def test_staff_choose_see_and_make(client, cohort, wanted, staff):
    client.force_login(staff)
    assert f'value="{cohort.pk}" selected' in client.get(f"{ADDRESS}?cohort={cohort.pk}").text

    with nothing_written():
        shown = client.post(ADDRESS, typed(cohort, wanted))
    assert "Half-year" in shown.text
    assert "as granted last time" in shown.text
    assert "Bienvenue" in shown.text
    assert not Cohort.objects.filter(code="p2").exists()

    made = client.post(ADDRESS, typed(cohort, wanted, confirm="1"))
    page = client.get(made.url).text

    new = Cohort.objects.get(code="p2")
    assert reverse("admin:programs_cohort_change", args=[new.pk]) in page
    draft = CohortMessage.objects.get(cohort=new)
    assert reverse("admin:programs_cohortmessage_change", args=[draft.pk]) in page
    assert "nobody yet" in page
    assert reverse("admin:programs_call_change", args=[Call.objects.get(cohort=new).pk]) in page
    assert client.post(ADDRESS, typed(cohort, wanted, confirm="1")).status_code == 422


@pytest.mark.parametrize(
    "bad", [{"starts_on": "2020-01-01"}, {"starts_on": "9999-01-01"}, {"code": "é"}, {"cohort": "x"}, {"name_fr": ""}]
)
def test_what_does_not_hold_is_told_beside_its_field(client, cohort, wanted, staff, bad):
    client.force_login(staff)

    assert client.post(ADDRESS, typed(cohort, wanted, confirm="1") | bad).status_code == 422
    assert not Cohort.objects.filter(code="p2").exists()


def test_nobody_else_finds_it(client, cohort):
    client.force_login(make.person())

    assert client.get(ADDRESS).status_code in {302, 404}
    assert client.get(f"{ADDRESS}{cohort.pk}/").status_code in {302, 404}
