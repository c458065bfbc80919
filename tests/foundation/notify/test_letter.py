"""The HTML of a mail: what Outlook, Gmail and Apple Mail ask for, drawn from the text alone."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core import mail
from hypothesis import given, strategies as some

from etabli.foundation.notify.delivery import deliver
from etabli.foundation.notify.mail_layout import COLOURS, LinePart, html_of, parse_blocks, text_of
from etabli.foundation.notify.prose import ours, without_links
from etabli.foundation.notify.queue import send
from etabli.foundation.notify.transport import SMTP_POLICY
from tests import factories as make
from tests.factories import AT

GMAIL_CLIPS_AT = 102 * 1024
BODY = (
    "Bonjour Anne,\n\nVous avez une place.\n\nÊtre visible\nlundi 4 janvier, 9 h\nMairie de Pauillac\n\n"
    "Voir votre inscription :\nhttps://etabli.example/l/7-abc/?next=%2Finscriptions%2F7%2F\n\n"
    "Le plan est sur https://carte.example/a?b=1&c=2, en bas.\n\n"
    "Ne plus recevoir ces e-mails :\nhttps://etabli.example/desabonnement/x:y/"
)


class Reader(HTMLParser):
    """The elements with their attributes, what is open, and what can be read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self.open):
            self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_a_text_is_read_as_paragraphs_one_button_and_links() -> None:
    kinds = [block.kind for block in parse_blocks(BODY)]
    assert kinds == ["text", "text", "text", "button", "text", "link"]
    button = parse_blocks(BODY)[3]
    assert button.label == "Voir votre inscription"
    assert button.url.endswith("%2F7%2F")
    (pieces,) = parse_blocks(BODY)[4].lines
    assert pieces[1] == LinePart("https://carte.example/a?b=1&c=2", is_address=True), (
        "without the comma after it"
    )


def test_the_layout_stands_on_tables_and_on_the_elements_themselves() -> None:
    html = html_of("Votre atelier", BODY)
    page = Reader(html)
    assert page.open == []
    assert page.all("html")[0]["lang"] == "fr"
    assert all(table["role"] == "presentation" for table in page.all("table"))
    assert 'width="600"' in html.split("<!--[if mso]>")[2], "Outlook knows no max-width"
    assert "max-width:600px" in html
    assert all("font-family" in p["style"] and "color" in p["style"] for p in page.all("p") + page.all("h1"))
    assert not {"img", "script", "link", "form", "svg"} & {tag for tag, _attributes in page.elements}
    without = Reader(re.sub("<style>.*?</style>", "", html, flags=re.DOTALL))
    assert without.text == page.text, "a program that drops <style> shows all the same"
    assert ("meta", {"name": "color-scheme", "content": "light dark"}) in page.elements
    assert not re.search(r"(url\(|@import|position:|display:flex|display:grid|float:)", html)


def test_the_button_shows_its_address_in_clear_below() -> None:
    page = Reader(html_of("Votre atelier", BODY))
    (button,) = (a for a in page.all("a") if "font-weight:bold" in a["style"])
    assert button["href"].startswith("https://etabli.example/l/7-abc/")
    assert button["href"] in page.text
    assert "Ne plus recevoir" in page.text


def test_the_preheader_says_what_the_subject_does_not() -> None:
    assert "Vous avez une place. Être visible" in Reader(html_of("Votre atelier", BODY)).text[:160]


def test_the_colours_are_read_by_weak_eyes_in_light_and_in_the_dark() -> None:
    html = html_of("Votre atelier", BODY)
    light, dark = COLOURS["light"], COLOURS["dark"]
    pairs = [
        (light["ink"], light["sheet"]),
        (light["ink_2"], light["sheet"]),
        (light["main"], light["paper"]),
    ]
    pairs += [(dark["ink"], dark["sheet"]), (dark["ink_2"], dark["sheet"]), (dark["on_main"], dark["main"])]
    for ink, paper in pairs:
        assert ink in html
        assert contrast(ink, paper) >= 4.5


@given(body=some.text(max_size=400), subject=some.text(max_size=80))
def test_whatever_is_written_is_shown_and_is_no_markup(body: str, subject: str) -> None:
    page = Reader(html_of(subject, body))
    assert page.open == []
    assert not {"script", "img", "iframe"} & {tag for tag, _attributes in page.elements}


def test_markup_in_a_name_stays_text() -> None:
    html = html_of("<b>x</b>", 'Bonjour <script>alert(1)</script>,\n\nhttps://x.example/"onclick=y')
    assert "<script" not in html
    assert "<b>" not in html
    assert "onclick" not in str(Reader(html).elements)


@pytest.mark.django_db
def test_a_long_mail_is_not_clipped_and_every_header_is_whole() -> None:
    out = "https://etabli.example/desabonnement/" + "x" * 180 + "/"
    send(to="a@example.org", subject="É" * 200, body=ours(BODY * 20), key="k", unsubscribe=out, at=AT)
    assert deliver(make.mails().get().pk, AT)
    sent = mail.outbox[0].message(policy=SMTP_POLICY)
    parts = [part.get_content_type() for part in sent.walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]
    assert len(sent.get_body(("html",)).get_content().encode()) < GMAIL_CLIPS_AT
    wire = sent.as_bytes().decode("ascii")
    assert f"List-Unsubscribe: <{out}>" in wire.replace("\r\n ", " "), "a mail program reads it as it is"
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in wire
    assert "Auto-Submitted: auto-generated" in wire


@pytest.mark.parametrize(
    "typed",
    ["Rembourse\u0301.fr", "mal\u034f.fr", "mal.\ufe0ffr", "मल.भारत", "x@café.fr", "sms:0899", "sur mal.fr."],
)
def test_no_spelling_of_an_address_is_left_for_a_mail_program(typed: str) -> None:
    shown = without_links(typed)
    assert "[.]" in shown or "[:]" in shown
    assert not re.search(r"[^\s.\]]\.[^\W\d_]", shown)


def test_the_plain_text_has_no_asterisk_and_the_html_is_bold() -> None:
    body = "Bonjour,\n\nAtelier\n*jeudi 14 janvier, 10 h*\n2 * 3 * 4\n\n--\nZoé Exemple\n*05 36 49 12 34*"
    assert text_of(body) == body.replace("*jeudi 14 janvier, 10 h*", "jeudi 14 janvier, 10 h").replace(
        "*05 36 49 12 34*", "05 36 49 12 34"
    )
    html = html_of("Objet", body)
    assert "<strong>jeudi 14 janvier, 10 h</strong>" in html
    assert "*05" not in html
    assert [block.kind for block in parse_blocks(body)][-1] == "end"
