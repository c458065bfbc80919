"""All that is sent, to readers of English: every kind of message is written, and no sentence of ours is French."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import polib
import pytest
from django.conf import settings
from django.test import override_settings

import etabli
from etabli.foundation.notices import states, telling
from etabli.foundation.notices.kinds import kinds
from tests.consistency.scenarios import SCENARIOS
from tests.consistency.sent import acts, moments
from tests.consistency.sent.test_sent import WINGS

pytestmark = pytest.mark.django_db
FEWEST_LETTERS = 18  # of a piece of a French sentence that no title in the situations holds by chance

ELSEWHERE = {
    "notices.failed": "what goes wrong: tests/foundation/notices/test_states.py",
    "outreach.invitations": "a choice alone: its mails are written by outreach, and are in the blocks",
    "own_data.joining_refused": "tests/territory/register/test_persons.py",
}
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
    seen, schedule = set[str](), states.schedule

    def noted(notice: Any, to: Any, kind: Any, **rest: Any) -> None:
        seen.add(kind.code)
        schedule(notice, to, kind, **rest)

    with (
        override_settings(LANGUAGE_CODE="en"),
        patch.object(states, "schedule", noted),
        patch.object(telling, "schedule", noted),
    ):
        blocks = {verb: acts.written(verb) for verb in sorted(SCENARIOS)}
        for wing in WINGS:
            blocks |= moments.written(wing)
    assert settings.LANGUAGE_CODE == "fr"
    assert set(kinds()) - seen == set(ELSEWHERE)
    texts = {title: "\n".join(lines) for title, lines in blocks.items()}
    whole, pieces = "\n".join(texts.values()), sorted(set(french_pieces()) - {TYPED})
    assert len(pieces) > 3000
    french = [piece for piece in pieces if piece in whole]
    faults = [f"{title}: {piece}" for piece in french for title, text in texts.items() if piece in text]
    assert not faults, "\n".join(faults)
