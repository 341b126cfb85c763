"""Catalogues are compiled at start, when they changed, and only then."""

import gettext
import os

from incubator import catalogues

SOURCE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Calls"
msgstr "Appels à projets"

#, fuzzy
msgid "Guess"
msgstr "Devine"

msgctxt "month"
msgid "May"
msgstr "mai"

msgid "%(n)s place"
msgid_plural "%(n)s places"
msgstr[0] "%(n)s place"
msgstr[1] "%(n)s places"
"""


def test_a_changed_catalogue_is_compiled_once(tmp_path):
    source = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE)

    assert catalogues.compile_stale(tmp_path) == [source.with_suffix(".mo")]
    assert catalogues.compile_stale(tmp_path) == []

    os.utime(source, (source.stat().st_mtime + 5,) * 2)
    assert catalogues.compile_stale(tmp_path) == [source.with_suffix(".mo")]
    assert [path.name for path in source.parent.iterdir() if path.suffix not in {".po", ".mo"}] == []


def test_gettext_reads_what_was_compiled_and_no_guess(tmp_path):
    source = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE)
    catalogues.compile_stale(tmp_path)

    french = gettext.translation("django", tmp_path, ["fr"])

    assert french.gettext("Calls") == "Appels à projets"
    assert french.gettext("Guess") == "Guess"
    assert french.pgettext("month", "May") == "mai"
    assert french.ngettext("%(n)s place", "%(n)s places", 2) == "%(n)s places"
