"""From an empty file to a sent one, and back."""

from datetime import date

import pytest
from django.utils import timezone

from incubator.accounts.models import Consent
from incubator.demo import make, make_applications
from incubator.errors import Refused
from incubator.journal.models import Entry
from incubator.outbox.models import Letter
from programs.applications.actions import desk, filing
from programs.applications.actions.answering import save_section
from programs.applications.models import Application
from programs.applications.queries import answers_of
from programs.applications.states import APPLICATION, ApplicationState, VersionState
from programs.calls.models import Call
from programs.calls.states import Phase
from startups.actions import profile
from tests.programs.applications.conftest import BOTH, MINUTE, SECOND, close_call, fresh

S = ApplicationState


def submit(application, by, *, token="t1", agreed=BOTH, at=None):  # noqa: S107 -- names the page that sends
    return filing.submit(application.pk, token=token, agreed=agreed, language="fr", by=by, arrived_at=at)


def letters(word):
    return Letter.objects.filter(kind=f"programs.applications.{word}")


def test_a_file_begins_filled_from_the_profile_and_the_self_check(call, owner):
    startup = make_applications.startup_of(owner, name="Héliopompe", sector="SOL")

    begun = filing.begin(call.pk, startup_id=startup.pk, by=owner, self_check={"trl": 5})

    assert answers_of(begun) == {"project_name": "Héliopompe", "sector": "SOL", "trl": 5}
    assert begun.self_check == {"trl": 5}
    assert letters("draft_opened").get().person == owner


def test_a_profile_fills_only_what_the_form_would_take(call, owner, startup):
    begun = filing.begin(call.pk, startup_id=startup.pk, by=owner, self_check={"sector": "no such sector"})

    assert "sector" not in answers_of(begun)


def test_a_startup_has_one_live_file_per_cohort(call, startup, owner, editor):
    first = filing.begin(call.pk, startup_id=startup.pk, by=owner)
    second_call = make.call(of=call.cohort)

    assert filing.begin(second_call.pk, startup_id=startup.pk, by=editor) == first
    assert Application.objects.count() == 1


def test_a_withdrawn_file_leaves_room_for_another(sent, startup, owner):
    filing.withdraw(sent.pk, reason="Autre projet.", by=owner)

    assert filing.begin(sent.call_id, startup_id=startup.pk, by=owner) != sent


@pytest.mark.parametrize("phase", [Phase.SCHEDULED, Phase.CLOSED])
def test_a_file_begins_only_while_the_call_is_open(startup, owner, phase):
    with pytest.raises(Refused):
        filing.begin(make.call(phase=phase).pk, startup_id=startup.pk, by=owner)


def test_a_call_for_small_companies_takes_no_project(startup, owner):
    with pytest.raises(Refused):
        filing.begin(make.call(kinds=["sme"]).pk, startup_id=startup.pk, by=owner)


def test_sending_gives_a_version_a_receipt_consents_and_letters(complete, owner, editor):
    version = submit(complete, owner)

    sent = fresh(complete)
    assert (sent.state, sent.receipt) == (S.SUBMITTED, f"{sent.cohort.code.upper()}-0001")
    assert version.is_current
    assert version.answers == answers_of(sent)
    consents = Consent.objects.filter(person=owner, about=f"programs.application:{sent.pk}")
    assert {c.purpose for c in consents} == BOTH
    assert {c.language for c in consents} == {"fr"}
    assert letters("application_received").get().person == owner
    assert letters("application_received_by_team").get().person == editor
    assert sent.facts["sector"] == version.answers["sector"]


def test_the_same_page_sends_once(complete, owner):
    first = submit(complete, owner, token="same")

    assert submit(complete, owner, token="same") == first
    assert submit(complete, owner, token="another page") == first
    assert complete.versions.count() == 1
    assert letters("application_received").count() == 1


def test_an_incomplete_file_is_not_sent(draft, owner):
    with pytest.raises(Refused, match=r"manqu|missing"):
        submit(draft, owner)

    assert fresh(draft).state == S.DRAFT
    assert not Consent.objects.filter(about__contains=str(draft.pk)).exists()


