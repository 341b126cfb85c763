"""The pages nginx shows when the portal cannot answer: rendered once per language from the portal's own templates.

The reference on them is the number nginx gives to each request, filled in by nginx (`ssi`) and written in its log.
"""

import sys
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

CODES = (413, 429, 503)
PLACE = "REFERENCE-OF-NGINX"


def render(code: int, language: str) -> str:
    request = RequestFactory().get("/" if language == settings.LANGUAGE_CODE else f"/{language}/")
    request.user = apps.get_app_config("auth").module.models.AnonymousUser()
    page = render_to_string(f"{code}.html", {"status": code, "reference": PLACE}, request)
    return page.replace(PLACE, '<!--# echo var="request_id" -->')


def write(folder: Path) -> None:
    for language, _ in settings.LANGUAGES:
        (folder / language).mkdir(parents=True, exist_ok=True)
        with translation.override(language):
            for code in CODES:
                (folder / language / f"{code}.html").write_text(render(code, language), encoding="utf-8")


if __name__ == "__main__":
    django.setup()
    write(Path(sys.argv[1]))
