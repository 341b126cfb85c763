"""What leaves the portal as a table: never a formula, never a crash (reliability.md 4.4)."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from incubator import sheets

HOSTILE = [
    "=1+1", '=HYPERLINK("http://x.test")', "=cmd|' /C calc'!A0", "+212 6 12 34 56 78", "-2+3", "@SUM(A1)", "|cmd", "%x",
    "\t=1", "\r=1", "\n=1", " =1", "\x00=1", "\u00a0=1", "\u200b=1", "＝1+1", "﹢1", "'=1", "''+1",
]  # fmt: skip
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def csv_of(rows, **more):
    return b"".join(sheets.csv_rows(["a"], rows, **more)).decode()


def book_of(rows, **more):
    with sheets.xlsx_file(["a", "b"], rows, **more) as file:
        return load_workbook(io.BytesIO(file.read()))


def first_shown(text):
    return next((c for c in text if not c.isspace() and c not in "\u200b\x00"), "")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_cell_that_a_spreadsheet_would_run_is_text_in_csv(text):
    row = list(csv.reader(io.StringIO(csv_of([[text]]).removeprefix("\ufeff")), delimiter=";"))[1]

    assert row[0].startswith("'")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_cell_that_a_spreadsheet_would_run_is_text_in_xlsx(text):
    cell = book_of([[text, 1]]).active["A2"]

    assert cell.data_type == "s"
    assert cell.quotePrefix


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=5))
def test_no_text_ever_becomes_a_formula_in_xlsx(rows):
    sheet = book_of(rows).active

    kinds = {cell.data_type for line in sheet.iter_rows() for cell in line if cell.value is not None}
    assert kinds <= {"s"}


@given(TEXTS)
def test_no_csv_cell_begins_like_a_formula(text):
    row = list(csv.reader(io.StringIO(csv_of([[text]]).removeprefix("\ufeff")), delimiter=";"))[1:]

    assert not row or not row[0] or first_shown(row[0][0]) not in set("=+-@|%＝")


def test_quotes_separators_and_line_breaks_follow_the_standard():
    assert csv_of([['say "yes"; or, no\nthen']]) == '\ufeffa\r\n"say ""yes""; or, no\nthen"\r\n'


def test_numbers_stay_numbers_with_the_comma_of_french_spreadsheets():
    assert csv_of([[-5], [Decimal("1234.50")], [0.1], [None]]) == '\ufeffa\r\n-5\r\n1234,50\r\n0,1\r\n""\r\n'


def test_programs_get_commas_points_and_no_mark():
    assert (
        "".join(p.decode() for p in sheets.csv_rows(["a", "b"], [[Decimal("1.5"), "x"]], dialect=sheets.MACHINE))
        == "a,b\r\n1.5,x\r\n"
    )


def test_days_and_instants_are_told_in_our_zone():
    told = csv_of([[date(2026, 11, 23)], [datetime(2026, 11, 23, 12, tzinfo=UTC)]])

    assert told.split("\r\n")[1:3] == ["2026-11-23", "2026-11-23 12:00"]


def test_xlsx_keeps_numbers_days_and_long_identifiers():
    sheet = book_of([[-5, date(2026, 11, 23)], [1561191000066123, Decimal("2.5")], [True, ["x", "y"]]]).active

    assert [c.data_type for c in sheet[2]] == ["n", "d"]
    assert sheet["B2"].value == datetime(2026, 11, 23)  # noqa: DTZ001 -- a day in Excel
    assert sheet["A3"].value == "1561191000066123"
    assert sheet["B3"].value == 2.5
    assert sheet["B4"].value == "x; y"


def test_header_is_bold_and_an_arabic_sheet_reads_from_the_right():
    sheet = book_of([["أطلس", 1]], title="المقاولات", rtl=True).active

    assert sheet["A1"].font.bold
    assert sheet.sheet_view.rightToLeft
    assert sheet.title == "المقاولات"


def test_a_cell_past_the_limit_is_cut_with_a_mark():
    value = book_of([["é😀" * 20_000, 1]]).active["A2"].value

    assert len(value.encode("utf-16-le")) // 2 <= 32_767
    assert value.endswith("… [+]")


def test_past_the_last_row_it_goes_on_in_another_sheet():
    book = book_of([[n, n] for n in range(7)], title="Dossiers", most_rows=4)

    assert book.sheetnames == ["Dossiers", "Dossiers (2)", "Dossiers (3)"]
    assert [c.value for c in book["Dossiers (3)"]["A"]] == ["a", 6]


def test_a_full_last_sheet_is_not_followed_by_an_empty_one():
    assert book_of([[n, n] for n in range(6)], title="x", most_rows=4).sheetnames == ["x", "x (2)"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("[a]:*?/\\b", "a b"),
        ("", "1"),
        ("'x'", "x"),
        ("History", "_History"),
        ("é" * 40, "é" * 31),
        ("\x07", "1"),
    ],
)
def test_sheet_names_are_what_excel_takes(title, name):
    assert sheets.sheet_name(title) == name
    assert book_of([], title=title).sheetnames == [name]


def test_control_characters_and_lone_surrogates_break_no_file():
    text = "a\x07b\ud800c\x1b\ufffe"

    assert csv_of([[text]]).split("\r\n")[1] == "abc"
    assert book_of([[text, "#N/A"]]).active["A2"].value == "abc"


def test_rows_are_fetched_while_they_are_sent():
    seen = count()
    pieces = sheets.csv_rows(["a"], ([f"{next(seen)}" * 100] for _ in range(100_000)))

    next(pieces)
    assert next(seen) < 1000


def test_downloads_are_private_and_named():
    answer = sheets.csv_download('Dossiers "été"/2026\r\nX: y', ["a"], [["=1"]])

    assert b"".join(answer.streaming_content) == "\ufeffa\r\n'=1\r\n".encode()
    assert "\n" not in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Dossiers")
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.django_db  # closing a response ends the request, and that looks at open connections
def test_a_workbook_downloads_as_one():
    answer = sheets.xlsx_download("Liste", ["a"], [["=1"]])

    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    answer.close()
    assert book["Liste"]["A2"].value == "=1"
