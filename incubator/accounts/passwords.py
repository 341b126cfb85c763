from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from incubator.text import search_key

#: Words that anybody would try first on this portal.
HOUSE_WORDS = (
    "incubateur",
    "incubator",
    "startup",
    "technopark",
    "cluster",
    "solaire",
    "maroc",
    "casablanca",
    "motdepasse",
    "password",
    "azerty",
    "qwerty",
)
#: So many characters must be left when these words, digits and signs are taken away.
OWN = 5


class MaximumLengthValidator:
    """Hashing a novel costs the server, not the guesser: 128 characters are enough."""

    def __init__(self, max_length: int = 128) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > self.max_length:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        return _("Your password may have at most %(count)d characters.") % {"count": self.max_length}


class HouseWordsValidator:
    """Not only words of this house with a year behind them."""

    def validate(self, password: str, user: Any = None) -> None:
        left = search_key(password).replace(" ", "")
        was_cut = False
        for word in (*HOUSE_WORDS, search_key(settings.PORTAL_NAME)):
            was_cut = was_cut or word in left
            left = left.replace(word, "")
        if was_cut and sum(char.isalpha() for char in left) < OWN:
            raise ValidationError(
                _("This password is made of words that anybody would try first here."), code="house_words"
            )

    def get_help_text(self) -> str:
        return _("Your password is not made of the name of the portal or of words such as “startup” alone.")
