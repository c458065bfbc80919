"""The geometry of plots and maps."""

import pytest
from django.template import Context, Template
from hypothesis import given, strategies as st

from etabli.foundation.ui import curves, plots
from etabli.foundation.ui.typography import number


def shown(text: str, **given: object) -> str:
    return Template("{% load ui %}" + text).render(Context(given))


SQUARE = "M0 0L10 0L10 10L0 10Z"
values = st.lists(st.integers(0, 10_000), min_size=1, max_size=40)


def test_the_longest_bar_fills_the_width_and_the_others_are_in_proportion() -> None:
    plot = plots.bars([("a", 50), ("b", 25), ("c", 0)])
    assert [bar.percent for bar in plot.bars] == [100, 50, 0]


def test_bars_never_overlap() -> None:
    plot = plots.bars([("a name that needs two lines to be written", 1), ("b", 2)])
    first, second = plot.bars
    assert len(first.lines) == 2
    assert first.y + plot.bar_height < second.lines[0][1] - 1
    assert second.y + plot.bar_height < plot.height


def test_no_bar_and_only_zeros_are_drawn_without_a_fault() -> None:
    assert plots.bars([]).bars == ()
    assert [bar.percent for bar in plots.bars([("a", 0)]).bars] == [0]


def test_what_is_below_zero_goes_to_the_left_of_it_and_what_is_missing_is_not_drawn() -> None:
    below, above, missing = plots.bars([("a", -10), ("b", 30), ("c", None)]).bars
    assert (below.x, below.percent) == (0, 25)
    assert (above.x, above.percent) == (25, 75)
    assert missing.percent == 0
    html = shown('{% bar_plot series caption="A" %}', series=[("a", -10), ("c", None)])
    assert html.count('class="bar') == 1
    assert html.count("pas de chiffre") == 2  # beside its bar, and in the table


def test_a_line_breaks_where_a_value_is_missing_and_marks_a_point_alone() -> None:
    plot = plots.line([("a", 1), ("b", 2), ("c", None), ("d", 4), ("e", None)])
    assert plot.d.count("M") == 2
    assert plot.d.count("L") == 1
    assert [dot.label for dot in plot.dots] == ["a", "b", "d"]
    assert (plot.lowest.label, plot.highest.label, plot.latest.label) == ("a", "d", "d")


def test_a_line_holds_zero_and_what_is_below() -> None:
    plot = plots.line([("a", -5), ("b", 10)])
    assert [value for value, _y in plot.marks] == [-5, 0, 10]
    heights = [y for _value, y in plot.marks]
    assert heights == sorted(heights, reverse=True)
    assert (heights[0], heights[-1]) == (plots.LINE_HEIGHT, 0)


def test_a_line_of_one_point_of_none_and_of_a_thousand() -> None:
    (alone,) = plots.line([("a", 7)]).dots
    assert alone.x == 50
    assert plots.line([]).d == ""
    assert plots.line([("a", None)]).latest is None
    many = plots.line([(day, day) for day in range(1000)])
    assert len(many.points) == 1000
    assert many.dots == ()
    assert many.points[-1].x == 100


@given(st.lists(st.one_of(st.none(), st.integers(-1000, 1000)), max_size=60))
def test_nothing_is_drawn_outside(figures: list[int | None]) -> None:
    named = [(str(place), value) for place, value in enumerate(figures)]
    assert all(0 <= point.y <= plots.LINE_HEIGHT for point in plots.line(named).points if point.y is not None)
    assert all(bar.x >= 0 and bar.x + bar.percent <= 100.1 for bar in plots.bars(named).bars)
    both = plots.dots([(label, value, 3) for label, value in named]).pairs
    assert all(0 <= pair.first_x <= 100 for pair in both if pair.first_x is not None)


def test_two_dots_differ_by_their_shape_and_a_missing_one_is_absent() -> None:
    text = '{% dot_plot rows caption="A" first="Prévu" second="Reçu" %}'
    html = shown(text, rows=[("a", 2, 6), ("b", 5, None)])
    assert html.count("<circle") == 3  # two, and the key
    assert html.count('<rect class="second"') == 2  # one, and the key
    assert html.count('<th scope="col"') == 3


@pytest.mark.parametrize("tag", ["bar_plot", "line_plot"])
def test_a_plot_is_read_aloud_as_one_picture_that_sends_to_its_table(tag: str) -> None:
    html = shown("{% " + tag + ' series caption="Thèmes" %}', series=[("Réseaux", 31), ("Fichier", 7)])
    assert 'role="img"><title>Thèmes</title><desc>' in html
    assert "Réseaux" in html.partition("<desc>")[2].partition("</desc>")[0]
    assert html.count("<tbody><tr>") == 1


