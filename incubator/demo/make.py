"""Makers for tests and demonstration: keyword-only, sensible defaults, states reached by walking the actions.

Split by noun once it grows: this file only gathers (`from incubator.demo import make`; `make.person()`).
"""

from itertools import count
from typing import Any

from incubator.accounts.models import User

_numbers = count(1)


def number() -> int:
    return next(_numbers)


def person(*, email: str = "", name: str = "", language: str = "fr", is_staff: bool = False, **fields: Any) -> User:
    n = number()
    user = User.objects.create_user(
        email or f"person{n}@exemple.test", "demo-soleil-2026", name=name or f"Personne {n}", language=language, is_staff=is_staff, **fields
    )
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def staff(**fields: Any) -> User:
    return person(is_staff=True, **fields)
