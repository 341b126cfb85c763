"""Words of other people for the codes of our lists: recognised when they are surely ours, guessed for the mapping screen otherwise."""

from collections.abc import Callable
from functools import cache

from django.db.models import TextChoices
from django.utils import translation

from incubator.text import search_key
from startups.imports.cells import loose
from startups.lists import find_region
from startups.states import LegalForm, Region, Sector, StartupKind

Recognise = Callable[[str], str]

#: Beside the labels in the language of the page: names do not depend on a catalogue.
_OTHER_WORDS: dict[type[TextChoices], dict[str, str]] = {
    StartupKind: {
        "start up": "startup", "jeune pousse": "startup", "projet": "project", "porteur de projet": "project", "idée": "project",
        "pme": "sme", "tpe": "sme", "tpme": "sme", "entreprise": "sme", "شركة ناشئة": "startup", "مشروع": "project", "مقاولة": "sme",
    },
    LegalForm: {
        "pas encore créée": "non_creee", "à créer": "non_creee", "en cours de création": "non_creee", "non créée": "non_creee",
        "auto entrepreneur": "auto_entrepreneur", "ae": "auto_entrepreneur", "مقاول ذاتي": "auto_entrepreneur",
        "entreprise individuelle": "entreprise_individuelle", "personne physique": "entreprise_individuelle", "ei": "entreprise_individuelle",
        "société à responsabilité limitée": "sarl", "شركة ذات المسؤولية المحدودة": "sarl", "sarl à associé unique": "sarl_au",
        "sarlau": "sarl_au", "société anonyme": "sa", "شركة مساهمة": "sa", "coopérative": "cooperative", "coop": "cooperative",
        "تعاونية": "cooperative", "association": "association", "asso": "association", "جمعية": "association",
        "établissement public": "etablissement_public", "étrangère": "etrangere", "société étrangère": "etrangere",
    },
    Sector: {
        "énergie solaire": "SOL", "الطاقة الشمسية": "SOL", "énergie éolienne": "EOL", "الطاقة الريحية": "EOL",
        "bioénergie et biomasse": "BIO", "الطاقة الحيوية والكتلة الحيوية": "BIO",
        "stockage, hydrogène et réseaux": "STO", "التخزين والهيدروجين والشبكات": "STO",
        "efficacité énergétique": "EFF", "efficacité énergétique (industrie et équipements)": "EFF", "النجاعة الطاقية (الصناعة والتجهيزات)": "EFF",
        "bâtiment durable": "BAT", "البناء المستدام": "BAT", "mobilité durable": "MOB", "التنقل المستدام": "MOB",
        "eau et assainissement": "EAU", "الماء والتطهير": "EAU", "déchets et économie circulaire": "CIR", "النفايات والاقتصاد الدائري": "CIR",
        "agriculture et alimentation durables": "AGR", "الفلاحة والتغذية المستدامتان": "AGR",
        "matériaux, chimie verte et procédés": "MAT", "المواد والكيمياء الخضراء": "MAT",
        "numérique pour l’environnement": "NUM", "الرقمنة في خدمة البيئة": "NUM",
        "biodiversité et services écosystémiques": "BDV", "التنوع البيولوجي والخدمات البيئية": "BDV",
        "autres tic (hors greentech)": "TIC", "autres tic": "TIC", "تكنولوجيات المعلومات (خارج التقنيات الخضراء)": "TIC",
        "industries culturelles et créatives": "ICC", "الصناعات الثقافية والإبداعية": "ICC",
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
    """The telling words of each code, in all languages."""
    named = [(word, code) for word, code in _OTHER_WORDS.get(choices, {}).items()]
    for language in ("fr", "en", "ar"):
        with translation.override(language):
            named += [(str(label), value) for value, label in choices.choices]
    words: dict[str, set[str]] = {value: set() for value in choices.values}
    for name, code in named:
        words[code] |= {word for word in search_key(name).split() if len(word) > 2}
    return {value: frozenset(found) for value, found in words.items()}


def guess(choices: type[TextChoices], word: str) -> str:
    """The one code whose label shares most words with this one; "" when several do. For people to confirm."""
    asked = {part.rstrip("s") for part in search_key(word).split()}
    scores = {code: len(asked & {part.rstrip("s") for part in words}) for code, words in _words(choices).items()}
    best = max(scores.values(), default=0)
    winners = [code for code, score in scores.items() if score == best]
    return winners[0] if best and len(winners) == 1 else ""
