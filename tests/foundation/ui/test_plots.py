"""The geometry of plots and maps."""

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from etabli.foundation.ui import plots
from etabli.foundation.ui.typography import number

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


def test_a_negative_value_is_refused() -> None:
    with pytest.raises(ValueError, match="starts at zero"):
        plots.bars([("a", -1)])


@given(values)
def test_a_higher_value_is_never_in_a_lower_class(figures: list[int]) -> None:
    drawn = plots.shape_map([(str(figure), figure, SQUARE, None) for figure in figures]).shapes
    ordered = sorted(drawn, key=lambda shape: shape.value or 0)
    ranks = [shape.rank for shape in ordered]
    assert ranks == sorted(ranks)
    assert all(1 <= rank <= plots.CLASSES for rank in ranks)
    assert ranks[-1] == plots.CLASSES


@given(values)
def test_the_legend_covers_each_value_once(figures: list[int]) -> None:
    drawn = plots.shape_map([(str(figure), figure, SQUARE, None) for figure in figures])
    for shape in drawn.shapes:
        assert [key.rank for key in drawn.keys if key.low <= shape.value <= key.high] == [shape.rank]


def test_no_figure_is_not_zero() -> None:
    drawn = plots.shape_map([("a", None, SQUARE, None), ("b", 0, SQUARE, None)])
    assert [shape.rank for shape in drawn.shapes] == [0, plots.CLASSES]


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
