"""What people write in Markdown: what it becomes, and that nothing else comes through."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.template import Context, Template

from etabli.foundation.ui.markdown import REL, TAGS, markdown, markdown_text
from tests.foundation.ui.hostile_markdown import CASES

ATTRIBUTES = {"a": {"href", "title", "rel"}, "ol": {"start"}}


class Elements(HTMLParser):
    """The elements of a piece of HTML as a browser reads them, each with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.others: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


@pytest.mark.parametrize(("source", "hrefs"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_nothing_comes_through_but_words_and_links(source: str, hrefs: tuple[str, ...]) -> None:
    read = Elements(markdown(source))
    assert not read.others
    for tag, attributes in read.elements:
        assert tag in TAGS
        assert attributes.keys() <= ATTRIBUTES.get(tag, set())
    links = [attributes for tag, attributes in read.elements if tag == "a" and "href" in attributes]
    assert tuple(link["href"] for link in links) == hrefs
    for link in links:
        assert urlsplit(link["href"] or "").scheme in {"", "http", "https", "mailto"}
        assert link["rel"] == REL


def test_there_are_cases_enough() -> None:
    assert len({source for _name, source, _hrefs in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Un **mot** et un *autre*", "<p>Un <strong>mot</strong> et un <em>autre</em></p>"),
        ("une ligne\nl’autre", "<p>une ligne<br>\nl’autre</p>"),
        ("# Titre", "<h3>Titre</h3>"),
        ("###### Petit", "<h6>Petit</h6>"),
        ("3. trois\n4. quatre", '<ol start="3">\n<li>trois</li>\n<li>quatre</li>\n</ol>'),
        ("```css\na > b\n```", "<pre><code>a &gt; b\n</code></pre>"),
        ("> cité", "<blockquote>\n<p>cité</p>\n</blockquote>"),
        (
            "Voyez https://exemple.fr/a_b_c.",
            f'<p>Voyez <a href="https://exemple.fr/a_b_c" rel="{REL}">https://exemple.fr/a_b_c</a>.</p>',
        ),
        ("(https://exemple.fr)", f'<p>(<a href="https://exemple.fr" rel="{REL}">https://exemple.fr</a>)</p>'),
        ("[ici](/questions/)", f'<p><a href="/questions/" rel="{REL}">ici</a></p>'),
        ("", ""),
    ],
)
def test_what_it_becomes(source: str, html: str) -> None:
    assert markdown(source).strip() == html


def test_a_template_says_under_which_heading_it_stands() -> None:
    page = Template("{% load ui %}{{ text|markdown:4 }}").render(Context({"text": "# a\n\n## b\n\n#### c"}))
    assert [line[:4] for line in page.splitlines()] == ["<h4>", "<h5>", "<h6>"]


def test_its_words_alone_are_on_one_line() -> None:
    assert markdown_text("# Titre\n\nUn **mot** & `a < b`\n\n- ici") == "Titre Un mot & a < b ici"
