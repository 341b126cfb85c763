"""PDF through Typst. People's text travels as JSON and is printed as text, never read as markup.

A paper is a Typst file below `templates/`, the only folder that Typst may read; fonts come with the project, so that
the same paper looks the same on every machine.
"""

import json
from functools import lru_cache
from typing import Any

import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

TEMPLATES = settings.BASE_DIR / "templates"
FONTS = settings.BASE_DIR / "static" / "fonts" / "pdf"
#: First-strong isolate: a French answer keeps its full stop at its end on an Arabic paper, and the reverse.
OPEN, CLOSE = "\u2068", "\u2069"


def apart(words: str) -> str:
    """Text of people keeps its own direction, line by line."""
    return "\n".join(f"{OPEN}{line}{CLOSE}" for line in words.split("\n")) if words else ""


def pdf(template: str, facts: dict[str, Any], *, language: str = "") -> bytes:
    """The paper `templates/<template>` (a .typ file) with these facts: anything JSON can hold, `title` at least. Tagged for screen readers (PDF/UA-1)."""
    spoken = (language or get_language() or settings.LANGUAGE_CODE)[:2]
    with override(spoken):
        told = {"lang": spoken, "portal": _(settings.PORTAL_NAME), **facts}
    return _compiled(template, json.dumps(told, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=64)
def _compiled(template: str, facts: str) -> bytes:
    made = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"facts": facts},
    )
    return bytes(made)


def download(content: bytes, *, name: str) -> HttpResponse:
    """An answer that saves the paper under an ASCII name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
