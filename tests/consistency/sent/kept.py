"""The golden files: read, compared, written anew."""

from collections.abc import Mapping
from difflib import unified_diff
from itertools import islice
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
HEAD = "# What is sent and shown. Written by: python -m tests.consistency.sent --write (README.md)\n"
MARK = "\n==== "
LONGEST = 120  # lines of a difference that are shown
is_writing = False  # by the command, which sets it before the tests run


def compare(name: str, blocks: Mapping[str, list[str]], *, is_all: bool = True) -> None:
    """Fail with the difference, unless these blocks are as they are kept in the file of this name.

    `blocks`: by title. Those that tell nothing are named at the end of the file. Without `is_all`, those that are not
    given are not asked for.
    """
    now = {title: "\n".join(lines).strip("\n") for title, lines in blocks.items()}
    sending = {title: text for title, text in now.items() if text}
    if silent := [title for title, text in now.items() if not text]:
        sending["Nothing is sent by"] = "\n".join(silent)
    path = FOLDER / f"{name}.txt"
    if is_writing:
        path.write_text(
            HEAD + "".join(f"{MARK}{title}\n{text}\n" for title, text in sending.items()), "utf-8"
        )
        return
    before = blocks_of(path)
    _refuse_differences(
        path.name, before if is_all else {title: before.get(title, "") for title in sending}, sending
    )


def blocks_of(path: Path) -> dict[str, str]:
    """The blocks of a file by their titles."""
    if not path.exists():
        return {}
    _head, *blocks = path.read_text("utf-8").split(MARK)
    cut = (block.partition("\n") for block in blocks)
    return {title: text.removesuffix("\n") for title, _end, text in cut}


def _refuse_differences(name: str, kept: Mapping[str, str], now: Mapping[str, str]) -> None:
    wrong = list[str]()
    for title in sorted(kept.keys() | now.keys()):
        before, after = kept.get(title, "").splitlines(), now.get(title, "").splitlines()
        wrong += unified_diff(before, after, f"{title}, kept", f"{title}, now", lineterm="", n=4)
    if wrong:
        more = f"\n(and {len(wrong) - LONGEST} lines more)" if len(wrong) > LONGEST else ""
        pytest.fail(
            f"{name}: what is sent is no longer what is kept.\n"
            + "\n".join(islice(wrong, LONGEST))
            + f"{more}\n\nRead each line. If all of them are meant: python -m tests.consistency.sent --write\n"
            "then commit the files with the change, and say in its message what people will notice.",
            pytrace=False,
        )
