"""Who else has the same page of the desk open. Noted in the cache for five minutes, never in a row: looking writes nothing.

It is a courtesy. When the cache is away nobody is told, the page waits half a second once (env.cache) and then no more for a
while; what really guards two officers on one file is the revision that every deed compares.
"""

import logging
import time
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

logger = logging.getLogger(__name__)

#: Seconds after which somebody who did not look again is taken to be gone.
WINDOW = 300
#: Seconds for which a cache that failed is left alone.
REST = 30


@dataclass(frozen=True)
class Other:
    name: str
    minutes: int

    def __str__(self) -> str:
        if not self.minutes:
            return _("%(who)s has just opened this page too.") % {"who": self.name}
        told = ngettext(
            "%(who)s has had this page open for %(count)d minute.",
            "%(who)s has had this page open for %(count)d minutes.",
            self.minutes,
        )
        return told % {"who": self.name, "count": self.minutes}


class Visitors:
    """{person: (since, seen, name)} by thing. The last writer wins: whoever is lost that way is back with her next look."""

    def __init__(self) -> None:
        self.silent_until = 0.0

    def note(self, thing: Model, user: Any) -> list[Other]:
        """Notes that the person looks at the thing, and gives the others, the one who came first in front."""
        now = time.time()
        if now < self.silent_until:
            return []
        try:
            return self._note(f"here:{thing._meta.label_lower}:{thing.pk}", user, now)
        except Exception as away:
            logger.warning("the cache cannot tell who is here: %s", type(away).__name__)
            self.silent_until = now + REST
            return []

    def _note(self, key: str, user: Any, now: float) -> list[Other]:
        known = cache.get(key) or {}
        here = {who: told for who, told in known.items() if now - told[1] < WINDOW}
        since = here[user.pk][0] if user.pk in here else now
        cache.set(key, {**here, user.pk: (since, now, str(user))}, WINDOW)
        others = sorted(told for who, told in here.items() if who != user.pk)
        return [Other(name, int(now - came) // 60) for came, _seen, name in others]


visitors = Visitors()
