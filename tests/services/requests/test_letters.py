"""What is written to whom and when it no longer holds; reminders and late flags, each once."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone, translation

from incubator.demo import make
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.wording import word
from services.requests import letters, planning
from services.requests.actions import asking, desk, quarantine, scoping, talking, working
from services.requests.models import Request, RequestDelivery, RequestStep
from services.requests.states import RequestState as S
from startups.actions import profile, team
from startups.queries import owners

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
UNIT = "services.requests."


def posted(request, *, to=None):
    rows = Letter.objects.filter(key_of_thing=str(request.pk)).order_by("pk")
    rows = rows.filter(person=to) if to else rows
    return [row.kind.removeprefix(UNIT) for row in rows]


def holds(request, kind):
    letter = Letter.objects.filter(key_of_thing=str(request.pk), kind=UNIT + kind).last()
    return kinds[letter.kind].context(letter) is not None


def owner_of(request):
    return owners(request.startup).get()


def move_back(model, days, **of):
    """As if it had happened so many days ago."""
    field = {"RequestDelivery": "delivered_at"}[model.__name__]
    model.objects.filter(**of).update(**{field: timezone.now() - days * DAY})


def test_both_sides_are_told_of_each_step(staff):
    request = make.request()
    by = owner_of(request)
    profile.accompany(request.startup_id, person=staff, kind="officer", by=staff)

    asking.send(request.pk, by=by)
    desk.take(request.pk, by=staff)
    desk.ask_talk(request.pk, service=make.service(), by=staff)
    scoping.propose(request.pk, proposal=make.proposal(), by=staff)
    scoping.decline(request.pk, number=1, reason="Moins cher.", by=by)
    scoping.propose(request.pk, proposal=make.proposal(), by=staff)
    scoping.accept(request.pk, number=2, by=by)
    working.start(request.pk, by=staff)
    working.finish_step(request.pk, step_id=RequestStep.objects.filter(scope__state="accepted").first().pk, by=staff)
    desk.pause(request.pk, reason="Panne.", by=staff)
    desk.resume(request.pk, by=staff)
    working.deliver(request.pk, note="Voici.", by=staff)
    working.return_delivery(request.pk, number=1, reason="Incomplet.", by=by)
    working.deliver(request.pk, note="Complet.", by=staff)
    working.accept_delivery(request.pk, number=2, by=by)
    working.close(request.pk, evidence="Essai.", by=staff)

    assert posted(request, to=by) == [
        *("request_received", "talk_asked", "scope_proposed", "scope_proposed", "scope_accepted", "request_started"),
        *("step_done", "request_paused", "request_resumed", "request_delivered", "request_delivered"),
        *("delivery_accepted", "request_closed"),
    ]
    told = ["request_arrived", "scope_declined", "scope_accepted", "delivery_returned", "delivery_accepted"]
    assert posted(request, to=staff) == told


def _one_of_each(staff):
    """A request for each kind of letter, in a state in which it holds."""
    officer = make.staff()
    sent = make.request(state=S.SUBMITTED)
    desk.assign(sent.pk, officer=officer, by=staff)
    talking.say(sent.pk, text="Une question ?", by=owner_of(sent))
    talking.say(sent.pk, text="Une réponse.", by=staff, from_staff=True)
    quarantine.shut_away(sent.pk, document=SimpleNamespace(pk=1, name="plan.pdf"))
    talk = make.request(state=S.TRIAGE)
    desk.ask_talk(talk.pk, service=make.service(), by=staff)
    scoped, declined = make.request(state=S.SCOPED), make.request(state=S.SCOPED)
    scoped.scopes.update(valid_until=timezone.localdate() + DAY, proposed_at=timezone.now() - 9 * DAY)
    scoping.decline(declined.pk, number=1, reason="Moins cher.", by=owner_of(declined))
    working_on = make.request(state=S.IN_PROGRESS)
    first, second = RequestStep.objects.filter(scope__request=working_on)
    working.finish_step(working_on.pk, step_id=first.pk, by=staff)
    RequestStep.objects.filter(pk=second.pk).update(due_on=timezone.localdate())
    working_on.scopes.update(answered_at=timezone.now() - 9 * DAY)
    late = make.request(state=S.APPROVED)
    Request.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - DAY)
    paused, resumed = make.request(state=S.ON_HOLD), make.request(state=S.ON_HOLD)
    desk.resume(resumed.pk, by=staff)
    waiting, returned = make.request(state=S.DELIVERED), make.request(state=S.DELIVERED)
    move_back(RequestDelivery, 4, request=waiting)
    working.return_delivery(returned.pk, number=1, reason="Incomplet.", by=owner_of(returned))
    for state in (S.CLOSED, S.REJECTED, S.CANCELLED):
        make.request(state=state)
    assert paused


def test_every_letter_has_words_in_three_languages(staff):
    _one_of_each(staff)
    plan()

    written = set()
    for letter in Letter.objects.filter(kind__startswith=UNIT).select_related("person"):
        for language in ("fr", "en", "ar"):
            letter.person.language = language
            told = kinds[letter.kind].context(letter)
            if told is None:
                continue
            with translation.override(language):
                worded = word(letter, told)
            assert told["number"] in worded.subject
            assert "{{" not in worded.text
            assert "None" not in worded.text
            assert "http" in worded.text
            written.add(letter.kind)

    assert written == {kind.name for kind in letters.KINDS}


def plan():
    for planner in (planning.plan_scopes, planning.plan_steps, planning.plan_deliveries, planning.plan_late):
        planner()


def test_what_no_longer_holds_is_not_sent(staff):
    request = make.request(state=S.SCOPED)
    by = owner_of(request)
    assert holds(request, "scope_proposed")

    scoping.accept(request.pk, number=1, by=by)
    assert not holds(request, "scope_proposed")
    assert holds(request, "scope_accepted")
    other = make.member(of=request.startup, role="owner")
    team.leave(request.startup_id, by=by)
    assert other
    assert not holds(request, "scope_accepted")


def test_a_proposal_is_called_to_mind_two_days_before_it_runs_out_and_once():
    request, early = make.request(state=S.SCOPED), make.request(state=S.SCOPED)
    request.scopes.update(valid_until=timezone.localdate() + DAY, proposed_at=timezone.now() - 9 * DAY)
    fresh = make.request(state=S.SCOPED, proposed=make.proposal(valid_until=timezone.localdate() + DAY))

    plan()
    plan()

    assert posted(request).count("scope_waiting") == 1
    assert "scope_waiting" not in posted(early) + posted(fresh)
    scoping.accept(request.pk, number=1, by=owner_of(request))
    assert not holds(request, "scope_waiting")


def test_a_step_that_comes_due_is_told_to_both_sides_and_moves_with_its_day(staff):
    request = make.request(state=S.IN_PROGRESS)
    request.scopes.update(answered_at=timezone.now() - 9 * DAY)
    steps = RequestStep.objects.filter(scope__request=request)
    steps.update(due_on=timezone.localdate())

    plan()
    plan()

    assert posted(request).count("step_due") == 4  # two steps, the owner and the officer
    working.finish_step(request.pk, step_id=steps.first().pk, by=staff)
    rows = Letter.objects.filter(kind=UNIT + "step_due", key_of_thing=str(request.pk))
    assert sum(kinds[row.kind].context(row) is not None for row in rows) == 2


@pytest.mark.parametrize(("days", "reminders"), [(1, 0), (4, 1), (8, 1)])
def test_a_delivery_without_an_answer_is_called_to_mind(days, reminders):
    request = make.request(state=S.DELIVERED)
    move_back(RequestDelivery, days, request=request)

    plan()
    plan()

    assert posted(request).count("delivery_waiting") == reminders


def test_what_is_late_is_told_to_its_officer_once_per_day_it_missed():
    request, unassigned = make.request(state=S.TRIAGE), make.request(state=S.SUBMITTED)
    rows = Request.objects.filter(pk__in=[request.pk, unassigned.pk])
    rows.update(triage_due_at=timezone.now() - DAY)

    plan()
    plan()

    assert posted(request, to=request.officer).count("request_late") == 1
    assert "request_late" not in posted(unassigned)
    rows.update(triage_due_at=timezone.now() + DAY)
    assert not holds(request, "request_late")
