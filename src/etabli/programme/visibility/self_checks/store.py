"""Where a look at oneself stands: with the artisan, or, of somebody who has not said who they are, in this session."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from etabli.foundation.files.receiving import Examined
from etabli.foundation.people.access import Request
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import get_person
from etabli.foundation.people.viewer import SEEN_KEY
from etabli.programme.visibility import actions
from etabli.programme.visibility.engine.self_checks import Look
from etabli.programme.visibility.models import SelfCheck
from etabli.programme.visibility.self_checks.queries import SHOWN, own_self_checks


class SelfCheckStore:
    """The looks of one kind of whoever sends this request."""

    def __init__(self, request: Request, kind: str) -> None:
        self._session, self._viewer, self._kind = request.session, request.viewer, kind
        self.is_own = request.viewer.role == Role.ARTISAN and request.viewer.person_id is not None

    @property
    def looks(self) -> list[Look]:
        """The latest first."""
        if self.is_own:
            rows = own_self_checks(self._viewer, self._kind)
            return [Look(row.answers, row.note, row.made_on, _photo_address(row)) for row in rows]
        return held_looks(self._session).get(self._kind, [])

    def note(
        self,
        answers: Mapping[str, Sequence[str]],
        note: str = "",
        photo: Examined | None = None,
        *,
        at: datetime,
    ) -> None:
        """Keep one more; a session keeps no photo. Raises ActionError."""
        if self.is_own:
            actions.note_self_check(
                person=get_person(self._viewer, self._viewer.person_id or 0),
                kind=self._kind,
                answers=answers,
                note=note,
                photo=photo,
                by=self._viewer,
                at=at,
            )
            return
        row = {"answers": dict(answers), "note": note, "on": timezone.localdate(at).isoformat()}
        rows = [row, *self._held.get(self._kind, [])][:SHOWN]
        looks = {**self._held, self._kind: rows}
        self._session[SEEN_KEY] = {**(self._session.get(SEEN_KEY) or {}), "looks": looks}

    @property
    def _held(self) -> dict[str, Any]:
        looks: dict[str, Any] = (self._session.get(SEEN_KEY) or {}).get("looks", {})
        return looks


def _photo_address(row: SelfCheck) -> str:
    return reverse("visibility:photo", args=[row.pk]) if row.photo and not row.photo.is_erased else ""


def held_looks(session: Mapping[str, Any]) -> dict[str, list[Look]]:
    """What a session holds, by kind, the latest first."""
    held = (session.get(SEEN_KEY) or {}).get("looks", {})
    return {
        kind: [Look(row["answers"], row["note"], date.fromisoformat(row["on"])) for row in rows]
        for kind, rows in held.items()
    }
