"""Whether somebody asked for it is decided for each message, with a reason: `unasked.toml`."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from etabli.foundation.notices.kinds import kinds

ROOT = Path(__file__).parents[2] / "src"
DECIDED = tomllib.loads((Path(__file__).parent / "unasked.toml").read_text())
QUEUES = {"send", "queue"}  # what of `notify.queue` puts a mail in the queue


def test_each_kind_is_decided_and_says_so() -> None:
    declared = {code: "unasked" if kind.unasked else "asked" for code, kind in kinds().items()}
    decided = {code: word for word in ("asked", "unasked") for code in DECIDED[word]}
    assert decided == declared, "decide in unasked.toml, with a reason, and say `unasked=True` where it is"


def test_each_mail_without_a_kind_is_decided() -> None:
    found = {name for path in ROOT.glob("etabli/**/*.py") if (name := _module(path)) and _queues_mails(path)}
    assert found == set(DECIDED["mails"]), "say in unasked.toml why these mails take no place in a budget"


def test_each_decision_has_a_reason_and_none_stands_twice() -> None:
    reasons = [reason for word in ("asked", "unasked", "mails") for reason in DECIDED[word].values()]
    assert all(len(reason.split()) >= 3 for reason in reasons)
    assert not DECIDED["asked"].keys() & DECIDED["unasked"].keys()


def test_what_nobody_asked_for_can_be_refused_and_waits() -> None:
    wrong = [code for code, kind in kinds().items() if kind.unasked and (kind.always_mailed or kind.prompt)]
    assert wrong == [], (
        "it can't be something that must be told, nor the answer to what somebody has just done"
    )


def _module(path: Path) -> str:
    name = ".".join(path.relative_to(ROOT / "etabli").with_suffix("").parts)
    return "" if name.startswith("foundation.notify.") else name


def _queues_mails(path: Path) -> bool:
    return any(_is_queue(node) for node in ast.walk(ast.parse(path.read_text())))


def _is_queue(node: ast.AST) -> bool:
    if not isinstance(node, ast.ImportFrom):
        return False
    return bool(
        (node.module == "etabli.foundation.notify.queue" and QUEUES & set(_names(node)))
        or (node.module == "etabli.foundation.notify" and "queue" in _names(node))
    )


def _names(node: ast.ImportFrom) -> Iterator[str]:
    return (alias.name for alias in node.names)
