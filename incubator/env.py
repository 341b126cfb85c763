"""What differs between places comes from the environment, and a missing name is told by name."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class Missing(Exception):
    """A variable without which the portal cannot start."""


def text(name: str, default: str | None = None) -> str:
    """The variable, else the default; raises Missing when there is neither."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise Missing(f"Set the environment variable {name} (see .env.example).")
    return default


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1, true, yes, on."""
    value = os.environ.get(name, "").strip().lower()
    return value in {"1", "true", "yes", "on"} if value else default


def names(name: str, default: str = "") -> list[str]:
    """A list written with commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def beginning(start: str) -> dict[str, str]:
    """{rest of the name: value} of all variables whose name begins so, and that say something."""
    return {name.removeprefix(start): value for name, value in os.environ.items() if name.startswith(start) and value}


def number(name: str, default: int) -> int:
    value = os.environ.get(name, "")
    try:
        return int(value) if value else default
    except ValueError as wrong:
        raise Missing(f"{name} must be a whole number, not {value!r}.") from wrong


def database(url: str) -> dict[str, Any]:
    """Django's settings from postgresql://user:password@host:port/name?host=/socket/folder."""
    parts = urlsplit(url)
    host = dict(parse_qsl(parts.query)).get("host") or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
    }


def cache(url: str) -> dict[str, Any]:
    """The cache lives in another database of the same server; half a second is all a page waits for it."""
    if url.startswith("redis+socket://"):
        location = url.replace("redis+socket://", "unix://").split("?")[0] + "?db=1"
    else:
        location = urlsplit(url)._replace(path="/1").geturl()
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": location,
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    }