@pytest.mark.parametrize("given", sorted(BOTH))
def test_both_boxes_are_needed(complete, owner, given):
    with pytest.raises(Refused) as refusal:
        submit(complete, owner, agreed={given})

    assert {refusal.value.field} == BOTH - {given}


@pytest.mark.parametrize(
    ("after", "state", "grace"),
    [
        pytest.param(-SECOND, VersionState.SENT, False, id="a second before"),
        pytest.param(0 * SECOND, VersionState.SENT, True, id="at closing"),
        pytest.param(2 * MINUTE - SECOND, VersionState.SENT, True, id="at the end of the grace"),
        pytest.param(2 * MINUTE, VersionState.LATE, False, id="after the grace"),
    ],
)
def test_the_arrival_decides_whether_a_file_is_in_time(complete, owner, after, state, grace):
    version = submit(complete, owner, at=complete.call.closes_at + after)

    assert (version.state, version.used_grace) == (state, grace)
    assert fresh(complete).state == (S.DRAFT if state == VersionState.LATE else S.SUBMITTED)
    logged = Entry.objects.about(complete).filter(verb="submit", facts__used_grace=True)
    assert logged.exists() is grace


def test_the_same_late_page_gives_the_same_answer(complete, owner):
    late = submit(complete, owner, token="late", at=complete.call.closes_at + 3 * MINUTE)

    again = submit(complete, owner, token="late", at=complete.call.closes_at + 9 * MINUTE)

    assert again == late
    assert complete.versions.count() == 1


def test_a_moved_closing_counts_at_once(complete, owner):
    Call.objects.filter(pk=complete.call_id).update(closes_at=complete.call.closes_at + 60 * MINUTE)

    assert submit(complete, owner, at=complete.call.closes_at + 30 * MINUTE).state == VersionState.SENT


def test_an_extension_is_a_later_deadline_for_one_file_with_the_same_grace(complete, owner, staff, call):
    other = make_applications.application(to=call, is_complete=True)
    end = call.closes_at + 60 * MINUTE
    desk.extend(complete.pk, by=staff, until=end, reason="Panne.")

    assert submit(other, make_applications.team(other.startup), at=end - SECOND).state == VersionState.LATE
    assert submit(complete, owner, at=end + MINUTE).used_grace


def test_edit_again_keeps_what_was_sent_until_the_copy_is_sent(sent, owner):
    filing.edit_again(sent.pk, by=owner)
    row = sent.answers.get(section_key="project")
    save_section(sent.pk, section="project", data={**row.data, "pitch": "Mieux dit."}, revision=row.revision, by=owner)

    assert sent.versions.get(is_current=True).answers["pitch"] != "Mieux dit."
    version = submit(sent, owner, token="second")

    assert (version.number, version.answers["pitch"]) == (2, "Mieux dit.")
    assert sent.versions.filter(is_current=True).get() == version
    assert fresh(sent).receipt == sent.receipt
    assert not fresh(sent).is_editing


def test_changes_can_be_dropped(sent, owner):
    filing.edit_again(sent.pk, by=owner)
    row = sent.answers.get(section_key="project")
    save_section(sent.pk, section="project", data={"pitch": "Autre chose."}, revision=row.revision, by=owner)

    filing.keep_sent(sent.pk, by=owner)

    assert answers_of(sent) == sent.versions.get().answers
    assert not fresh(sent).is_editing


def test_editing_again_ends_with_the_call(sent, owner):
    close_call(sent.call)

    with pytest.raises(Refused):
        filing.edit_again(sent.pk, by=owner)


def test_a_withdrawn_file_keeps_its_reason_and_its_team_is_told(sent, owner, editor):
    filing.withdraw(sent.pk, reason="Nous déménageons.", by=owner)

    assert (fresh(sent).state, fresh(sent).withdrawn_reason) == (S.WITHDRAWN, "Nous déménageons.")
    assert {letter.person for letter in letters("application_withdrawn")} == {owner, editor}


