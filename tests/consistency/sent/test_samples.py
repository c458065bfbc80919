"""Every message stands on the page that shows them, in each of its states and in both languages."""

import ast
import difflib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

import etabli
from etabli.foundation.seats.occasion_words import Sentence
from etabli.programme.workshops import occasion_texts
from tests.consistency.sent import kept
from tests.consistency.sent.papers import as_json
from tests.consistency.sent.samples import as_toml, samples

pytestmark = pytest.mark.django_db
# Sentences that no sample holds: (module, how they begin) and what tries them.
ASSEMBLY = (
    "the general assembly votes: tests/community/association/test_powers.py, moderation/test_decisions.py"
)
ELSEWHERE = {
    ("community/assembly/notices.py", "No other member of the board"): ASSEMBLY,
    ("community/assembly/notices.py", "The assembly votes"): ASSEMBLY,
    ("community/association/notices.py", "%(name)s asks for another look"): ASSEMBLY,
    ("community/association/notices.py", "The assembly votes"): ASSEMBLY,
    ("community/association/notices.py", "It ends by itself"): "an appeal refused: tests/community/association",
    ("community/association/notices.py", "Nobody of the board"): ASSEMBLY,
    ("community/association/notices.py", "The assembly is asked"): ASSEMBLY,
    ("community/association/notices.py", "The general assembly"): ASSEMBLY,
    ("community/association/notices.py", "You can write your answer"): ASSEMBLY,
    ("community/association/notices.py", "Your suspension goes on"): "the same",
    ("community/association/notices.py", "%(who)s invited"): "tests/community/association/test_powers.py",
    **dict.fromkeys(
        [
            ("community/forum/mail_answers/telling.py", begins)
            for begins in (
                "An e-mail from",
                "Answers hold text",
                "Here is what you wrote",
                "Your answer by e-mail",
                "Your answer was not published",
                "Your answer: ",
            )
        ],
        "an installation with a mailbox: tests/community/forum/test_mail_answers.py",
    ),
    ("community/forum/notices.py", "You may also answer"): "the same: tests/community/forum/test_reply_addresses.py",
    ("foundation/notices/notice_mails.py", "To answer, write above"): "the same",
    ("community/moderation/notices.py", "The general assembly voted"): "tests/community/moderation/test_messages.py",
    ("community/jobs/notices.py", "Somebody who applied"): "tests/community/jobs/test_messages.py",
    ("community/market/notices.py", "%(who)s put your ad"): "tests/community/market/test_messages.py",
    ("community/market/notices.py", "%(who)s, of the chamber"): "tests/community/market/test_messages.py",
    ("community/market/notices.py", "An ad that was withdrawn"): "tests/community/market/test_messages.py",
    ("community/market/notices.py", "Another number"): "tests/community/market/test_messages.py",
    ("community/market/notices.py", "Your ad is out again"): "tests/community/market/test_messages.py",
    ("community/moderation/notices.py", "Hidden:"): "tests/community/moderation/test_decisions.py",
    ("community/moderation/notices.py", "Nobody else is free"): ASSEMBLY,
    ("community/moderation/notices.py", "People see it"): "tests/community/moderation/test_decisions.py",
    ("community/moderation/notices.py", "The assembly votes"): ASSEMBLY,
    ("community/moderation/notices.py", "The author of"): ASSEMBLY,
    ("community/moderation/notices.py", "Until then,"): ASSEMBLY,
    ("community/moderation/notices.py", "Your appeal about"): "tests/community/moderation/test_decisions.py",
    ("community/moderation/notices.py", "Your appeal is not"): "tests/community/moderation/test_decisions.py",
    ("foundation/own_data/notices.py", "We have heard nothing"): "tests/foundation/own_data",
    ("foundation/people/security/events.py", "an unknown device"): "one word",
    ("foundation/seats/sentences.py", "You have no place, and"): "the walks: walks.txt",
    ("foundation/seats/notices.py", "Somebody who has no e-mail"): "tests/foundation/seats/test_calls.py",
    ("foundation/seats/mail_subjects.py", "New date and place"): "two changes at once: the walks: walks.txt",
    ("foundation/seats/mail_subjects.py", "New hours and place"): "two changes at once: the walks: walks.txt",
    ("programme/workshops/occasion_texts.py", "It will not take place."): "without a reason: tests/foundation/seats",
    ("programme/outreach/letters.py", "To sign up for"): "one mail, written by an adviser: tests/programme/outreach",
    ("programme/outreach/letters.py", "your"): "one word",
    ("programme/outreach/mails.py", "%(number)s"): "what a relay brought: tests/programme/outreach",
    ("programme/outreach/mails.py", "A big thank you"): "the same",
    ("programme/outreach/mails.py", "What you brought"): "the same",
    ("programme/outreach/mails.py", "your link was opened"): "the same",
    # Suspensions from before last days were asked for: no act makes one any more.
    ("community/association/notices.py", "It has no last day"): "tests/community/association/test_messages.py",
    ("community/association/notices.py", "Your membership is suspended"): "the same",
    ("programme/visibility/domains/notices.py", "You did not write"): "tests/programme/visibility/test_domains.py",
}  # fmt: skip
# Sentences of messages that name the occasion: those of a workshop stand among the samples.
NAMING = list(Sentence)[list(Sentence).index(Sentence.TAKEN_OFF_BY) :]
FOLDER = Path(etabli.__file__).parent / "front"


def sentences_of_messages() -> Iterator[tuple[str, str]]:
    """(module, sentence) of what modules that write messages translate."""
    for path in sorted(Path(etabli.__file__).parent.rglob("*.py")):
        tree, names = ast.parse(path.read_text("utf-8")), set[str]()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "etabli.foundation.notify.prose":
                names |= {
                    name.asname or name.name for name in node.names if name.name in {"gettext", "ngettext"}
                }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                given = node.args[0]
                sentences = [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]
                for sentence in sentences:
                    if isinstance(sentence, ast.Constant):
                        yield str(path.relative_to(Path(etabli.__file__).parent)), str(sentence.value)
    for which in NAMING:
        yield "programme/workshops/occasion_texts.py", occasion_texts.SENTENCES[which]


@pytest.mark.parametrize(("name", "as_text"), [("samples.toml", as_toml), ("papers.json", as_json)])
def test_the_page_shows_what_is_sent(name: str, as_text: Callable[[], str]) -> None:
    now, file = as_text(), FOLDER / name
    if kept.is_writing:
        file.write_text(now, "utf-8")
        return
    before = file.read_text("utf-8")
    difference = difflib.unified_diff(before.splitlines(), now.splitlines(), "kept", "now", lineterm="", n=2)
    if lines := list(islice(difference, kept.LONGEST)):
        pytest.fail(
            f"front/{name} is no longer what is sent: python -m tests.consistency.sent --write\n"
            + "\n".join(lines),
            pytrace=False,
        )


def test_every_message_stands_there_in_each_of_its_states() -> None:
    """Each sentence that may stand in a message is in one of them."""
    shown = {sentence for sample in samples() for sentence in sample.sentences}
    absent = {(place, said) for place, said in sentences_of_messages() if said not in shown}
    excused = {
        key: said for key in ELSEWHERE for said in absent if said[0] == key[0] and said[1].startswith(key[1])
    }
    assert set(ELSEWHERE) == set(excused), "these are shown: take them off the list"
    known = {
        said for said in absent if any(said[0] == at and said[1].startswith(begin) for at, begin in ELSEWHERE)
    }
    assert not absent - known, "\n".join(f"{place}: {said}" for place, said in sorted(absent - known))
