"""What must be true before the portal starts; `manage.py check` says it, and the production door does not open without it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

#: Local times in Casablanca and the hours they are ahead of UTC: the decree that ended UTC+01 must be known (domain.md 1.6).
HOURS = {
    "2026-03-01T10:00": 0,
    "2026-06-01T10:00": 1,
    "2026-09-19T12:00": 1,
    "2026-09-20T12:00": 0,
    "2026-11-23T12:00": 0,
    "2027-02-10T12:00": 0,
    "2027-07-01T12:00": 0,
}
SHORTEST_SECRET = 40


@register(Tags.compatibility)
def casablanca_has_its_hour(**_kwargs: Any) -> list[Error]:
    zone = ZoneInfo("Africa/Casablanca")
    wrong = [
        local
        for local, hours in HOURS.items()
        if datetime.fromisoformat(local).replace(tzinfo=zone).utcoffset() != timedelta(hours=hours)
    ]
    if not wrong:
        return []
    hint = "Install the pinned tzdata package; the system's zone files must not be read (incubator/__init__.py)."
    return [Error(f"Africa/Casablanca is an hour off at {', '.join(wrong)}.", hint=hint, id="portal.E001")]


@register(Tags.security)
def production_is_closed(**_kwargs: Any) -> list[Error]:
    """Only asked in production: these settings would leave a door open."""
    return [Error(said, id=code) for code, said in _open_doors()] if settings.PRODUCTION else []


def _open_doors() -> Iterable[tuple[str, str]]:
    if settings.DEBUG:
        yield "portal.E002", "DEBUG shows the inside of the portal to everybody: switch it off."
    if len(settings.SECRET_KEY) < SHORTEST_SECRET or settings.SECRET_KEY.startswith("only-for-this-machine"):
        yield "portal.E003", "SECRET_KEY is the one of a development machine, or too short."
    if any(host.strip() in {"*", "."} for host in settings.ALLOWED_HOSTS):
        yield "portal.E004", "ALLOWED_HOSTS answers to every name: name the hosts."
    if not is_guarded(settings.REDIS_URL):
        yield "portal.E005", "REDIS_URL leads to another machine without a password."
    if not settings.SITE_URL.startswith("https://"):
        yield "portal.E006", "SITE_URL must begin with https://: links in mails are made of it."


def is_guarded(url: str) -> bool:
    """A broker with a password, on a socket, or on this machine only."""
    parts = urlsplit(url)
    if parts.scheme in {"redis+socket", "unix"} or parts.password:
        return True
    host = parts.hostname or "localhost"
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@register(Tags.security)
def demonstration_is_not_for_the_public(**_kwargs: Any) -> list[Warning]:
    if settings.PRODUCTION and settings.DEMO:
        return [Warning("DEMO is on: everybody knows the passwords of its people.", id="portal.W001")]
    return []


def refuse_to_start_unsafe() -> None:
    """For the door of the web server, which runs no checks of its own. Raises ImproperlyConfigured."""
    found = [*casablanca_has_its_hour(), *production_is_closed()]
    if settings.PRODUCTION and found:
        raise ImproperlyConfigured(" ".join(error.msg for error in found))
