"""What was typed, back in the forms of a page: each kind of control, and nothing else touched."""

from collections.abc import Mapping

import pytest
from hypothesis import given, strategies as st

from etabli.foundation.drafts.engine import KeptForm, Values, fill_forms, has_writing

PAGE = """<!doctype html><html><head><title>A &amp; b</title></head><body>
<form method="get" action="/cherche/"><input type="search" name="q" value="x"></form>
<form class="form" method="post" action="/a/?n=1&amp;m=2" novalidate>
<input type="hidden" name="csrfmiddlewaretoken" value="t"><input type="hidden" name="version" value="3">
<input type="text" name="name" value="Léa &quot;L&quot;" required id="id_name"><br/>
<details class="d"><summary>More</summary><textarea name="words" rows="3">
Old &lt;b&gt;</textarea></details>
<input type="checkbox" name="box" value="1" checked> <input type="checkbox" name="box" value="2">
<input type="radio" name="one" value="a" checked><input type="radio" name="one" value="b">
<select name="list"><option value="">none</option><option value="x" selected>X</option>
<option value="y">Y</option></select>
<input type="date" name="day" value="2026-01-01"><input type="file" name="file"></form>
<svg viewBox="0 0 1 1"><path d="M0 0"/></svg><p>&nbsp é &#233;</p></body></html>"""
ACTION = "/a/?n=1&m=2"


def kept(
    typed: Values, before: Values | None = None, *, is_whole: bool = False, is_aside: bool = False
) -> KeptForm:
    return KeptForm(
        typed, before or {}, is_whole, is_aside, lambda changed, _files, _chosen: f"<p>{changed}</p>"
    )


def fill(typed: Mapping[str, list[str]], html: str = PAGE, **more: object) -> str:
    draft = kept(typed, **more)  # type: ignore[arg-type]  # as the test gives them
    return fill_forms(html, lambda action: draft if action == ACTION else None)


def test_nothing_kept_leaves_the_page_letter_for_letter() -> None:
    assert fill_forms(PAGE, lambda action: None) == PAGE


def test_each_control_gets_what_was_typed_and_the_rest_stays() -> None:
    page = fill(
        {"name": ['Zoé "Z" <b>'], "words": ["New\n</textarea>"], "box": ["2"], "one": ["b"], "list": ["y"],
         "day": ["2026-05-06"], "version": ["9"], "file": ["x"], "q": ["no"]}
    )  # fmt: skip
    assert 'name="name" value="Zoé &quot;Z&quot; &lt;b&gt;" required id="id_name">' in page
    assert ">\nNew\n&lt;/textarea&gt;</textarea>" in page
    assert '<input type="checkbox" name="box" value="1">' in page
    assert '<input type="checkbox" name="box" value="2" checked>' in page
    assert '<input type="radio" name="one" value="b" checked>' in page
    assert '<option value="y" selected>' in page
    assert 'value="x" selected' not in page
    assert 'value="2026-05-06"' in page
    assert 'name="version" value="3"' in page, "what the page says unseen is its own"
    assert 'name="q" value="x"' in page
    assert page.startswith(PAGE[: PAGE.index('<form class="form"')] + "<p>False</p><form")
    assert page.endswith(PAGE[PAGE.index("</form>\n<svg") :])


def test_what_was_typed_in_a_fold_is_shown() -> None:
    assert '<details class="d" open>' in fill({"words": ["Something"]})
    assert '<details class="d">' in fill({"name": ["Something"]})


def test_a_box_that_was_not_sent_was_not_ticked_when_all_is_known() -> None:
    assert 'value="1" checked' not in fill({"name": ["x"]}, is_whole=True)
    assert 'value="1" checked' in fill({"name": ["x"]}), "it was not touched: it says what it says now"


def test_what_was_put_aside_is_offered_and_not_filled_in() -> None:
    page = fill({"name": ["Zoé"]}, is_aside=True)
    assert page == PAGE.replace('<form class="form"', '<p>False</p><form class="form"')


@pytest.mark.parametrize(
    ("before", "changed"),
    [
        ({"name": ['Léa "L"'], "words": ["Old <b>"], "box": ["1"], "one": ["a"], "list": ["x"]}, False),
        ({"name": ["Léa"]}, True),
        ({"box": ["1", "2"]}, True),
        ({"list": [""]}, True),
        ({"gone": ["x"]}, True),
        ({"gone": []}, False),
    ],
)
def test_it_is_told_when_the_page_says_something_else_by_now(
    before: dict[str, list[str]], changed: bool
) -> None:
    assert f"<p>{changed}</p>" in fill({"name": ["Zoé"]}, before=before)


def test_several_controls_of_one_name_get_their_values_in_order() -> None:
    html = (
        f'<form method="post" action="{ACTION.replace("&", "&amp;")}">'
        + '<input type="text" name="a">' * 3
        + "</form>"
    )
    assert fill({"a": ["1", "2"]}, html).count("value=") == 2


def test_two_forms_that_go_to_one_address_are_left_alone() -> None:
    one = '<form method="post" action="/a/?n=1&amp;m=2"><input type="text" name="name" value=""></form>'
    assert fill({"name": ["x"]}, one * 2) == one * 2
    button = '<form method="post" action="/a/?n=1&amp;m=2"><button>Go</button></form>'
    assert 'value="x"' in fill({"name": ["x"]}, button + one)


def test_a_page_is_read_only_when_somebody_may_write_in_it() -> None:
    assert has_writing(PAGE)
    assert not has_writing(
        '<form method="get"><input type="search" name="q"></form><form method="post"><button></form>'
    )
    assert not has_writing("<textarea></textarea>")


@given(st.text(alphabet="<>&\"'=/ \n\réa-", max_size=80))
def test_whatever_is_typed_comes_back_as_text(text: str) -> None:
    """Read again, the page says what was typed, and has no control more."""
    page = fill({"name": [text], "words": [text]})
    seen: list[Values] = []
    probe = KeptForm({}, {}, False, False, lambda changed, _files, _chosen: "")
    fill_forms(page, lambda action: seen.append({}) or probe)
    assert len(seen) == 1
    line = text.replace("\r\n", "\n")
    again = fill_forms(page, lambda action: kept({}, {"name": [text], "words": [line]}))
    assert "<p>False</p>" in again


def test_a_form_that_takes_files_says_so() -> None:
    draft = KeptForm({"name": ["x"]}, {}, False, False, lambda _changed, files, _chosen: f"<p>{files}</p>")
    form = (
        '<form method="post" action="/" enctype="multipart/form-data"><input type="text" name="name"></form>'
    )
    assert "<p>True</p>" in fill_forms(form, lambda action: draft)
    assert "<p>False</p>" in fill_forms(form.replace("enctype", "data-x"), lambda action: draft)


def test_what_is_chosen_otherwise_than_the_page_does_is_named() -> None:
    form = (
        f'<form method="post" action="{ACTION}"><input type="text" name="words">'
        '<select name="who"><option value="">–</option><option value="1" selected>Anne</option>'
        '<option value="2">Zoé &amp; Cie</option></select></form>'
    )
    for who, said in (("2", "<p>Zoé & Cie</p>"), ("1", "<p></p>"), ("", "<p></p>")):
        draft = KeptForm(
            {"who": [who]},
            {},
            False,
            False,
            lambda _changed, _files, chosen: f"<p>{chosen[0] if chosen else ''}</p>",
        )
        assert said in fill_forms(form, lambda action, draft=draft: draft)
