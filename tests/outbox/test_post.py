import pytest
from django.db import transaction
from django.utils import timezone

from incubator.demo import make
from incubator.outbox.models import Letter
from incubator.outbox.post import post
from incubator.outbox.states import LetterState


def test_a_letter_belongs_in_the_transaction_of_the_change(transactional_db, trial):
    person = make.person()

    with pytest.raises(RuntimeError, match="belongs in the transaction"):
        post("trial.note", to=person, once="1")


def test_a_letter_goes_with_the_change_it_tells_of(transactional_db, trial):
    person = make.person()

    with transaction.atomic():
        post("trial.note", to=person, once="1")
        transaction.set_rollback(True)

    assert not Letter.objects.exists()


def test_one_occasion_makes_one_letter(db, trial, stranger):
    first = post("trial.note", to=stranger, once="accepted:7")
    second = post("trial.note", to=stranger, once="accepted:7")

    assert (first, second) == (True, False)
    assert Letter.objects.count() == 1


def test_a_letter_knows_its_thing_its_category_and_its_time(db, trial, stranger):
    due = timezone.now() + timezone.timedelta(hours=2)

    post("trial.reminder", to=stranger, about=stranger, once="1", due_at=due, params={"told": "x"})

    letter = Letter.objects.about(stranger).get()
    assert (letter.category, letter.due_at, letter.params) == ("reminder", due, {"told": "x"})
    assert letter.state == LetterState.PLANNED
    assert not Letter.objects.due().exists()


def test_a_draft_waits_for_staff(db, trial, stranger):
    post("trial.note", to=stranger, once="1", is_draft=True)

    assert Letter.objects.get().state == LetterState.DRAFT
    assert not Letter.objects.due().exists()


def test_a_bare_address_is_a_recipient(db, trial):
    post("trial.note", to="guest@exemple.test", language="ar", once="1")

    letter = Letter.objects.get()
    assert (letter.recipient, letter.spoken_language) == ("guest@exemple.test", "ar")


def test_only_staff_see_letters(db, letter, staff, stranger):
    letter(to=stranger)

    assert Letter.objects.visible_to(staff).count() == 1
    assert not Letter.objects.visible_to(stranger).exists()
