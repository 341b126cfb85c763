from xml.etree import ElementTree

import pytest

from incubator.charts import NARROW, WIDE, Bar, Stage, area, bar_table, columns, nice_max, sun_path

NASTY = '<script>alert("x")</script> & Cie'


def trees(markup):
    return list(ElementTree.fromstring(f"<all>{markup}</all>"))  # noqa: S314 - our own markup, made one line above


@pytest.mark.parametrize(
    ("value", "bound"),
    [(0, (4, 1)), (52, (60, 20)), (3.4, (4, 1)), (0.04, (0.04, 0.01)), (1000, (1000, 250)), (81, (100, 25))],
)
def test_axes_end_on_round_numbers(value, bound):
    assert nice_max(value) == pytest.approx(bound)


@pytest.mark.parametrize("rtl", [False, True])
def test_each_time_chart_is_drawn_wide_and_narrow(rtl):
    drawn = trees(columns(["T1", "T2"], [[31, 38], [7, 0]], title="Emplois", desc="De 38 à 38.", rtl=rtl))

    assert [svg.get("class") for svg in drawn] == [f"chart {WIDE.variant}", f"chart {NARROW.variant}"]
    assert all(svg.find("title").text == "Emplois" for svg in drawn)
    assert all(len(svg.findall("rect")) == 3 for svg in drawn)


def test_time_runs_with_the_reading_direction():
    def first_and_last(rtl):
        dots = trees(area(["a", "b", "c"], [1, 2, 3], title="t", desc="d", rtl=rtl))[0].findall("circle")
        return float(dots[0].get("cx")), float(dots[-1].get("cx"))

    start, end = first_and_last(False)
    assert start < end
    start, end = first_and_last(True)
    assert start > end


def test_a_target_is_drawn_and_named():
    svg = trees(area(["a", "b"], [1, 2], title="t", desc="d", target=(3, "objectif")))[0]

    assert svg.find("line[@class='l2']") is not None
    assert "objectif" in [text.text for text in svg.findall("text")]


def test_bars_are_a_table():
    table = trees(
        bar_table([Bar("Reçus", 148, "100 %"), Bar("Admis", 14, "9 %", "k2")], caption="c", head=["a", "b", "c"])
    )[0]

    assert [row.find("th").text for row in table.find("tbody")] == ["Reçus", "Admis"]
    assert bar_table([], caption="c", head=["a"]).startswith("<table")


def test_labels_are_escaped_everywhere():
    drawn = [
        columns([NASTY], [[1]], title=NASTY, desc=NASTY),
        area([NASTY, "b"], [1, 2], title=NASTY, desc=NASTY, target=(1, NASTY)),
        bar_table([Bar(NASTY, 1, NASTY)], caption=NASTY, head=[NASTY]),
        sun_path([Stage(NASTY, NASTY, 0.1)], 0.5, title=NASTY, big=NASTY, small=NASTY),
    ]

    assert not any("<script" in markup for markup in drawn)
    assert all(trees(markup) for markup in drawn)


@pytest.mark.parametrize("rtl", [False, True])
def test_stages_behind_the_sun_are_marked(rtl):
    stages = [Stage("Aube", "", 0.1), Stage("Lever", "mars", 0.4), Stage("Zénith", "", 1)]

    svg = trees(sun_path(stages, 0.5, title="t", big="Mois 6", small="sur 12", rtl=rtl))[0]

    assert [dot.get("class") for dot in svg.findall("circle")][:3] == ["st on", "st on", "st"]
