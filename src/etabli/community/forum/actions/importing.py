"""Taking in the questions of a former forum, in one act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.association.models import Member
from etabli.community.forum.actions.writing import NotFit
from etabli.community.forum.engine.former_forum import Author, FormerAnswer, FormerQuestion
from etabli.community.forum.models import Notified, Post, State, Thread
from etabli.community.forum.rules import may_take_back_import, may_take_in
from etabli.community.forum.search import SEARCH
from etabli.community.forum.trade_names import trade_ids
from etabli.foundation.journal import CannotUndo, action, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.index import index_all, remove_from_index

BATCH_SIZE = 200  # questions, with their answers
MAX_KEYS = 500  # of a statement
(_INDEXED,) = SEARCH


def _undo_import(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, all of them at once; what was taken back or off by itself stays so."""
    organisation: Any = subject_of(entry, lock=True)
    is_restored = not entry.after["are_there"]
    was, becomes = (entry.at, None) if is_restored else (None, at)
    for numbers in batched(entry.after["threads"], MAX_KEYS):
        if not is_restored:
            _check_untouched(numbers)
        answers = Post.objects.filter(thread__in=numbers, withdrawn_at=was).exclude(former_number="")
        answers.update(withdrawn_at=becomes)
        Thread.objects.filter(pk__in=numbers, withdrawn_at=was).update(withdrawn_at=becomes)
        if is_restored:
            _index(numbers)
        else:
            remove_from_index(_INDEXED.kind, *numbers)
    record(organisation, before=entry.after, after=entry.before, label=entry.subject_label)


def _check_untouched(numbers: Sequence[int]) -> None:
    """Raises CannotUndo where members wrote, or moderators arranged."""
    if Post.objects.filter(thread__in=numbers, former_number="", withdrawn_at=None).exists():
        raise CannotUndo(_("Members have answered some of these questions since: they stay."))
    arranged = Thread.objects.filter(pk__in=numbers, merged_into__isnull=False)
    others = Thread.objects.filter(merged_into__in=numbers) | Thread.objects.filter(split_from__in=numbers)
    if arranged.exists() or others.exists():
        raise CannotUndo(_("Moderators have merged or split some of these questions: take that back first."))


@action(
    "forum.import",
    sentence=_("took in the questions of a former forum: %(subject)s"),
    may=may_take_in,
    may_undo=may_take_back_import,
    undo=_undo_import,
)
def import_forum(
    *, organisation: Organisation, questions: Iterable[FormerQuestion], by: Viewer, at: datetime
) -> int:
    """Write those that can stand here and are not there yet, with their answers; how many questions came in.

    They are read as they come, a handful of statements for each two hundred. Members are known by their e-mail alone,
    and nobody is told. Raises NotFit when there is none to write, and what reading raises: then nothing is written.
    """
    writing = _Writing(organisation, _members(organisation), trade_ids(organisation.pk), at)
    numbers = list[int]()
    for batch in batched((question for question in questions if question.stands), BATCH_SIZE):
        numbers += writing.write(batch)
    if not numbers:
        raise NotFit(
            _("No question of this file is to be taken in: they are all there already, or left out.")
        )
    record(
        organisation,
        before={"threads": numbers, "are_there": False},
        after={"threads": numbers, "are_there": True},
        label=f"{organisation} ({len(numbers)})",
    )
    return len(numbers)


def _members(organisation: Organisation) -> dict[str, int]:
    """By e-mail, those who have left included: what they wrote is theirs."""
    members = Member.objects.filter(organisation=organisation).exclude(user__email="")
    return {email.lower(): pk for email, pk in members.values_list("user__email", "pk")}


@dataclass(frozen=True)
class _Writing:
    organisation: Organisation
    members: Mapping[str, int]
    trades: Mapping[str, str]
    at: datetime

    def write(self, questions: Sequence[FormerQuestion]) -> list[int]:
        """The numbers of those that were not there."""
        numbers = [question.number for question in questions]
        known = set(
            Thread.objects.filter(organisation=self.organisation, former_number__in=numbers).values_list(
                "former_number", flat=True
            )
        )
        new = [question for question in questions if question.number not in known]
        threads = Thread.objects.bulk_create([self._thread(question) for question in new])
        pairs = list(zip(threads, new, strict=True))
        posts = Post.objects.bulk_create(
            [self._post(thread, answer) for thread, question in pairs for answer in question.answers]
        )
        self._join(pairs, posts)
        keys = [thread.pk for thread in threads]
        _index(keys)
        return keys

    def _thread(self, question: FormerQuestion) -> Thread:
        state = State.DISCUSSED if question.answers else State.UNANSWERED
        accepted = next((answer for answer in question.answers if answer.is_accepted), None)
        return Thread(
            organisation=self.organisation,
            title=question.title,
            text=question.text,
            trade=self.trades.get(question.trade.casefold(), ""),
            written_at=question.written_at,
            published_at=question.written_at,
            former_number=question.number,
            state=State.ACCEPTED if accepted else state,
            accepted_at=accepted.written_at if accepted else None,
            answers_count=len(question.answers),
            active_at=max([question.written_at, *(answer.written_at for answer in question.answers)]),
            closed_at=self.at if question.closed else None,
            closed_reason=question.closed,
            notified=Notified.TRADE,  # it is no new question: nobody is asked to answer
            **self._author(question.author),
        )

    def _post(self, thread: Thread, answer: FormerAnswer) -> Post:
        return Post(
            thread=thread,
            text=answer.text,
            written_at=answer.written_at,
            published_at=answer.written_at,
            former_number=answer.number,
            **self._author(answer.author),
        )

    def _author(self, author: Author) -> dict[str, Any]:
        """The member of this e-mail; of the others, the name."""
        member = self.members.get(author.email) if author.email else None
        return {"author_id": member} if member is not None else {"former_name": author.name}

    def _join(self, pairs: Sequence[tuple[Thread, FormerQuestion]], posts: Sequence[Post]) -> None:
        """What is accepted, and what takes up what."""
        by_number = {(post.thread_id, post.former_number): post for post in posts}
        quoting, accepting = [], []
        for thread, question in pairs:
            for answer in question.answers:
                post = by_number[thread.pk, answer.number]
                post.quoted = by_number.get((thread.pk, answer.quotes))
                quoting += [post] if post.quoted else []
                if answer.is_accepted:
                    thread.accepted = post
                    accepting.append(thread)
        Post.objects.bulk_update(quoting, ["quoted"])
        Thread.objects.bulk_update(accepting, ["accepted"])


def _index(numbers: Sequence[int]) -> None:
    index_all(_INDEXED.kind, new=list(_INDEXED.objects().filter(pk__in=numbers)))
