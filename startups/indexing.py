"""What lists, searches and duplicate checks read: computed in Python whenever a startup is written, by whoever writes it.

`sort_key` orders and compares names. `search` holds only what the public card shows, so searching it tells a stranger
nothing more. `search_key` is for staff: former names and the company's numbers too.
"""

from collections.abc import Iterable
from functools import cache

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.utils import translation

from incubator.text import search_key, sort_key
from startups.lists import REGION_NAMES
from startups.models import Startup
from startups.states import Sector

#: Put these into `update_fields` (or `bulk_update`) after `index`.
FIELDS = ("sort_key", "search_key", "search")


def index(startup: Startup, *, former_names: Iterable[str] | None = None) -> tuple[str, ...]:
    """Sets the keys of an unsaved change and names them; a new startup has the former names that are given."""
    if former_names is None:
        former_names = startup.aliases.values_list("name", flat=True) if startup.pk else ()
    startup.sort_key = sort_key(startup.name)
    startup.search_key = search_key(" ".join(_staff_words(startup, former_names)))
    words = search_key(" ".join(_public_words(startup))).split()
    startup.search = SearchVector(Value(" ".join([*words, *{bare(word) for word in words}])), config="simple")
    return FIELDS


def bare(word: str) -> str:
    """Without the Arabic article: whoever searches "طاقة" finds "الطاقة", and the other way round."""
    return word.removeprefix("ال") if len(word) > 4 else word


def _public_words(startup: Startup) -> list[str]:
    sectors = [startup.sector, *startup.other_sectors] if startup.sector else list(startup.other_sectors)
    named = [name for code in sectors for name in _sector_names(code)]
    return [startup.name, startup.pitch, *startup.tags, startup.city, *REGION_NAMES.get(startup.region, ()), *named]


def _staff_words(startup: Startup, former_names: Iterable[str]) -> list[str]:
    numbers = [startup.ice, startup.rc_number, startup.tax_id]
    return [startup.name, *former_names, startup.city, startup.email, *startup.tags, *numbers]


@cache
def _sector_names(code: str) -> list[str]:
    """In the three languages of the portal: whoever searches "solaire" finds what was filed as "solar"."""
    if code not in Sector.values:
        return []
    names = []
    for language in ("fr", "en", "ar"):
        with translation.override(language):
            names.append(str(Sector(code).label))
    return names
