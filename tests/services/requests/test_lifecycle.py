"""Every verb only from the states that the table names, and to the state it names."""

import pytest

from incubator.demo import make
from incubator.demo.make_requests import WAYS
from incubator.errors import Refused
from services.ledger.models import Entry
from services.requests.models import Request
from services.requests.states import REQUEST
from services.requests.states import RequestState as S

pytestmark = pytest.mark.django_db


def fresh(request):
    return Request.objects.get(pk=request.pk)


#: Done again in the state it leads to, a verb is the same deed once more and changes nothing.
AGAIN = {("send", S.SUBMITTED), ("withdraw", S.CANCELLED)} | {
    ("accept_scope", state) for state in (S.APPROVED, S.IN_PROGRESS, S.DELIVERED, S.CLOSED)
} | {("accept_delivery", S.CLOSED)}  # fmt: skip


@pytest.mark.parametrize("state", WAYS)
def test_no_verb_starts_from_a_state_that_the_table_does_not_name(state, deeds):
    request = make.request(state=state)
    entries = Entry.objects.count()
    wrong = [verb for verb, at in REQUEST.forbidden([state])]

    for verb in wrong:
        if (verb, state) in AGAIN:
            deeds(verb, request)
        else:
            with pytest.raises(Refused):
                deeds(verb, request)
        assert fresh(request).state == state, verb

    assert wrong
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        (verb, state)
        for verb, one in REQUEST.moves.items()
        for state in sorted(one.sources)
        if (verb, state) != ("close", "delivered")
    ],
)
def test_each_verb_leads_where_the_table_says(verb, state, deeds):
    request = make.request(state=state)

    deeds(verb, request)

    assert fresh(request).state == REQUEST.moves[verb].to
