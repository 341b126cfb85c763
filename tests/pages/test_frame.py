"""What stands around every page: languages, navigation, the components."""

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.urls import reverse
from django.utils import translation

from incubator.pages.context import in_language
from incubator.tones import TONES
from programs.applications.states import ApplicationState
from tests.house import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize(
    ("address", "code", "there"),
    [
        ("/", "ar", "/ar/"),
        ("/ar/", "fr", "/"),
        ("/en/calls/?q=1&page=2", "ar", "/ar/calls/?q=1&page=2"),
        ("/calls/", "en", "/en/calls/"),
        ("/ar/calls/", "ar", "/ar/calls/"),
        ("/arganier/", "en", "/en/arganier/"),
        ("/en", "fr", "/"),
        ("/en?x=1", "fr", "/?x=1"),
    ],
)
def test_the_language_changes_and_the_page_stays(address, code, there):
    assert in_language(address, code) == there


@pytest.mark.parametrize(
    ("prefix", "lang", "direction"), [("", "fr", "ltr"), ("/en", "en", "ltr"), ("/ar", "ar", "rtl")]
)
def test_a_page_tells_its_language_and_links_the_others(client, db, prefix, lang, direction):
    page = client.get(f"{prefix}/?x=1").text

    assert f'<html lang="{lang}" dir="{direction}"' in page
    assert all(f'href="{there}?x=1"' in page for there in ("/", "/en/", "/ar/"))
    assert ("bootstrap.rtl" in page) is (lang == "ar")


def test_the_side_bar_costs_no_query_of_its_own(client, stranger, staff, django_assert_max_num_queries):
    client.force_login(stranger)
    client.get("/dashboard/")
    assert reverse("admin:index") not in client.get("/dashboard/").text.split("<main")[0]

    client.force_login(staff)
    assert reverse("admin:index") in client.get("/dashboard/").text.split("<main")[0]


def test_every_icon_that_is_asked_for_is_drawn():
    drawn = set(re.findall(r'<symbol id="(\w+)"', (ROOT / "static/icons/sprite.svg").read_text()))
    asked = {
        (name, path.name)
        for path in TEMPLATES
        for name in re.findall(r'{%\s*icon\s+"(\w+)"', path.read_text())
        + re.findall(r'picture="(\w+)"', path.read_text())
    }

    assert {(name, where) for name, where in asked if name not in drawn} == set()


def test_every_state_of_an_application_has_a_tone():
    toned = {code for codes in TONES.values() for code in codes.split()}

    assert set(ApplicationState.values) <= toned


@pytest.fixture
def shown(rf):
    def show(source, **context):
        request = rf.get("/list/?q=pompe&page=3")
        return Template(source).render(RequestContext(request, context))

    return show


def test_the_pager_keeps_the_rest_of_the_address(shown):
    page = Paginator(range(500), 50).page(3)

    html = shown("{% pager page %}", page=page)

    assert 'href="?q=pompe&amp;page=4"' in html
    assert 'aria-current="page">3<' in html
    assert "{% pager page %}" not in shown("{% pager page %}", page=Paginator([1], 50).page(1))


def test_one_page_needs_no_pager(shown):
    assert "<nav" not in shown("{% pager page %}", page=Paginator([1], 50).page(1))


def test_what_people_typed_is_escaped_in_every_tag():
    nasty = '"><script>x</script>'

    html = Template("{% chip it %}{% chip 'a' it %}{% icon it label=it %}").render(Context({"it": nasty}))

    assert "<script>" not in html


def test_amounts_and_dates_carry_their_machine_form():

    with translation.override("fr"):
        html = Template("{% money amount %}|{% when at %}|{% when none %}|{% money none %}").render(
            Context({"amount": Decimal("1234567.50"), "at": datetime(2026, 12, 18, 23, 59, tzinfo=UTC), "none": None})
        )

    money, at, nothing, dash = html.split("|")
    assert "1\u202f234\u202f567,50" in money
    assert 'datetime="2026-12-18T23:59:00+00:00"' in at
    assert (nothing, dash) == ("", "–")
