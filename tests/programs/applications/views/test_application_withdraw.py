import pytest

from incubator.demo import make_applications
from programs.applications.models import Application
from programs.applications.states import ApplicationState as S
from tests.conftest import nothing_written
from tests.programs.applications.conftest import fresh


def url(application, page="withdraw"):
    return f"/en/applications/{application.pk}/{page}/"


def test_the_owner_withdraws_with_a_reason(client, owner, sent):
    client.force_login(owner)
    with nothing_written():
        assert "cannot be undone" in client.get(url(sent)).text

    answer = client.post(url(sent), {"reason": "Nous déménageons."})

    assert answer.status_code == 302
    assert fresh(sent).state == S.WITHDRAWN


@pytest.mark.parametrize("reason", ["", "  ", "\u200b", "x" * 301])
def test_a_withdrawal_has_a_reason_of_readable_length(client, owner, sent, reason):
    client.force_login(owner)

    assert client.post(url(sent), {"reason": reason}).status_code == 422
    assert fresh(sent).state == S.SUBMITTED


def test_others_cannot(client, editor, reader, stranger, staff, sent):
    for person, status in ((editor, 403), (reader, 403), (stranger, 404), (staff, 403)):
        client.force_login(person)
        for page in ("withdraw", "delete"):
            assert client.get(url(sent, page)).status_code == status
            assert client.post(url(sent, page), {"reason": "Non"}).status_code == status
    assert fresh(sent).state == S.SUBMITTED


def test_a_draft_is_deleted_not_withdrawn(client, owner, draft):
    client.force_login(owner)

    assert client.post(url(draft), {"reason": "Non"}).status_code == 422
    with nothing_written():
        assert "cannot be undone" in client.get(url(draft, "delete")).text
    assert client.post(url(draft, "delete")).headers["Location"] == "/en/applications/"
    assert not Application.objects.exists()


def test_a_sent_file_is_not_deleted(client, owner, sent):
    client.force_login(owner)

    assert "withdraw it instead" in client.get(url(sent, "delete")).text
    assert "withdraw it instead" in client.post(url(sent, "delete"), follow=True).text
    assert Application.objects.exists()


@pytest.mark.parametrize("state", [S.OFFERED, S.WAITLISTED])
def test_a_file_may_be_withdrawn_after_the_decision(client, db, state):
    application = make_applications.application(state=state)
    client.force_login(make_applications.team(application.startup))

    client.post(url(application), {"reason": "Autre programme."})

    assert fresh(application).state == S.WITHDRAWN


def test_who_has_confirmed_leaves_the_cohort_instead(client, db):
    application = make_applications.application(state=S.ACCEPTED)
    client.force_login(make_applications.team(application.startup))

    assert client.post(url(application), {"reason": "Autre programme."}).status_code == 422
    assert fresh(application).state == S.ACCEPTED
