"""Codes are not to be guessed: whoever asks for many that do not exist waits. Without the cache nobody is kept waiting."""

import time

from allauth.core.internal.ratelimit import get_ip
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

MOST, SECONDS = 20, 300


def _key(request: HttpRequest) -> str:
    return f"certificate-missed:{get_ip(request)}:{int(time.time() // SECONDS)}"


def is_too_fast(request: HttpRequest) -> bool:
    try:
        return int(cache.get(_key(request), 0)) >= MOST
    except RedisError:
        return False


def note_miss(request: HttpRequest) -> None:
    try:
        cache.add(_key(request), 0, SECONDS)
        cache.incr(_key(request))
    except (RedisError, ValueError):  # the store is away, or the window has just ended
        return
