"""Reports at the desk: asked for, looked at, released by steps; live figures beside them."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.reports.snapshots.models import Convention, Report, Schedule
from tests.conftest import nothing_written
from tests.reports import given
from tests.reports.snapshots import quick

pytestmark = pytest.mark.django_db
LIST = "/admin/reports/report/"


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    client.get(LIST)
    return client


def at(name, *args):
    return reverse(f"admin:reports_{name}", args=args)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_report_and_three(desk, rows, django_assert_max_num_queries):
    made = [quick.report("published") for _ in range(rows)]
    desk.get(LIST)

    with nothing_written(), django_assert_max_num_queries(12):
        page = desk.get(LIST).text

    assert all(report.convention.title in page for report in made)


def test_staff_ask_for_a_report_and_the_clock_makes_it(desk):
    convention = make.convention()
    days = {"first_day": "2026-01-01", "last_day": "2026-06-30"}

    answer = desk.post(at("report_add"), {"convention": convention.pk, "cohort": "", **days})

    report = Report.objects.get()
    assert answer.status_code == 302
    assert (report.state, report.first_day) == ("generating", date(2026, 1, 1))
    assert "0/" in desk.get(LIST).text


def test_what_is_refused_stands_beside_its_field_and_nothing_is_lost(desk):
    convention = make.convention()
    days = {"first_day": "2026-07-01", "last_day": str(timezone.localdate())}

    answer = desk.post(at("report_add"), {"convention": convention.pk, "cohort": "", **days})

    assert answer.status_code == 422
    assert not Report.objects.exists()
    assert 'value="2026-07-01"' in answer.text
    assert "pas terminée" in answer.text


def test_the_page_shows_the_figures_to_look_at(desk, django_assert_max_num_queries):
    report = quick.report()
    page = at("report_change", report.pk)
    desk.get(page)

    with nothing_written(), django_assert_max_num_queries(16):
        shown = desk.get(page).text

    assert "1 395 000 MAD" in shown.replace("\xa0", " ").replace("\u202f", " ")
    assert "4 sur 6" in shown
    assert "trop peu" in shown


def test_comments_are_typed_on_the_page_until_it_is_published(desk):
    report = quick.report()
    page = at("report_change", report.pk)

    desk.post(page, {"comment_fr": "Bon semestre.", "comment_en": "", "comment_ar": "نصف سنة جيد."})

    report.refresh_from_db()
    assert report.comment_ar == "نصف سنة جيد."
    published = quick.report("published")
    assert 'name="comment_fr"' not in desk.get(at("report_change", published.pk)).text


def test_a_report_is_reviewed_and_published_by_steps_with_its_letters_shown_first(desk):
    report = quick.report()
    reader = make.reader(of=report.convention)
    desk.post(at("report_step", report.pk, "review"))

    foreseen = desk.post(at("report_step", report.pk, "publish"))
    assert foreseen.status_code == 200
    assert "1 message" in foreseen.text
    assert "objectif" in foreseen.text
    report.refresh_from_db()
    assert report.state == "reviewed"

    desk.post(at("report_step", report.pk, "publish"), {"confirm": "1"})
    report.refresh_from_db()
    assert report.state == "published"
    assert reader


def test_a_correction_leads_to_the_new_version_and_lists_what_differs(desk):
    old = quick.report("published")

    answer = desk.post(at("report_step", old.pk, "correct"), {"reason_fr": "Deux emplois oubliés."})

    made = Report.objects.get(replaces=old)
    assert answer.url == at("report_change", made.pk)
    quick.finished(made, numbers={"I12": given.Number(21, 4, 6)})
    assert "21" in re.search(r"depuis la version 1.*?</table>", desk.get(answer.url).text, re.DOTALL).group()


def test_one_that_is_discarded_leads_back_to_its_convention(desk):
    report = quick.report()

    answer = desk.post(at("report_step", report.pk, "discard"), {"reason": "Mauvaise période."})

    assert answer.url == at("convention_change", report.convention_id)
    assert not Report.objects.exists()
    assert "Mauvaise période." in desk.get(answer.url).text


def test_a_report_that_failed_says_why(desk):
    report = make.report(state="failed")
    assert "La préparation a échoué." in desk.get(at("report_change", report.pk)).text
    assert report.convention.title in desk.get(LIST + "?standing=failed").text


@pytest.mark.parametrize(
    "asked", ["", "?first_day=2026-01-01&last_day=2026-06-30", "?about=c999&first_day=2026-01-01&last_day=2026-06-30"]
)
def test_live_figures_are_computed_now(desk, asked, django_assert_max_num_queries):
    make.convention()
    desk.get(at("report_live"))

    with nothing_written(), django_assert_max_num_queries(12):
        page = desk.get(at("report_live") + asked)

    assert page.status_code == (422 if "c999" in asked else 200)


def test_live_figures_lead_to_a_report_of_them(desk):
    cohort = make.cohort()
    page = desk.get(at("report_live") + f"?about=c{cohort.pk}&first_day=2026-01-01&last_day=2026-06-30")

    link = re.search(r'href="(/admin/reports/report/add/[^"]+)"', page.text).group(1).replace("&amp;", "&")
    form = desk.get(link).text

    assert f'<option value="{cohort.pk}" selected>' in form
    assert 'value="2026-06-30"' in form


def test_days_in_the_wrong_order_are_said_beside_their_field(desk):
    page = desk.get(at("report_live") + "?first_day=2026-06-30&last_day=2026-01-01")
    assert page.status_code == 422
    assert "précède le début" in page.text


def test_these_pages_do_not_exist_for_others(client, stranger):
    report = quick.report("published")
    client.force_login(stranger)
    for page in (LIST, at("report_live"), at("report_change", report.pk), at("report_step", report.pk, "correct")):
        assert client.get(page).status_code == 404


def test_a_convention_is_kept_with_its_targets(desk):
    programme, partner = make.programme(), make.partner()
    inline = {"targets-TOTAL_FORMS": "0", "targets-INITIAL_FORMS": "0"}
    values = {"partner": partner.pk, "since": "2026-01-01", "until": "2025-01-01", "programmes": [programme.pk]}

    refused = desk.post(at("convention_add"), {**values, "title_fr": "Cadre", **inline})
    assert "précède le début" in refused.text
    assert not Convention.objects.exists()

    desk.post(at("convention_add"), {**values, "until": "", "title_fr": "Cadre", **inline})
    made = Convention.objects.get()
    make.reader(of=made, who=make.person(name="Salma Idrissi"))
    assert "Salma Idrissi" in desk.get(at("convention_change", made.pk)).text


def test_a_schedule_is_kept_with_its_next_day_and_moves_by_steps(desk, staff):
    convention = make.convention()
    typed = {"convention": convention.pk, "cohort": "", "rule": "quarterly", "on_day": "5", "owner": staff.pk}

    desk.post(at("schedule_add"), typed)

    made = Schedule.objects.get()
    assert made.next_on
    desk.post(at("schedule_step", made.pk, "pause"))
    made.refresh_from_db()
    assert made.state == "paused"
    refused = desk.post(at("schedule_change", made.pk), {**typed, "cohort": make.cohort().pk, "on_day": "32"})
    assert "31" in refused.text
    assert "convention" in refused.text


def test_a_question_is_answered_at_the_desk(desk):
    asked = make.question(of=quick.report("published"))
    assert str(asked) in desk.get(at("question_changelist") + "?standing=open").text

    desk.post(at("question_step", asked.pk, "answer"), {"answer": "Des déclarations."})

    asked.refresh_from_db()
    assert asked.answer == "Des déclarations."
