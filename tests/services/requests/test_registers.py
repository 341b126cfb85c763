"""What this slice tells the floor: a person's data, files and who reads them, what goes over in a merge."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from incubator.accounts.personal_data import holdings
from incubator.demo import make
from incubator.documents import owners as owned
from incubator.documents.models import Document
from incubator.outbox.models import Letter
from services.requests.actions import talking, working
from services.requests.models import Request, RequestMessage
from services.requests.states import RequestState as S
from startups.actions.merging import merge
from startups.queries import owners
from startups.states import TeamRole
from tests.permissions.world import PDF

pytestmark = pytest.mark.django_db
OURS = ("request", "requestmessage", "requestscope", "requeststep", "requestdelivery")


def test_a_person_takes_her_words_along_and_the_request_stays_with_its_team():
    request = make.request(state=S.CLOSED)
    owner = owners(request.startup).get()
    open_one = make.request(state=S.SUBMITTED, of=request.startup)
    talking.say(open_one.pk, text="Bonjour.", by=owner)

    given = {name: list(holdings[f"services.{name}"].export(owner)) for name in OURS}

    assert {row["number"] for row in given["request"]} == {request.number, open_one.number}
    assert given["requestmessage"][0]["text"] == "Bonjour."
    assert given["requestscope"]
    assert given["requestdelivery"]
    for name in OURS:
        holdings[f"services.{name}"].erase(owner)
    assert Request.objects.get(pk=request.pk).asked_by is None
    assert RequestMessage.objects.get().author is None


def test_a_draft_that_nobody_else_can_open_goes_with_the_person():
    alone, shared = make.request(), make.request()
    make.member(of=shared.startup, role=TeamRole.READER)

    for draft in (alone, shared):
        holdings["services.request"].erase(owners(draft.startup).get())

    assert list(Request.objects.all()) == [shared]


def test_files_are_the_teams_and_the_staffs(staff, stranger):
    request = make.request(state=S.IN_PROGRESS)
    owner = owners(request.startup).get()
    papers = [SimpleUploadedFile(f"{n}.pdf", PDF + b"%" * n, content_type="application/pdf") for n in (1, 2)]
    asked = talking.attach(request.pk, upload=papers[0], by=owner)
    working.deliver(request.pk, note="Voici.", uploads=[papers[1]], by=staff)
    delivered = Document.objects.get(purpose="request_delivery")

    for document in (asked, delivered):
        readers = [owned.may_read(who, document) for who in (owner, staff, stranger)]
        assert readers == [True, True, False]


def test_a_harmful_file_is_told_to_both_sides(staff):
    request = make.request(state=S.DELIVERED)
    delivery = request.deliveries.get()
    for purpose, key in (("request_file", str(request.pk)), ("request_delivery", str(delivery.pk))):
        owned.infected(SimpleNamespace(purpose=purpose, key=key, pk=key, name="plan.pdf"))
    owned.infected(SimpleNamespace(purpose="request_delivery", key="0", pk="0", name="plan.pdf"))

    assert Letter.objects.filter(kind="services.requests.file_shut_away").count() == 4


def test_requests_go_over_when_two_records_are_merged(staff):
    request = make.request(state=S.SUBMITTED)
    stays = make.startup()

    merge(request.startup_id, into=stays.pk, reason="Deux fois la même.", by=staff)

    assert Request.objects.get(pk=request.pk).startup == stays
