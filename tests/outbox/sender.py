"""A sender in a process of its own, to be killed. `python -m tests.outbox.sender careful|keeps_the_clock|marks_first|takes_no_lease`

Says "ready", waits for a line, then sends until nothing is due; `keeps_the_clock` also plans reminders before each round, as
the clock does. The last two are controls: recipes that lose and that repeat.
"""

import sys
import uuid

import django

django.setup()

from django.db import OperationalError, connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from incubator.outbox import claims, planning, sending  # noqa: E402
from incubator.outbox.models import Letter  # noqa: E402
from incubator.outbox.states import LetterState as S  # noqa: E402


def begin(pk, token):
    letter = Letter.objects.get(pk=pk)
    letter.message_id = f"<{uuid.uuid4().hex}@portail.test>"
    return letter, {}


def marks_first():
    claim = claims.claim

    def claim_and_mark(token, *, most):
        keys = claim(token, most=most)
        Letter.objects.filter(pk__in=keys).update(state=S.SENT, sent_at=timezone.now())
        return keys

    claims.claim, claims.begin, claims.sent = claim_and_mark, begin, lambda letter: None


def takes_no_lease():
    claims.claim = lambda token, most: list(Letter.objects.due().order_by("pk").values_list("pk", flat=True)[:most])
    claims.begin = begin
    claims.sent = lambda letter: Letter.objects.filter(pk=letter.pk).update(state=S.SENT, sent_at=timezone.now())


def planned(plans):
    """True when the clock has found something new to say."""
    if not plans:
        return False
    before = Letter.objects.count()
    planning.plan()
    return Letter.objects.count() > before


def main(recipe):
    plans = recipe == "keeps_the_clock"
    if recipe not in {"careful", "keeps_the_clock"}:
        {"marks_first": marks_first, "takes_no_lease": takes_no_lease}[recipe]()
    Letter.objects.due().exists()
    print("ready", flush=True)
    sys.stdin.readline()
    while planned(plans) or Letter.objects.due().exists():
        try:
            sending.tick()
        except OperationalError:
            connection.close()


if __name__ == "__main__":
    main(sys.argv[1])
