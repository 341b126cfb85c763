"""What a partner reads: its reports, one report, its versions and questions; and who reads nothing of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from incubator.demo import make
from incubator.reports.pages.smallness import told_parts, without_hidden
from incubator.reports.snapshots.models import Convention, Question, Report
from incubator.reports.snapshots.shapes import Number, Slice, digest
from programs.partners.models import Mandate
from startups.states import CompanionKind
from tests.conftest import nothing_written
from tests.reports import given

pytestmark = pytest.mark.django_db
PAGES = ("report_detail", "report_pdf", "report_xlsx", "report_csv", "report_machine_csv")


@pytest.fixture
def agreed():
    return given.convention()


@pytest.fixture
def reader(agreed):
    return given.reader_of(agreed)


def page_of(client, person, address):
    client.force_login(person)
    with nothing_written():
        answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.text


def row_of(page, code):
    """The line of one indicator in the table of all figures."""
    table = page.split('id="h-figures"')[1].split("</table>")[0]
    return next(row for row in table.split("<tr>") if f"/figures/{code}/" in row)


def test_the_report_tells_value_target_last_period_and_who_reported(client, agreed, reader):
    page = page_of(client, reader, given.report(of=agreed).get_absolute_url())

    assert "troisième trimestre 2026" in page
    assert "Fonds Vert Partenaires" in page
    jobs = row_of(page, "I12")
    assert "<b><bdi>19\u00a0ETP</bdi></b>" in jobs
    assert "95\u00a0%" in jobs  # of its target of 20
    assert "+5" in jobs
    assert "4 sur 6" in jobs


def test_all_twenty_stand_in_the_table_and_what_was_not_reported_is_never_zero(client, agreed, reader):
    page = page_of(client, reader, given.report(of=agreed).get_absolute_url())

    assert all(row_of(page, f"I{n:02}") for n in range(1, 21))
    assert "non communiqué" in row_of(page, "I20")
    assert "sans objet" in row_of(page, "I18")


def test_a_figure_of_fewer_than_three_startups_is_hidden_with_its_base(client, agreed, reader):
    page = page_of(client, reader, given.report(of=agreed).get_absolute_url())

    assert "n &lt; 3" in row_of(page, "I15")
    assert "183,9" not in page
    assert "1 sur 6" not in page


def test_a_convention_may_keep_small_figures(client):
    agreed = given.convention(keeps_small_cells=True)

    page = page_of(client, given.reader_of(agreed), given.report(of=agreed).get_absolute_url())

    assert "183,9" in row_of(page, "I15")


def test_what_the_agreement_no_longer_lets_be_seen_is_hidden_though_it_was_drawn_before(client, reader, agreed):
    Convention.objects.update(keeps_small_cells=True)
    report = given.report(of=agreed)
    assert "183,9" in page_of(client, reader, report.get_absolute_url())

    Convention.objects.update(keeps_small_cells=False)

    assert "183,9" not in page_of(client, reader, report.get_absolute_url())


def test_what_is_drawn_anew_is_shown_anew(client, agreed, staff):
    draft = given.report(of=agreed, state="draft", published_at=None)
    assert "19\u00a0ETP" in row_of(page_of(client, staff, draft.get_absolute_url()), "I12")
    payload = given.snapshot(numbers={"I12": Number(Decimal(23), 5, 6)}).payload()

    Report.objects.filter(pk=draft.pk).update(payload=payload, digest=digest(payload))

    assert "23\u00a0ETP" in row_of(page_of(client, staff, draft.get_absolute_url()), "I12")


def test_figures_that_were_drawn_before_are_not_read_again(client, agreed, reader):
    report = given.report(of=agreed)
    page_of(client, reader, report.get_absolute_url())

    with CaptureQueriesContext(connection) as asked:
        client.get(report.get_absolute_url())

    assert not any('"payload"' in query["sql"] for query in asked)


def test_hidden_cells_of_a_split_stay_hidden_and_so_does_what_would_tell_them(client, agreed, reader):
    page = page_of(client, reader, given.report(of=agreed).get_absolute_url())

    regions = page.split('id="s-region"')[1].split("</table>")[0]
    assert regions.count("masqué") == 2
    assert "Souss-Massa" in regions


def test_charts_are_drawn_where_there_is_a_course_and_have_their_numbers(client, agreed, reader):
    page = page_of(client, reader, given.report(of=agreed).get_absolute_url())

    assert all(f'id="c-{key}"' in page for key in ("jobs", "path", "money", "hours"))
    assert "De 9\u00a0ETP (T1 2026) à 19\u00a0ETP (T3 2026)." in page
    bare = given.report(of=agreed, told=given.snapshot(courses={}), first_day=date(2026, 4, 1))
    assert 'id="c-jobs"' not in page_of(client, reader, bare.get_absolute_url())


def test_who_paid_is_told_by_source_and_kind(client, agreed, reader):
    page = page_of(client, reader, given.report(of=agreed).get_absolute_url())

    sources = page.split('id="h-sources"')[1].split("</table>")[0]
    assert "Fonds vert" in sources
    assert "92,5" in sources


@pytest.mark.parametrize("rows", [1, 3])
def test_the_report_costs_the_same_beside_one_report_and_three(
    client, agreed, reader, rows, django_assert_max_num_queries
):
    report = given.report(of=agreed)
    for n in range(rows):
        given.report(of=agreed, first_day=date(2025, 1 + n, 1), last_day=date(2025, 6, 30))
        Question.objects.create(report=report, text=f"Question {n}", asked_by=reader)
    client.force_login(reader)
    client.get("/account/")  # the first page of a session also notes the device

    with django_assert_max_num_queries(6):
        page = client.get(report.get_absolute_url()).text

    assert page.count("Question ") >= rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_report_and_three(client, agreed, reader, rows, django_assert_max_num_queries):
    reports = [given.report(of=agreed, first_day=date(2026, 1 + n, 1)) for n in range(rows)]
    client.force_login(reader)
    client.get("/account/")

    with django_assert_max_num_queries(4):
        page = client.get(reverse("reports:report_list")).text

    assert all(report.get_absolute_url() in page for report in reports)


@pytest.mark.parametrize("name", PAGES)
def test_a_reader_of_another_partner_finds_nothing(client, agreed, name):
    report = given.report(of=agreed)
    client.force_login(given.reader_of(given.convention()))

    assert client.get(reverse(f"reports:{name}", args=[report.pk])).status_code == 404
    assert report.get_absolute_url() not in client.get(reverse("reports:report_list")).text


def test_a_mandate_that_ended_shows_nothing_any_more(client, agreed, reader):
    report = given.report(of=agreed)
    Mandate.objects.update(since=timezone.localdate() - timedelta(9), until=timezone.localdate() - timedelta(1))
    client.force_login(reader)

    assert client.get(report.get_absolute_url()).status_code == 404
    assert client.get(reverse("reports:report_list")).status_code == 404


def test_founders_coaches_and_strangers_find_no_report(client, agreed, stranger):
    report, startup = given.report(of=agreed), make.startup()
    coach = make.person()
    make.companion(of=startup, who=coach, kind=CompanionKind.COACH)

    for person in (stranger, coach, make.owner_of(startup)):
        client.force_login(person)
        assert client.get(report.get_absolute_url()).status_code == 404
        assert client.get(reverse("reports:report_list")).status_code == 404
        assert reverse("reports:report_list") not in client.get("/dashboard/").text


def test_what_is_not_published_is_seen_by_staff_only(client, agreed, reader, staff):
    draft = given.report(of=agreed, state="draft", published_at=None)

    client.force_login(reader)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert "Non publié" in page_of(client, staff, draft.get_absolute_url())


def test_a_report_without_figures_is_no_page(client, agreed, staff):
    waiting = given.report(of=agreed, state="draft", published_at=None)
    type(waiting).objects.filter(pk=waiting.pk).update(state="generating", payload=None, digest="")
    client.force_login(staff)

    assert client.get(waiting.get_absolute_url()).status_code == 404


def test_a_report_of_which_half_is_there_is_no_page_yet_and_no_fault(client, agreed, staff):
    old = given.report(of=agreed)
    half = {"shape": 1, "numbers": {}}
    made = Report.objects.create(
        convention=agreed,
        state="generating",
        payload=half,
        replaces=old,
        version=2,
        first_day=old.first_day,
        last_day=old.last_day,
    )
    client.force_login(staff)

    assert {client.get(reverse(f"reports:{name}", args=[made.pk])).status_code for name in PAGES} == {404}
    assert client.get("/reports/").status_code == 200
    assert client.get(old.get_absolute_url()).status_code == 200
    assert client.get(reverse("admin:reports_report_change", args=[made.pk])).status_code == 200


def test_reports_stand_in_the_side_bar_of_readers(client, agreed, reader):
    assert reverse("reports:report_list") in page_of(client, reader, "/dashboard/")


def test_a_corrected_version_tells_what_changed_and_the_old_one_leads_to_it(client, agreed, reader):
    old = given.report(of=agreed, state="superseded")
    corrected = given.snapshot(
        numbers={"I12": Number(Decimal(21), 5, 6, {}, Decimal(20), Decimal(14)), "I15": Number(Decimal(90), 2, 6)}
    )
    new = given.report(of=agreed, told=corrected, version=2, replaces=old, reason_fr="Deux déclarations tardives.")

    page = page_of(client, reader, new.get_absolute_url())
    assert "Deux déclarations tardives." in page
    assert "19\u00a0ETP (4 sur 6)" in page
    assert "21\u00a0ETP (5 sur 6)" in page
    assert "183,9" not in page
    before = page_of(client, reader, old.get_absolute_url())
    assert new.get_absolute_url() in before.split('class="z-kpis"')[0]


def test_a_question_reaches_staff_and_its_answer_stands_on_the_page(client, agreed, reader):
    report = given.report(of=agreed)
    client.force_login(reader)

    answer = client.post(reverse("reports:report_ask", args=[report.pk]), {"text": "Qui ?", "code": "I12"})

    assert answer.url == report.get_absolute_url()
    asked = Question.objects.get()
    assert (asked.text, asked.code, asked.asked_by) == ("Qui ?", "I12", reader)
    Question.objects.update(answer="Quatre startups.", answered_at=timezone.now())
    assert "Quatre startups." in page_of(client, reader, report.get_absolute_url())


@pytest.mark.parametrize("told", [{"text": ""}, {"text": "x" * 2001}, {"text": "Qui ?", "code": "I99"}])
def test_a_question_that_cannot_be_sent_comes_back_with_its_reason(client, agreed, reader, told):
    report = given.report(of=agreed)
    client.force_login(reader)

    answer = client.post(reverse("reports:report_ask", args=[report.pk]), told)

    assert answer.status_code == 422
    assert told["text"] in answer.text
    assert not Question.objects.exists()


def test_staff_answer_and_do_not_ask(client, agreed, staff):
    report = given.report(of=agreed)
    client.force_login(staff)

    assert client.post(reverse("reports:report_ask", args=[report.pk]), {"text": "Qui ?"}).status_code == 403
    assert client.get(reverse("reports:report_ask", args=[report.pk])).status_code == 405


def test_a_reader_of_one_partner_lands_on_its_last_report(client, agreed, reader):
    given.report(of=agreed, first_day=date(2025, 1, 1), last_day=date(2025, 6, 30))
    report = given.report(of=agreed)
    reader.set_password("une-phrase-bien-longue-7")
    reader.save(update_fields=["password"])
    sent = {"login": reader.email, "password": "une-phrase-bien-longue-7"}

    assert client.post(reverse("account_login"), sent).url == report.get_absolute_url()
    client.logout()
    given.reader_of(given.convention())
    Mandate.objects.create(partner=make.partner(), person=reader)
    assert client.post(reverse("account_login"), sent).url == "/dashboard/"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_report_speaks_the_language_of_its_address(client, agreed, reader, language):
    report = given.report(of=agreed)
    with translation.override(language):
        page = page_of(client, reader, report.get_absolute_url())

    assert {"en": "third quarter of 2026", "ar": "2026"}[language] in page
    assert {"en": "4 of 6", "ar": "4 من 6"}[language] in page


def test_a_report_that_the_portal_made_is_read_in_every_language(client, reader, agreed):
    agreed.programmes.add(make.programme(name="GreenStart"))
    report = make.report(of=agreed, state="published")

    for language in ("fr", "en", "ar"):
        with translation.override(language):
            assert "GreenStart" in page_of(client, reader, report.get_absolute_url())
            assert client.get(reverse("reports:report_pdf", args=[report.pk])).status_code == 200


def test_a_count_of_one_or_two_files_is_hidden_with_the_next_smallest():
    parts = {"state_rejected": Decimal(9), "state_waitlisted": Decimal(4), "state_accepted": Decimal(1)}

    assert told_parts(parts, 3) == {"state_rejected": Decimal(9)}
    assert told_parts(parts, 0) == parts
    assert told_parts({"state_a": Decimal(2), "state_b": Decimal(2), "state_c": Decimal(9)}, 3) == {
        "state_c": Decimal(9)
    }


def test_money_of_an_instrument_that_its_split_hides_is_no_part_either():
    cells = [Slice("grants", Decimal(900), 4), Slice("equity", None, 0, is_hidden=True)]
    money = Number(Decimal(1000), 5, 6, {"grants": Decimal(900), "equity": Decimal(100), "paid": Decimal(500)})
    told = given.snapshot(numbers={"I16": money}, splits={"I16": {"instrument": cells}})

    assert set(without_hidden(told, 3)["I16"].parts) == {"grants", "paid"}
