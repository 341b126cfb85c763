"""What is written to whom, and when it no longer holds."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.utils import timezone, translation

from incubator.demo import make, make_applications
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.wording import word
from programs.applications import letters, notices, planning
from programs.applications.actions import desk, filing, lateness, talking
from programs.applications.actions.versions import keep_late
from programs.applications.models import Application, Correction
from programs.applications.states import ApplicationState, VersionState
from programs.calls import actions as calls
from startups.actions import team
from tests.programs.applications.conftest import DAY, fresh

S = ApplicationState
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
CLOSING = datetime(2026, 11, 20, 12, tzinfo=UTC)


def values(letter):
    return kinds[letter.kind].context(letter)


def letter_of(word_, person):
    return Letter.objects.select_related("person").get(kind=f"programs.applications.{word_}", person=person)


def test_every_letter_has_words_in_three_languages(editor, sent, owner, staff):
    """Each kind is posted for a case in which it holds, and written in each language."""
    _one_of_each(sent, owner, staff)

    written = set()
    for letter in Letter.objects.filter(kind__startswith="programs.applications.").select_related("person"):
        for language in ("fr", "en", "ar"):
            letter.person.language = language
            told = values(letter)
            if told is None:
                continue
            with translation.override(language):
                worded = word(letter, told)
            assert worded.subject
            assert "{{" not in worded.text
            assert "None" not in worded.text
            assert sent.startup.name in worded.subject + worded.text or letter.kind.endswith("withdrawn")
            written.add(letter.kind)

    assert written == {kind.name for kind in letters.KINDS} - {
        "programs.applications.late_version_refused",
        "programs.applications.closing_moved",
    }


def _one_of_each(sent, owner, staff):
    application = sent
    notices.draft_opened(application, to=owner)
    notices.file_shut_away(application, SimpleNamespace(pk=1, name="plan.pdf"))
    desk.assign(application.pk, by=staff, officer=staff)
    talking.say(application.pk, text="Une question.", token="", by=owner)
    talking.say(application.pk, text="Une réponse.", token="", by=staff, from_staff=True)
    late = keep_late(application, by=owner)
    late.state, late.reason = VersionState.LATE_ACCEPTED, "Panne de courant."
    late.save()
    notices.late_version_accepted(late)
    correction = desk.ask_correction(application.pk, by=staff, request="Chiffres ?", due_at=timezone.now() + 5 * DAY)
    notices.correction_due(correction)
    Correction.objects.filter(pk=correction.pk).update(state="expired")
    notices.correction_closed(correction)
    again = Correction.objects.create(
        application=application, request="Encore ?", due_at=timezone.now() + 5 * DAY, asked_by=staff
    )
    notices.correction_asked(again)
    notices.correction_due(again)
    for state, tell in ((S.WITHDRAWN, notices.application_withdrawn), (S.LAPSED, notices.draft_lapsed)):
        other = make_applications.application(state=state)
        Application.objects.filter(pk=other.pk).update(startup=application.startup)
        tell(fresh(other))
    for state in (S.INELIGIBLE, S.DRAFT):
        other = make_applications.application(state=state)
        Application.objects.filter(pk=other.pk).update(startup=application.startup)
        Letter.objects.filter(key_of_thing=str(other.pk)).update(person=owner)
    extension = desk.extend(other.pk, by=staff, until=other.call.closes_at + DAY, reason="Panne.")
    notices.draft_unsent(
        fresh(other), owner, offset="2d", params={"deadline": extension.until.isoformat()}, not_after=extension.until
    )


def test_a_letter_no_longer_holds_when_the_file_moved_on(complete, owner):
    letter = letter_of("draft_opened", owner)
    assert values(letter)

    make_applications.send(complete, owner)

    assert values(letter) is None


def test_nobody_is_told_of_a_file_after_leaving_the_team(editor, sent, owner):
    letter = letter_of("application_received_by_team", editor)
    team.remove(sent.startup_id, person=editor, by=owner)

    assert values(letter) is None


def test_a_receipt_names_its_number_time_and_paper(sent, owner):
    told = values(letter_of("application_received", owner))

    assert told["receipt"] == sent.receipt
    assert told["pdf_url"].endswith(f"/applications/{sent.pk}/receipt.pdf")


def test_links_lead_to_the_page_in_the_readers_language(sent, owner):
    letter = letter_of("application_received", owner)
    letter.person.language = "ar"

    assert "/ar/applications/" in values(letter)["url"]


@pytest.fixture
def on_2_november():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def writing(on_2_november, db):
    """A draft begun on 2 November for a call that closes on the 20th at noon, with an editor and a reader in its team."""
    call = make.call(opens_at=NOON - DAY, closes_at=CLOSING)
    draft = make_applications.application(to=call)
    make_applications.colleague(draft.startup)
    make_applications.colleague(draft.startup, "reader")
    return draft


def reminders():
    return Letter.objects.filter(kind="programs.applications.draft_unsent")


def at(traveller, moment):
    traveller.move_to(moment)
    planning.plan_unsent()
    return reminders().count()


def test_writers_of_unsent_drafts_are_reminded_seven_days_two_days_and_six_hours_before(on_2_november, writing):
    assert at(on_2_november, CLOSING - 8 * DAY) == 0
    assert at(on_2_november, CLOSING - 7 * DAY) == 2
    assert at(on_2_november, CLOSING - 7 * DAY + timedelta(hours=3)) == 2
    assert at(on_2_november, CLOSING - 2 * DAY) == 4
    assert at(on_2_november, CLOSING - timedelta(hours=6)) == 6
    assert at(on_2_november, CLOSING) == 6


def test_the_last_reminder_comes_the_evening_before_when_its_hour_is_night(on_2_november, writing):
    at(on_2_november, CLOSING - 2 * DAY)

    assert at(on_2_november, datetime(2026, 11, 19, 20, tzinfo=UTC)) == 4


def test_a_sent_file_is_not_reminded_and_a_planned_letter_is_dropped(on_2_november, writing):
    at(on_2_november, CLOSING - 7 * DAY)
    owner = make_applications.team(writing.startup)
    make_applications.complete(writing, by=owner)
    make_applications.send(writing, owner)

    assert all(values(letter) is None for letter in reminders().select_related("person"))
    assert at(on_2_november, CLOSING - 2 * DAY) == 2


def test_a_draft_begun_after_the_occasion_is_spared(on_2_november, writing):
    on_2_november.move_to(CLOSING - 2 * DAY + timedelta(hours=1))
    make_applications.application(to=writing.call)

    planning.plan_unsent()

    assert {letter.key_of_thing for letter in reminders()} == {str(writing.pk)}


def test_after_an_outage_only_the_nearest_reminder_leaves(on_2_november, writing):
    assert at(on_2_november, CLOSING - DAY) == 2


def test_a_moved_closing_has_reminders_and_a_letter_of_its_own(on_2_november, writing):
    at(on_2_november, CLOSING - 2 * DAY)
    calls.move_closing(writing.call_id, closes_at=CLOSING + 3 * DAY, reason="Pont.", by=make.staff())

    planning.plan_moved_closings()
    planning.plan_moved_closings()

    moved = Letter.objects.filter(kind="programs.applications.closing_moved").select_related("person")
    assert moved.count() == 2
    assert all(values(letter)["is_earlier"] is False for letter in moved)
    assert all(values(letter) is None for letter in reminders().select_related("person"))
    assert at(on_2_november, CLOSING + DAY) == 4


def test_a_correction_is_reminded_the_day_before(on_2_november, writing):
    owner = make_applications.team(writing.startup)
    make_applications.complete(writing, by=owner)
    make_applications.send(writing, owner)
    correction = desk.ask_correction(writing.pk, by=make.staff(), request="?", due_at=NOON + 4 * DAY)
    told = Letter.objects.filter(kind="programs.applications.correction_due")

    planning.plan_corrections()
    assert not told.exists()

    on_2_november.move_to(correction.due_at - DAY)
    planning.plan_corrections()
    planning.plan_corrections()
    assert told.count() == 3


@pytest.mark.parametrize(
    ("hour", "calm"), [(8, (2, 8)), (20, (2, 20)), (21, (2, 20)), (23, (2, 20)), (0, (1, 20)), (7, (1, 20))]
)
def test_nobody_is_reminded_at_night(hour, calm):
    told = timezone.localtime(planning.calm(NOON.replace(hour=hour)))

    assert (told.day, told.hour) == calm


def test_withdrawal_of_a_file_that_changed_its_mind(sent, owner):
    filing.withdraw(sent.pk, reason="", by=owner)
    letter = letter_of("application_withdrawn", owner)
    Application.objects.filter(pk=sent.pk).update(state=S.SCREENING)

    assert values(letter) is None


def test_a_letter_about_what_is_gone_is_not_sent(sent, owner):
    letter = letter_of("application_received", owner)
    letter.params = {"version": 9}
    assert values(letter) is None

    letter.key_of_thing = "00000000-0000-4000-8000-000000000000"
    assert values(letter) is None


def test_a_refused_late_version_is_told_with_its_reason(sent, owner, staff):
    late = keep_late(sent, by=owner)
    lateness.refuse_late(sent.pk, by=staff, reason="Trop tard de trois jours.")

    told = values(letter_of("late_version_refused", owner))

    assert (told["reason"], late.number) == ("Trop tard de trois jours.", 2)
