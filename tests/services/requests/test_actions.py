"""A request from the wish to the proof: every verb only from its states, credits reserved, used or given back once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from incubator.demo import make
from incubator.documents.models import Document
from incubator.errors import Refused
from services.catalogue import actions as catalogue
from services.catalogue.states import NeedKind, ServiceKind
from services.ledger.models import Entry
from services.ledger.queries import drifted
from services.requests.actions import asking, desk, scoping, talking, working
from services.requests.actions.asking import Wish
from services.requests.models import PrototypeDetails, Request, RequestStep
from services.requests.states import ProposalState
from services.requests.states import RequestState as S
from startups.models import Observation, Startup
from startups.queries import owners
from tests.permissions.world import PNG

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def today():
    return timezone.localdate()


def fresh(request):
    return Request.objects.with_card().get(pk=request.pk)


def owner_of(request):
    return owners(request.startup).get()


def test_sending_gives_a_number_and_an_evening_two_working_days_later():
    service = make.asked_service(code="FIN-9")
    first, second = (make.request(state=S.SUBMITTED, to=service) for _ in range(2))

    assert [first.number, second.number] == ["FIN-9-0001", "FIN-9-0002"]
    due = timezone.localtime(first.triage_due_at)
    assert due.hour == 18
    assert due.date() >= today() + 2 * DAY
    assert due.weekday() < 5


def test_what_is_missing_is_told_and_the_draft_stays():
    service = make.asked_service(kind=ServiceKind.PROTOTYPING)
    service.needs.create(kind=NeedKind.TRL, trl=4)
    request = make.request(to=service, need="", prototype={})

    with pytest.raises(Refused, match=r"Décrivez.*matière.*TRL"):
        asking.send(request.pk, by=owner_of(request))

    assert fresh(request).is_draft


def test_a_hidden_service_is_not_asked_for(staff):
    request = make.request()
    catalogue.hide(request.service_id, by=staff)

    with pytest.raises(Refused):
        asking.send(request.pk, by=staff)
    with pytest.raises(Refused):
        asking.begin(request.service_id, startup_id=request.startup_id, wish=Wish("But"), by=staff)


def test_the_same_page_begins_one_draft():
    startup, service = make.startup(), make.asked_service()
    by = owners(startup).get()

    begun = {asking.begin(service.pk, startup_id=startup.pk, wish=Wish("But"), token="t1", by=by) for _ in range(2)}

    assert len(begun) == 1


def test_a_draft_goes_with_its_files_and_a_sent_request_stays():
    draft, sent = make.request(), make.request(state=S.SUBMITTED)
    upload = SimpleUploadedFile("plan.png", PNG, content_type="image/png")
    talking.attach(draft.pk, upload=upload, by=owner_of(draft))

    asking.drop(draft.pk, by=owner_of(draft))

    assert not Request.objects.filter(pk=draft.pk).exists()
    assert not Document.objects.standing().exists()
    with pytest.raises(Refused):
        asking.drop(sent.pk, by=owner_of(sent))


def test_a_file_of_the_wrong_kind_keeps_nothing():
    startup, service = make.startup(), make.asked_service()
    bad = SimpleUploadedFile("plan.exe", b"MZ", content_type="application/pdf")

    with pytest.raises(Refused) as refusal:
        asking.begin(service.pk, startup_id=startup.pk, wish=Wish("But", uploads=[bad]), by=None)

    assert refusal.value.field == "file"
    assert not Request.objects.exists()


def _with_account(credits_, amount=10, **more):
    """A proposal in credits, and an account of so many."""
    startup, service = make.startup(), make.asked_service()
    account = make.entitlement(of=startup, kind=service.kind, amount=amount)
    proposed = make.proposal(credits=Decimal(credits_), **more)
    return make.request(state=S.SCOPED, of=startup, to=service, proposed=proposed), account


def left(account):
    account.refresh_from_db()
    return account.left


def test_accepting_reserves_accepting_the_delivery_uses_and_nothing_counts_twice(staff):
    request, account = _with_account(4)
    by = owner_of(request)

    for _ in range(2):
        scoping.accept(request.pk, number=1, by=by)
    assert (fresh(request).state, left(account)) == (S.APPROVED, 6)
    working.start(request.pk, by=staff)
    working.deliver(request.pk, note="Voici.", by=staff)
    for _ in range(2):
        working.accept_delivery(request.pk, number=1, by=by)

    assert left(account) == 6
    assert sorted(Entry.objects.values_list("verb", flat=True)) == ["consume", "grant", "hold"]
    assert drifted() == []


def test_too_few_credits_are_told_and_the_proposal_stays_open():
    request, account = _with_account(40)

    with pytest.raises(Refused, match="10"):
        scoping.accept(request.pk, number=1, by=owner_of(request))

    assert fresh(request).state == S.SCOPED
    assert request.scopes.get().state == ProposalState.OPEN
    assert left(account) == 10


@pytest.mark.parametrize("end", ["cancel", "withdraw", "pause then withdraw"])
def test_what_was_reserved_goes_back_when_it_ends_before_its_time(end, deeds):
    request, account = _with_account(4)
    scoping.accept(request.pk, number=1, by=owner_of(request))

    for verb in end.split(" then "):
        deeds(verb, request)

    assert (fresh(request).state, left(account)) == (S.CANCELLED, 10)
    assert fresh(request).is_ended_by_team == (end != "cancel")
    assert fresh(request).ended_at


def test_once_the_work_has_begun_a_team_does_not_withdraw_even_from_a_pause(deeds):
    request = make.request(state=S.IN_PROGRESS)
    deeds("pause", request)

    with pytest.raises(Refused, match="commencé"):
        deeds("withdraw", request)

    deeds("resume", request)
    assert fresh(request).state == S.IN_PROGRESS


def test_a_pause_before_the_answer_gives_two_days_again(deeds):
    request = make.request(state=S.SUBMITTED)
    Request.objects.filter(pk=request.pk).update(triage_due_at=timezone.now() - 3 * DAY)
    deeds("pause", request)

    deeds("resume", request)

    assert fresh(request).state == S.SUBMITTED
    assert fresh(request).triage_due_at > timezone.now() + DAY


def test_a_proposal_that_was_replaced_or_has_run_out_is_not_accepted(staff):
    request = make.request(state=S.SCOPED)
    scoping.propose(request.pk, proposal=make.proposal(what="Mieux."), by=staff)

    with pytest.raises(Refused, match="autre proposition"):
        scoping.accept(request.pk, number=1, by=owner_of(request))
    request.scopes.filter(number=2).update(valid_until=today() - DAY)
    with pytest.raises(Refused, match="valable"):
        scoping.accept(request.pk, number=2, by=owner_of(request))


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("mad", {"mad": Decimal(100), "credits": Decimal(1)}),
        ("mad", {"mad": Decimal(-1)}),
        ("credits", {"credits": Decimal(-1)}),
        ("valid_until", {"valid_until": timezone.localdate() - DAY}),
    ],
)
def test_a_proposal_that_makes_no_sense_is_told_beside_its_field(field, wrong, staff):
    request = make.request(state=S.TRIAGE)

    with pytest.raises(Refused) as refusal:
        scoping.propose(request.pk, proposal=make.proposal(**wrong), by=staff)

    assert refusal.value.field == field


def test_a_proposal_in_dirhams_records_the_amount_and_touches_no_credits():
    request, account = _with_account(0, mad=Decimal(5000))

    scoping.accept(request.pk, number=1, by=owner_of(request))

    scope = request.scopes.get()
    assert (scope.mad, scope.state, scope.answered_by) == (5000, ProposalState.ACCEPTED, owner_of(request))
    assert left(account) == 10


def test_asking_for_a_change_gives_the_house_two_days_again_and_a_reason_to_read():
    request = make.request(state=S.SCOPED)

    with pytest.raises(Refused):
        scoping.decline(request.pk, number=1, reason=" ", by=owner_of(request))
    scoping.decline(request.pk, number=1, reason="Une seule pièce.", by=owner_of(request))

    assert fresh(request).state == S.TRIAGE
    assert fresh(request).triage_due_at > timezone.now()
    assert request.scopes.get().answer == "Une seule pièce."


def test_a_delivery_is_sent_back_with_its_reason_and_comes_again(staff):
    request = make.request(state=S.DELIVERED)
    by = owner_of(request)

    with pytest.raises(Refused):
        working.return_delivery(request.pk, number=1, reason="", by=by)
    working.return_delivery(request.pk, number=1, reason="Il manque un plan.", by=by)
    assert fresh(request).state == S.IN_PROGRESS
    working.deliver(request.pk, note="Avec le plan.", by=staff)
    with pytest.raises(Refused):
        working.accept_delivery(request.pk, number=1, by=by)
    working.accept_delivery(request.pk, number=2, by=by)
    with pytest.raises(Refused, match="déjà"):
        working.return_delivery(request.pk, number=2, reason="Trop tard.", by=by)


def test_nothing_is_closed_before_the_startup_has_accepted(staff):
    request = make.request(state=S.DELIVERED)

    with pytest.raises(Refused, match="accepté"):
        working.close(request.pk, evidence="Essai.", by=staff)


def test_a_closed_prototype_leaves_its_trl_as_a_dated_fact(staff):
    request = make.request(state=S.DELIVERED, to=make.asked_service(kind=ServiceKind.PROTOTYPING))
    working.accept_delivery(request.pk, number=1, by=owner_of(request))

    with pytest.raises(Refused) as refusal:
        working.close(request.pk, evidence="Essai.", by=staff)
    assert refusal.value.field == "trl_after"
    working.close(request.pk, evidence="Essai au banc.", trl_after=5, by=staff)

    fact = Observation.objects.get(startup=request.startup, fact="trl")
    assert (fact.number, fact.observed_on, fact.source) == (5, today(), request.number)
    assert Startup.objects.get(pk=request.startup_id).trl == 5
    assert PrototypeDetails.objects.get(request=request).trl_after == 5


def test_a_step_is_done_once_and_only_one_of_its_own(staff):
    request, other = make.request(state=S.IN_PROGRESS), make.request(state=S.IN_PROGRESS)
    step = RequestStep.objects.filter(scope__request=request).first()

    with pytest.raises(Refused):
        working.finish_step(other.pk, step_id=step.pk, by=staff)
    done = [working.finish_step(request.pk, step_id=step.pk, by=staff).done_at for _ in range(2)]

    assert done[0] == done[1]


def test_a_word_of_the_staff_answers_what_the_team_wrote(staff):
    request = make.request(state=S.TRIAGE)
    said = [talking.say(request.pk, text="Une question ?", token="x", by=owner_of(request)) for _ in range(2)]
    assert said[0] == said[1]
    assert request in Request.objects.waiting_for_staff()

    talking.say(request.pk, text="Oui.", by=staff, from_staff=True)

    assert not Request.objects.waiting_for_staff().exists()
    with pytest.raises(Refused):
        talking.say(request.pk, text="  ", by=staff)


@pytest.mark.parametrize("state", [S.CLOSED, S.REJECTED, S.CANCELLED])
def test_what_is_over_takes_no_more_messages_and_files(state, staff):
    request = make.request(state=state)

    with pytest.raises(Refused):
        talking.say(request.pk, text="Encore.", by=staff)
    with pytest.raises(Refused):
        talking.attach(request.pk, upload=SimpleUploadedFile("plan.png", PNG), by=staff)
    with pytest.raises(Refused):
        desk.assign(request.pk, officer=staff, by=staff)


def test_only_staff_are_given_a_request(staff, stranger):
    request = make.request(state=S.SUBMITTED)

    with pytest.raises(Refused):
        desk.assign(request.pk, officer=stranger, by=staff)
    desk.assign(request.pk, officer=staff, by=staff)

    assert fresh(request).officer == staff


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("sent_request_has_time_and_number", {"number": ""}),
        ("paused_request_knows_where_it_was", {"paused_from": "triage"}),
        ("paused_request_knows_where_it_was", {"state": "on_hold"}),
    ],
)
def test_the_database_refuses_what_must_never_be(name, change):
    request = make.request(state=S.SUBMITTED)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Request.objects.filter(pk=request.pk).update(**change)


def test_the_database_refuses_two_costs_and_two_standing_proposals():
    request = make.request(state=S.SCOPED)

    with pytest.raises(IntegrityError, match="credits_or_dirhams"), transaction.atomic():
        request.scopes.update(mad=3, credits=1)
    with pytest.raises(IntegrityError, match="one_standing_proposal"), transaction.atomic():
        request.scopes.create(number=2, what="Encore.", valid_until=today())
