"""JSON from outside: what the parser or PostgreSQL would answer with an exception is refused here (reliability.md B49, B99)."""

import json
import math
import re
from typing import Any

_NULL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def load(text: str | bytes) -> Any:
    """The value, else ValueError: too deep, too long a number, NaN, a lone surrogate, a null character, not UTF-8."""
    try:
        value = json.loads(text, parse_constant=_refuse, parse_float=_finite)
        again = json.dumps(value, ensure_ascii=False)
        again.encode()
    except RecursionError as deep:
        raise ValueError("nested too deep") from deep
    if _NULL.search(again):
        raise ValueError("null character")
    return value


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError("too large")
    return value
