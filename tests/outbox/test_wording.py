from email.utils import parseaddr

import pytest

from incubator.demo import make
from incubator.outbox.addresses import read_token, unsubscribe_url
from incubator.outbox.envelope import envelope
from incubator.outbox.preview import preview
from incubator.outbox.wording import Paragraph, paragraphs, word


def worded(letter, **values):
    return word(letter, {"told": "", **values})


def test_the_first_line_is_the_subject_and_the_rest_the_text(letter):
    said = worded(letter(to=make.person(name="Salma Idrissi", language="en")), told="received")

    assert said.subject == "Status: received"
    assert said.text.startswith(
        "Hello Salma Idrissi,\n\nreceived\n\nOpen your file:\nhttp://portail.test/applications/1/\n\n"
    )
    assert said.text.endswith("\n-- \nSent by Zénith\nhttp://portail.test/\n")


def test_words_are_in_the_language_the_reader_has_when_they_leave(letter):
    reader = make.person(language="fr")
    note = letter(to=reader)
    reader.language = "ar"
    reader.save()
    note.refresh_from_db()

    said = worded(note)

    assert said.language == "ar"
    assert '<html lang="ar" dir="rtl"' in said.html
    assert 'align="right"' in said.html


def test_text_is_not_escaped_and_html_is(letter):
    said = worded(letter("trial.reminder"))

    assert "Do it <today>." in said.text
    assert "Do it &lt;today&gt;." in said.html


def test_an_address_of_ours_below_a_line_becomes_a_button(letter):
    said = worded(letter(to=make.person(language="en")))

    assert ">Open your file</a>" in said.html
    assert 'href="http://portail.test/applications/1/"' in said.html


def test_addresses_of_others_are_never_links(letter):
    said = worded(letter(), told="http://evil.test/login")

    assert "evil.test/login" in said.html
    assert 'href="http://evil.test' not in said.html
    assert 'href="http://elsewhere.test' not in said.html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb", [Paragraph(["a", "b"])]),
        ("a\n\n \n b ", [Paragraph(["a"]), Paragraph(["b"])]),
        ("Voir\u00a0:\nhttp://portail.test/x", [Paragraph([], "http://portail.test/x", "Voir")]),
        ("a\nb\nhttp://portail.test/x", [Paragraph(["a", "b"], "http://portail.test/x", "http://portail.test/x")]),
        ("http://portail.test/x", [Paragraph(["http://portail.test/x"])]),
        ("Go\nhttp://portail.test.evil.test/x", [Paragraph(["Go", "http://portail.test.evil.test/x"])]),
    ],
)
def test_paragraphs(text, expected):
    assert paragraphs(text) == expected


def test_an_html_twin_is_used_when_it_exists(letter):
    said = worded(letter("trial.decision"), told="<b>3</b>")

    assert "<h2" in said.html
    assert "&lt;b&gt;3" in said.html


def test_styles_stand_in_the_elements(letter):
    said = worded(letter("trial.decision"))

    assert "<style" not in said.html
    assert 'class="sheet"' in said.html
    assert 'style="' in said.html


def test_a_subject_is_one_short_line(letter):
    assert len(worded(letter(), told="y" * 300).subject) == 120
    assert worded(letter(), told="x\r\nBcc: all@exemple.test").subject.endswith(": x")


def test_staff_words_take_the_place_of_the_template(letter):
    note = letter("trial.decision", to=make.person(language="en"))
    note.subject_override, note.body_override = "Another subject", "Other words.\n\nAnd <more>."

    said = worded(note)

    assert said.subject == "Another subject"
    assert said.text.startswith("Other words.\n\nAnd <more>.\n\n-- \n")
    assert "And &lt;more&gt;." in said.html
    assert "You are in" not in said.html


def test_only_one_side_may_be_replaced(letter):
    note = letter(to=make.person(language="en"))
    note.body_override = "Other words."

    said = worded(note, told="received")

    assert said.subject == "Status: received"
    assert said.text.startswith("Other words.")


def test_headers_say_who_we_are_and_that_a_machine_writes(letter, settings):
    settings.REPLY_TO = "equipe@portail.test"
    note = letter(to=make.person(name="Bcc: x@y.test"))
    note.message_id = "<1@portail.test>"

    sent = envelope(note, worded(note)).message()

    assert parseaddr(sent["From"])[1] == "portail@portail.test"
    assert sent["To"] == note.person.email
    assert sent["Reply-To"] == "equipe@portail.test"
    assert sent["Message-ID"] == "<1@portail.test>"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["List-Unsubscribe"] is None
    assert [part.get_content_type() for part in sent.get_payload()] == ["text/plain", "text/html"]


@pytest.mark.parametrize("kind", ["trial.reminder", "trial.announcement"])
def test_what_may_be_refused_says_how(letter, kind):
    note = letter(kind, to=make.person(language="en"))
    note.message_id = "<1@portail.test>"

    said = worded(note)
    sent = envelope(note, said).message()

    link = unsubscribe_url(note)
    assert sent["List-Unsubscribe"] == f"<{link}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in said.text
    assert read_token(link.rstrip("/").split("/")[-1]) == {"c": note.category, "p": str(note.person.uid)}


def test_a_preview_says_what_would_leave_now(letter):
    assert (
        preview(letter(to=make.person(language="en"), params={"told": "received"})).worded.subject == "Status: received"
    )
    assert preview(letter(to=make.person(language="ar"))).direction == "rtl"


@pytest.mark.parametrize(
    ("kind", "params"),
    [("trial.secret", {"told": "k3y"}), ("trial.note", {"gone": 1}), ("trial.broken", {}), ("trial.wordless", {})],
)
def test_a_preview_that_cannot_be_shown_says_why(letter, kind, params):
    shown = preview(letter(kind, params=params))

    assert shown.worded is None
    assert "k3y" not in shown.note
    assert shown.note


def test_a_preview_of_a_kind_that_was_taken_away(letter, trial):
    note = letter()
    del trial.kinds["trial.note"]

    assert preview(note).worded is None
