"""The first steps in their order: what is done, which one is next, and where each is read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from etabli.programme.diagnosis.engine import Answers
from etabli.programme.diagnosis.queries import proposed_steps
from etabli.programme.diagnosis.wording import WordedResult, WordedStep


@dataclass(frozen=True)
class PathStep:
    """One step of the path. `is_next`: the first that isn't done."""

    number: int
    step: WordedStep
    address: str
    is_done: bool
    is_next: bool


def path_steps(result: WordedResult, done: Collection[str], token: str = "") -> list[PathStep]:
    """All of them; `token`: each is read from the page that was kept under it."""
    undone_ids = [step.id for step in result.steps if step.id not in done]
    return [
        PathStep(number, step, address_of_step(step.id, token), step.id in done, step.id in undone_ids[:1])
        for number, step in enumerate(result.steps, start=1)
    ]


def address_of_step(step: str, token: str = "") -> str:
    """Where a step is read: from the page that was kept under `token`, when there is one."""
    if not token:
        return reverse("diagnosis:step", args=[step])
    return f"{reverse('diagnosis:kept_step', args=[token])}?{urlencode({'pas': step})}"


def what_changed(before: Answers, after: Answers) -> tuple[int, bool]:
    """How many steps are new since an answer changed; whether the others stand in another order, or are fewer."""
    old, new = proposed_steps(before), proposed_steps(after)
    added = [step for step in new if step not in old]
    return len(added), new != old


def next_undone(path: Sequence[PathStep], id: str) -> PathStep | None:
    """The next one to do after this step: the first below that isn't done, else the first above."""
    place = next((stop.number for stop in path if stop.step.id == id), 0)
    undone_stops = [stop for stop in path if not stop.is_done and stop.step.id != id]
    return next(
        (stop for stop in undone_stops if stop.number > place), undone_stops[0] if undone_stops else None
    )
