"""What is said of a startup before both sides agreed must not tell who it is."""

import re

from incubator.text import search_key
from startups.models import Alias, Startup
from startups.states import LegalForm

_ADDRESS = re.compile(r"://|www\.|@|\b[\w-]{2,}\.(?:com|net|org|ma|info|io|co|africa|tech)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[].*?[)\]]")
#: Shorter names are words that anybody may use.
SHORTEST = 4
_FORMS = {word for form in LegalForm.values for word in form.split("_")}


def names_of(startup: Startup) -> list[str]:
    """Its name and earlier ones, as they are searched for, with and without the legal form."""
    before = Alias.objects.filter(startup=startup).values_list("search_key", flat=True)
    whole = {search_key(startup.name), search_key(_BRACKETS.sub(" ", startup.name)), *before}
    bare = {" ".join(word for word in name.split() if word not in _FORMS) for name in whole}
    return sorted(name for name in whole | bare if name)


def tells_who(summary: str, startup: Startup) -> str:
    """`name` or `address` when the text gives the startup away, else nothing."""
    if _ADDRESS.search(summary):
        return "address"
    said = search_key(summary)
    packed = said.replace(" ", "")
    for name in names_of(startup):
        is_there = f" {name} " in f" {said} "
        if is_there or (len(name) >= SHORTEST and name.replace(" ", "") in packed):
            return "name"
    return ""
