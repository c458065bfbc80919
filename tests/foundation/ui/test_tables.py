"""Cells that know their column."""

from etabli.foundation.ui.tables import label_cells

HEAD = (
    "<thead><tr><th scope='col'>Work</th>"
    '<th class="num">Price <b>before</b> tax</th><th>A &amp; B</th></tr></thead>'
)


def test_each_cell_but_the_first_says_its_column() -> None:
    rows = '<tbody><tr><th scope="row">Site</th><td class="num">10</td><td>c</td></tr></tbody>'
    html = label_cells(HEAD + rows)
    assert '<th scope="row">Site</th>' in html
    assert '<td class="num" data-label="Price before tax">10</td>' in html
    assert '<td data-label="A &amp; B">c</td>' in html


def test_a_spanning_cell_counts_for_its_columns() -> None:
    html = label_cells(HEAD + '<tbody><tr><td colspan="2">a</td><td>b</td></tr></tbody>')
    assert '<td data-label="A &amp; B">b</td>' in html


def test_a_label_of_one_s_own_is_kept() -> None:
    assert 'data-label="×"' in label_cells(
        HEAD + '<tbody><tr><td>a</td><td data-label="×">1</td></tr></tbody>'
    )


def test_the_foot_and_a_table_without_a_head_are_left_alone() -> None:
    foot = "<tfoot><tr><td>Total</td><td>10</td></tr></tfoot>"
    assert label_cells(HEAD + foot) == HEAD + foot
    assert label_cells("<tbody><tr><td>a</td></tr></tbody>") == "<tbody><tr><td>a</td></tr></tbody>"
