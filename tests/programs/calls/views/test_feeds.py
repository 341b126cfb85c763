"""Feed and calendars as whole files."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from incubator.demo import make
from programs.calls import actions as calls
from programs.calls.feeds import atom, calendar_of
from programs.calls.models import Call
from programs.calls.queries import public
from tests.paper.reading import language_of, text_of

GOLDEN = Path(__file__).resolve().parents[3] / "golden"


def settled():
    """A call whose every word and instant is known."""
    call = make.call(
        title="Appel GreenScale, promotion 1",
        summary_fr="Industrialiser, vendre & financer.",
        slug="greenscale-1",
        results_on="2027-01-12",
        starts_on="2027-02-09",
    )
    instants = {
        "opens_at": datetime(2026, 11, 2, 9, tzinfo=UTC),
        "closes_at": datetime(2026, 12, 18, 23, 59, tzinfo=UTC),
        "published_at": datetime(2026, 10, 30, 8, tzinfo=UTC),
    }
    Call.objects.filter(pk=call.pk).update(**instants)
    return Call.objects.get(pk=call.pk)


def unnumbered(told, call):
    return told.replace(f"call-{call.pk}", "call-N")


def test_the_feed_is_this_file(db):
    call = settled()

    assert unnumbered(atom(public()), call) == (GOLDEN / "calls.atom").read_text(encoding="utf-8")


def test_the_calendar_is_this_file(db):
    call = settled()

    assert unnumbered(calendar_of(public()).decode(), call) == (GOLDEN / "call-dates.ics").read_bytes().decode()


def test_a_moved_closing_counts_as_a_newer_entry(staff):
    call = make.call()
    calls.move_closing(call.pk, closes_at=call.closes_at.replace(year=2027), reason="Fête", by=staff)

    assert "SEQUENCE:1" in calendar_of(public()).decode()


@pytest.mark.parametrize("path", ["calls/feed.atom", "calls/calendar.ics"])
@pytest.mark.parametrize("rows", [1, 3, 50])
def test_feeds_cost_the_same_however_long(client, db, path, rows, django_assert_num_queries):
    form, cohort, by = make.form(), make.cohort(), make.staff()
    for _ in range(rows):
        make.call(asking=form, of=cohort, by=by)

    with django_assert_num_queries(2):
        answer = client.get(f"/{path}")

    assert answer.status_code == 200


def test_empty_feeds_are_files_too(client, db):
    assert "<feed" in client.get("/calls/feed.atom").text
    assert client.get("/calls/calendar.ics").content.endswith(b"END:VCALENDAR\r\n")


def test_types_and_names(client, db):
    call = make.call()

    assert client.get("/calls/feed.atom")["Content-Type"].startswith("application/atom+xml")
    dates = client.get(f"/calls/{call.slug}/calendar.ics")
    assert dates["Content-Type"].startswith("text/calendar")
    assert f'filename="{call.slug}.ics"' in dates["Content-Disposition"]


@pytest.mark.parametrize(
    ("prefix", "language", "word"), [("", "fr", "Nom du projet"), ("/en", "en", "Project name"), ("/ar", "ar", "TRL")]
)
def test_the_form_on_paper_speaks_the_language_of_the_page(client, db, prefix, language, word):
    call = make.call()

    answer = client.get(f"{prefix}/calls/{call.slug}/form.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert language_of(answer.content) == language
    assert word in text_of(answer.content)


def test_the_form_on_paper_costs_one_query_once_its_plan_is_known(client, db, django_assert_num_queries):
    call = make.call()
    client.get(f"/calls/{call.slug}/form.pdf")

    with django_assert_num_queries(1):
        client.get(f"/calls/{call.slug}/form.pdf")
