"""The list behind a figure: names where they may be told, and nothing that tells them where they may not."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.reports.pages.listing import listed
from incubator.reports.snapshots.shapes import Counted, Number, Slice
from startups.models.sharing import Sharing
from tests.conftest import nothing_written
from tests.reports import given

pytestmark = pytest.mark.django_db


def startups(count):
    return [make.startup(name=f"Atelier {letter} Zq") for letter in "ABCDEFGH"[:count]]


def share(startup, agreed, **fields):
    owner = make.owner_of(startup)
    return Sharing.objects.create(
        startup=startup, organisation=agreed.partner.organisation, given_by=owner, language="fr", **fields
    )


def page_of(client, person, report, code="I12"):
    client.force_login(person)
    with nothing_written():
        answer = client.get(reverse("reports:report_figure", args=[report.pk, code]))
    assert answer.status_code == 200
    return answer.text.split('id="h-list"')[1].split("</section>")[0]


def told(agreed, rows, code="I12"):
    return given.report(of=agreed, told=given.snapshot(behind={code: rows}))


def test_five_and_more_are_listed_without_names_by_size(client):
    agreed, them = given.convention(), startups(5)

    page = page_of(client, given.reader_of(agreed), told(agreed, given.counted(*them)))

    assert "Zq" not in page
    assert page.count(">une startup<") == 5
    assert [page.index(f">{n}<") for n in (7, 6, 5, 4, 3)] == sorted(page.index(f">{n}<") for n in range(3, 8))


def test_fewer_than_five_without_names_are_a_count_only(client):
    agreed, them = given.convention(), startups(4)

    page = page_of(client, given.reader_of(agreed), told(agreed, given.counted(*them)))

    assert "4 lignes ont été comptées" in page
    assert "<table" not in page


def test_a_convention_may_see_all_names(client):
    agreed, them = given.convention(may_see_names=True), startups(3)

    page = page_of(client, given.reader_of(agreed), told(agreed, given.counted(*them)))

    assert all(one.name in page for one in them)
    assert all(f">{n}<" in page for n in (3, 4, 5))


def test_a_live_consent_names_a_startup_to_this_partner_only(client):
    agreed, them = given.convention(), startups(6)
    share(them[0], agreed, scope="figures")
    share(them[1], given.convention(), scope="figures")
    report = told(agreed, given.counted(*them))

    page = page_of(client, given.reader_of(agreed), report)

    assert "Atelier A Zq" in page
    assert "Atelier B Zq" not in page
    assert page.count(">une startup<") == 5


def test_a_consent_that_ended_takes_the_name_out_of_old_reports_too(client):
    agreed, them = given.convention(), startups(5)
    row = share(them[0], agreed, scope="figures")
    report, reader = told(agreed, given.counted(*them)), given.reader_of(agreed)
    assert "Atelier A Zq" in page_of(client, reader, report)

    day = timezone.localdate()
    Sharing.objects.filter(pk=row.pk).update(since=day - timedelta(3), until=day, ended_at=timezone.now())

    assert "Atelier A Zq" not in page_of(client, reader, report)


def test_a_consent_for_the_name_alone_tells_no_number(client):
    agreed, them = given.convention(), startups(5)
    share(them[4], agreed, scope="name")

    page = page_of(client, given.reader_of(agreed), told(agreed, given.counted(*them)))

    row = next(row for row in page.split("<tr>") if "Atelier E Zq" in row)
    assert ">7<" not in row
    assert page.count(">une startup<") == 5


@pytest.mark.parametrize(("left", "has_numbers"), [(0, True), (1, False), (2, False), (3, True)])
def test_numbers_are_not_told_when_one_or_two_could_be_found_by_subtraction(left, has_numbers):
    rows = [Counted(key, Decimal(key)) for key in range(1, 6)]
    names = {key: f"Nom {key}" for key in range(1, 6 - left)}

    found = listed(rows, names=names, figures=set(names))

    assert found.has_numbers is has_numbers
    assert found.unnamed == []
    assert found.rest == left


def test_the_order_of_the_lines_says_nothing_about_who_they_are():
    rows = [Counted(key, Decimal(number)) for key, number in ((1, 2), (2, 9), (3, 4), (4, 4), (5, 1))]

    found = listed(rows, names={}, figures=set())

    assert found.unnamed == [Decimal(9), Decimal(4), Decimal(4), Decimal(2), Decimal(1)]
    assert listed(rows[::-1], names={}, figures=set()) == found


def test_what_stands_beside_a_number_is_shown_with_a_name_only():
    words = {"fr": "Souss-Massa, eau", "en": "Souss-Massa, water", "ar": ""}
    rows = [Counted(key, Decimal(key), words) for key in range(1, 7)]

    found = listed(rows, names={6: "Nom"}, figures={6})

    assert [row.detail for row in found.named] == ["Souss-Massa, eau"]
    assert "Souss" not in repr(found.unnamed)


def test_lines_of_one_startup_do_not_make_a_crowd():
    rows = [Counted(1, Decimal(n)) for n in range(9)]

    assert listed(rows, names={}, figures=set()).unnamed == []


def test_nothing_is_listed_behind_a_hidden_figure(client):
    agreed, them = given.convention(may_see_names=True), startups(1)

    page = page_of(client, given.reader_of(agreed), told(agreed, given.counted(*them), "I15"), "I15")

    assert "Zq" not in page
    assert "1 ligne" not in page


def test_staff_read_every_name(client, staff):
    agreed, them = given.convention(), startups(2)

    assert "Atelier A Zq" in page_of(client, staff, told(agreed, given.counted(*them)))


@pytest.mark.parametrize("rows", [1, 6])
def test_the_list_costs_the_same_for_one_startup_and_six(client, rows, django_assert_max_num_queries):
    agreed, them = given.convention(), startups(rows)
    for one in them:
        share(one, agreed, scope="figures")
    report = told(agreed, given.counted(*them))
    client.force_login(given.reader_of(agreed))
    client.get("/account/")

    with django_assert_max_num_queries(7):
        page = client.get(reverse("reports:report_figure", args=[report.pk, "I12"])).text

    assert all(one.name in page for one in them)


def test_money_of_an_instrument_that_its_split_hides_stands_on_no_page(client):
    agreed = given.convention()
    cells = [Slice("grants", Decimal(900), 4), Slice("equity", None, 0, is_hidden=True)]
    money = Number(Decimal(1000), 5, 6, {"grants": Decimal(900), "equity": Decimal(123456)})
    written = given.snapshot(numbers={"I16": money}, splits={"I16": {"instrument": cells}})
    report = given.report(of=agreed, told=written)
    client.force_login(given.reader_of(agreed))

    pages = [
        client.get(reverse("reports:report_figure", args=[report.pk, "I16"])),
        client.get(report.get_absolute_url()),
    ]

    assert all("900" in page.text for page in pages)
    assert not any("123\u202f456" in page.text or "123456" in page.text for page in pages)


@pytest.mark.parametrize("code", ["I99", "i12", "x"])
def test_a_figure_that_is_not_there_is_missing(client, code):
    agreed = given.convention()
    client.force_login(given.reader_of(agreed))

    assert client.get(reverse("reports:report_figure", args=[given.report(of=agreed).pk, code])).status_code == 404
