"""Tables as files: the only place that reads or writes CSV and XLSX, and reads JSON.

Writing: `csv_rows`, `xlsx_file`, `xlsx_book`, or whole downloads with `csv_download`, `written_download`, `xlsx_download`, `book_download`.
Reading: `look`, `columns`, `records`.
"""

from incubator.sheets.incoming_csv import ENCODINGS, SEPARATORS
from incubator.sheets.incoming_xlsx import sheet_names
from incubator.sheets.reading import MOST_BYTES, MOST_ROWS, Reading, Record, columns, look, records
from incubator.sheets.sending import book_download, csv_download, written_download, xlsx_download
from incubator.sheets.writing import MACHINE, OFFICE, Dialect, Sheet, csv_rows, sheet_name, xlsx_book, xlsx_file

__all__ = [
    "ENCODINGS",
    "MACHINE",
    "MOST_BYTES",
    "MOST_ROWS",
    "OFFICE",
    "SEPARATORS",
    "Dialect",
    "Reading",
    "Record",
    "Sheet",
    "book_download",
    "columns",
    "csv_download",
    "csv_rows",
    "look",
    "records",
    "sheet_name",
    "sheet_names",
    "written_download",
    "xlsx_book",
    "xlsx_download",
    "xlsx_file",
]
