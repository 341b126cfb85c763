"""Records of meetings: two texts, what is to be done, and what a team never reads."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from incubator.accounts.personal_data import holdings
from incubator.demo import make
from incubator.documents.models import Document
from incubator.errors import Refused
from incubator.outbox import sending
from incubator.outbox.models import Letter
from services.bookings import actions, records
from services.bookings.actions import Agreed, Overtaken, Written
from services.bookings.models import ActionItem, SessionRecord
from services.bookings.states import ACTION, ActionState
from services.bookings.states import BookingState as B
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
CANARY = "canari-jaune-prive"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n"
)


@pytest.fixture
def meeting():
    return make.booking(state=B.ATTENDED)


def write(meeting, version=0, *, share=False, shared="Prix fixé à 900 DH.", private=CANARY):
    return actions.write(meeting.pk, Written(shared, private, version), by=meeting.provider.person, share=share)


def test_the_team_reads_nothing_before_it_is_shared(meeting):
    write(meeting)

    assert records.for_team(meeting) == {"record": None, "actions": []}


def test_shared_the_team_reads_its_part_and_is_told_once(meeting):
    actions.agree(meeting.pk, Agreed("Envoyer le devis"), by=meeting.provider.person)
    write(meeting, share=True)
    write(meeting, 1, share=True, shared="Prix fixé à 950 DH.")

    told = records.for_team(meeting)
    assert told["record"].text == "Prix fixé à 950 DH."
    assert [item.text for item in told["actions"]] == ["Envoyer le devis"]
    assert Letter.objects.filter(kind="services.bookings.record_shared").count() == 1


def test_the_second_of_two_who_save_is_refused_with_both_texts(meeting):
    write(meeting)

    with pytest.raises(Overtaken) as refusal:
        write(meeting, 0, shared="Autre texte")

    assert refusal.value.theirs.shared == "Prix fixé à 900 DH."
    assert SessionRecord.objects.get().version == 1


def test_no_record_before_the_meeting():
    meeting = make.booking()

    with pytest.raises(Refused):
        write(meeting)


def test_what_is_private_reaches_no_page_letter_or_download_of_the_team(client, meeting):
    founder = meeting.asked_by
    write(meeting, share=True)
    sending.tick()
    client.force_login(founder)

    pages = [client.get(meeting.get_absolute_url()).text, client.get(reverse("services:booking_list")).text]
    letters = [message.body + str(message.alternatives) for message in mail.outbox]
    download = str([list(holding.export(founder)) for holding in holdings.values()])

    assert "Prix fixé à 900 DH." in download
    assert not [text for text in [*pages, *letters, download] if CANARY in text]
    assert CANARY not in str(records.for_team(meeting))


def test_the_writer_gets_her_own_words_in_full(meeting):
    write(meeting)

    assert CANARY in str(list(holdings["services.sessionrecord"].export(meeting.provider.person)))


@pytest.mark.parametrize(("verb", "state"), ACTION.forbidden(ActionState.values))
def test_no_move_of_what_is_to_be_done_from_another_state(verb, state):
    with pytest.raises(Refused):
        ACTION.after(verb, state)


def test_done_dropped_and_open_again(meeting):
    item = actions.agree(meeting.pk, Agreed("Envoyer le devis"), by=None)
    assert actions.agree(meeting.pk, Agreed("Envoyer le devis"), by=None) == item

    for verb, state in (("do", "done"), ("do", "done"), ("reopen", "open"), ("drop", "dropped")):
        assert actions.settle_item(item.pk, verb, by=meeting.asked_by).state == state


def url_of(meeting):
    return reverse("services:record_edit", args=[meeting.pk])


def test_the_page_saves_texts_files_and_something_to_do(client, meeting):
    client.force_login(meeting.provider.person)
    typed = {
        "shared": "Pour vous",
        "private": CANARY,
        "version": "0",
        "text": "Appeler la banque",
        "side": "provider",
        "due_on": "2031-01-06",
        "share": "1",
        "private_files": SimpleUploadedFile("note.pdf", PDF, "application/pdf"),
    }

    answer = client.post(url_of(meeting), typed)

    record = SessionRecord.objects.get()
    assert answer.status_code == 302
    assert (record.shared, record.private, record.shared_at is not None) == ("Pour vous", CANARY, True)
    assert ActionItem.objects.get().side == "provider"
    document = Document.objects.get()
    assert [records._may_read(who, document) for who in (meeting.provider.person, meeting.asked_by)] == [True, False]
    with nothing_written():
        assert CANARY in client.get(url_of(meeting)).text


def test_a_file_that_is_refused_leaves_the_record_as_it_was(client, meeting):
    client.force_login(meeting.provider.person)
    bad = SimpleUploadedFile("note.exe", b"MZ", "application/pdf")

    page = client.post(url_of(meeting), {"shared": "Gardé", "version": "0", "share": "1", "shared_files": bad})

    assert page.status_code == 422
    assert "Gardé" in page.text
    assert not SessionRecord.objects.exists()


def test_overtaken_the_page_shows_both_and_saves_on_the_second_click(client, meeting):
    write(meeting)
    client.force_login(meeting.provider.person)
    typed = {"shared": "Ma version", "private": "", "version": "0"}

    page = client.post(url_of(meeting), typed)

    assert page.status_code == 422
    assert "Ma version" in page.text
    assert "Prix fixé à 900 DH." in page.text
    assert client.post(url_of(meeting), {**typed, "version": "1"}).status_code == 302
    assert SessionRecord.objects.get().shared == "Ma version"


@pytest.mark.parametrize(
    "typed", [{"version": "x"}, {"version": "-1"}, {"due_on": "x"}, {"side": "x"}, {"text": "x" * 301}]
)
def test_bad_input_is_told(client, meeting, typed):
    client.force_login(meeting.provider.person)

    page = client.post(url_of(meeting), {"shared": "Gardé", "version": "0", **typed})

    assert page.status_code == 422
    assert "Gardé" in page.text
    assert not SessionRecord.objects.exists()


def test_the_team_and_strangers_do_not_write_it(client, meeting, stranger):
    for person, status in ((meeting.asked_by, 403), (stranger, 404)):
        client.force_login(person)
        assert client.get(url_of(meeting)).status_code == status


def test_the_side_concerned_says_it_is_done(client, meeting, stranger):
    mine = actions.agree(meeting.pk, Agreed("À nous"), by=None)
    theirs = actions.agree(meeting.pk, Agreed("Au coach", side="provider"), by=None)
    client.force_login(meeting.asked_by)

    assert client.get(reverse("services:action_settle", args=[mine.pk, "do"])).status_code == 405
    assert client.post(reverse("services:action_settle", args=[mine.pk, "do"]), {"next": "//evil.test"}).url.startswith(
        "/"
    )
    assert client.post(reverse("services:action_settle", args=[theirs.pk, "do"])).status_code == 403
    assert client.post(reverse("services:action_settle", args=[mine.pk, "eat"])).status_code == 404
    client.force_login(stranger)
    assert client.post(reverse("services:action_settle", args=[mine.pk, "do"])).status_code == 404
    mine.refresh_from_db()
    assert mine.state == ActionState.DONE


def test_the_team_reads_it_on_the_page_of_the_meeting(client, meeting):
    actions.agree(meeting.pk, Agreed("Envoyer le devis"), by=None)
    write(meeting, share=True)
    client.force_login(meeting.asked_by)

    page = client.get(meeting.get_absolute_url()).text

    assert "Prix fixé à 900 DH." in page
    assert "Envoyer le devis" in page
    assert CANARY not in page
