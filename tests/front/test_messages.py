"""The page that shows every message, and the command; what holds for each mail: its weight, its text, its subject."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from etabli.foundation.notices.kinds import kinds
from etabli.foundation.notices.texts import gsm
from etabli.foundation.people.models import Role
from etabli.front.messages import ADDRESS_MESSAGES, LANGUAGES, Paper, Sample, labels, papers, samples
from etabli.site import messages
from tests import factories as make
from tests.programme.workshops.printed import text_of

HEAVIEST = 30_000  # bytes of the HTML of a mail
LONGEST_SUBJECT = 80
VAGUE = re.compile(
    r"^(un |le |a )?(message|information|notification|e-mail)s?( (pour|for) (vous|you))?[.!]?$"
    r"|^(à propos d|about )|^(changée?|changed|recours|appeal|votre recours|your appeal)\s?:"
    r"|chose à lire|thing to read|(offres|offers)\s?: \d|(modifiée|changed)\s?: [«“]",
    re.I,
)


def test_every_kind_stands_there_in_both_languages() -> None:
    assert {sample.kind for sample in samples()} == {*kinds(), *ADDRESS_MESSAGES}
    names = {language: [sample.name for sample in samples(languages=(language,))] for language in LANGUAGES}
    assert names["fr"] == names["en"]
    assert len(set(names["fr"])) == len(names["fr"]) > 120
    assert all(sample.subject and (sample.body or sample.text) for sample in samples())


def test_what_may_go_by_text_by_telephone_or_on_paper_stands_there_so() -> None:
    """Each kind that such a channel has, in both languages."""
    kinds_by = {
        channel: {(sample.kind, sample.language) for sample in samples() if getattr(sample, channel)}
        for channel in ("text_message", "spoken", "paper")
    }
    of_places = {f"seats.{kind}" for kind in ("place", "offer", "change", "reminder")}
    expected = {
        "text_message": of_places,
        "spoken": {
            "seats.place",
            "seats.offer",
            "seats.change",
            "seats.written",
            "forum.artisan",
            "funding.documents",
            "support.half_day",
            "watches.near",
        },
        "paper": {kind for paper in papers() for kind in paper.kinds},
    }
    for channel, codes in expected.items():
        assert kinds_by[channel] == {(kind, language) for kind in codes for language in LANGUAGES}
    assert all(gsm.part_count(sample.text_message) == 1 for sample in samples() if sample.text_message)


@pytest.mark.parametrize("paper", papers(), ids=lambda paper: paper.name)
def test_a_sheet_of_paper_is_drawn_in_both_languages(paper: Paper) -> None:
    french, english = (paper.pdf(language) for language in LANGUAGES)
    assert french[:5] == english[:5] == b"%PDF-"
    assert "Zoé Exemple" in text_of(french) or paper.name != "code"
    assert text_of(french) != text_of(english)


def test_the_list_has_a_filter_for_the_kind_and_for_the_language(client: Client, db: None) -> None:
    make.become(client, membership=make.membership(make.chamber(), Role.MANAGER))
    page = client.get(reverse("front:messages"), {"kind": "seats.offer", "language": "en"}).content.decode()
    assert "Answer before" in page
    assert "Répondez avant" not in page
    assert "données inventées" in page
    assert 'lang="en">Your sign-in code' not in page
    everything = client.get(reverse("front:messages")).content.decode()
    assert all(str(label) in everything for label in (labels()["sign_in"], labels()["seats.change"]))
    assert client.get(reverse("front:messages"), {"kind": "x", "language": "y"}).status_code == 200


def test_a_message_is_shown_as_text_as_html_and_in_the_space(client: Client, db: None) -> None:
    make.become(client, membership=make.membership(make.chamber(), Role.ADVISER))
    address = reverse("front:message", args=["seats.place.1"])
    answer = client.get(address)
    page = answer.content.decode()
    assert "Données inventées" in page
    assert page.count("<iframe") == page.count("sandbox") == 4
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    assert "You have a place" in client.get(address, {"language": "en"}).content.decode()
    letter = reverse("front:message_letter", args=["seats.place.1"])
    dark, light = client.get(letter, {"scheme": "dark"}), client.get(letter)
    assert "@media all" in dark.content.decode()
    assert "@media not all" in light.content.decode()
    assert dark["X-Frame-Options"] == "SAMEORIGIN"
    policy = dark["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    page = client.get(address, {"language": "en"}).content.decode()
    assert "https://etabli.example.org/l/" in page
    assert "For Zoé Exemple (PDF)" in page
    paper = client.get(reverse("front:message_paper", args=["seats.place.1"]), {"language": "en"})
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(reverse("front:message_paper", args=["sign_in.1"])).status_code == 404
    for name in ("front:message", "front:message_letter"):
        assert client.get(reverse(name, args=["seats.place.999"])).status_code == 404


def test_the_command_lists_and_writes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "prepare", lambda: None)
    assert messages.main(["--kind", "seats.offer", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["language"] for row in rows} == {"fr", "en"}
    assert rows[0]["formats"] == ["text", "html", "page", "text-message", "spoken", "paper"]
    assert messages.main(["--kind", "sign_in", "--language", "en", "--to", str(tmp_path / "new")]) == 0
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "sign_in.1.en.html",
        "sign_in.1.en.txt",
    ]
    text = (tmp_path / "new" / "sign_in.1.en.txt").read_text()
    capsys.readouterr()
    assert "Your sign-in code: 123456" in text
    here = ["--kind", "sign_in", "--language", "en", "--format", "text"]
    assert messages.main([*here, "--to", str(tmp_path), "--json"]) == 0
    [row] = json.loads(capsys.readouterr().out)
    assert row["files"] == [str(tmp_path / "sign_in.1.en.txt")]
    assert messages.main(here) == 0
    assert text in capsys.readouterr().out
    offer = ["--kind", "seats.offer", "--language", "fr", "--format"]
    assert messages.main([*offer, "spoken"]) == 0
    assert "La prenez-vous\u00a0?" in capsys.readouterr().out
    assert messages.main([*offer, "paper", "--to", str(tmp_path)]) == 0
    assert (tmp_path / "seats.offer.1.fr.pdf").read_bytes()[:5] == b"%PDF-"
    capsys.readouterr()
    for wrong in (
        [*offer, "paper"],
        ["--kind", "x"],
        ["--kind", "sign_in", "--to", str(tmp_path / "sign_in.1.en.txt" / "x")],
    ):
        with pytest.raises(SystemExit) as refused:
            messages.main(wrong)
        assert refused.value.code == 2
        assert len(capsys.readouterr().err.splitlines()) == 1


class Read(HTMLParser):
    """What a mail's HTML says, the words apart from the links; and what it would load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: set[str] = set()
        self.loads: list[str] = []
        self._unread = 0
        self.feed(html.partition("<body")[2].partition(">")[2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.links.add(given["href"] or "")
        hidden = tag == "div" and "display:none" in (given.get("style") or "")
        self._unread += hidden or (tag == "div" and self._unread > 0)
        self.loads += [name for name in ("src", "srcset", "background", "data") if name in given]

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag == "div" and self._unread > 0

    def handle_data(self, data: str) -> None:
        self.words += [] if self._unread else data.split()


def words_of(text: str) -> list[str]:
    return re.sub(r"https?://\S+", " ", text).replace(":", " ").split()


@pytest.mark.parametrize(
    "sample", [one for one in samples() if one.body], ids=lambda one: f"{one.name}.{one.language}"
)
def test_a_mail_is_light_loads_nothing_and_its_text_says_as_much(sample: Sample) -> None:
    html = sample.letter()
    read = Read(html)
    assert len(html.encode()) < HEAVIEST
    assert not read.loads
    assert not re.search(r"@import|@font-face|url\(|<link|<script|<img|<iframe|<form", html)
    assert read.links == set(re.findall(r"https?://[^\s<>\")]+[^\s<>\".,;:!?)»]", sample.mail))
    said = words_of(" ".join(read.words))
    told = [word for word in words_of(f"Établi {sample.subject} {sample.mail}") if word not in {"--", ">"}]
    assert sorted(said) == sorted(told)
    assert html.count('class="press"') <= 1
    assert not sample.text or html.count('class="press"') == 1


def test_a_subject_is_short_and_says_something() -> None:
    for sample in samples():
        assert 8 <= len(sample.subject) <= LONGEST_SUBJECT, sample.subject
        assert not VAGUE.search(sample.subject), sample.subject
    for vague in ("Un message pour vous", "About your role", "Votre recours\u00a0: X", "1 chose à lire"):
        assert VAGUE.search(vague)
