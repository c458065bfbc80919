"""One message to one person, that says all that holds: of their own sign-up, and of those who come with them.

Of people who come together, one gave an address: they are told for all, in one mail for one act. What they were told
before of the same occasion, and has not reached them, is taken back, and what it said of others is said again.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.owners import address_of
from etabli.foundation.notices.telling import Recalled, recall, tell
from etabli.foundation.notify.calendar import Meeting, method_of
from etabli.foundation.notify.prose import Prose, lines, ours, paragraphs
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.links import give_link, link_url
from etabli.foundation.people.models import Person, SecretLink
from etabli.foundation.rooms import Kind
from etabli.foundation.seats.differences import before_since, differences
from etabli.foundation.seats.kinds import CHANGE, OFFER
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.standing import facts, meeting_of, stands, taken_out

Status = SignUp.Status


@dataclass(frozen=True)
class Word:
    """What there is to tell of one sign-up, in one paragraph. `what` names it in the key of the message.

    `see`: what the page is for. `anew`: nothing was told of this sign-up yet. `changed`, by `who`: the fields of the
    occasion that were others before.
    """

    sign_up: SignUp
    kind: Kind
    opening: Prose
    what: str
    at: datetime
    see: str = ""
    anew: bool = False
    changed: Mapping[str, Any] | None = None
    who: str = ""

    @property
    def is_own(self) -> bool:
        """It is about whoever is told."""
        return self.sign_up.told.pk == self.sign_up.person_id

    @property
    def comes(self) -> bool:
        return self.sign_up.status == Status.SEATED and self.sign_up.occasion.cancelled_at is None


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
    """Tell it, now or with the rest of the act, while it is still to come."""
    words = _waiting.get()
    if word.sign_up.occasion.spans[-1].start <= word.at:
        return
    if words is None:
        _tell([word])
    else:
        words.append(word)


def told_since(sign_up: SignUp, at: datetime, what: str = "") -> bool:
    """Whether whoever is told of this sign-up was told something of its occasion after that instant."""
    about = f"{_thread(sign_up.occasion, sign_up.told)}:{what}"
    told = Notice.objects.filter(owner=sign_up.told.party_id, created_at__gt=at)
    return told.filter(key__startswith=about).exists()


def _tell(words: Sequence[Word]) -> None:
    """One message to the one person whom these words are for: theirs first, then what to pass on to each."""
    occasion, told = words[0].sign_up.occasion, words[0].sign_up.told
    thread = _thread(occasion, told)
    anew = all(word.anew for word in words)
    recalled = Recalled() if anew else recall(to=told, thread=thread)
    with override(settings.LANGUAGE_CODE):  # theirs, whatever the one who acts reads the site in
        changes = _changes(words, recalled)
        if changes is None:
            return
        last = {word.sign_up.pk: word for word in [*_still(recalled, words), *words]}
        words = sorted(last.values(), key=lambda word: (not word.is_own, word.sign_up.number))
        first = words[0]
        kind = next((word.kind for word in words if word.kind.prompt), first.kind)
        told_before = {_what(notice) for notice in recalled.notices}
        what = first.what if {word.what for word in words} | told_before <= {first.what} else "all"
        comes = any(word.comes for word in words)
        told_of = "+".join(str(word.sign_up.pk) for word in words)
        tell(
            to=told,
            kind=kind.code,
            title=occasion.title,
            text=paragraphs(
                changes, _openings(words), facts(occasion), ours(occasion.practical if comes else "")
            ),
            url=reverse("seats:sign_up", args=[first.sign_up.pk]),
            see=first.see or _see(first.sign_up),
            key=f"{thread}:{what}:{occasion.sequence}:{told_of}",
            meeting=_meeting(first, recalled),
            before=next((span.start for span in occasion.spans if span.start > first.at), occasion.starts_at),
            anew=anew,
            at=first.at,
        )


def _see(sign_up: SignUp) -> str:
    """What the page of a sign-up is for, as it stands."""
    if sign_up.status == Status.SEATED:
        return _("To see your sign-up, or to give your place back")
    if sign_up.status == Status.WAITING:
        return _("To see your number, or to leave the waiting list")
    if sign_up.status == Status.PENDING:
        return _("I confirm that I come")
    return _("To see your sign-up")


def _thread(occasion: Occasion, told: Person) -> str:
    return f"occasion:{occasion.pk}:{told.pk}"


def _changes(words: Sequence[Word], recalled: Recalled) -> Prose | None:
    """Who changed what, since what they have seen; None when there is nothing to tell: all is again as they know it."""
    word = next((word for word in words if word.changed is not None), None)
    if word is None or word.changed is None:
        return Prose()
    occasion, before = word.sign_up.occasion, dict(word.changed)
    if recalled.notices:
        before = (before | before_since(occasion, recalled.seen_at)) if recalled.seen_at else {}
    changes = differences(occasion, before)
    if changes:
        return lines(_("%(who)s made a change:") % {"who": word.who}, *changes)
    only_changes = {_what(notice) for notice in recalled.notices} | {word.what for word in words} == {
        "change"
    }
    unread = recalled.notices and all(notice.read_at is None for notice in recalled.notices)
    return None if only_changes and unread else Prose()


def _what(notice: Notice) -> str:
    return notice.key.split(":")[3]


def _still(recalled: Recalled, words: Sequence[Word]) -> list[Word]:
    """How it stands for the sign-ups of which a message was taken back."""
    of = {int(pk) for notice in recalled.notices for pk in notice.key.rpartition(":")[2].split("+")}
    of -= {word.sign_up.pk for word in words}
    occasion, told, at = words[0].sign_up.occasion, words[0].sign_up.told, words[0].at
    found = SignUp.objects.filter(occasion=occasion, pk__in=of).select_related("person", "brought_by__person")
    rows = [row for row in found if row.told.pk == told.pk] if of else []
    for row in rows:
        row.occasion = occasion
    return [
        Word(row, OFFER if row.status == Status.OFFERED else CHANGE, stands(row), "stands", at)
        for row in rows
    ]


def _meeting(first: Word, recalled: Recalled) -> Meeting | None:
    """The calendar entry is that of whoever is told: another's place neither brings it nor takes it out.

    Who comes no more has it taken out, if it has reached them.
    """
    if not address_of(first.sign_up.person):
        return None  # no mail leaves, nor the link in it
    if first.is_own and first.comes:
        return meeting_of(first.sign_up.occasion, _own_link(first.sign_up, first.at))
    has_it = bool(recalled.calendar) and method_of(recalled.calendar) != "CANCEL"
    return taken_out(first.sign_up.occasion) if has_it and first.is_own else None


def _own_link(sign_up: SignUp, at: datetime) -> str:
    """What a calendar may hold: the link to this one sign-up."""
    link = give_link(person=sign_up.person, scope=SecretLink.Scope.SIGN_UP, subject_id=sign_up.pk, at=at)
    return link_url(link, to=reverse("seats:sign_up", args=[sign_up.pk]))


def _openings(words: Sequence[Word]) -> Prose:
    """Their own first; what is for others says for whom, each text once."""
    own = [word.opening for word in words if word.is_own]
    for_others: dict[Prose, list[str]] = {}
    for word in words:
        if not word.is_own:
            for_others.setdefault(word.opening, []).append(word.sign_up.person.name)
    passed_on = [
        (_("The same holds for %(names)s.") if text in own else _("To pass on to %(names)s:\n%(text)s"))
        % {"names": ", ".join(names), "text": text}
        for text, names in for_others.items()
    ]
    return paragraphs(*dict.fromkeys(own), *passed_on)
