"""The armed client sees each of the faults it is there for, and leaves sound pages alone."""

import pytest
from django.template import Context, Template

from tests.armed import faults_of

SOUND = """<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="x"></form>
<form method="get"></form><script src="/static/a.js" defer></script><pre>{{ kept }}</pre>"""


def test_a_sound_page_has_no_fault() -> None:
    assert faults_of(SOUND) == []


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<style>p {}</style>", "<style>"),
        ('<p style="color: red">', "style="),
        ('<button onclick="go()">', "onclick="),
        ('<a href="javascript:go()">', "javascript:"),
        ('<form method="post"></form>', "CSRF"),
        ('<form method="POST"><input name="csrfmiddlewaretoken" value=""></form>', "CSRF"),
        ("<p>Bonjour {{ name }}</p>", "template mark"),
        ("<p>{% if x %}</p>", "template mark"),
    ],
)
def test_each_fault_is_seen(page: str, word: str) -> None:
    (fault,) = faults_of(page)
    assert word in fault


def test_an_undefined_variable_fails() -> None:
    with pytest.raises(AssertionError, match=r"\{\{ absent \}\}"):
        Template("Bonjour {{ absent }}").render(Context())
    assert Template("{% if absent %}yes{% endif %}").render(Context()) == ""
