"""A component refuses what it doesn't know, as early as it can."""

import pytest
from django.template import Context, Template
from django.template.exceptions import TemplateSyntaxError

from etabli.foundation.ui.templatetags.ui import register


def compiled(text: str) -> Template:
    return Template("{% load ui %}" + text)


@pytest.mark.parametrize(
    "text",
    [
        '{% button "Send" knid="main" %}',
        '{% card titel="A" %}{% endcard %}',
        '{% icon "check" size=3 %}',
        '{% finding tone="ok" title="A" icon="check" %}{% endfinding %}',
        "{% table %}{% endtable %}",
        "{% steps 4 12 %}",
        '{% button "Send" "main" %}',
    ],
)
def test_an_unknown_or_missing_argument_stops_the_compilation(text: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        compiled(text)


@pytest.mark.parametrize(
    "text",
    [
        '{% button "Send" kind="primary" %}',
        '{% icon "chekc" %}',
        '{% card kind="big" %}{% endcard %}',
        '{% state "3 seats" kind="warning" %}',
        '{% finding tone="plain" title="A" %}{% endfinding %}',
    ],
)
def test_an_unknown_value_stops_the_compilation_and_lists_the_known_ones(text: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="one of '"):
        compiled(text)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ('{% button "Send" kind=kind %}', {"kind": "primary"}),
        ("{% icon name %}", {"name": "nothing"}),
        ("{% steps current=now total=12 %}", {"now": "4"}),
        ('{% card title="A" level=level %}{% endcard %}', {"level": 1}),
        ('{% disclosure summary="A" open=open %}{% enddisclosure %}', {"open": 1}),
    ],
)
def test_a_wrong_value_from_the_page_stops_the_rendering(text: str, given: dict[str, object]) -> None:
    template = compiled(text)
    with pytest.raises(TemplateSyntaxError, match="where it takes"):
        template.render(Context(given))


def test_the_right_values_pass() -> None:
    html = compiled('{% button label url="/a/" kind="quiet" icon="arrow" %}').render(
        Context({"label": "<Go>"})
    )
    assert '<a class="btn quiet" href="/a/">' in html
    assert "&lt;Go&gt;" in html


def test_what_stands_in_a_block_is_escaped_once() -> None:
    html = compiled("{% card title=title %}<p>{{ text }}</p>{% endcard %}").render(
        Context({"title": "A & B", "text": "<b>"})
    )
    assert "<h2>A &amp; B</h2><p>&lt;b&gt;</p>" in html


def test_every_component_is_told_in_the_readme() -> None:
    from pathlib import Path

    import etabli.foundation.ui as app

    readme = (Path(app.__file__).parent / "README.md").read_text(encoding="utf-8")
    untold = [name for name in [*register.tags, *register.filters] if f"{name}" not in readme]
    assert sorted(set(untold) - {"entry_id"}) == []
