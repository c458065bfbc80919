"""What is written without a template: escaped as by one, and kept while it says the same."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from etabli.foundation.ui import fragment_cache
from etabli.foundation.ui.fragment_cache import LONGEST_KEPT, forget_kept_html, kept_html

ICON = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M4 13l5 5L20 6"/></svg>'

OK = ICON.replace("M4 13l5 5L20 6", "M12 3a9 9 0 1 0 .01 0zM8 12.3l3 3 5-6")


@pytest.mark.parametrize(
    ("tag", "html"),
    [
        ('{% state word kind="ok" %}', f'<span class="state ok">{OK}<span>&lt;b&gt;</span></span>'),
        ('{% state 2.5 kind="ok" %}', f'<span class="state ok">{OK}<span>2,5</span></span>'),
        ('{% state amount kind="ok" %}', f'<span class="state ok">{OK}<span>1,5</span></span>'),
        ("{% button word %}", '<button class="btn" type="submit"><span>&lt;b&gt;</span></button>'),
        (
            '{% button "Send" name="n" value=word kind="quiet" more=word %}',
            '<button class="btn quiet" type="submit" name="n" value="&lt;b&gt;"><span>Send'
            '<span class="hidden"> &lt;b&gt;</span></span></button>',
        ),
        (
            '{% button "Go" url="/?a=1&b=2" kind="link" icon="check" download=True %}',
            f'<a class="link" href="/?a=1&b=2" download>{ICON}<span>Go</span></a>',
        ),
        (
            '{% icon "check" label=word %}',
            ICON.replace('aria-hidden="true" focusable="false"', 'role="img" aria-label="&lt;b&gt;"'),
        ),
        (
            '{% act "Thank" url="/?a=1&b=2" kind="link" name="n" value=word back=word %}',
            '<form method="post" action="/?a=1&b=2"><input type="hidden" name="next" value="&lt;b&gt;">'
            '<button class="link" type="submit" name="n" value="&lt;b&gt;"><span>Thank</span></button></form>',
        ),
        (
            '{% act "Thank" url="/?a=1&b=2" form="acts" more=word %}',
            '<button class="btn quiet" type="submit" form="acts" formaction="/?a=1&b=2"><span>Thank'
            '<span class="hidden"> &lt;b&gt;</span></span></button>',
        ),
        (
            '{% card title=word level=3 kind="warm" id="here" %}<p>{{ word }}</p>{% endcard %}',
            '<section class="card stack warm" id="here"><h3>&lt;b&gt;</h3><p>&lt;b&gt;</p></section>',
        ),
    ],
)
def test_a_component_is_escaped_and_in_the_language_of_the_page(tag: str, html: str) -> None:
    given = {"word": "<b>", "amount": Decimal("1.5")}
    assert Template("{% load ui %}" + tag).render(Context(given)) == html


def test_a_card_is_written_once_in_each_language_until_it_says_something_else() -> None:
    @dataclass(frozen=True)
    class Facts:
        name: str

    written: list[Facts] = []

    @kept_html(10)
    def card(facts: Facts) -> str:
        written.append(facts)
        return facts.name

    for name in ("a", "a", "b"):
        assert card(Facts(name)) == name
    with override("en"):
        assert card(Facts("a")).__html__() == "a"
    assert [one.name for one in written] == ["a", "b", "a"]


def test_what_is_kept_is_forgotten_at_once_where_somebody_is_erased_and_in_time_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: list[str] = []

    @kept_html(10)
    def card(name: str) -> str:
        written.append(name)
        return name

    clock = [1_000_000.0]
    monkeypatch.setattr(fragment_cache, "monotonic", lambda: clock[0])
    for seconds, count in ((0, 1), (LONGEST_KEPT - 1, 1), (2, 2)):
        clock[0] += seconds
        card("a")
        assert len(written) == count
    forget_kept_html()
    card("a")
    assert len(written) == 3
