"""The passport and the form: fresh facts fill a new file, old ones are offered, what is sent becomes facts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.demo import make, make_applications
from programs.applications.actions import filing
from programs.applications.queries import answers_of
from startups.actions import merging
from tests.programs.applications.conftest import BOTH

pytestmark = pytest.mark.django_db


def seen(startup, fact="trl", value=5, days=0):
    return make.observation(of=startup, fact=fact, value=value, on=timezone.localdate() - timedelta(days=days))


def url(application, section="figures"):
    return f"/en/applications/{application.pk}/{section}/"


def send(application, owner, page="first"):
    return filing.submit(application.pk, token=page, agreed=BOTH, language="fr", by=owner)


def facts(startup, fact="trl"):
    return [(int(row.number), row.source) for row in startup.observations.filter(fact=fact).order_by("pk")]


def test_a_fresh_fact_fills_and_says_of_which_day(client, call, startup, owner):
    seen(startup, days=30)
    draft = filing.begin(call.pk, startup_id=startup.pk, by=owner)
    client.force_login(owner)

    page = client.get(url(draft)).text

    assert answers_of(draft)["trl"] == 5
    assert "Taken over from your passport, of" in page
    assert "q-trl-take" not in page


def test_an_old_fact_fills_nothing_and_is_offered_beside_its_question(client, call, startup, owner):
    seen(startup, days=300)
    draft = filing.begin(call.pk, startup_id=startup.pk, by=owner)
    client.force_login(owner)

    page = client.get(url(draft)).text

    assert "trl" not in answers_of(draft)
    assert 'name="q-trl-take"' in page
    assert "This is old" in page


def test_one_tick_takes_it_over_and_what_is_typed_comes_first(client, call, startup, owner):
    seen(startup, days=300)
    draft = filing.begin(call.pk, startup_id=startup.pk, by=owner)
    client.force_login(owner)

    client.post(url(draft), {"revision": "0", "q-trl": "", "q-trl-take": "on"})
    assert answers_of(draft)["trl"] == 5

    client.post(url(draft), {"revision": "1", "q-trl": "6", "q-trl-take": "on"})
    assert answers_of(draft)["trl"] == 6
    assert "Your passport says 5, of" in client.get(url(draft)).text


def test_the_self_check_and_drafts_that_exist_keep_their_answers(client, call, startup, owner):
    draft = filing.begin(call.pk, startup_id=startup.pk, by=owner, self_check={"trl": 7})
    seen(startup)
    client.force_login(owner)

    assert answers_of(draft)["trl"] == 7
    assert client.get(url(draft)).status_code == 200
    assert answers_of(draft)["trl"] == 7


def test_the_section_costs_one_query_more_for_its_facts(client, draft, owner, startup, django_assert_num_queries):
    seen(startup, days=300)
    client.force_login(owner)
    client.get(url(draft))

    with django_assert_num_queries(8):
        client.get(url(draft))


def test_what_is_sent_becomes_a_fact_of_the_receipt(complete, startup, owner):
    version = send(complete, owner)

    complete.refresh_from_db()
    row = startup.observations.get(fact="trl")
    assert (row.source, row.by, row.observed_on) == (complete.receipt, owner, timezone.localdate())
    assert float(row.number) == version.answers["trl"]
    startup.refresh_from_db()
    assert startup.trl == version.answers["trl"]


def test_what_the_passport_says_already_is_not_said_again(complete, startup, owner):
    trl = answers_of(complete)["trl"]
    seen(startup, value=trl, days=20)

    send(complete, owner)

    assert facts(startup) == [(trl, "")]


def test_an_old_fact_that_was_taken_over_is_new_again(complete, startup, owner):
    trl = answers_of(complete)["trl"]
    seen(startup, value=trl, days=300)

    send(complete, owner)

    complete.refresh_from_db()
    assert facts(startup) == [(trl, ""), (trl, complete.receipt)]


def test_sent_again_only_what_changed_is_noted(client, complete, startup, owner):
    send(complete, owner)
    filing.edit_again(complete.pk, by=owner)
    send(complete, owner, page="again")
    filing.edit_again(complete.pk, by=owner)
    row = complete.answers.get(section_key="figures")
    row.data = {**row.data, "trl": 9}
    row.save()
    send(complete, owner, page="third")

    assert [value for value, _source in facts(startup)][1:] == [9]


def test_an_answer_that_cannot_be_the_fact_keeps_nobody_from_sending(complete, startup, owner):
    row = complete.answers.get(section_key="figures")
    row.data = {**row.data, "trl": 4.5}
    row.save()

    assert send(complete, owner).number == 1
    assert not startup.observations.filter(fact="trl").exists()


def test_a_team_that_was_merged_meanwhile_gets_its_facts(complete, startup, owner):
    stays = make.registered(name="Héliopompe Maroc")
    merging.merge(startup.pk, into=stays.pk, reason="La même.", by=None)
    make_applications.send(complete, owner)

    assert stays.observations.filter(fact="trl").exists()
