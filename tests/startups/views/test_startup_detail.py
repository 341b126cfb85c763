from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from startups.actions import profile
from startups.models import Startup
from tests.startups.conftest import CANARIES

pytestmark = pytest.mark.django_db
INSIDERS = ("owner", "editor", "reader", "companion", "staff")


def address(startup):
    return reverse("startups:startup_detail", args=[startup.slug])


@pytest.mark.parametrize("who", INSIDERS)
def test_insiders_read_the_whole_record(company, cast, looks, who):
    text = looks(address(company), getattr(cast, who)).text

    assert "001\u00a0561\u00a0191\u00a0000\u00a0066" in text
    assert "05\u00a022\u00a099\u00a088\u00a077" in text
    assert ("History" in text) == (who != "companion")
    assert ("Owner Canary" in text) is True
    assert ("owner@exemple.test" in text) is False


@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_a_private_startup_is_not_there_for_others(company, cast, answers, who):
    missing = answers("/en/startups/no-such-startup/", getattr(cast, who, None))
    response = answers(address(company), getattr(cast, who, None))

    assert (response.status_code, missing.status_code) == (404, 404)
    assert not any(canary in response.text for canary in (*CANARIES, company.name))


@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_a_public_card_shows_the_card_and_never_the_record(company, cast, answers, who):
    profile.publish(company.pk, by=cast.staff)
    make.observation(of=company, value=7)

    text = answers(address(company), getattr(cast, who, None)).text

    assert "Du froid solaire." in text
    assert not any(canary in text for canary in (*CANARIES, "Owner Canary", "TRL", "SARL"))
    assert ("/startups/join/" in text) == (who == "stranger")


def test_former_names_and_the_course_of_the_trl_are_drawn(company, cast, answers):
    today = timezone.localdate()
    for days, level in ((300, 3), (100, 5), (0, 7)):
        make.observation(of=company, value=level, on=today - timedelta(days=days))
    make.observation(of=company, fact="stage", value="mvp")
    profile.edit(company.pk, values={"name": "Atlas Cold"}, by=cast.owner)

    text = answers(address(company), cast.owner).text

    assert "Chamsifroid" in text
    assert text.count('class="p1"') == 6
    assert "From TRL 3 on" in text
    assert "Minimum viable product" in text


@pytest.mark.parametrize("lang", ["", "/en", "/ar"])
def test_the_drawing_follows_the_direction_and_one_observation_is_enough(company, cast, answers, lang):
    make.observation(of=company, value=4)

    response = answers(f"{lang}/startups/{company.slug}/", cast.owner)

    assert response.text.count('class="p1"') == 2
    assert ('dir="rtl"' in response.text) == (lang == "/ar")


def test_staff_are_named_to_staff_only(company, cast, answers):
    profile.publish(company.pk, by=cast.staff)

    assert "The programme" in answers(address(company), cast.owner).text
    assert cast.staff.name in answers(address(company), cast.staff).text


def test_a_removed_member_loses_the_record_on_the_next_request(company, cast, client):
    client.force_login(cast.editor)
    assert client.get(address(company)).status_code == 200

    company.memberships.filter(person=cast.editor).update(ended_at=timezone.now())

    assert client.get(address(company)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3, 50])
@pytest.mark.parametrize(("who", "queries"), [("owner", 10), ("staff", 10), ("companion", 8)])
def test_the_record_costs_the_same_for_any_number_of_rows(company, cast, costs, rows, who, queries):
    for i in range(rows):
        make.observation(of=company, fact="fte", value=i + 1)
        profile.add_former_name(company.pk, name=f"Former {i:02d}", by=None)
        make.member(of=company)

    costs(address(company), getattr(cast, who), queries)


@pytest.mark.parametrize(("who", "queries"), [("nobody", 1), ("stranger", 4)])
def test_the_card_costs_little(company, cast, costs, who, queries):
    Startup.objects.update(is_public=True)

    costs(address(company), getattr(cast, who, None), queries)


def test_the_page_is_read_only(company, cast, answers):
    assert answers(address(company), cast.owner, {}).status_code == 405


@pytest.mark.parametrize("slug", ["-1", "0", "9223372036854775808", "abc", "１"])
def test_an_address_that_names_nothing_is_missing(client, slug):
    assert client.get(f"/en/startups/{slug}/").status_code == 404
