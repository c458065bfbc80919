"""All that is sent, to readers of English: every kind of message is written, and no sentence of ours is French."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings

import etabli
from etabli.foundation.notices.kinds import kinds
from tests.consistency.sent.plays import played

pytestmark = pytest.mark.django_db
FEWEST_LETTERS = 18  # of a piece of a French sentence that no title in the situations holds by chance

TYPED = "Être visible sur internet"  # the subject of the workshops in the situations


def french_pieces() -> Iterator[str]:
    """What stands between the values in our French sentences, where the English has something else."""
    for path in Path(etabli.__file__).parent.rglob("locale/fr/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            for text in [entry.msgstr, *entry.msgstr_plural.values()]:
                pieces = re.split(r"%\(\w+\)[sd]|\n", text)
                yield from (
                    piece.strip()
                    for piece in pieces
                    if len(piece.strip()) >= FEWEST_LETTERS and piece not in entry.msgid
                )


def test_every_kind_is_written_in_english_to_whoever_reads_it() -> None:
    plays = played("en")
    seen = {told.kind for play in plays for scene in play.all_scenes() for told in scene.told}
    assert settings.LANGUAGE_CODE == "fr"
    assert set(kinds()) <= seen
    texts = {
        play.title: "\n".join(line for scene in play.all_scenes() for line in scene.lines).replace(TYPED, "")
        for play in plays
    }
    whole, pieces = "\n".join(texts.values()), sorted(set(french_pieces()))
    assert len(pieces) > 3000
    french = [piece for piece in pieces if piece in whole]
    faults = [f"{title}: {piece}" for piece in french for title, text in texts.items() if piece in text]
    assert not faults, "\n".join(faults)
