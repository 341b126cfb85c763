"""A harmful file asks for another one; nobody is refused for it."""

import pytest

from incubator.documents import owners
from incubator.documents.models import Document
from incubator.outbox.models import Letter
from programs.applications.actions import filing
from programs.applications.actions.answering import attach
from programs.applications.queries import answers_of
from programs.applications.states import ApplicationState as S
from programs.calls.models import Question
from tests.programs.applications.conftest import BOTH, FILE_QUESTION, fresh, pdf


@pytest.fixture
def call(call):
    section = call.form.sections.get(key="figures")
    words = {f"label_{code}": said for code, said in FILE_QUESTION["label"].items()}
    Question.objects.create(section=section, key="deck", kind="file", is_required=False, position=9, maximum=1, **words)
    return call


def document(application):
    return Document.objects.about(application).get()


def test_in_a_draft_the_file_goes_and_the_team_is_told(complete, owner):
    attach(complete.pk, question="deck", upload=pdf(), by=owner)

    owners.infected(document(complete))

    assert "deck" not in answers_of(complete)
    assert Letter.objects.get(kind="programs.applications.file_shut_away").person == owner


def test_a_sent_file_goes_back_for_correction_of_that_section(complete, owner):
    attach(complete.pk, question="deck", upload=pdf(), by=owner)
    filing.submit(complete.pk, token="t", agreed=BOTH, language="fr", by=owner)

    owners.infected(document(complete))

    correction = complete.corrections.get()
    assert fresh(complete).state == S.CORRECTION
    assert (correction.sections, "deck.pdf" in correction.request) == (["figures"], True)


def test_a_file_of_a_deleted_application_harms_nobody(complete, owner):
    attach(complete.pk, question="deck", upload=pdf(), by=owner)
    found = document(complete)
    filing.delete_draft(complete.pk, by=owner)

    owners.infected(found)
