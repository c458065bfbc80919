"""People who come together. One of them gave an address: they are told for all, in one mail for one act."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from etabli.foundation.notices.telling import tell
from etabli.foundation.notify.calendar import Meeting
from etabli.foundation.rooms import Kind
from etabli.foundation.seats.models import SignUp
from etabli.foundation.ui.typography import full_spans


@dataclass(frozen=True)
class Word:
    """What there is to tell of one sign-up. `anew`: the act under way makes the key, nobody was told by it yet."""

    sign_up: SignUp
    kind: Kind
    opening: str | Promise
    key: str
    at: datetime
    meeting: Meeting | None = None
    anew: bool = False

    @property
    def is_own(self) -> bool:
        """It is about whoever is told."""
        return self.sign_up.told.pk == self.sign_up.person_id


_waiting: ContextVar[list[Word] | None] = ContextVar("etabli_words", default=None)


@contextmanager
def told_once() -> Iterator[None]:
    """Within an act: all that would be told to one person meanwhile is told in one message, at the end."""
    if _waiting.get() is not None:
        yield
        return
    words: list[Word] = []
    token = _waiting.set(words)
    try:
        yield
    finally:
        _waiting.reset(token)
    by_person: dict[int, list[Word]] = {}
    for word in words:
        by_person.setdefault(word.sign_up.told.pk, []).append(word)
    for those in by_person.values():
        _tell(those)


def say(word: Word) -> None:
    """Tell it now, or with the rest of the act."""
    words = _waiting.get()
    if words is None:
        _tell([word])
    else:
        words.append(word)


def _tell(words: Sequence[Word]) -> None:
    """One message to the one person whom these words are for: theirs first, then what to pass on to each."""
    first, *_rest = words = sorted(words, key=lambda word: not word.is_own)
    sign_up, occasion = first.sign_up, first.sign_up.occasion
    when = full_spans(occasion.spans)
    with override(settings.LANGUAGE_CODE):  # theirs, whatever the one who acts reads the site in
        tell(
            to=sign_up.told,
            kind=first.kind.code,
            title=occasion.title,
            text=f"{_openings(words)}\n\n{occasion.title}\n{when}\n{occasion.place}",
            url=reverse("seats:sign_up", args=[sign_up.pk]),
            see=_("To see your sign-up, or to give your place back"),
            key=first.key,
            # The calendar entry is that of whoever is told: another's place neither brings it nor takes it out.
            meeting=first.meeting if first.is_own else None,
            before=occasion.starts_at,
            anew=first.anew,
            at=first.at,
        )


def _openings(words: Sequence[Word]) -> str:
    """Their own first; what is for others says for whom, each text once."""
    own = [str(word.opening) for word in words if word.is_own]
    for_others: dict[str, list[str]] = {}
    for word in words:
        if not word.is_own:
            for_others.setdefault(str(word.opening), []).append(word.sign_up.person.name)
    passed_on = [
        (_("The same holds for %(names)s.") if text in own else _("To pass on to %(names)s:\n%(text)s"))
        % {"names": ", ".join(names), "text": text}
        for text, names in for_others.items()
    ]
    return "\n\n".join([*dict.fromkeys(own), *passed_on])
