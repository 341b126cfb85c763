"""What people type, made fit for storing, comparing, searching and sorting.

Invisible characters are dropped before anything is checked (a lone zero-width space is not an answer), text is stored
as NFC and compared as NFKD without marks. Search and order never ask the database's collation: the embedded
PostgreSQL and the production one differ in it.
"""

import re
import unicodedata

# Bidi overrides and embeddings, isolates, zero-width space, word joiner, BOM, soft hyphen. LRM, RLM, ZWNJ and ZWJ stay:
# Arabic and emoji need them.
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029")
_BLANKS = re.compile(r"\s+")
_DIGITS = {ord(d): str(i % 10) for i, d in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_ARABIC = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ـ": None,
        "گ": "ك",
        "ڭ": "ك",
        "ک": "ك",
        "ی": "ي",
    }
)
_LATIN = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ı": "i"})
_WORD = re.compile(r"[^\w]+|_+")


def tidy(value: str) -> str:
    """Many lines: LF line ends, no control or invisible characters, NFC, no blanks at both ends."""
    value = _LINE_ENDS.sub("\n", value)
    return unicodedata.normalize("NFC", _CONTROL.sub("", value).translate(_INVISIBLE)).strip()


def one_line(value: str) -> str:
    """As tidy, on one line with single blanks."""
    return _BLANKS.sub(" ", tidy(value)).strip()


def western_digits(value: str) -> str:
    """Arabic-Indic and Persian digits as 0-9."""
    return value.translate(_DIGITS)


def search_key(value: str) -> str:
    """Words for search: no case, no accents, no Arabic vowel marks or letter variants, one blank between words."""
    plain = unicodedata.normalize("NFKD", western_digits(value).casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_ARABIC).translate(_LATIN)
    return _WORD.sub(" ", plain).strip()


def sort_key(value: str) -> str:
    """The key that lists are ordered by; at most 120 characters."""
    return search_key(value)[:120]


def piled_marks(value: str) -> bool:
    """True when some letter carries more than eight combining marks."""
    run = 0
    for char in unicodedata.normalize("NFD", value):
        run = run + 1 if unicodedata.combining(char) else 0
        if run > 8:
            return True
    return False
