"""Words of other people for the codes of our lists: recognised when they are surely ours, guessed for the mapping screen otherwise."""

from collections.abc import Callable
from functools import cache

from django.db.models import TextChoices
from django.utils import translation

from incubator.text import search_key
from startups.imports.cells import loose
from startups.lists import find_region
from startups.states import LegalForm, Region, StartupKind

Recognise = Callable[[str], str]

_OTHER_WORDS: dict[type[TextChoices], dict[str, str]] = {
    StartupKind: {
        "start up": "startup", "jeune pousse": "startup", "projet": "project", "porteur de projet": "project", "idée": "project",
        "pme": "sme", "tpe": "sme", "tpme": "sme", "entreprise": "sme", "شركة ناشئة": "startup", "مشروع": "project", "مقاولة": "sme",
    },
    LegalForm: {
        "à créer": "non_creee", "en cours de création": "non_creee", "non créée": "non_creee", "auto entrepreneur": "auto_entrepreneur",
        "ae": "auto_entrepreneur", "personne physique": "entreprise_individuelle", "ei": "entreprise_individuelle",
        "sarl à associé unique": "sarl_au", "sarlau": "sarl_au", "société anonyme": "sa", "société à responsabilité limitée": "sarl",
        "coop": "cooperative", "asso": "association", "شركة ذات المسؤولية المحدودة": "sarl", "مقاول ذاتي": "auto_entrepreneur",
    },
}  # fmt: skip


def recogniser(choices: type[TextChoices]) -> Recognise:
    """A function that gives our code of a word, or "" when it is not surely one of ours."""
    if choices is Region:
        return find_region
    return lambda word: _known(choices).get(loose(word), "")


@cache
def _known(choices: type[TextChoices]) -> dict[str, str]:
    known = {loose(word): code for word, code in _OTHER_WORDS.get(choices, {}).items()}
    for language in ("fr", "en", "ar"):
        with translation.override(language):
            known |= {loose(str(label)): value for value, label in choices.choices}
    return known | {loose(value): value for value in choices.values}


@cache
def _words(choices: type[TextChoices]) -> dict[str, frozenset[str]]:
    """The telling words of each label, in all languages."""
    words: dict[str, set[str]] = {value: set() for value in choices.values}
    for language in ("fr", "en", "ar"):
        with translation.override(language):
            for value, label in choices.choices:
                words[value] |= {word for word in search_key(str(label)).split() if len(word) > 2}
    return {value: frozenset(found) for value, found in words.items()}


def guess(choices: type[TextChoices], word: str) -> str:
    """The one code whose label shares most words with this one; "" when several do. For people to confirm."""
    asked = {part.rstrip("s") for part in search_key(word).split()}
    scores = {code: len(asked & {part.rstrip("s") for part in words}) for code, words in _words(choices).items()}
    best = max(scores.values(), default=0)
    winners = [code for code, score in scores.items() if score == best]
    return winners[0] if best and len(winners) == 1 else ""
