"""pytest plugin, loaded with "-p tests.dealing": every worker of pytest-xdist begins with something long.

With `--dist worksteal` each gets one stretch of the list; who is done takes from the end of another's. What is long and stands
there keeps one worker busy while the others wait. So it is dealt out first, the longest to whom has least, a file as a whole.
"""

import os

#: Seconds on two cores, about. What is not named here is taken as it comes.
LONG = {
    "tests/look/test_every_page.py::test_every_page_holds[fr]": 300,
    "tests/guards/test_every_form.py": 250,
    "tests/permissions/test_matrix.py": 250,
    "tests/look/test_every_page.py::test_every_page_holds[en]": 210,
    "tests/look/test_every_page.py::test_every_page_holds[ar]": 180,
    "tests/ground/test_up.py": 110,
    "tests/outbox/test_faults.py": 100,
    "tests/pages/test_desk_weight.py": 70,
    "tests/ground/test_stores.py": 60,
    "tests/programs/desk/test_sweep.py": 60,
    "tests/look/test_pages_hold_the_look.py": 50,
}


def pytest_collection_modifyitems(items):
    if workers := int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "0")):
        items[:] = dealt(items, workers)


def dealt(items, workers):
    hands = _hands(items, workers)
    taken = {id(item) for hand in hands for item in hand}
    rest, order = [item for item in items if id(item) not in taken], []
    for n, hand in enumerate(hands):
        size = (len(items) - len(order)) // (workers - n)  # the stretches of xdist
        more = max(0, size - len(hand))
        order += [*hand, *rest[:more]]
        rest = rest[more:]
    return order


def _hands(items, workers):
    hands, seconds = [[] for _ in range(workers)], [0] * workers
    for name in sorted(LONG, key=LONG.get, reverse=True):
        if found := [item for item in items if item.nodeid.startswith(name)]:
            least = seconds.index(min(seconds))
            hands[least] += found
            seconds[least] += LONG[name]
    return hands
