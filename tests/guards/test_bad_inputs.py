"""Each bad input of reliability.md 4.1 to 4.7 has its test (bad_inputs.py); those that had no place of their own stand here."""

import time
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from incubator import fields
from incubator.demo import make
from incubator.text import search_key
from programs.calls.models import QuestionAndAnswer
from tests.guards.bad_inputs import LATER, table
from tests.house import ROOT, tree


def test_every_bad_input_has_a_test_that_exists():
    inputs = {f"B{n}" for n in range(1, 98)}
    named = [name for tests in table().values() for name in tests]

    assert set(table()) ^ set(LATER) == inputs
    assert [name for name in named if not exists(name)] == []


def exists(name):
    path, function = name.split("::")
    file = ROOT / "tests" / path
    return file.is_file() and any(getattr(node, "name", "") == function for node in tree(file).body)


@pytest.mark.parametrize("letter", ["a", "س", "<", "&", "\u0301", "😀", "=", ".", "@"])
def test_a_bomb_of_letters_is_read_in_no_time(letter):
    bomb, began = letter * 50_000, time.process_time()
    for field in (
        fields.TidyTextField(),
        fields.NameField(),
        fields.LinkField(),
        fields.AddressField(),
        fields.DayField(),
    ):
        try:
            field.clean(bomb)
        except ValidationError:
            continue
    search_key(bomb)

    assert time.process_time() - began < 1.5  # six readings, 300 ms each at the very most


@pytest.mark.parametrize("sign", "\u202a\u202b\u202c\u202d\u202e")
def test_directions_are_put_right(sign):
    kept = fields.TidyCharField().clean(f"Atlas{sign} fdp.exe")

    assert kept == "Atlas fdp.exe"
    assert fields.TidyCharField().clean("می\u200cخواهم\u200f") == "می\u200cخواهم\u200f"


def test_one_name_has_one_spelling():
    typed = {"Énergie", unicodedata.normalize("NFD", "Énergie")}

    assert {fields.NameField().clean(name) for name in typed} == {"Énergie"}
    assert len({search_key(name) for name in (*typed, "ENERGIE", "Ｅnergie", "éNERGIE")}) == 1


@pytest.mark.parametrize("count", ["1000000000", "-1", "", "abc", "1e3", None])
def test_an_altered_count_of_rows_is_refused(client, staff, count):
    call = make.call(phase="")
    client.force_login(staff)
    address = reverse("admin:programs_call_change", args=[call.pk])
    posted = {"faq-INITIAL_FORMS": "0", "title_fr": "Autre"} | ({} if count is None else {"faq-TOTAL_FORMS": count})

    answer = client.post(address, posted)

    call.refresh_from_db()
    assert answer.status_code in {200, 422}
    assert call.title_fr != "Autre"
    assert not QuestionAndAnswer.objects.exists()
