"""What every page knows. Costs no query: an anonymous page reads no session and no account."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from incubator.pages.navigation import entries

SHORT = {"fr": "FR", "en": "EN", "ar": "ع"}
THEMES = ("light", "dark")


class Tongue(NamedTuple):
    code: str
    short: str
    name: str
    url: str
    is_current: bool


def portal(request: HttpRequest) -> dict[str, Any]:
    theme = request.COOKIES.get("theme", "")
    return {
        "portal_name": _(settings.PORTAL_NAME),
        "is_demo": settings.DEMO,
        "controller_contact": settings.CONTROLLER_CONTACT,
        # The cookie alone: a public page reads no session to say "My space" instead of "Sign in".
        "is_known": settings.SESSION_COOKIE_NAME in request.COOKIES,
        "theme": theme if theme in THEMES else "",
        "tongues": SimpleLazyObject(lambda: tongues(request)),
        "navigation": SimpleLazyObject(lambda: entries(request)),
    }


def tongues(request: HttpRequest) -> list[Tongue]:
    """Links to this same page in each language."""
    current = (get_language() or settings.LANGUAGE_CODE)[:2]
    here = request.get_full_path()
    return [
        Tongue(code, SHORT[code], name, in_language(here, code), code == current) for code, name in settings.LANGUAGES
    ]


def in_language(address: str, code: str) -> str:
    """The address of the same page in another language: French has no prefix, the others have their code."""
    bare = address
    for other, _name in settings.LANGUAGES:
        if address == f"/{other}" or address.startswith((f"/{other}/", f"/{other}?")):
            bare = address[len(other) + 1 :] or "/"
    bare = bare if bare.startswith("/") else f"/{bare}"
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"
