import pytest
from django.urls import reverse

from incubator.demo import make
from startups.actions import joining

pytestmark = pytest.mark.django_db


def test_it_shows_teams_companionships_invitations_and_requests(company, cast, looks):
    make.invitation(of=company, email=cast.stranger.email)
    asked = make.startup(name="Asked for")
    joining.ask(asked.pk, by=cast.stranger)
    make.companion(of=make.startup(name="Accompanied"), who=cast.stranger)

    text = looks(reverse("startups:my_startups"), cast.stranger).text

    for name in ("Voltarihla", "Chamsifroid", "Asked for", "Accompanied"):
        assert name in text
    assert asked.get_absolute_url() not in text


def test_a_newcomer_is_told_what_to_do(answers, stranger):
    text = answers(reverse("startups:my_startups"), stranger).text

    assert reverse("startups:startup_new") in text


def test_nobody_is_asked_to_sign_in(answers):
    assert answers(reverse("startups:my_startups")).status_code == 302


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_page_costs_the_same_for_any_number_of_rows(costs, rows, stranger):
    for i in range(rows):
        make.startup(name=f"Mine {i:02d}", owner=stranger)
    for i in range(min(rows, 5)):
        joining.ask(make.startup(name=f"Asked {i:02d}").pk, by=stranger)
    for i in range(rows):
        make.invitation(of=make.startup(name=f"Inviting {i:02d}"), email=stranger.email)

    text = costs(reverse("startups:my_startups"), stranger, 6).text

    assert text.count("Mine ") >= rows
