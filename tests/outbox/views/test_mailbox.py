import pytest
from django.core.mail import get_connection

from incubator.outbox import sending
from incubator.outbox.mailbox import mails
from tests.conftest import nothing_written


@pytest.fixture
def landed(letter, settings, tmp_path):
    """Two mails in the folder of the demonstration, written over one connection."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    letter(params={"told": "reçue, تم"})
    letter("trial.reminder", to="guest@exemple.test", language="ar")
    sending.tick()
    return mails()


def test_one_file_holds_the_mails_of_one_connection(landed, tmp_path):
    assert len(list(tmp_path.iterdir())) == 1
    assert sorted(mail.subject for mail in landed) == ["A reminder", "Status: reçue, تم"]


def test_staff_see_what_landed(client, staff, landed):
    client.force_login(staff)

    with nothing_written():
        page = client.get("/outbox/mailbox/").text

    assert "guest@exemple.test" in page
    assert "reçue, تم" in page


def test_staff_read_one(client, staff, landed):
    client.force_login(staff)
    mail = next(mail for mail in landed if mail.language == "ar")

    page = client.get(f"/outbox/mailbox/{mail.key}/")

    assert 'dir="rtl"' in page.text
    assert "Do it &lt;today&gt;." in page.text


def test_an_empty_folder_is_no_fault(client, staff, settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path / "nowhere"
    client.force_login(staff)

    assert client.get("/outbox/mailbox/").status_code == 200


@pytest.mark.parametrize("path", ["/outbox/mailbox/", "/outbox/mailbox/abc/"])
def test_it_exists_for_staff_of_a_demonstration_only(client, staff, stranger, settings, path):
    client.force_login(stranger)
    assert client.get(path).status_code == 404

    client.force_login(staff)
    assert client.get("/outbox/mailbox/abc/").status_code == 404
    settings.DEMO = False
    assert client.get(path).status_code == 404


def test_a_backend_without_letters_makes_no_file(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path
    get_connection("django.core.mail.backends.filebased.EmailBackend").close()

    assert mails() == []
