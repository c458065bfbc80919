"""All acts and moments, played once in each language for all the tests of a process that read what they send."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from types import SimpleNamespace
from unittest.mock import patch

from django.conf import settings
from django.test import override_settings
from django.utils import translation

from etabli.foundation.notify import prose
from tests.consistency.scenarios import SCENARIOS
from tests.consistency.sent import acts, moments
from tests.consistency.sent.scenes import Scene

WINGS = ("foundation", "territory", "community", "procurement", "programme")
type Said = dict[str, str]  # by what a sentence of ours is in the language, its English
type Scenes = dict[str, list[Scene]]  # by the title of their block in the golden file


@dataclass(frozen=True)
class Played:
    """An act or the moments of a wing, played in one language; `said`: the sentences of ours that were written."""

    title: str
    wing: str
    scenes: Scenes
    said: Said

    @property
    def is_silent(self) -> bool:
        """Whether nothing left, and nothing was shown or refused."""
        return not any(scene.lines for scene in self.all_scenes())

    def all_scenes(self) -> Iterator[Scene]:
        for scenes in self.scenes.values():
            yield from scenes


@cache
def played(language: str) -> list[Played]:
    """All acts and moments in the house's language; in another, those that send or show something there."""
    plays, silent = list[Played](), set[str]()
    if language != settings.LANGUAGE_CODE:
        silent = {play.title for play in played(settings.LANGUAGE_CODE) if play.is_silent}
    for title, wing, play in _plays():
        if title in silent:
            continue
        said: Said = {}
        with override_settings(LANGUAGE_CODE=language), patch.object(prose, "translation", _listening(said)):
            plays.append(Played(title, wing, play(), said))
    return plays


def blocks(wing: str) -> dict[str, list[str]]:
    """All that the acts and the moments of a wing send and show in the house's language, by their titles."""
    return {
        title: [line for scene in scenes for line in scene.lines]
        for play in played(settings.LANGUAGE_CODE)
        if play.wing == wing
        for title, scenes in play.scenes.items()
    }


def _plays() -> Iterator[tuple[str, str, Callable[[], Scenes]]]:
    for verb in sorted(SCENARIOS):
        yield verb, acts.wing_of(verb), partial(_act, verb)
    for wing in WINGS:
        yield f"moments of {wing}", wing, partial(_moments, wing)


def _act(verb: str) -> Scenes:
    return {verb: acts.played(verb)}


def _moments(wing: str) -> Scenes:
    return {title: [scene] for title, scene in moments.played(wing).items()}


def _listening(said: Said) -> SimpleNamespace:
    """What `prose` translates with, noting each sentence."""

    def gettext(message: str) -> str:
        return note(translation.gettext(message), message)

    def ngettext(singular: str, plural: str, number: int) -> str:
        return note(translation.ngettext(singular, plural, number), singular)

    def note(ours: str, english: str) -> str:
        said[ours] = english
        return ours

    return SimpleNamespace(gettext=gettext, ngettext=ngettext)
