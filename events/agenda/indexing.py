"""What lists and searches read of an event: computed in Python whenever one is written."""

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from events.agenda.models import Event
from incubator.text import search_key, sort_key
from incubator.words import LANGUAGES
from startups.indexing import bare

#: Put these into `update_fields` (or `bulk_update`) after `index`.
FIELDS = ("sort_key", "search")


def index(event: Event) -> tuple[str, ...]:
    """Sets the keys of an unsaved change and names them."""
    said = [getattr(event, f"{name}_{code}") for name in ("title", "summary", "audience") for code in LANGUAGES]
    words = search_key(" ".join([*said, event.venue, event.city, event.country])).split()
    event.sort_key = sort_key(event.title_fr)
    event.search = SearchVector(Value(" ".join([*words, *{bare(word) for word in words}])), config="simple")
    return FIELDS
