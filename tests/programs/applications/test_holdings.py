"""A person's data in this slice: handed out whole, taken away without harm to the team's file."""

from incubator.accounts.personal_data import holdings
from incubator.demo import make_applications
from programs.applications.actions import talking
from programs.applications.models import Application, Message
from programs.applications.registers import may_read_document
from programs.applications.rules import may_read_file
from tests.programs.applications.conftest import fresh

OURS = ("application", "answers", "version", "message", "correction", "extension", "note", "screening")


def erase(person):
    for model in OURS:
        holdings[f"programs.{model}"].erase(person)


def test_a_person_takes_her_answers_and_messages_along(sent, owner):
    talking.say(sent.pk, text="Bonjour.", token="", by=owner)

    given = {model: list(holdings[f"programs.{model}"].export(owner)) for model in OURS}

    assert given["application"][0]["receipt"] == sent.receipt
    assert any("pitch" in row["data"] for row in given["answers"])
    assert given["version"][0]["number"] == 1
    assert given["message"][0]["text"] == "Bonjour."


def test_a_sent_file_stays_with_its_team(editor, sent, owner):
    talking.say(sent.pk, text="Bonjour.", token="", by=owner)

    erase(owner)

    assert fresh(sent).created_by is None
    assert sent.versions.get().sent_by is None
    assert Message.objects.get().author is None


def test_a_draft_that_nobody_else_can_open_goes_with_the_person(draft, owner):
    erase(owner)

    assert not Application.objects.exists()


def test_a_draft_of_a_team_stays(editor, draft, owner):
    erase(owner)

    assert fresh(draft).created_by is None


def test_files_are_read_by_the_team_and_once_sent_by_staff(editor, draft, owner, staff, stranger):
    class Paper:
        pk, key = "a1b2", draft.pk

    assert [may_read_document(p, Paper) for p in (owner, editor, staff, stranger)] == [True, True, False, False]

    sent = make_applications.application(is_complete=True)
    version = make_applications.send(sent, make_applications.team(sent.startup)).versions.get()
    type(version).objects.filter(pk=version.pk).update(answers={"deck": {"uid": "a1b2"}})
    assert may_read_file(staff, sent, "a1b2")
    assert not may_read_file(staff, sent, "other")
