"""The report to take away, and open data: the same figures in every format, hidden ones in none, and no name anywhere."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation

from incubator.demo import make
from incubator.reports.pages import papers, telling
from incubator.reports.snapshots.models import Question
from incubator.reports.snapshots.shapes import Number, Slice
from tests.conftest import nothing_written
from tests.paper.reading import language_of, text_of, title_of
from tests.reports import given

pytestmark = pytest.mark.django_db
CANARY = "Canari Zébrure"
FILES = ("report_pdf", "report_xlsx", "report_csv", "report_machine_csv")


@pytest.fixture
def agreed():
    return given.convention(of=make.partner(code="fonds-vert"))


@pytest.fixture
def reader(agreed):
    return given.reader_of(agreed)


def taken(client, person, report, name):
    client.force_login(person)
    with nothing_written():
        answer = client.get(reverse(f"reports:{name}", args=[report.pk]))
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200
    return answer, content


def words_of(name, content):
    """Everything a file says."""
    if name == "report_pdf":
        return text_of(content)
    if name == "report_xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return content.decode("utf-8-sig")


@pytest.mark.parametrize("name", FILES)
def test_every_file_tells_the_figures_and_hides_what_is_hidden(client, agreed, reader, name):
    report = given.report(of=agreed)

    answer, content = taken(client, reader, report, name)

    said = words_of(name, content)
    assert "19" in said
    assert "n < 3" in said
    assert "183" not in said
    kind = {"report_pdf": "pdf", "report_xlsx": "xlsx"}.get(name, "csv")
    assert f"fonds-vert-20260701-20260930-v1.{kind}" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["report_detail", *FILES])
def test_a_startup_that_may_not_be_named_shows_nowhere(client, agreed, reader, name):
    them = [make.startup(name=CANARY), *(make.startup() for _ in range(5))]
    told = given.snapshot(behind={code: given.counted(*them) for code in ("I05", "I12")})
    report = given.report(of=agreed, told=told)

    answer, content = taken(client, reader, report, name)

    everything = (words_of(name, content), repr(answer.headers), content.decode("latin-1"))
    assert not any(word in said for said in everything for word in ("Canari", "canari", them[0].slug))
    client.force_login(reader)
    for code in ("I05", "I12", "I01"):
        page = client.get(reverse("reports:report_figure", args=[report.pk, code]))
        assert "Canari" not in page.text + repr(page.headers)
        assert them[0].slug not in page.text


def test_the_canary_is_seen_where_it_may_be(client):
    agreed = given.convention(may_see_names=True)
    them = [make.startup(name=CANARY), make.startup(), make.startup()]
    report = given.report(of=agreed, told=given.snapshot(behind={"I12": given.counted(*them)}))
    client.force_login(given.reader_of(agreed))

    assert CANARY in client.get(reverse("reports:report_figure", args=[report.pk, "I12"])).text


def test_the_office_file_is_for_a_french_spreadsheet_and_the_other_for_programs(client, agreed, reader):
    report = given.report(of=agreed)

    office = taken(client, reader, report, "report_csv")[1]
    machine = taken(client, reader, report, "report_machine_csv")[1].decode()

    assert office.startswith(b"\xef\xbb\xbf")
    assert ";66,7;" in office.decode()
    rows = list(csv.reader(io.StringIO(machine)))
    assert ",66.7," in machine
    assert {len(row) for row in rows} == {14}


def test_the_workbook_has_figures_splits_sources_and_the_method(client, agreed, reader):
    book = openpyxl.load_workbook(io.BytesIO(taken(client, reader, given.report(of=agreed), "report_xlsx")[1]))

    assert book.sheetnames == ["Chiffres", "Répartitions", "Sources de financement", "Méthode", "À propos du rapport"]
    assert book["Méthode"].max_row == 21


def test_an_arabic_workbook_reads_from_right_to_left(client, agreed, reader):
    report = given.report(of=agreed)
    with translation.override("ar"):
        content = taken(client, reader, report, "report_xlsx")[1]

    assert openpyxl.load_workbook(io.BytesIO(content)).active.sheet_view.rightToLeft


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_paper_is_tagged_in_its_language(client, agreed, reader, language):
    report = given.report(of=agreed)
    with translation.override(language):
        made = taken(client, reader, report, "report_pdf")[1]

    assert language_of(made) == language
    assert "2026" in title_of(made)
    assert b"pdfuaid:part" in made


def test_the_paper_of_a_correction_says_so(client, agreed, reader):
    old = given.report(of=agreed, state="superseded")
    told = given.snapshot(numbers={"I12": Number(Decimal(21), 5, 6)})
    new = given.report(of=agreed, told=told, version=2, replaces=old, reason_fr="Deux déclarations tardives.")

    facts = papers.facts(telling.told(new, reader))

    assert facts["reason"] == "Deux déclarations tardives."
    assert [row[1:] for row in facts["changes"]] == [["19\u00a0ETP (4 sur 6)", "21\u00a0ETP (5 sur 6)"]]
    assert papers.facts(telling.told(old, reader))["standing"] == "Cette version a été corrigée."


@pytest.mark.parametrize("rows", [1, 3])
def test_a_file_costs_the_same_beside_one_report_and_three(client, agreed, reader, rows, django_assert_max_num_queries):
    report = given.report(of=agreed)
    for n in range(rows):
        given.report(of=agreed, first_day=date(2025, 1 + n, 1), last_day=date(2025, 6, 30))
        Question.objects.create(report=report, text="?", asked_by=reader)
    client.force_login(reader)
    client.get("/account/")

    with django_assert_max_num_queries(5):
        answer = client.get(reverse("reports:report_xlsx", args=[report.pk]))

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)


def open_rows(client):
    answer = client.get(reverse("reports:open_data_csv"))
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_open_data_are_published_reports_of_open_conventions(client):
    given.report(of=given.convention(is_open=True))
    given.report(of=given.convention(), first_day=date(2025, 1, 1), last_day=date(2025, 12, 31))
    given.report(
        of=given.convention(is_open=True), state="draft", first_day=date(2024, 1, 1), last_day=date(2024, 6, 30)
    )

    with nothing_written():
        rows, page = open_rows(client), client.get(reverse("reports:open_data")).text

    assert {row[0] for row in rows[1:]} == {"2026"}
    assert "Fonds Vert" not in page + repr(rows)
    assert "Startups accompagnées" in page


def test_open_data_hide_small_groups_even_where_the_partner_sees_them(client):
    cells = [Slice("MA-06", Decimal(4), 4), Slice("MA-09", Decimal(1), 1), Slice("MA-04", Decimal(3), 3)]
    told = given.snapshot(splits={"I05": {"region": cells}})
    given.report(of=given.convention(is_open=True, keeps_small_cells=True), told=told)

    rows = open_rows(client)

    growth = next(row for row in rows if row[4] == "I15")
    assert (growth[9], growth[10]) == ("", "n < 3")
    assert "183.9" not in repr(rows)
    regions = {row[7]: row[9] for row in rows if row[6] == "région"}
    assert regions["Souss-Massa"] == ""
    assert "183,9" not in client.get(reverse("reports:open_data")).text


def test_a_report_on_one_cohort_is_no_open_data(client):
    given.report(of=given.convention(is_open=True), cohort=make.cohort())

    assert len(open_rows(client)) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_open_data_cost_one_query(client, rows, django_assert_max_num_queries):
    agreed = given.convention(is_open=True)
    for n in range(rows):
        given.report(of=agreed, first_day=date(2026, 1 + n, 1))

    with django_assert_max_num_queries(1):
        client.get(reverse("reports:open_data"))
