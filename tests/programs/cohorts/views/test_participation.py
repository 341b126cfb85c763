"""The founder's page of a place in a cohort: where the startup stands, why, and the way out."""

import pytest

from incubator.demo import make, make_applications
from programs.applications.states import ApplicationState as S
from programs.cohorts import actions
from programs.partners.models import Cohort
from startups.states import TeamRole
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return make.application(state=S.ACCEPTED)


@pytest.fixture
def owner(client, file):
    person = make.team(file.startup)
    client.force_login(person)
    return person


def url(file):
    return f"/en/applications/{file.pk}/participation/"


def test_it_tells_where_the_startup_stands(client, file, owner, django_assert_max_num_queries):
    client.get(url(file))

    with nothing_written(), django_assert_max_num_queries(8):
        page = client.get(url(file)).text

    assert "Your place is confirmed." in page
    assert file.cohort.name in page
    assert url(file) in client.get(f"/en/applications/{file.pk}/").text


def test_an_owner_leaves_with_a_reason_and_the_place_is_free(client, file, owner):
    assert client.post(url(file), {"reason": " "}).status_code == 422

    answer = client.post(url(file), {"reason": "Nous déménageons à Dakar."}, follow=True)

    assert "has left the cohort" in answer.text
    assert "Nous déménageons à Dakar." in answer.text
    assert Cohort.objects.get(pk=file.cohort_id).seats_taken == 0
    assert client.post(url(file), {"reason": "Encore."}).status_code == 403
    assert "Your startup has left the cohort." in client.get(f"/en/applications/{file.pk}/").text


def test_a_pause_and_an_exclusion_are_told_with_their_reason(client, file, owner, staff):
    actions.start(file.cohort_id, by=staff)
    actions.pause(file.enrolment.pk, by=staff, reason="Attente du permis.")
    assert "Attente du permis." in client.get(url(file)).text
    assert "Your participation is paused." in client.get(f"/en/applications/{file.pk}/").text

    actions.exclude(file.enrolment.pk, by=staff, reason="Trois absences.")

    assert "Trois absences." in client.get(url(file)).text
    assert "has ended your participation" in client.get(f"/en/applications/{file.pk}/").text


def test_colleagues_read_and_do_not_leave(client, file):
    for role in (TeamRole.EDITOR, TeamRole.READER):
        client.force_login(make_applications.colleague(file.startup, role))
        assert "Leave the cohort" not in client.get(url(file)).text
        assert client.post(url(file), {"reason": "Non"}).status_code == 403


def test_strangers_staff_and_files_without_a_place(client, file, stranger, staff):
    for person, status in ((stranger, 404), (staff, 403)):
        client.force_login(person)
        assert client.get(url(file)).status_code == status
    offered = make.application(state=S.OFFERED)
    client.force_login(make.team(offered.startup))
    assert client.get(url(offered)).status_code == 403