@given(values)
def test_a_higher_value_is_never_in_a_lower_class(figures: list[int]) -> None:
    drawn = plots.shape_map([(str(figure), figure, SQUARE, None) for figure in figures]).shapes
    ordered = sorted(drawn, key=lambda shape: shape.value or 0)
    ranks = [shape.rank for shape in ordered]
    assert ranks == sorted(ranks)
    assert all(1 <= rank <= plots.CLASS_COUNT for rank in ranks)
    assert ranks[-1] == plots.CLASS_COUNT


@given(values)
def test_the_legend_covers_each_value_once(figures: list[int]) -> None:
    drawn = plots.shape_map([(str(figure), figure, SQUARE, None) for figure in figures])
    for shape in drawn.shapes:
        assert [key.rank for key in drawn.keys if key.low <= shape.value <= key.high] == [shape.rank]


def test_no_figure_is_not_zero() -> None:
    drawn = plots.shape_map([("a", None, SQUARE, None), ("b", 0, SQUARE, None)])
    assert [shape.rank for shape in drawn.shapes] == [0, plots.CLASS_COUNT]


def test_the_number_stands_in_the_middle_and_the_box_holds_all() -> None:
    drawn = plots.shape_map([("a", 1, SQUARE, None), ("b", 2, "m10 0h10v10h-10z", None)])
    assert [(shape.x, shape.y) for shape in drawn.shapes] == [(250, 250), (750, 250)]
    assert drawn.view_box == "-6 -6 1012 512"


def test_a_plot_and_a_map_give_their_figures_as_a_table_and_hide_nothing_in_a_style() -> None:
    text = '{% load ui %}{% bar_plot series caption="A" %}{% map shapes caption="B" %}'
    shapes = [("Médoc", 1234, SQUARE, "/medoc/"), ("Blaye", None, SQUARE, None)]
    html = Template(text).render(Context({"series": [("Social", 31)], "shapes": shapes}))
    assert html.count("<table>") == 2
    assert html.count(number(1234)) == 5  # on the shape, its title and link, in the legend, in the table
    assert 'href="/medoc/"' in html
    assert "style=" not in html


POINTS = [
    ("Pauillac", 5.0, 5.0, "/a/", "le 4"),
    ("Pauillac", 5.0, 5.0, "/b/", ""),
    ("Blaye", 0.0, 10.0, None, ""),
]


def test_places_are_numbered_in_order_and_those_of_one_spot_stand_side_by_side() -> None:
    spots = plots.shape_map([("a", 1, SQUARE, None)], POINTS).spots
    assert [(spot.number, spot.name, spot.url) for spot in spots] == [
        (1, "Pauillac", "/a/"),
        (2, "Pauillac", "/b/"),
        (3, "Blaye", None),
    ]
    assert (spots[0].x, spots[0].y) == (500, 500)
    assert (spots[1].x, spots[1].y) == (500 + plots.SPOT_DISTANCE, 500)


def test_places_are_listed_under_the_map_and_a_map_without_figures_has_no_legend() -> None:
    text = '{% map shapes caption="B" points=points places="Séances" %}'
    html = shown(text, shapes=[("Médoc", None, SQUARE, "/medoc/")], points=POINTS)
    assert 'href="/a/" aria-label="1. Pauillac, le 4"' in html
    assert html.count('href="/a/"') == html.count('href="/b/"') == 2  # on the map, and in the list
    assert '<a href="/medoc/" aria-label="Médoc">' in html
    assert 'class="keys"' not in html
    assert "<table>" not in html


def test_a_curve_goes_down_by_steps_within_its_band() -> None:
    plot = curves.curve([(50, 80, None, None), (100, 40, 20, 60), (150, 30, 10, 50)], until=200)
    assert plot.d == "M0 0H250V200H500V600H750V700H1000"
    assert plot.band == "M500 400L750 400L750 500L1000 500L1000 900L750 900L750 800L500 800Z"


def test_a_curve_ends_where_it_is_told_and_a_hole_parts_its_band() -> None:
    points = [(10, 90, 80, 95), (20, 80, None, None), (30, 70, 60, 80), (99, 1, 0, 2)]
    plot = curves.curve(points, until=40, ticks=[("0", 0), ("4", 4), ("40", 40), ("99", 99)])
    assert plot.band.count("M") == 2
    assert plot.d.count("V") == 3
    assert plot.ticks == (("0", curves.LEFT_MARGIN), ("40", 100.0))  # 4 has no room beside 0
    assert curves.curve([], until=0).d == "M0 0H1000"
