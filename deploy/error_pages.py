"""The pages nginx shows when the portal cannot answer, rendered once per language from the portal's own templates."""

import sys
from pathlib import Path

import django
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

CODES = ("413", "429", "503")


def write(folder: Path) -> None:
    for language, _ in settings.LANGUAGES:
        place = folder / language
        place.mkdir(parents=True, exist_ok=True)
        with translation.override(language):
            for code in CODES:
                (place / f"{code}.html").write_text(render_to_string(f"{code}.html"), encoding="utf-8")


if __name__ == "__main__":
    django.setup()
    write(Path(sys.argv[1]))
