import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incubator.accounts.models import Notice
from incubator.accounts.privacy.actions import publish_notice
from incubator.accounts.privacy.queries import filled, owed
from incubator.errors import Refused
from tests.conftest import nothing_written

PAGE = "/privacy/"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "word"), [(PAGE, "loi n° 09-08"), ("/en/privacy/", "law 09-08"), ("/ar/privacy/", "09-08")]
)
def test_everybody_reads_the_notice_in_three_languages(client, address, word):
    assert word in client.get(address).text


def test_the_page_asks_one_row_and_writes_nothing(client):
    with (
        nothing_written(),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        client.get(PAGE)

    assert len(asked) == 1


def test_without_a_reference_no_number_is_invented(client, settings):
    settings.CNDP_REFERENCE = settings.CONTROLLER_CONTACT = ""
    page = client.get(PAGE).text

    assert "notifié à la CNDP" not in page
    assert "{reference}" not in page
    assert "{contact}" not in page


def test_the_settings_complete_the_text(client, settings):
    settings.CNDP_REFERENCE, settings.CONTROLLER_NAME, settings.CONTROLLER_CONTACT = (
        "D-123/2026",
        "Le Responsable",
        "dpo@exemple.ma",
    )
    page = client.get(PAGE).text

    assert all(word in page for word in ("D-123/2026", "Le Responsable", "dpo@exemple.ma"))


def test_without_any_notice_the_text_that_comes_along_is_shown(client):
    Notice.objects.all().delete()

    assert "loi n° 09-08" in client.get(PAGE).text


def test_placeholders_are_names_and_nothing_else():
    told = filled("{controller.__class__} {{7*7}} %(contact)s {0}\n\n{unknown}")

    assert told == ["{controller.__class__} {{7*7}} %(contact)s {0}", "{unknown}"]


def test_older_versions_stay_readable_and_drafts_do_not_show(client):
    Notice.objects.create(version=2, body_fr="Brouillon")

    assert client.get("/privacy/1/").status_code == 200
    assert client.get("/privacy/2/").status_code == 404
    assert client.get("/privacy/99999999999999999999/").status_code == 404
    assert "Brouillon" not in client.get(PAGE).text


def test_a_text_is_published_once(admin_person):
    draft = Notice.objects.create(version=2, body_fr="Nouveau")
    publish_notice(draft.pk, by=admin_person)

    with pytest.raises(Refused):
        publish_notice(draft.pk, by=admin_person)


def test_staff_are_told_what_is_missing(client, staff, settings):
    settings.CNDP_REFERENCE = ""
    client.force_login(staff)

    assert any("CNDP" in missing for missing in owed())
    assert "CNDP_REFERENCE" in client.get("/admin/accounts/notice/").text


def test_a_published_text_is_not_edited(client, admin_person):
    client.force_login(admin_person)
    notice = Notice.objects.get(version=1)

    assert (
        client.post(f"/admin/accounts/notice/{notice.pk}/change/", {"version": 1, "body_fr": "Autre"}).status_code
        == 403
    )
    assert client.post(f"/admin/accounts/notice/{notice.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_new_text_begins_with_the_words_of_the_last(client, staff):
    client.force_login(staff)
    form = client.get("/admin/accounts/notice/add/").context["adminform"].form

    assert form.initial["version"] == 2
    assert form.initial["body_fr"] == Notice.objects.get(version=1).body_fr
