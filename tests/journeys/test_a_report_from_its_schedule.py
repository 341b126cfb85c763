"""J5 with script off: a schedule is due, the clock makes the report, staff review and publish, the letter has the figures; then a
figure proves wrong: a correction shows what differs, its reader sees the new version, and the old one stays readable.
"""

import re
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.wording import word
from incubator.reports.snapshots.models import Report
from incubator.reports.tasks import make_due, open_due
from programs.cohorts.models import Enrolment
from programs.statements.models import Period, Statement, Value
from tests.look.sweep import sign_in
from tests.paper.reading import text_of

pytestmark = pytest.mark.django_db(transaction=True)


def declared(cohort, last, staff):
    """Startups that were there all year and told how many people they pay."""
    period = Period.objects.create(
        cohort=cohort, title_fr="S", first_day=date(last.year, 1, 1), last_day=last, due_on=timezone.localdate()
    )
    since = datetime(last.year - 1, 1, 6, 9, tzinfo=UTC)
    for fte in staff:
        who = Enrolment.objects.create(cohort=cohort, startup=make.startup(), enrolled_at=since)
        made = Statement.objects.create(period=period, enrolment=who, startup=who.startup, state="verified")
        Value.objects.create(statement=made, measure="fte", number=fte)


def all_made():
    """What the clock does, tick after tick."""
    make_due()
    while Report.objects.to_make().exists():
        make_due()


def released(page):
    page.click("text=Relu")
    page.click("input[type=submit].default")
    page.click("text=Publier")
    page.click("input[type=submit].default")
    assert "1 message partira" in page.inner_text("#content")
    page.click("input[type=submit].default")


def corrected(page, report):
    """One startup had forgotten two people."""
    Value.objects.filter(number=6).update(number=8)
    page.goto(f"/admin/reports/report/{report.pk}/change/")
    page.click("text=Faire une correction")
    page.fill("#id_reason_fr", "Une startup avait oublié deux personnes.")
    page.click("input[type=submit].default")
    all_made()
    page.goto("/admin/reports/report/?standing=to_review")
    page.click("#result_list tbody a")
    changed = page.locator(".h-beside table").last.locator("tr", has_text="Emplois").first.inner_text()
    assert re.search(r"15\b.*17\b", " ".join(changed.split()))
    released(page)


def both_versions_are_read(page, report, tmp_path):
    page.goto("/reports/")
    page.click("main .z-list a")
    assert page.url.endswith(report.get_absolute_url())
    assert "Une startup avait oublié deux personnes." in page.inner_text("main")
    page.locator("summary", has_text="Ce qui a changé").click()
    told = page.locator(".z-data tr", has_text="Emplois").first.inner_text()
    assert re.search(r"15 ETP.*17 ETP", " ".join(told.split()))
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Télécharger le PDF").click()
    waiting.value.save_as(tmp_path / "report.pdf")
    assert "Une startup avait oublié deux personnes." in " ".join(
        text_of((tmp_path / "report.pdf").read_bytes()).split()
    )

    page.click("text=La version précédente")
    assert "Cette version a été corrigée" in page.inner_text("main")
    assert "15 ETP" in page.inner_text("main").replace("\xa0", " ")
    page.click("text=Lire la version 2")
    assert page.url.endswith(report.get_absolute_url())


def scheduled(page, agreed):
    page.goto("/admin/reports/schedule/add/")
    page.select_option("#id_convention", label=agreed.title_fr)
    page.select_option("#id_rule", "freeze")
    page.click("input[name=_save]")
    Period.objects.update(state="frozen", frozen_at=timezone.now())
    open_due()
    page.goto("/admin/reports/report/")
    assert "en préparation" in page.inner_text("#result_list")


def reviewed(page):
    all_made()
    page.goto("/admin/")
    page.click("text=Rapports à relire")
    page.click("#result_list tbody a")
    assert "15" in page.inner_text("tr:has(th:has-text('I12'))")
    page.fill("#id_comment_fr", "Quinze emplois.")
    page.click("input[name=_continue]")
    released(page)


def test_a_report_goes_from_its_schedule_to_the_letter_and_is_corrected(open_page, live_server, tmp_path):
    officer = make.staff()
    agreed = make.convention(title_fr="Convention cadre", may_see_names=True)
    agreed.targets.create(code="I12", value=20, first_day=date(2020, 1, 1), last_day=date(2039, 12, 31))
    reader = make.reader(of=agreed)
    declared(make.cohort(of=agreed.programmes.get(), places=9), date(2026, 6, 30), (4, 5, 6))
    page = open_page("fr", script=False)
    sign_in(page, officer)

    scheduled(page, agreed)
    reviewed(page)

    letter = Letter.objects.get(person=reader)
    said = word(letter, kinds[letter.kind].context(letter)).text.replace("\xa0", " ")
    assert re.search(r"15 ETP \(objectif : 20 ETP\)", said)
    assert Report.objects.get().comment_fr == "Quinze emplois."

    corrected(page, Report.objects.get())
    partner = open_page("fr", script=False)
    sign_in(partner, reader)
    both_versions_are_read(partner, Report.objects.get(version=2), tmp_path)
