"""File names fit to be shown and to be saved on any machine; what the file is stored under is another, random name."""

import re

from incubator.text import one_line

LONGEST = 150
_UNSAFE = re.compile(r'[<>:"|?*;%\\/]')
_BIDI_MARKS = re.compile("[\u200c-\u200f\u061c]")
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def clean(name: str, extension: str) -> str:
    """The last part of the path without what misleads or harms, with the extension of what the file really is."""
    last = re.split(r"[\\/]", one_line(name))[-1]
    stem = _BIDI_MARKS.sub("", _UNSAFE.sub("_", last.rpartition(".")[0] or last)).strip(" .")
    stem = stem or "file"
    if _RESERVED.match(stem.partition(".")[0]):
        stem = f"_{stem}"
    return f"{stem[: LONGEST - len(extension) - 1].rstrip(' .')}.{extension}"