def test_a_draft_is_deleted_with_its_text(draft, owner):
    filing.delete_draft(draft.pk, by=owner)

    assert not Application.objects.exists()
    with pytest.raises(Refused):
        submit(draft, owner)


def test_a_sent_file_is_not_deleted(sent, owner):
    with pytest.raises(Refused):
        filing.delete_draft(sent.pk, by=owner)


@pytest.mark.parametrize(("verb", "state"), APPLICATION.forbidden(S.values))
def test_every_move_is_refused_from_every_other_state(verb, state):
    with pytest.raises(Refused):
        APPLICATION.after(verb, state)


def test_dates_amounts_and_lists_of_the_profile_become_answers(owner):
    questions = [
        ("born", "date", "founded_on"), ("staff", "number", "fte"), ("worth", "number", "revenue"), ("fields", "choices", "sector"),
    ]  # fmt: skip
    rows = [
        {
            "key": k,
            "kind": kind,
            "feeds": f,
            "label": {"fr": k, "en": k, "ar": k},
            "listed": "sector" if kind == "choices" else "",
        }
        for k, kind, f in questions
    ]
    form = make.form(
        sections=[{"key": "all", "title": {"fr": "Tout", "en": "All", "ar": "الكل"}, "questions": rows}], rules=[]
    )
    startup = make_applications.startup_of(owner, sector="SOL", founded_on=date(2024, 5, 14))
    for fact, number in (("fte", "2.5"), ("revenue", "90000")):
        profile.observe(startup.pk, fact=fact, value=number, observed_on=timezone.localdate(), by=owner)

    begun = filing.begin(make.call(asking=form).pk, startup_id=startup.pk, by=owner)

    assert answers_of(begun) == {"born": "2024-05-14", "staff": 2.5, "worth": 90000, "fields": ["SOL"]}


def test_what_is_dropped_or_opened_twice_stays_as_it_is(sent, owner):
    filing.keep_sent(sent.pk, by=owner)
    filing.edit_again(sent.pk, by=owner)
    filing.edit_again(sent.pk, by=owner)

    assert Entry.objects.about(sent).filter(verb__in=["edit_again", "keep_sent"]).count() == 1


def test_the_staff_are_told_of_a_file_that_looks_like_another(call, owner):
    first = make_applications.startup_of(name="Héliopompe du Sud SARL")
    other = make_applications.application(of=first, to=call, is_complete=True)
    make_applications.send(other, make_applications.team(first))

    mine = make_applications.application(
        of=make_applications.startup_of(owner, name="Heliopompe du Sud"), to=call, is_complete=True
    )
    make_applications.send(mine, owner)

    assert Entry.objects.about(mine).get(verb="resemble").facts["other"] == str(other.pk)


def test_the_staff_are_told_of_a_startup_that_looks_like_it_without_a_file(call, owner):
    make_applications.startup_of(name="Héliopompe du Sud SARL")
    startup = make_applications.startup_of(owner, name="Heliopompe du Sud")

    make_applications.send(make_applications.application(of=startup, to=call, is_complete=True), owner)

    assert Entry.objects.get(verb="resemble_record").note == "Héliopompe du Sud SARL"


@pytest.mark.parametrize("state", [S.IN_REVIEW, S.SHORTLISTED, S.INTERVIEW, S.INELIGIBLE, S.WITHDRAWN])
def test_a_file_past_screening_can_no_longer_be_changed(staff, state):
    application = make_applications.application(state=state)
    owner = make_applications.team(application.startup)

    with pytest.raises(Refused):
        save_section(application.pk, section="project", data={"pitch": "Trop tard."}, revision=99, by=owner)
    with pytest.raises(Refused):
        filing.edit_again(application.pk, by=owner)
    with pytest.raises(Refused):
        filing.send_at_closing(application.pk, wanted=True, agreed=BOTH, language="fr", by=owner)
