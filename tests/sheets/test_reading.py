"""Files as they come: any separator, encoding and shape is read or refused in words."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from incubator import sheets
from incubator.errors import Refused
from incubator.sheets import incoming_xlsx, reading
from incubator.text import tidy

NAMES = "Raison sociale;Ville;Secteur\r\nAtlas Énergie;Fès;solaire\r\nÉtoile d’eau;Kénitra;eau\r\n"


@pytest.fixture
def saved(tmp_path):
    def save(data):
        path = tmp_path / "file"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return save


def read(path):
    how = sheets.look(path)
    return sheets.columns(path, how), [record.cells for record in sheets.records(path, how)]


def workbook(rows, *more_sheets):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name in more_sheets:
        book.create_sheet(name)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def archive(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in {"[Content_Types].xml": "<t/>", "xl/workbook.xml": "<w/>", **parts}.items():
            made.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_french_text_is_read_in_every_encoding(saved, encoding):
    columns, rows = read(saved(NAMES.encode(encoding)))

    assert columns == ["Raison sociale", "Ville", "Secteur"]
    assert rows == [["Atlas Énergie", "Fès", "solaire"], ["Étoile d’eau", "Kénitra", "eau"]]


def test_arabic_text_of_an_old_windows_is_recognised(saved):
    text = "اسم الشركة;المدينة\r\nأطلس للطاقة الشمسية;الدار البيضاء\r\nنجمة الماء والتطهير;القنيطرة\r\n"

    assert read(saved(text.encode("cp1256")))[1][0] == ["أطلس للطاقة الشمسية", "الدار البيضاء"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found_although_others_stand_in_cells(saved, separator):
    text = f'nom{separator}note{separator}ville\n"a; b, c | d\te"{separator}"x, y; z"{separator}Rabat\nb{separator}une, deux{separator}Salé\n'

    how = sheets.look(saved(text))

    assert how.separator == separator


def test_quotes_line_breaks_and_blank_lines(saved):
    text = 'nom,note\r\n"Atelier ""Soleil""","ligne 1\r\nligne 2"\r\n\r\n,\r\nB,\r\n'

    columns, rows = read(saved(text))

    assert columns == ["nom", "note"]
    assert rows == [['Atelier "Soleil"', "ligne 1\nligne 2"], ["B", ""]]


def test_line_numbers_are_those_of_a_spreadsheet(saved):
    path = saved('nom;note\n"a";"1\n2"\n\nb;x\n')

    assert [record.line for record in sheets.records(path, sheets.look(path))] == [2, 4]


def test_titles_above_the_table_are_passed_over(saved):
    path = saved("Liste des entreprises 2026;;\n;;\nnom;ville;rc\nAtlas;Fès;12\n")

    assert sheets.look(path).head == 3
    assert read(path) == (["nom", "ville", "rc"], [["Atlas", "Fès", "12"]])


def test_a_list_of_one_column_is_a_table_too(saved):
    assert read(saved("nom\nAtlas\nÉtoile\n")) == (["nom"], [["Atlas"], ["Étoile"]])


def test_what_the_portal_wrote_comes_back_as_it_was(saved):
    rows = [["=1+1", "+212 6"], ["'=x", 'a "b"; c'], ["-", "'t"]]

    assert read(saved(b"".join(sheets.csv_rows(["un", "deux"], rows))))[1] == rows


TEXT = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=30)
    .map(tidy)
    .filter(lambda t: t and tidy(t) == t)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5))
def test_any_text_makes_the_round_trip_in_both_formats(saved, rows):
    rows = [list(row) for row in rows]

    assert read(saved(b"".join(sheets.csv_rows(["un", "deux"], rows))))[1] == rows
    with sheets.xlsx_file(["un", "deux"], rows) as file:
        assert read(saved(file.read()))[1] == rows


def test_a_workbook_is_read_with_its_numbers_and_days(saved):
    data = workbook(
        [
            ["nom", "ice", "créée", "part"],
            ["Atlas", 1561191000066, date(2020, 5, 4), 0.25],
            [None, None, None, None],
            ["B", "00", None, True],
        ]
    )

    columns, rows = read(saved(data))

    assert columns == ["nom", "ice", "créée", "part"]
    assert rows == [["Atlas", "1561191000066", "2020-05-04", "0.25"], ["B", "00", "", "1"]]


