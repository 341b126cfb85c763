"""What lists, searches and duplicate checks read of an organisation: computed in Python whenever one is written."""

from collections.abc import Iterable

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from incubator.text import search_key, sort_key
from startups.indexing import bare
from startups.models import Organisation

#: Put these into `update_fields` (or `bulk_update`) after `index`.
FIELDS = ("sort_key", "search_key", "search")


def index(organisation: Organisation, *, former_names: Iterable[str] | None = None) -> tuple[str, ...]:
    """Sets the keys of an unsaved change and names them; without `former_names` they are read from its rows."""
    if former_names is None:
        former_names = organisation.former_names.values_list("name", flat=True) if organisation.pk else ()
    places = [organisation.kind, organisation.city, organisation.region, organisation.country]
    organisation.sort_key = sort_key(organisation.name)
    organisation.search_key = search_key(" ".join([organisation.name, *former_names, *places]))
    words = organisation.search_key.split()
    organisation.search = SearchVector(Value(" ".join([*words, *{bare(word) for word in words}])), config="simple")
    return FIELDS


def name_key(name: str) -> str:
    return search_key(name)[:240]
