"""People, verified and with the password of the demonstration."""

from itertools import count
from typing import Any

from allauth.account.models import EmailAddress

from incubator.accounts.models import User

_numbers = count(1)


def number() -> int:
    return next(_numbers)


def person(*, email: str = "", name: str = "", language: str = "fr", is_staff: bool = False, **fields: Any) -> User:
    n = number()
    user = User.objects.create_user(
        email or f"person{n}@exemple.test",
        "demo-soleil-2026",
        name=name or f"Personne {n}",
        language=language,
        is_staff=is_staff,
        **fields,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def staff(**fields: Any) -> User:
    return person(is_staff=True, **fields)
