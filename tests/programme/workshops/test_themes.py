"""Themes: what is delivered, versions that never change, what a chamber writes of its own."""

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from etabli.foundation.people.viewer import Viewer
from etabli.programme.workshops import queries
from etabli.programme.workshops.models import Session, Theme, ThemeVersion
from etabli.programme.workshops.themes import delivered_themes, engine
from tests import factories

AT = factories.AT


@pytest.mark.parametrize("code", sorted(delivered_themes.delivered()))
def test_a_delivered_theme_is_whole(code: str) -> None:
    assert engine.faults(delivered_themes.delivered()[code]) == []


def test_twelve_themes_are_delivered_and_the_first_four_keep_their_codes() -> None:
    assert len(delivered_themes.delivered()) == 12
    assert {"visible", "loyalty", "social", "customers"} <= delivered_themes.delivered().keys()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda content: content["parts"][0].update(minutes=29), "the parts last 209 minutes"),
        (lambda content: content["parts"][4].update(kind="talk"), "no part is of kind 'protect'"),
        (lambda content: content["parts"][0].update(kind="sing"), "kind 'sing' is none of"),
        (lambda content: content["fr"]["programme"].pop(), "fr: 5 texts for 6 parts"),
        (lambda content: content["en"]["goals"].pop(), "the same number of things"),
        (lambda content: content["en"]["sheets"].pop(), "en: 2 sheets"),
        (lambda content: content["fr"].update(bring=""), "fr: bring is missing"),
        (lambda content: content.pop("sheets"), "sheets is missing"),
    ],
)
def test_what_is_wrong_in_a_file_is_told(spoil: Callable[[Any], Any], told: str) -> None:
    content = copy.deepcopy(delivered_themes.delivered()["visible"])
    spoil(content)
    assert any(told in fault for fault in engine.faults(content)), engine.faults(content)


def test_what_was_not_written_in_english_is_told_in_french() -> None:
    content = copy.deepcopy(delivered_themes.delivered()["visible"])
    content["en"] = {"title": "Seen", "programme": ["one part"]}
    english, french = engine.content_in(content, "en"), engine.content_in(content, "fr")
    assert english.title == "Seen"
    assert (english.programme, english.goals, english.sheets) == (
        french.programme,
        french.goals,
        french.sheets,
    )


def test_only_what_changed_is_a_difference() -> None:
    content = delivered_themes.delivered()["visible"]
    other = copy.deepcopy(content)
    other["parts"][0]["minutes"], other["parts"][1]["minutes"] = 40, 50
    other["fr"]["goals"].append("Dormir tranquille.")
    differences = engine.differences(engine.content_in(content, "fr"), engine.content_in(other, "fr"))
    assert [difference.name for difference in differences] == ["goals", "programme", "programme"]
    assert (differences[0].before, differences[0].after) == ("", "Dormir tranquille.")
    assert differences[1].after.startswith("40 min · ")


@contextmanager
def rewritten(monkeypatch: pytest.MonkeyPatch, code: str, **texts: Any) -> Iterator[None]:
    """A later version of the product, in which this theme says something else."""
    content = copy.deepcopy(delivered_themes.delivered()[code])
    content["fr"].update(texts)
    with monkeypatch.context() as patch:
        patch.setattr(delivered_themes, "delivered", lambda: {code: content})
        yield


def test_themes_load_twice_without_a_change(delivered: None) -> None:
    delivered_themes.load_themes(by=Viewer.system(), at=AT)
    assert Theme.objects.count() == ThemeVersion.objects.count() == 12


def test_themes_stand_in_the_order_of_the_alphabet_whatever_their_accents(delivered: None) -> None:
    titles = [theme.title for theme in queries.themes()]
    firsts = [title[0] for title in titles]
    assert firsts.index("Ê") < firsts.index("V")


def test_a_session_keeps_the_text_it_was_given_with(
    make: Callable[..., Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    given, to_come = make(starts_at=AT + timedelta(days=1)), make(starts_at=AT + timedelta(days=9))
    with rewritten(monkeypatch, "visible", bring="Rien.", title="Être vu"):
        delivered_themes.load_themes(by=Viewer.system(), at=AT + timedelta(days=5))
    given.refresh_from_db()
    to_come.refresh_from_db()
    assert given.shown_content.bring.startswith("Votre téléphone")
    assert to_come.shown_content.bring == "Rien."
    assert "Rien." in to_come.occasion.practical
    assert Theme.objects.get(pk="visible").title == "Être vu"
    numbers = (
        ThemeVersion.objects.filter(theme="visible").order_by("number").values_list("number", "ended_at")
    )
    assert list(numbers) == [(1, AT + timedelta(days=5)), (2, None)]