def test_the_sheets_of_a_workbook_are_named(saved):
    assert sheets.sheet_names(saved(workbook([["a", "b"]], "Autre"))) == ["Sheet", "Autre"]


def refusal(path):
    with pytest.raises(Refused) as said:
        read(path)
    return str(said.value)


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7 x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04 broken", b"\x89PNG\r\n", b"MZ\x90"]
)
def test_other_files_are_refused(saved, data):
    assert refusal(saved(data))


def test_an_open_quotation_mark_is_told_with_its_line(saved):
    assert " 2 " in refusal(saved('nom;note\nAtlas;x\n"Étoile;y\nautre;z\n'))


def test_a_cell_without_end_is_refused(saved):
    assert refusal(saved('nom;note\n"' + "x" * 200_000))


def test_too_many_rows_or_columns_are_refused(saved, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 3)

    assert "3" in refusal(saved("nom;x\n" + "a;b\n" * 4))
    assert "200" in refusal(saved(";".join(f"c{n}" for n in range(201)) + "\nx\n"))


def test_a_file_that_is_too_large_is_refused(saved, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 2**20)

    assert "2" in refusal(saved(b"a;b\n" * 400_000))


def test_a_wrong_encoding_is_told_and_not_guessed_around(saved):
    path = saved("nom;ville\nAtlas;Fès\n".encode("cp1252"))
    wrong = sheets.Reading("csv", encoding="utf-8", separator=";")

    with pytest.raises(Refused) as said:
        list(sheets.records(path, wrong))
    assert said.value.field == "encoding"


def test_a_head_line_that_is_not_there_is_told(saved):
    path = saved("nom;ville\n")

    with pytest.raises(Refused):
        sheets.columns(path, sheets.Reading("csv", encoding="utf-8", separator=";", head=9))


@pytest.mark.parametrize(
    "parts",
    [
        {
            "xl/sharedStrings.xml": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
        },
        {"xl/styles.xml": "<!DOCTYPE x>".encode("utf-16")},
        {"xl/vbaProject.bin": "x"},
        {"../../x.xml": "<x/>"},
        {"/etc/x": "x"},
        {"xl/big.xml": "0" * (6 * 2**20)},
        {"xl/worksheets/sheet1.xml": "<broken"},
    ],
)
def test_hostile_or_broken_workbooks_are_refused(saved, parts):
    assert refusal(saved(archive(**parts)))


def test_an_archive_of_many_parts_is_refused(saved, monkeypatch):
    monkeypatch.setattr(incoming_xlsx, "MOST_PARTS", 2)

    assert refusal(saved(archive(**{"xl/a.xml": "<a/>"})))


def test_an_archive_that_is_no_workbook_is_refused(saved):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("word/document.xml", "<x/>")

    assert ".xlsx" in refusal(saved(file.getvalue()))


def test_a_workbook_with_a_wrong_size_in_its_sheet_is_read_as_it_is(saved):
    data = io.BytesIO(workbook([["a", "b"], ["1", "2"]]))
    made = io.BytesIO()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, old.read(part).replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))

    assert read(saved(made.getvalue())) == (["a", "b"], [["1", "2"]])


def test_a_missing_sheet_is_told(saved):
    path = saved(workbook([["a", "b"]]))

    with pytest.raises(Refused) as said:
        list(sheets.records(path, sheets.Reading("xlsx", sheet="Absente")))
    assert said.value.field == "sheet"


def test_json_is_a_table_of_all_its_keys(saved):
    columns, rows = read(
        saved(
            '\ufeff [ {"name": "Forum", "online": true, "places": 40},\n {"name": "Rif", "city": null, "rate": 1.5} ]'
        )
    )

    assert columns == ["name", "online", "places", "city", "rate"]
    assert rows == [["Forum", "true", "40", "", ""], ["Rif", "", "", "", "1.5"]]


def test_a_csv_may_begin_with_a_bracket(saved):
    columns, rows = read(saved("[nom];ville\r\nAtlas;Fès\r\n"))

    assert (columns, rows) == (["[nom]", "ville"], [["Atlas", "Fès"]])


def test_json_has_the_limits_of_every_table(saved, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    file = saved('[{"a": 1}, {"a": 2}, {"a": 3}]')
    how = sheets.look(file)

    with pytest.raises(Refused):
        list(sheets.records(file, how))
