"""Where answers stand: with the artisan, or, of somebody who has not said who they are, in this browser's session."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from etabli.foundation.people.access import Request
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import default_chamber, get_person
from etabli.foundation.people.viewer import ANSWERED
from etabli.programme.diagnosis import actions
from etabli.programme.diagnosis.catalogue import load
from etabli.programme.diagnosis.engine import Answers, Question
from etabli.programme.diagnosis.links import KEPT, kept_of
from etabli.programme.diagnosis.models import KeptAnswers
from etabli.programme.diagnosis.queries import own_answers


class Notebook:
    """The answers of whoever sends this request, wherever they stand.

    An artisan's are kept at each answer. Those of the session stay there until somebody asks for a link to them
    (`token`), or forgets them.
    """

    def __init__(self, request: Request) -> None:
        self._session: SessionBase = request.session
        self._viewer = request.viewer
        self.is_own = request.viewer.role == Role.ARTISAN and request.viewer.person_id is not None
        self.kept: KeptAnswers | None = own_answers(request.viewer)

    @property
    def _stored(self) -> Mapping[str, Any]:
        stored: Mapping[str, Any] = self._session.get(ANSWERED) or {}
        return stored

    @property
    def answers(self) -> dict[str, str]:
        """By question; what was answered in this session before coming in counts until something is kept."""
        return dict(self.kept.answers) if self.kept else dict(self._stored.get("answers", {}))

    @property
    def nameless(self) -> KeptAnswers | None:
        """What this browser kept without a name, while it says the same."""
        token: str = self._stored.get("token", "")
        row = kept_of(token) if token else None
        return row if row is not None and row.answers == self.answers else None

    @property
    def open_question(self) -> Question | None:
        """The first one without an answer."""
        answers = self.answers
        return next((question for question in load().questions if question.id not in answers), None)

    def say(self, question: str, answer: str, *, at: datetime) -> None:
        """Write down one answer in the place of the one before."""
        self._put({**self.answers, question: answer}, at)

    def keep(self, *, at: datetime) -> None:
        """Keep them: with the artisan, or without a name, under a link of their own."""
        if self.is_own:
            self._put(self.answers, at)
            return
        row = kept_of(self._stored.get("token", ""))
        if row is not None and row.answers != self.answers:
            actions.change_answers(kept=row, answers=self.answers, by=self._viewer, at=at)
        elif row is None:
            row = actions.keep_answers(
                chamber=default_chamber(), person=None, answers=self.answers, by=self._viewer, at=at
            )
        self._session[ANSWERED] = {"answers": self.answers, "token": KEPT.token_of(row)}

    def take_up(self, token: str, answers: Answers, *, at: datetime) -> None:
        """Go on here with what another device kept."""
        if self.is_own:
            self._put(answers, at)
        else:
            self._session[ANSWERED] = {"answers": dict(answers), "token": token}

    def forget(self) -> None:
        """Nothing of it is left in this browser; what is kept elsewhere stays."""
        self._session.pop(ANSWERED, None)

    def _put(self, answers: Answers, at: datetime) -> None:
        if not self.is_own:
            self._session[ANSWERED] = {**self._stored, "answers": dict(answers)}
            return
        if self.kept is None:
            person = get_person(self._viewer, self._viewer.person_id or 0)
            self.kept = actions.keep_answers(
                chamber=person.chamber, person=person, answers=answers, by=self._viewer, at=at
            )
        elif answers != self.kept.answers:
            actions.change_answers(kept=self.kept, answers=answers, by=self._viewer, at=at)
        self.forget()
