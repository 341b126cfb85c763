"""From ids to words: a letter in the language its reader has at the moment of sending.

`<unit>/mail/<kind>.txt`: the first line is the subject, the rest the text. `<kind>.html` beside it is used when it exists;
without one the HTML part is made from the text. In that text a paragraph of two lines whose second is an address of this
portal becomes a button named by the first; any other address stays plain text, because people could have written it.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import css_inline
from django.conf import settings
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from incubator.outbox.addresses import unsubscribe_url
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.text import one_line

LONGEST_SUBJECT = 120
_GAPS = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True)
class Worded:
    language: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Paragraph:
    lines: list[str]
    url: str = ""
    label: str = ""


def word(letter: Letter, values: dict[str, Any]) -> Worded:
    language = letter.spoken_language
    with translation.override(language):
        frame = _frame(letter, language)
        subject, text = _own_words(letter, {**frame, **values})
        subject = one_line(letter.subject_override or subject)[:LONGEST_SUBJECT]
        text = _GAPS.sub("\n\n", letter.body_override or text).strip()
        html = _html(letter, {**frame, **values, "subject": subject, "paragraphs": paragraphs(text)})
        foot = _plain("mail/foot.txt", frame).strip()
        return Worded(language, subject, f"{text}\n\n-- \n{foot}\n", _inliner().inline(html))


def _frame(letter: Letter, language: str) -> dict[str, Any]:
    """What every letter may use, the values of its kind aside."""
    return {
        "portal_name": _(settings.PORTAL_NAME),
        "site_url": settings.SITE_URL,
        "person": letter.person,
        "name": letter.person.name if letter.person else "",
        "language": language,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "category": letter.category,
        "unsubscribe_url": unsubscribe_url(letter),
    }


def _own_words(letter: Letter, values: dict[str, Any]) -> tuple[str, str]:
    if letter.subject_override and letter.body_override:
        return "", ""
    first, _line, rest = _plain(f"{kinds[letter.kind].template}.txt", values).strip().partition("\n")
    return first, rest


def _plain(template: str, values: dict[str, Any]) -> str:
    """Text is not HTML: nothing is escaped."""
    words: Any = get_template(template)
    return words.template.render(Context(values, autoescape=False))


def _html(letter: Letter, values: dict[str, Any]) -> str:
    if not letter.body_override:
        try:
            return get_template(f"{kinds[letter.kind].template}.html").render(values)
        except TemplateDoesNotExist:
            pass
    return get_template("mail/plain.html").render(values)


def paragraphs(text: str) -> list[Paragraph]:
    return [_paragraph([line.strip() for line in part.split("\n")]) for part in _GAPS.split(text) if part.strip()]


def _paragraph(lines: list[str]) -> Paragraph:
    *before, last = lines
    if not before or not last.startswith(f"{settings.SITE_URL}/") or " " in last:
        return Paragraph(lines)
    if len(before) == 1:
        return Paragraph([], url=last, label=before[0].rstrip(":\u00a0\u202f "))
    return Paragraph(before, url=last, label=last)


@cache
def _inliner() -> css_inline.CSSInliner:
    css = Path(__file__).with_name("mail.css").read_text(encoding="utf-8")
    return css_inline.CSSInliner(extra_css=css, load_remote_stylesheets=False)
