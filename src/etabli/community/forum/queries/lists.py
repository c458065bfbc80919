"""The list of questions, by its key; those near to a title; those that everybody reads."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from etabli.community.association.models import Member
from etabli.community.association.queries import member_of
from etabli.community.forum.models import IS_OUT, State, Thread, Watch
from etabli.community.neutrality.rules import acts_for_association
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.queries import Hit, find

PAGE_SIZE = 12
NEAR = 4
ALL, MINE = "all", "mine"
SHOWN = (ALL, *State.values, MINE)  # MINE: of one's own trades
ROW_FIELDS = (
    "title", "trade", "person", "craft_code", "is_public", "closed_at", "state", "answers_count", "published_at",
    "active_at",
)  # fmt: skip
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Choice:
    """What is looked for: one of `SHOWN`, and the code of a trade ("" for all)."""

    show: str = ALL
    trade: str = ""

    @property
    def is_oldest_first(self) -> bool:
        """Those without an answer: who has waited the longest comes first."""
        return self.show == State.UNANSWERED


@dataclass(frozen=True)
class ThreadList:
    """One page. `counts`: by each of `SHOWN`; `following` is the key of the page after ("" on the last), `waiting` the
    one that nobody has answered for the longest, of another than the viewer."""

    threads: Sequence[Thread]
    counts: dict[str, int]
    following: str
    waiting: Thread | None
    member: Member | None

    @property
    def may_ask(self) -> bool:
        return self.member is not None


def listable_by(viewer: Viewer) -> Q:
    """The condition on what the lists show this viewer: their association's, or what everybody reads."""
    if acts_for_association(viewer) and viewer.organisation_id is not None:
        return IS_OUT & Q(organisation=viewer.organisation_id, merged_into=None)
    return IS_OUT & Q(is_public=True, merged_into=None)


def listed_threads(viewer: Viewer, choice: Choice, *, after: str = "") -> ThreadList:
    """A page of the questions that answer a choice, the latest activity first. `after`: the key of the page.

    Five statements, of which a visitor's list takes three.
    """
    member = member_of(viewer)
    mine = _own_trades(member)
    threads = Thread.objects.filter(listable_by(viewer))
    if choice.trade:
        threads = threads.filter(trade=choice.trade)
    counts = _counts(threads, mine)
    chosen = _chosen(threads.only(*ROW_FIELDS), choice, mine)
    rows = list(_ordered(chosen, choice, after)[: PAGE_SIZE + 1])
    return ThreadList(
        threads=rows[:PAGE_SIZE],
        counts=counts,
        following=key_of(rows[PAGE_SIZE - 1]) if len(rows) > PAGE_SIZE else "",
        waiting=_waiting(threads, member) if choice.show == ALL and not after else None,
        member=member,
    )


def _counts(threads: QuerySet[Thread], mine: Collection[str]) -> dict[str, int]:
    """By each of `SHOWN`. Grouped, so that an index alone answers."""
    groups = list(threads.order_by().values_list("state", "trade").annotate(number=Count("*")))
    counts = {
        state: sum(number for each, _trade, number in groups if each == state) for state in State.values
    }
    of_mine = sum(number for _state, trade, number in groups if trade in mine)
    return {**counts, ALL: sum(counts.values()), MINE: of_mine}


def _own_trades(member: Member | None) -> list[str]:
    """One's own, those that one follows, and none: what is asked of all."""
    if member is None:
        return []
    followed = Watch.objects.filter(member=member, thread=None, withdrawn_at=None)
    return [member.trade, "", *followed.values_list("trade", flat=True)]


def _chosen(threads: QuerySet[Thread], choice: Choice, mine: list[str]) -> QuerySet[Thread]:
    if choice.show == MINE:
        return threads.filter(trade__in=mine)
    return threads if choice.show == ALL else threads.filter(state=choice.show)


def _ordered(threads: QuerySet[Thread], choice: Choice, after: str) -> QuerySet[Thread]:
    """From the row after this key; from the first one when the key says nothing."""
    sign, side = ("", "gt") if choice.is_oldest_first else ("-", "lt")
    key = read_key(after)
    if key is not None:
        at, pk = key
        threads = threads.filter(Q(**{f"active_at__{side}": at}) | Q(active_at=at, **{f"pk__{side}": pk}))
    return threads.order_by(f"{sign}active_at", f"{sign}pk")


def key_of(thread: Thread) -> str:
    """Where a list goes on after this question."""
    return f"{(thread.active_at - _EPOCH) // timedelta(microseconds=1)}-{thread.pk}"


def read_key(text: str) -> tuple[datetime, int] | None:
    """The last activity and the number in it; None when it says nothing."""
    microseconds, _dash, pk = text.partition("-")
    if not (microseconds.isdecimal() and pk.isdecimal() and len(text) < 40):
        return None
    try:
        return _EPOCH + timedelta(microseconds=int(microseconds)), min(int(pk), 2**62)
    except OverflowError:
        return None


def _waiting(threads: QuerySet[Thread], member: Member | None) -> Thread | None:
    unanswered = threads.only(*ROW_FIELDS).filter(state=State.UNANSWERED, closed_at=None)
    if member is not None:
        unanswered = unanswered.exclude(author=member)
    return unanswered.order_by("active_at", "pk").first()


def threads_of_person(viewer: Viewer, person: Person) -> QuerySet[Thread]:
    """What this artisan asked, the latest first, for themselves and the staff of their chamber."""
    if not (viewer.is_person(person.pk) or viewer.is_staff_of(person.chamber_id)):
        return Thread.objects.none()
    return Thread.objects.filter(person=person, withdrawn_at=None).order_by("-written_at", "-pk")


def near_threads(viewer: Viewer, title: str) -> list[Hit]:
    """The questions that say nearly the same, of those that this viewer reads: four statements at most."""
    return find(viewer, title, ["thread"], limit=NEAR) if len(title.split()) > 1 else []


def public_threads(number: int) -> QuerySet[Thread]:
    """The latest that everybody reads, as they were first published."""
    threads = Thread.objects.filter(IS_OUT, is_public=True, merged_into=None).select_related(
        "author", "person"
    )
    return threads.order_by("-published_at", "-pk")[:number]
