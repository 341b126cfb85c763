"""Many clients at the same moment, each on its own connection."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connections


def at_once(deeds, *, told=Exception):
    """Gives what each deed returned, or raised when it is one of `told`; anything else it raised is raised here."""
    start = threading.Barrier(len(deeds))

    def run(deed):
        start.wait(30)
        try:
            return deed()
        except told as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))
