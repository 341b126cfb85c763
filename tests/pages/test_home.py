import gzip
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from incubator.demo import make
from incubator.pages.hero import places
from incubator.pages.landing import left
from programs.calls.models import QuestionAndAnswer
from tests.conftest import nothing_written
from tests.house import ROOT

PHASES = [
    {"name": {"fr": f"Phase {n}", "ar": f"المرحلة {n}"}, "when": {"fr": "mois 1"}, "text": {"fr": "…"}}
    for n in range(4)
]


def open_call(**fields):
    return make.call(of=make.cohort(of=make.programme(name="GreenStart", phases=PHASES)), **fields)


def page_of(client, address="/"):
    with CaptureQueriesContext(connection) as queries, nothing_written():
        answer = client.get(address)
    assert answer.status_code == 200
    return answer, [query["sql"] for query in queries]


@pytest.mark.parametrize("calls", [1, 3])
def test_the_first_page_costs_four_queries_and_no_session(client, db, calls):
    for _ in range(calls):
        open_call()
        make.event()

    answer, queries = page_of(client)

    assert len(queries) <= 4
    assert not any("django_session" in sql or "accounts_user" in sql for sql in queries)
    assert not answer.cookies


def test_the_open_call_stands_on_top_with_its_closing(client, db):
    call = open_call(title="Appel Aube", places=12)
    QuestionAndAnswer.objects.create(call=call, question_fr="Faut-il une société ?", answer_fr="Non.")

    page = page_of(client)[0].text

    assert "Appel Aube" in page
    assert f'<time datetime="{call.closes_at.isoformat()[:10]}' in page
    assert call.get_absolute_url() in page
    assert all(words in page for words in ("Phase 3", "Faut-il une société ?", "<dd>12</dd>"))


def test_a_call_that_opens_later_is_announced(client, db):
    call = make.call(phase="scheduled", title="Appel de demain")

    page = page_of(client)[0].text

    assert "Appel de demain" in page
    assert f'<time datetime="{call.opens_at.isoformat()[:10]}' in page


def test_without_any_row_the_page_is_still_whole(client, db):
    answer, queries = page_of(client)

    assert len(queries) <= 4
    assert "<h1>" in answer.text


def test_a_draft_and_a_closed_call_are_not_shown(client, db):
    make.call(phase="", title="Brouillon secret")
    make.call(phase="closed", title="Appel passé")

    page = page_of(client)[0].text

    assert "Brouillon secret" not in page
    assert "Appel passé" not in page


def test_the_next_three_events_for_everybody_are_announced(client, db):
    events = [make.event(starts=timezone.now() + timedelta(days=5 + n)) for n in range(4)]
    hidden = make.event(access="invitation", starts=timezone.now() + timedelta(days=2))

    page = page_of(client)[0].text

    assert [event.get_absolute_url() in page for event in events] == [True, True, True, False]
    assert hidden.title not in page


@pytest.mark.parametrize("has_call", [True, False])
def test_partners_of_the_programme_are_named(client, db, has_call):
    programme = make.programme(phases=PHASES)
    programme.partners.add(partner := make.partner())
    if has_call:
        make.call(of=make.cohort(of=programme))

    assert f"<b>{partner.organisation.name}</b>" in page_of(client)[0].text


def test_figures_about_few_startups_are_left_out(client, db):
    call = open_call()
    page = page_of(client)[0].text

    assert f"<dd>{call.places}</dd>" in page
    assert 'class="z-facts' in page


@pytest.mark.parametrize(("address", "most"), [("/", 105_000), ("/en/", 105_000), ("/ar/", 120_000)])
def test_a_first_visit_weighs_little(client, db, address, most):
    open_call()
    page = page_of(client, address)[0].text
    fonts = [
        "figtree-latin-wght",
        "bricolage-grotesque-latin-670",
        *(["readex-pro-arabic-wght"] if address == "/ar/" else []),
    ]
    parts = [
        ROOT / "static" / path for path in re.findall(r'(?:href|src)="/static/([\w./-]+\.(?:css|js|svg))[#"]', page)
    ]
    bytes_ = sum(len(gzip.compress(path.read_bytes(), 9)) for path in set(parts))
    bytes_ += sum((ROOT / f"static/fonts/{font}-normal.woff2").stat().st_size for font in fonts)

    assert len(gzip.compress(page.encode(), 9)) <= 6_000
    assert bytes_ + len(gzip.compress(page.encode(), 9)) <= most


@pytest.mark.parametrize("count", range(7))
def test_stations_of_the_course_run_from_dawn_to_zenith(count):
    stations = places(count)

    assert len(stations) == count
    assert stations == sorted(stations)
    assert all(0 < at <= 1 for at in stations)


@pytest.mark.parametrize(("minutes", "words"), [(30, "Less than"), (90, "1 hour"), (60 * 24 * 25 + 5, "25 days")])
def test_time_left_is_told_in_the_largest_unit(minutes, words):
    with translation.override("en"):
        assert words in left(timedelta(minutes=minutes))
