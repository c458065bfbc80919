"""What is refused of the data that the diagnosis comes with: each refusal says where."""

import copy
import tomllib
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest

from etabli.programme.diagnosis.engine import CatalogueError, parse

type Spoil = Callable[[dict[str, Any], dict[str, Any]], object]

DATA = resources.files("etabli.programme.diagnosis") / "data"
GENERAL = tomllib.loads((DATA / "questions.toml").read_text("utf-8"))
STEP_FILES = [
    tomllib.loads(file.read_text("utf-8"))
    for file in sorted((DATA / "steps").iterdir(), key=lambda file: file.name)
]
STEP = STEP_FILES[0]["step"][0]["id"]
QUESTION = GENERAL["question"][0]["id"]
SITUATION = GENERAL["situation"][0]["id"]


def spoiled(spoil: Spoil) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The delivered data, of which the general part or the first step (`spoil(general, step)`) is changed."""
    general, step_files = copy.deepcopy((GENERAL, STEP_FILES))
    spoil(general, step_files[0]["step"][0])
    return general, step_files


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda general, step: step["searched"].update(en="{nope}"), f"step {STEP}: .*nope"),
        (lambda general, step: step["why"].update(fr="un {mon outil}"), f"step {STEP}: .*mon outil"),
        (lambda general, step: step["why"].update(fr="un {outil"), f"step {STEP}: .*{{outil"),
        (lambda general, step: step["why"].update(fr="un } seul"), f"step {STEP}: "),
    ],
)
def test_what_stands_in_braces_has_words_in_every_trade(spoil: Spoil, sentence: str) -> None:
    with pytest.raises(CatalogueError, match=sentence):
        parse(*spoiled(spoil))


@pytest.mark.parametrize("kind", ["question", "situation", "trade"])
def test_a_twin_is_refused(kind: str) -> None:
    twin = GENERAL[kind][0]["id"]
    with pytest.raises(CatalogueError, match=f"^{kind} {twin}: twice$"):
        parse(*spoiled(lambda general, step: general[kind].append(copy.deepcopy(general[kind][0]))))


def test_a_twin_among_the_answers_of_a_question_is_refused() -> None:
    answers = GENERAL["question"][0]["answer"]
    with pytest.raises(CatalogueError, match=f"question {QUESTION}: answer {answers[0]['id']}: twice"):
        parse(*spoiled(lambda general, step: general["question"][0]["answer"].append(answers[0])))


def test_a_twin_among_the_steps_is_refused_across_files() -> None:
    general, step_files = spoiled(lambda general, step: None)
    step_files[1]["step"].append(step_files[0]["step"][0])
    with pytest.raises(CatalogueError, match=f"step {STEP}: twice"):
        parse(general, step_files)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda general, step: step.pop("effort"), f"step {STEP}: effort is missing"),
        (lambda general, step: step.pop("id"), "a step .*: id is missing"),
        (lambda general, step: general.pop("remark"), "the general data: remark is missing"),
        (lambda general, step: general["remark"][0].pop("is"), "a remark: is is missing"),
        (
            lambda general, step: general["question"][0].pop("answer"),
            f"question {QUESTION}: answer is missing",
        ),
        (
            lambda general, step: general["situation"][0].pop("signs"),
            f"situation {SITUATION}: signs is missing",
        ),
        (lambda general, step: step["when"][0].update({"is": []}), f"step {STEP}: no answer is named"),
        (lambda general, step: step["when"][0].pop("is"), f"a rule of step {STEP}: is is missing"),
    ],
)
def test_what_is_missing_is_named_with_its_place(spoil: Spoil, sentence: str) -> None:
    with pytest.raises(CatalogueError, match=sentence):
        parse(*spoiled(spoil))


def test_a_file_of_steps_without_a_theme_is_refused() -> None:
    general, step_files = spoiled(lambda general, step: None)
    del step_files[0]["theme"]
    with pytest.raises(CatalogueError, match="a file of steps: theme is missing"):
        parse(general, step_files)


def test_the_words_for_no_trade_of_ours_are_asked_for() -> None:
    def without_unknown(general: dict[str, Any], step: dict[str, Any]) -> None:
        general["trade"] = [trade for trade in general["trade"] if trade["id"] != "unknown"]

    with pytest.raises(CatalogueError, match="trade unknown is missing"):
        parse(*spoiled(without_unknown))


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"fr": "abc", "en": "abc"}, "3 to 7 gestures"),
        ({"fr": ["a", "", "c"], "en": ["a", "b", "c"]}, "empty gesture"),
        ({"fr": ["a", "b"], "en": ["a", "b"]}, "3 to 7 gestures"),
    ],
)
def test_a_step_is_three_gestures_at_least(how: dict[str, Any], sentence: str) -> None:
    with pytest.raises(CatalogueError, match=f"step {STEP}: how holds .*{sentence}"):
        parse(*spoiled(lambda general, step: step.update(how=how)))
