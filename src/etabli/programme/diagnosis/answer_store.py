"""Where answers stand: with the artisan, or, of somebody who has not said who they are, in this browser's session."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from etabli.foundation.people.access import Request
from etabli.foundation.people.device_memory import DeviceMemory
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import default_chamber, get_person
from etabli.foundation.people.sessions import DAY_KEY
from etabli.foundation.people.viewer import ANSWERED_KEY, Viewer
from etabli.programme.diagnosis import actions
from etabli.programme.diagnosis.catalogue import load
from etabli.programme.diagnosis.engine import Answers, Question
from etabli.programme.diagnosis.links import RESULT_LINK, answers_of_token
from etabli.programme.diagnosis.models import KeptAnswers
from etabli.programme.diagnosis.queries import own_answers


class Notebook:
    """The answers of whoever sends this request, and the steps that they have done, wherever they stand.

    An artisan's are kept at each answer. Those of the session stay there until somebody asks for a link to them
    (`token`), or forgets them: they are aside for an hour then, whatever is answered meanwhile.
    """

    def __init__(self, request: Request) -> None:
        self._session: SessionBase = request.session
        self._device = DeviceMemory(request.session, ANSWERED_KEY)
        self._viewer = request.viewer
        self.is_own = request.viewer.role == Role.ARTISAN and request.viewer.person_id is not None
        self.kept: KeptAnswers | None = own_answers(request.viewer)

    @property
    def _stored(self) -> Mapping[str, Any]:
        return self._device.value

    @property
    def answers(self) -> dict[str, str]:
        """By question; what was answered in this session before coming in counts until something is kept."""
        return dict(self.kept.answers) if self.kept else dict(self._stored.get("answers", {}))

    @property
    def done(self) -> list[str]:
        """The steps that are done: on any device, once they are kept."""
        row = self.kept or self.nameless
        return list(row.done if row else self._stored.get("done", []))

    @property
    def token(self) -> str:
        """By which this browser kept its answers without a name; "" without."""
        token: str = self._stored.get("token", "")
        return token

    @cached_property
    def nameless(self) -> KeptAnswers | None:
        """What this browser kept without a name, while it says the same."""
        row = answers_of_token(self.token) if self.token else None
        return row if row is not None and row.answers == self.answers else None

    @property
    def open_question(self) -> Question | None:
        """The first one without an answer."""
        answers = self.answers
        return next((question for question in load().questions if question.id not in answers), None)

    @property
    def place(self) -> tuple[int, int]:
        """The number of the question that comes next, and how many there are; (0, 0) once all are answered."""
        questions, next_question = load().questions, self.open_question
        return (questions.index(next_question) + 1, len(questions)) if next_question else (0, 0)

    @property
    def aside(self) -> Mapping[str, Any]:
        """What was erased here within the hour; empty without."""
        return self._device.aside

    def stay(self, *, at: datetime) -> None:
        """Put off the end of what this browser holds: it was read today."""
        if self._stored and self._session.get(DAY_KEY) != timezone.localdate(at).isoformat():
            self._session.modified = True

    def say(self, question: str, answer: str, *, at: datetime) -> None:
        """Write down one answer in the place of the one before."""
        self._put({**self.answers, question: answer}, at)

    def tick(self, done_steps: Sequence[str], *, at: datetime) -> None:
        """Say that these steps are done, and no others."""
        if self.is_own and self.kept is None:
            self._put(self.answers, at)
        if self.kept or self.nameless:
            write_done_steps(self.kept or self.nameless, done_steps, by=self._viewer, at=at)
        if not self.is_own:
            self._device.hold({**self._stored, "done": list(done_steps)})

    def keep(self, *, at: datetime) -> None:
        """Keep them: with the artisan, or without a name, under a link of their own."""
        if self.is_own:
            self._put(self.answers, at)
            return
        row = answers_of_token(self.token)
        if row is not None and row.answers != self.answers:
            actions.change_answers(kept=row, answers=self.answers, by=self._viewer, at=at)
        elif row is None:
            row = actions.keep_answers(
                chamber=default_chamber(),
                person=None,
                answers=self.answers,
                done=self._stored.get("done", []),
                by=self._viewer,
                at=at,
            )
        self._device.hold({**self._stored, "token": RESULT_LINK.token_of(row)})

    def take_up(self, token: str, kept_answers: KeptAnswers, *, at: datetime) -> None:
        """Go on here with what another device kept."""
        if self.is_own:
            self._put(kept_answers.answers, at, done_steps=kept_answers.done)
        else:
            self._device.hold({"answers": kept_answers.answers, "done": kept_answers.done, "token": token})

    def forget(self, *, at: datetime) -> None:
        """Nothing of it is left in this browser but what `restore` brings back; what is kept elsewhere stays."""
        self._device.erase(at=at)

    def restore(self) -> None:
        """What was erased here a moment ago is here again, in the place of what was begun since."""
        self._device.restore()

    def drop(self, token: str) -> None:
        """Nothing is left here of what was kept under this token and is erased for good."""
        self._device.drop(lambda held: held.get("token") == token)

    def _put(self, answers: Answers, at: datetime, done_steps: Sequence[str] | None = None) -> None:
        if not self.is_own:
            self._device.hold({**self._stored, "answers": dict(answers)})
            return
        ticked = self._stored.get("done", []) if done_steps is None else done_steps
        if self.kept is None:
            person = get_person(self._viewer, self._viewer.person_id or 0)
            self.kept = actions.keep_answers(
                chamber=person.chamber, person=person, answers=answers, done=ticked, by=self._viewer, at=at
            )
        elif answers != self.kept.answers:
            actions.change_answers(kept=self.kept, answers=answers, by=self._viewer, at=at)
        write_done_steps(self.kept, done_steps, by=self._viewer, at=at)
        self._device.clear()


def write_done_steps(
    kept_answers: KeptAnswers | None, done_steps: Sequence[str] | None, *, by: Viewer, at: datetime
) -> None:
    """Write the steps that are done on what was kept, when there are others than before."""
    if kept_answers is not None and done_steps is not None and list(done_steps) != kept_answers.done:
        actions.tick_steps(kept=kept_answers, done=done_steps, by=by, at=at)
