"""What was changed in twelve weeks, press by press: taken back, done again. Frozen."""

from dataclasses import dataclass, replace

from etabli.programme.visibility.engine.calendar.model import Calendar, Post

MOST_REMEMBERED = 10


@dataclass(frozen=True)
class Change:
    """One idea, as it was and as it became; None where it wasn't there, or is there no more."""

    before: Post | None
    after: Post | None

    @property
    def reversed(self) -> "Change":
        """The same the other way."""
        return Change(self.after, self.before)

    def made_in(self, calendar: Calendar) -> Calendar:
        """Those weeks with this idea as it became; whatever else was changed in them stays."""
        became = () if self.after is None else (self.after,)
        if self.before is None:
            return replace(calendar, posts=(*calendar.posts, *became))
        key = self.before.key
        posts = tuple(kept for post in calendar.posts for kept in (became if post.key == key else (post,)))
        return replace(calendar, posts=posts)


@dataclass(frozen=True)
class Changes:
    """`done`: the last one last. `taken_back`: what is done again first stands last."""

    done: tuple[Change, ...] = ()
    taken_back: tuple[Change, ...] = ()

    @property
    def last(self) -> Change | None:
        """What is taken back next; None without."""
        return self.done[-1] if self.done else None

    @property
    def next(self) -> Change | None:
        """What is done again next; None without."""
        return self.taken_back[-1] if self.taken_back else None

    def followed_by(self, change: Change) -> "Changes":
        """With one more. What was taken back before it is not forgotten: that it was is one more thing to take back."""
        again = reversed(self.taken_back)
        back = (taken.reversed for taken in self.taken_back)
        return Changes((*self.done, *again, *back, change)[-MOST_REMEMBERED:])

    def with_last_taken_back(self) -> "Changes":
        """Once `last` is taken back."""
        return Changes(self.done[:-1], (*self.taken_back, *self.done[-1:]))

    def with_next_done(self) -> "Changes":
        """Once `next` is done again."""
        return Changes((*self.done, *self.taken_back[-1:]), self.taken_back[:-1])
