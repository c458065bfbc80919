"""Every act of the code base: in the journal, with a way back or the written reason why there is none."""

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from types import ModuleType
from typing import Any

from etabli.foundation.journal.registry import ACTS, Act, Irreversible
from etabli.foundation.registries import registry_modules

# Functions of an actions.py that are no act, each with its reason.
NOT_ACTS = {
    "etabli.foundation.people.actions.complete_waiting_merges": (
        "does the act people.join for each merge that waits no longer"
    ),
    "etabli.foundation.seats.actions.lock": "the first statement of an act: it changes nothing that is seen",
    "etabli.territory.relays.actions.count_visit": "counts the openings of a link, of nobody in particular",
    "etabli.programme.journeys.actions.note_visit": "notes that somebody opened their own path, and nothing else",
    "etabli.programme.diary.actions.share_half_day": "a part of the act of what shares it, which is taken back whole",
    "etabli.programme.diary.actions.leave_half_day": "a part of the act of what shared it, which is taken back whole",
    "etabli.territory.places.actions.commune_of": "builds an object, and saves nothing",
    "etabli.programme.surveys.actions.day_only": "computes an instant, and saves nothing",
    "etabli.procurement.quotes.actions.forget_kept": "as leaving: whoever uses the device next finds no way back",
    "etabli.procurement.quotes.actions.remember_kept": "takes that back, from the page that follows it alone",
    "etabli.procurement.briefs.actions.write_beside": "it is the act people.consent, about a brief",
}
# The journal's own two functions, and what foundation/notify has for the links of calendars, which calls them.
RECORDING = {"record", "change", "open_feed", "close_feed"}


def public_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    for module in registry_modules("actions"):
        for name, function in vars(module).items():
            ours = inspect.isfunction(function) and function.__module__.startswith(module.__name__)
            if ours and not name.startswith("_"):
                yield f"{module.__name__}.{name}", function


def acts() -> list[Act]:
    return sorted(
        (act for act in ACTS.values() if act.function.__module__.startswith("etabli.")), key=lambda a: a.verb
    )


def test_every_public_function_of_an_actions_module_is_an_act() -> None:
    known = {act.function for act in acts()}
    bare = [
        name
        for name, function in public_functions()
        if getattr(function, "__wrapped__", None) not in known and name not in NOT_ACTS
    ]
    assert not bare, (
        "give these @action (see foundation/journal/README.md), or a line with a reason in NOT_ACTS"
    )


def test_every_exception_still_exists() -> None:
    from importlib.util import find_spec

    present = {name for name, _function in public_functions()}
    for name in NOT_ACTS:
        if find_spec(name.rpartition(".")[0]) is not None:
            assert name in present


def test_every_act_has_a_verb_of_its_app_a_sentence_and_a_way_back_or_a_reason() -> None:
    faults = []
    for act in acts():
        app = act.function.__module__.split(".")[2]
        if not re.fullmatch(rf"{app}\.[a-z_]+", act.verb):
            faults.append(f"{act.verb}: a verb is written {app}.something")
        if not str(act.sentence).strip():
            faults.append(f"{act.verb}: no sentence to tell it in the history")
        if isinstance(act.undo, Irreversible):
            if len(str(act.undo.reason)) < 20:
                faults.append(f"{act.verb}: say in a sentence why it can't be taken back")
        elif not callable(act.undo):
            faults.append(f"{act.verb}: no way back")
        if not callable(act.may):
            faults.append(f"{act.verb}: nobody is asked whether they may")
        parameters = inspect.signature(act.function).parameters
        if any(p.kind is not p.KEYWORD_ONLY for p in parameters.values()) or not {"by", "at"} <= set(
            parameters
        ):
            faults.append(f"{act.verb}: an act takes keywords only, among them by and at")
        if act.subject is not None and act.subject not in parameters:
            faults.append(f"{act.verb}: its subject {act.subject!r} is none of its arguments")
    assert not faults, "\n".join(faults)


def test_every_act_writes_in_the_journal() -> None:
    """What records is called by the act, or by a function of its module (and at run time, exactly once)."""
    silent = [act.verb for act in acts() if not RECORDING & reached_by(act)]
    assert not silent, f"these record nothing, and the journal would know nothing of them: {silent}"


def reached_by(act: Act) -> set[str]:
    """The functions that an act calls by their name, itself or through those of its module and those beside it."""
    module = sys.modules[act.function.__module__]
    beside = [value for value in vars(module).values() if inspect.isfunction(value)]
    bodies = called_in(module)
    for name in {
        value.__module__ for value in beside if value.__module__.startswith(f"{module.__package__}.")
    }:
        bodies = called_in(sys.modules[name]) | bodies
    reached: set[str] = set()
    ahead = [act.function.__name__]
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += bodies.get(name, ())
    return reached


@cache
def called_in(module: ModuleType) -> dict[str, set[str]]:
    """What each function of a module calls by its name."""
    return {
        node.name: {
            call.func.id
            for call in ast.walk(node)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        }
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.FunctionDef)
    }


def test_the_list() -> None:
    """Read with `pytest -s`: every verb, and how it is taken back."""
    for act in acts():
        way = f"never: {act.undo.reason}" if isinstance(act.undo, Irreversible) else act.undo.__name__
        print(f"{act.verb:32} {way}")
    assert len(acts()) >= 9
