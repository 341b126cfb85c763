"""Reads the words of our own PDFs back: Typst writes two-byte glyph numbers with a table to Unicode."""

import io
import re

import pikepdf

_PAIR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")


def _letters(font):
    table = font.ToUnicode.read_bytes()
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in _PAIR.findall(table)}


def _page_text(page):
    fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
    words, letters = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            letters = fonts[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            parts = operands[0] if str(operator) == "TJ" else operands
            raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            words.append("".join(letters.get(int.from_bytes(raw[i : i + 2], "big"), "") for i in range(0, len(raw), 2)))
    return words


def text_of(pdf):
    """Runs of text in the order of the page, one per line; Arabic letters stand as they are drawn, right to left."""
    document = pikepdf.open(io.BytesIO(pdf))
    return "\n".join(run for page in document.pages for run in _page_text(page))


def language_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return str(document.Root.Lang)


def title_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return str(document.docinfo["/Title"])
